from __future__ import annotations

import pytest

from copydesk.prepare.pairs import held_by, overlap, paired
from copydesk.prepare.recipe import Pairing
from copydesk.prepare.splits import held_out
from copydesk.records import Article, Rejection

BODY = (
    "PORT ELLERY — The council of Port Ellery voted on Monday to keep the Quay Street library "
    "open, ending a dispute of three years, and mayor Ines Calloway said the repairs would cost "
    "$2 million. A spokesman for the hotel group, Tom Brandt, said that his company would look "
    "for another site, and that it wished the library well."
)


def test_words_are_held_in_another_form_too() -> None:
    held = held_by(BODY)
    assert all(map(held, ("Calloway", "Calloway's", "3", "year", "mayors")))
    assert not any(map(held, ("Grady", "5", "hotels-only")))
    assert overlap("Council keeps harbour", BODY) == pytest.approx(1 / 3)  # "keeps" is not "keep "


def test_held_out_ids_do_not_depend_on_order() -> None:
    ids = [f"brief-{n}" for n in range(100)]
    chosen = held_out(ids, 10)
    assert len(chosen) == 10
    assert held_out(reversed(ids), 10) == chosen
    assert held_out(ids, 0) == frozenset()
    assert chosen < held_out(ids, 20)


HEADLINE = "Port Ellery council votes to keep library open"
SUMMARY = "The Quay Street library stays open. A hotel group will look for another site, it says."


@pytest.mark.parametrize(
    ("headline", "summary", "left"),
    [
        (HEADLINE, SUMMARY, "both"),
        (HEADLINE, "", "headline"),
        ("Readers hope for brighter evenings", SUMMARY, "summary"),
        ("", SUMMARY, "summary"),
        (HEADLINE, BODY[:160] + ".", "headline"),  # cut from the opening
        (HEADLINE, HEADLINE + ".", "headline"),  # the headline again
        (HEADLINE, SUMMARY[:-1] + "...", "headline"),  # breaks off
        (HEADLINE, SUMMARY[:-1], "headline"),  # no sentence
        (HEADLINE, "Library saved.", "headline"),
        (HEADLINE, SUMMARY + " word" * 120 + ".", "headline"),
        (
            HEADLINE,
            "Subscribers read local stories, recipes and puzzles every morning.",
            "headline",
        ),
        ("Readers hope for brighter evenings", "", "headline-apart"),
        ("Readers hope for brighter evenings", "Library saved.", "headline-apart"),
        ("", "Library saved.", "no-headline"),
    ],
)
def test_only_usable_texts_are_left(headline: str, summary: str, left: str) -> None:
    result = paired(Article("a", BODY, headline, summary), Pairing())
    if isinstance(result, Rejection):
        assert (result.stage, result.reason) == ("pairing", left)
        return
    assert result.body == BODY
    assert result.headline in ("", headline)
    assert result.summary in ("", summary)
    names = {(True, True): "both", (True, False): "headline", (False, True): "summary"}
    assert names[bool(result.headline), bool(result.summary)] == left


def test_what_a_recipe_does_not_want_is_taken_away() -> None:
    article = Article("a", BODY, HEADLINE, SUMMARY)
    alone = paired(article, Pairing(headline=False))
    assert alone == Article("a", BODY, "", SUMMARY)
    nothing = paired(Article("a", BODY, HEADLINE), Pairing(headline=False))
    assert isinstance(nothing, Rejection)
    assert nothing.reason == "no-summary"
