"""What a model is asked for begins its texts, and scores are those of the words alone."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

import tiny
from copydesk.draft.rank import headline_drafters
from copydesk.draft.seq2seq import Seq2SeqDrafter
from copydesk.records import Article, Draft
from copydesk.text.control import CONTROL

ARTICLES = [
    Article("a", "The council of Port Ellery voted on Monday to keep the library open."),
    Article("b", "The ferry to Ormond leaves at dawn on Sundays."),
]


def knowing(folder: Path, tokens: tuple[str, ...]) -> Path:
    """A random model that knows control tokens, and ends its texts after a few words."""
    from transformers import AutoTokenizer, BartForConditionalGeneration

    tiny.bart(folder)
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = BartForConditionalGeneration.from_pretrained(folder)
    tokenizer.add_tokens(list(tokens), special_tokens=True)
    model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    # All words are about as likely: a tenth of 30,000 to 1.
    model.final_logits_bias[0, tokenizer.eos_token_id] = math.log(3000)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    settings = {"source_tokens": 32, "target_tokens": 6, "target_prefix": ["[UNK]"]}
    (folder / "copydesk.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return knowing(tmp_path_factory.mktemp("seq2seq") / "controlled", CONTROL)


def test_what_is_asked_for_stands_before_the_text_and_not_in_the_source(model: Path) -> None:
    free, lead = headline_drafters(model, "cpu")
    short, _ = headline_drafters(model, "cpu", max_chars=60)
    summary = Seq2SeqDrafter(model, "cpu", kind="summary", max_chars=260)
    assert lead.name == "lead"
    assert free._prefix == ["[UNK]", "<|headline|>", "<|any|>"]
    assert short._prefix == ["[UNK]", "<|headline|>", "<|short|>"]
    assert summary._prefix == ["[UNK]", "<|summary|>", "<|medium|>"]
    assert short._encoded(ARTICLES)[1][:3] == ["[CLS]", "the", "ferry"]
    assert {draft.kind for draft in summary.draft(ARTICLES, 1)[0]} == {"summary"}


def test_the_model_is_told_it(model: Path) -> None:
    drafts = [Draft("a", "headline", "library stays open", 0.0, "tests")]
    (free, short, summary) = (
        Seq2SeqDrafter(model, "cpu", **asked).scored(ARTICLES[:1], [drafts])[0][0].score
        for asked in ({}, {"max_chars": 50}, {"kind": "summary"})
    )
    assert len({free, short, summary}) == 3


def test_what_is_asked_for_is_not_in_what_is_written(model: Path) -> None:
    for hypotheses in Seq2SeqDrafter(model, "cpu").generate(ARTICLES, 4):
        assert len(hypotheses) == 4
        assert all(
            tokens[:1] != ["[UNK]"] and set(tokens[:2]).isdisjoint(CONTROL)
            for tokens, _ in hypotheses
        )


@pytest.mark.parametrize("prefix", [["<|headline|>", "<|any|>"], []])
@pytest.mark.parametrize("limit", [1, 6])
def test_a_score_is_the_mean_over_the_words_and_their_end(
    limit: int, prefix: list[str], model: Path
) -> None:
    drafter = Seq2SeqDrafter(model, "cpu")
    drafter._prefix, drafter._limit = prefix, len(prefix) + limit
    (source, _), (hypotheses, _) = drafter._encoded(ARTICLES), drafter.generate(ARTICLES, 20)
    results = drafter._translator.score_batch(
        [source] * len(hypotheses), [prefix + tokens for tokens, _ in hypotheses]
    )
    for (tokens, score), result in zip(hypotheses, results, strict=True):
        words = result.log_probs[len(prefix) :]
        assert len(words) == len(tokens) + 1
        if len(tokens) == limit:  # cut off, so without an end
            words = words[:-1]
        # Nothing may end before its first word, which makes that a tenth likelier.
        assert score == pytest.approx((sum(words) + 0.0957) / len(words), abs=0.01)
    assert all(1 <= len(tokens) <= limit for tokens, _ in hypotheses)
    assert [score for _, score in hypotheses] == sorted((s for _, s in hypotheses), reverse=True)


@pytest.mark.parametrize("tokens", [(), CONTROL[:-1]])
def test_a_model_that_lacks_a_control_token_is_asked_for_nothing(
    tokens: tuple[str, ...], tmp_path: Path
) -> None:
    drafter = Seq2SeqDrafter(knowing(tmp_path / "plain", tokens), "cpu", max_chars=50)
    assert drafter._prefix == ["[UNK]"]
    assert drafter._encoded(ARTICLES)[0][:2] == ["[CLS]", "the"]
