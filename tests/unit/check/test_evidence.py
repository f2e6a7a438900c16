"""Which sentences a claim is read beside: those that bear on it, few, in order, in any case."""

from __future__ import annotations

import pytest

from copydesk.check.body import Body
from copydesk.check.evidence import ROOM, evidence, ranked

STORY = (
    "The harbour board of Port Ellery met on Monday. "
    "Rain fell for most of the day. "
    "Its chairwoman, Nora Lindqvist, said the ferry to Skerry Isle would stop in March. "
    "Islanders want the council to pay for another boat. "
    "A bakery on the quay gave away two hundred buns."
)
DECIDES = "Its chairwoman, Nora Lindqvist, said the ferry to Skerry Isle would stop in March."
CLAIM = "Ferry to Skerry Isle to stop in March"


def texts(body: Body, claim: str) -> list[str]:
    return [body.text[slice(*span)] for span in evidence(body, ranked(body, claim))]


@pytest.mark.parametrize("form", ["as it is", "lower", "tokenised"])
def test_the_sentence_that_decides_ranks_first_in_any_form_of_the_text(form: str) -> None:
    story, decides = STORY, DECIDES
    if form == "lower":
        story, decides = story.lower(), decides.lower()
    if form == "tokenised":
        story, decides = (
            text.lower().replace(".", " .").replace(",", " ,") for text in (story, decides)
        )
    body = Body(story)
    first = body.sentences[ranked(body, CLAIM)[0]]
    assert body.text[slice(*first)] == decides


def test_every_sentence_is_ranked_once_and_evidence_keeps_the_order_of_the_body() -> None:
    body = Body(STORY)
    assert sorted(ranked(body, CLAIM)) == list(range(5))
    assert texts(body, CLAIM) == [STORY[a:b] for a, b in body.sentences]


def test_of_sentences_that_share_nothing_the_earlier_bears_more() -> None:
    body = Body(STORY)
    assert ranked(body, "Volcano erupts") == list(range(5))


def test_a_rare_word_counts_for_more_than_one_of_every_sentence() -> None:
    body = Body(
        "The ferry is late. The ferry is old. The ferry is full. The ferry burns peat. "
        "The ferry is blue."
    )
    assert ranked(body, "The ferry runs on peat")[0] == 3


@pytest.mark.parametrize("sentences", [40, 4_000])
def test_evidence_is_as_long_for_a_long_article_as_for_a_short_one(sentences: int) -> None:
    body = Body(
        " ".join(
            f"Ferry number {n} to Skerry Isle left the quay at dawn." for n in range(sentences)
        )
    )
    chosen = evidence(body, ranked(body, CLAIM))
    assert sum(len(body.words_in(span)) for span in chosen) <= ROOM
    assert len(chosen) >= 5


def test_a_sentence_longer_than_the_room_is_taken_alone() -> None:
    body = Body("Short one. " + "The ferry to Skerry Isle stops, " * 40 + "he said. Last one.")
    [only] = evidence(body, ranked(body, CLAIM))
    assert len(body.words_in(only)) > ROOM


def test_an_empty_body_has_no_evidence() -> None:
    body = Body("")
    assert ranked(body, CLAIM) == []
    assert evidence(body, []) == []
