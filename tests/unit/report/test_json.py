from __future__ import annotations

import json as standard

from copydesk.records import Article, Draft, Finding, Review
from copydesk.report import json, repair

ARTICLE = Article("a", "Zoë Lind won 9–3.\n\nShe left.", "Lind wins", url="u", byline="b")
TEXT = "Zoë Lund won 9–4"
FINDINGS = (
    Finding("names", "absent", "error", "m", (0, 8), (0, 8), "Zoë Lind", 0.9),
    Finding("numbers", "absent", "error", "m", (13, 16), None, "", 0.7),
)
REVIEW = Review(Draft("a", "headline", TEXT, 0.4, "model"), FINDINGS, 0.2, "unsupported")


def test_findings_carry_the_words_of_their_spans() -> None:
    first, second = json.checked(ARTICLE, REVIEW)["findings"]
    assert (first["claim_text"], first["evidence_text"]) == ("Zoë Lund", "Zoë Lind")
    assert (first["claim_span"], first["evidence_span"]) == ([0, 8], [0, 8])
    assert (second["evidence_span"], second["evidence_text"]) == (None, "")


def test_the_score_of_a_draft_is_its_consistency() -> None:
    assert json.drafted(ARTICLE, REVIEW)["score"] == 0.2


def test_an_id_is_kept_as_it_was() -> None:
    result = json.claimed(7, ARTICLE, REVIEW)
    assert (result["id"], result["article"]["id"]) == (7, 7)


def test_a_line_is_one_line_in_its_own_letters() -> None:
    line = json.line(json.headlines(ARTICLE, [REVIEW]))
    assert line.count("\n") == 1
    assert "Zoë" in line
    assert standard.loads(line)["article"]["body"] == ARTICLE.body


def test_a_repair_puts_suggestions_in_place() -> None:
    assert repair.repaired(REVIEW) == "Zoë Lind won 9–4"


def test_of_overlapping_repairs_the_surest_is_taken() -> None:
    surer = Finding("names", "other", "error", "m", (4, 12), None, "Lind takes", 0.95)
    warning = Finding("dates", "odd", "warning", "m", (13, 16), None, "never", 1.0)
    review = Review(REVIEW.draft, (*FINDINGS, surer, warning), 0.1, "unsupported")
    assert repair.repaired(review) == "Zoë Lind takes 9–4"
