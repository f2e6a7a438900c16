"""What a model writes is read as the desk reads it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from copydesk.text.control import CONTROL
from copydesk.train.judge import Judge
from copydesk.train.recipe import Data, Source


@pytest.fixture
def judge(base: Path, archive: Path) -> Judge:
    from transformers import AutoTokenizer

    source = [Source(path=archive)]
    data = Data(train=source, validation=source, visible_words=40, gap_sentences=1.0)
    tokenizer = AutoTokenizer.from_pretrained(base)
    tokenizer.add_tokens(list(CONTROL), special_tokens=True)
    return Judge(data, tokenizer, 4)


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


def test_the_model_is_told_what_to_write_and_only_its_own_words_are_read(judge: Judge) -> None:
    import torch

    tokenizer, told = judge._tokenizer, []
    bridge = tokenizer.convert_tokens_to_ids("bridge")

    def generate(decoder_input_ids: Any, input_ids: Any, **_: Any) -> Any:
        told.extend(tokenizer.batch_decode(decoder_input_ids))
        told.extend(tokenizer.batch_decode(input_ids[:, :2]))
        return torch.cat([decoder_input_ids, torch.full((len(input_ids), 1), bridge)], dim=1)

    trainer = SimpleNamespace(
        args=SimpleNamespace(per_device_eval_batch_size=2, device="cpu"),
        data_collator=lambda pairs: tokenizer.pad(pairs, return_tensors="pt"),
        model=SimpleNamespace(
            generation_config=SimpleNamespace(decoder_start_token_id=101, forced_bos_token_id=None),
            training=True, eval=lambda: None, train=lambda before: None, generate=generate,
        ),
    )  # fmt: skip
    pairs = [pair for _, pair in judge._chosen]
    assert judge._generate(trainer, pairs) == ["bridge"] * 4
    tasks = [f"[CLS] <|{pair.kind}|>" for pair in pairs]
    assert [each.rpartition(" ")[0] for each in told[:2] + told[4:6]] == tasks
    assert {each.rpartition(" ")[2] for each in told[:2] + told[4:6]} <= set(CONTROL[2:])
    assert set(told[2:4] + told[6:]) == {"[CLS] the"}
