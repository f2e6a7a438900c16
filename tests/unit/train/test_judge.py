"""What a model writes is read as the desk reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.train.judge import Judge
from copydesk.train.recipe import Data, Source


@pytest.fixture
def judge(base: Path, archive: Path) -> Judge:
    from transformers import AutoTokenizer

    source = [Source(path=archive)]
    data = Data(train=source, validation=source, visible_words=40, gap_sentences=1.0)
    return Judge(data, AutoTokenizer.from_pretrained(base), 4)


def asked(judge: Judge) -> list[str]:
    return [example.editor for example in judge.examples(["a"] * 4)]


def test_the_editors_own_words_score_full_marks(judge: Judge) -> None:
    texts = [text.lower() for text in asked(judge)]
    measured = judge.metrics(texts)
    assert measured["rouge1"] == measured["rouge2"] == measured["rougeL"] == pytest.approx(100)
    assert measured["unsupported"] == 0
    assert all(example.verdict == "supported" for example in judge.examples(texts))
    assert [example.model for example in judge.examples(texts)] == asked(judge)


def test_what_the_body_does_not_hold_is_unsupported_and_so_is_nothing(judge: Judge) -> None:
    right = [text.lower() for text in asked(judge)]
    texts = [right[0], "mayor greta lindqvist of norvale pays $ 9 million", "", right[3]]
    assert judge.metrics(texts)["unsupported"] == 50
    wrong = judge.examples(texts)[1]
    assert wrong.verdict == "unsupported"
    assert any("Lindqvist" in problem for problem in wrong.problems)


def test_sentence_gaps_are_not_judged(judge: Judge, archive: Path) -> None:
    from tiny import rows

    written = {row["headline"] for row in rows()} | {row["summary"] for row in rows()}
    assert set(asked(judge)) <= written


def test_few_can_be_written_of_many(judge: Judge) -> None:
    assert len(judge) == 4
    assert set(judge.metrics(["ostrel council votes"])) == {
        "rouge1",
        "rouge2",
        "rougeL",
        "unsupported",
    }
