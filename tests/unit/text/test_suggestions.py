from __future__ import annotations

from copydesk.records import Draft, Finding, Review
from copydesk.text.suggestions import repaired, unrepaired

WRONG_NAME = Finding("names", "absent", "error", "name", (0, 8), None, "Zoë Lind", 0.9)
WRONG_SCORE = Finding("numbers", "absent", "error", "score", (13, 16), None, "", 0.7)


def review(*findings: Finding, text: str = "Zoë Lund won 9–4") -> Review:
    return Review(Draft("a", "headline", text, 0.4, "model"), findings, 0.2, "unsupported")


def test_suggestions_are_put_in_place() -> None:
    assert repaired(review(WRONG_NAME, WRONG_SCORE)) == "Zoë Lind won 9–4"


def test_of_overlapping_ones_the_surest_is_taken_and_none_for_a_warning() -> None:
    surer = Finding("names", "other", "error", "m", (4, 12), None, "Lind takes", 0.95)
    warning = Finding("dates", "odd", "warning", "m", (13, 16), None, "never", 1.0)
    assert repaired(review(WRONG_NAME, WRONG_SCORE, surer, warning)) == "Zoë Lind takes 9–4"


def test_what_opens_the_text_keeps_its_capital() -> None:
    few = Finding("numbers", "absent", "error", "m", (0, 5), None, "twelve", 0.9)
    assert repaired(review(few, text="Forty ships left")) == "Twelve ships left"
    assert repaired(review(few, text="forty ships left")) == "twelve ships left"


def test_what_is_in_the_way_is_what_has_no_suggestion_or_else_all() -> None:
    assert unrepaired(review(WRONG_NAME, WRONG_SCORE)) == [WRONG_SCORE]
    assert unrepaired(review(WRONG_NAME)) == [WRONG_NAME]
