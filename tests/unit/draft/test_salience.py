"""Summaries of whole sentences: which are chosen, and which never."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.draft.salience import SalienceDrafter
from copydesk.records import Article
from copydesk.text.sentences import sentences

BODY = """VANE (AP) — Beekeepers in the Fenn valley have lost four in ten of their hives since \
autumn, the worst winter for bees that the county has recorded.

“I opened the lid and there was nothing left,” said one of them.

He blames the mild weather. Does that explain it?

Colonies that should have rested kept flying in December and starved when the frost came, said \
Ivo Brandt, who studies bees at the University of Vane.

More hives died in the Fenn valley this winter than in any year on record, beekeepers say.

The cafe on the square has new chairs. A band played there on Saturday evening until it rained.

The county will pay farmers 200 crowns for each hectare that they sow with clover and borage, so \
that the bees that are left find food in spring."""


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COPYDESK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def summary(body: str = BODY, **options: int) -> str:
    (drafts,) = SalienceDrafter(**options).draft([Article("bees", body)], 1)
    return drafts[0].text if drafts else ""


def test_it_says_who_drafted_it() -> None:
    ((draft,),) = SalienceDrafter().draft([Article("bees", BODY)], 3)
    assert (draft.article_id, draft.kind, draft.drafter) == ("bees", "summary", "salience-minilm")
    assert 0 < draft.score <= 1


def test_whole_sentences_in_the_order_of_the_body() -> None:
    text = summary(sentences=3)
    chosen = [text[i:j] for i, j in sentences(text)]
    assert len(chosen) == 3
    assert all(sentence in BODY for sentence in chosen)
    assert [BODY.index(s) for s in chosen] == sorted(BODY.index(s) for s in chosen)
    assert text.startswith("Beekeepers in the Fenn valley")  # the dateline is gone


def test_what_is_said_again_and_what_is_beside_the_point_stay_out() -> None:
    text = summary(sentences=3)
    assert "on record" not in text
    assert "cafe" not in text
    assert "clover" in text


def test_neither_quotation_nor_question_nor_pronoun_opens() -> None:
    text = summary(sentences=7)
    assert "I opened the lid" not in text
    assert "He blames" not in text
    assert "Does that" not in text


def test_words_are_counted_and_no_sentence_is_cut() -> None:
    for limit in (60, 30, 20):
        text = summary(sentences=3, max_words=limit)
        assert 0 < len(text.split()) <= limit
        assert all(text[i:j] in BODY for i, j in sentences(text))
    assert summary(max_words=5) == ""


def test_texts_with_nothing_that_stands() -> None:
    assert summary("He left. She stayed.", sentences=1) in ("He left.", "She stayed.")
    assert summary("One plain sentence about bees and frost.") == (
        "One plain sentence about bees and frost."
    )
    assert summary("") == ""


def test_a_very_long_body_takes_no_longer(tmp_path: Path) -> None:
    # Only the first 40 sentences are weighed: what stands later is never chosen.
    tail = "\n\nThe county's bees died in the Fenn valley in the worst winter on record." * 500
    assert "county's bees" not in summary(BODY + "\n\n" + "It rained. " * 40 + tail, sentences=9)
