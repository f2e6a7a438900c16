from __future__ import annotations

import pytest

from copydesk.prepare.pairs import Capitals, headline_pair, overlap, paired, unsupported_words
from copydesk.prepare.recipe import Pairing
from copydesk.prepare.splits import held_out, shingles
from copydesk.records import Article, Pair, Rejection

BODY = (
    "PORT ELLERY — The council of Port Ellery voted on Monday to keep the Quay Street library "
    "open, ending a dispute of three years, and mayor Ines Calloway said the repairs would cost "
    "$2 million. A spokesman for the hotel group, Tom Brandt, said that his company would look "
    "for another site, and that it wished the library well."
)
CAPITALS = Capitals([BODY, "He said a library, not a hotel, was wanted, and Ines Brandt left."])


def pair(headline: str, body: str = BODY, words: int = 60, overlap: float = 0.5) -> str:
    made = headline_pair("a", headline, body, CAPITALS, words, overlap)
    return made.reason if isinstance(made, Rejection) else "kept"


@pytest.mark.parametrize(
    ("headline", "outcome"),
    [
        ("Port Ellery council votes to keep library open", "kept"),
        ("PORT ELLERY COUNCIL KEEPS LIBRARY OPEN", "kept"),
        ("Council Keeps Quay Street Library, Ending 3 Years of Dispute", "kept"),
        ("Mayor Paul Grady keeps Port Ellery library open", "headline-unsupported"),
        ("Library repairs to cost $5 million, mayor Calloway says", "headline-unsupported"),
        ("Opinion: Council keeps Quay Street library open", "opinion"),
        ("Transcript: Council meeting on Quay Street library", "not-news"),
        ("Library open", "headline-length"),
        ("Will the council keep the library open?", "question-or-damaged"),
        ("5 things to know about the library", "roundup-or-address"),
        ("How your council library vote was won", "roundup-or-address"),
        ("Company hopes readers forgive and forget", "headline-apart"),
    ],
)
def test_what_is_kept_and_why_the_rest_is_not(headline: str, outcome: str) -> None:
    assert pair(headline) == outcome


def test_only_what_the_model_sees_supports_a_headline() -> None:
    headline = "Tom Brandt looks for another site in Port Ellery"
    assert pair(headline) == "kept"
    assert pair(headline, words=30) == "headline-unsupported"


def test_a_pair_is_in_plain_form() -> None:
    made = headline_pair(
        "a", "‘Well’ done: Council keeps library open | Ellery Post", BODY, CAPITALS, 20, 0
    )
    assert isinstance(made, Pair)
    assert made.target == "“Well” done: Council keeps library open"
    assert len(made.source.split()) == 20


def test_short_bodies_are_no_articles() -> None:
    assert pair("Council keeps library open again", "Council keeps library open.") == "body-length"


def test_missing_names_and_numbers_are_named() -> None:
    found = unsupported_words("Calloway, Grady pay $5 million for 3 libraries", BODY, CAPITALS)
    assert found == ["Grady", "5"]
    assert overlap("Council keeps harbour", BODY) == pytest.approx(1 / 3)  # "keeps" is not "keep "


def test_held_out_ids_do_not_depend_on_order() -> None:
    ids = [f"brief-{n}" for n in range(100)]
    chosen = held_out(ids, 10)
    assert len(chosen) == 10
    assert held_out(reversed(ids), 10) == chosen
    assert held_out(ids, 0) == frozenset()
    assert chosen < held_out(ids, 20)


def test_copies_share_shingles() -> None:
    assert shingles(BODY) & shingles("A PAPER — " + BODY.lower())
    assert not shingles(BODY) & shingles("Rain fell on the island for the whole of the long week.")


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
