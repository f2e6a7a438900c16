"""The cross-encoder at run time: as torch has it, but for rounding; order, spans and cuts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.check.crossencoder import (
    CrossEncoder,
    Judgement,
    encode,
    reading,
    save_checker,
)
from copydesk.errors import CopydeskError
from copydesk.paths import model_folder
from tiny import CHECKOUT, checker

NAMES = (
    "Nora Lindqvist",
    "Otto Brandt",
    "Port Ellery's council",
    "the O'Neill-Varga mill",
    "Café Été",
)
DID = "closes the ferry dock", "hired 140 pilots in May", "won’t pay $3.2m", "denies everything"
PAIRS = [
    (f"{who} {did}.", f"“{other} {what},” said {who} on Monday. " * (n + 1))
    for n, who in enumerate(NAMES)
    for did in DID
    for other, what in zip(NAMES[n:], DID, strict=False)
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, dict[str, Any]]:
    return checker(tmp_path_factory.mktemp("checker") / "tiny")


@pytest.fixture(scope="module")
def model(made: tuple[Path, Any, dict[str, Any]]) -> CrossEncoder:
    return CrossEncoder(made[0])


def in_torch(made: tuple[Path, Any, dict[str, Any]], claim: str, evidence: str) -> Judgement:
    """What transformers' own tokenizer and model make of a pair that nothing is cut from."""
    import torch
    from transformers import PreTrainedTokenizerFast

    folder, bert, heads = made
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), pad_token="[PAD]"
    )
    words = claim.split(" ")
    encoded = tokenizer(
        claim,
        evidence,
        return_tensors="pt",
        return_offsets_mapping=True,
        return_token_type_ids=True,
    )
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    first = [
        next(
            place
            for place, (begin, end) in enumerate(encoded["offset_mapping"][0].tolist())
            if start <= begin < start + len(word) and end > begin
        )
        for start, word in zip(starts, words, strict=True)
    ]
    with torch.no_grad():
        [states] = bert(
            input_ids=encoded["input_ids"], token_type_ids=encoded["token_type_ids"]
        ).last_hidden_state
        supported = heads["supported"](states[first])[:, 0].tolist()
        spans = [(start, start + len(word)) for start, word in zip(starts, words, strict=True)]
        consistent = heads["consistent"](states[0]).item()
    return Judgement(consistent, tuple(zip(spans, supported, strict=True)))


def test_it_is_what_torch_computes_but_for_rounding(made, model: CrossEncoder) -> None:
    ours, theirs = model.judge(PAIRS), [in_torch(made, *pair) for pair in PAIRS]
    assert [[span for span, _ in each.words] for each in ours] == [
        [span for span, _ in each.words] for each in theirs
    ]
    spread = np.std([logit for each in theirs for _, logit in each.words])
    for mine, right in (
        ([each.consistent for each in judged] for judged in (ours, theirs)),
        ([logit for each in judged for _, logit in each.words] for judged in (ours, theirs)),
    ):
        assert np.corrcoef(mine, right)[0, 1] > 0.99
        assert np.abs(np.subtract(mine, right)).max() < 0.15 * spread


def test_token_types_tell_the_claim_from_its_evidence(model: CrossEncoder) -> None:
    encoded = encode(model._bert.tokenizer, [("Nora Lindqvist", "Otto Brandt")], 96, 256)[0]
    untyped = model._bert.each([(encoded.ids, [0] * len(encoded.ids))], lambda states: states)[0]
    typed = model._bert.each([(encoded.ids, encoded.types)], lambda states: states)[0]
    assert np.abs(typed - untyped).max() > 0.1


def test_results_come_in_the_order_given_whatever_their_company(model: CrossEncoder) -> None:
    together = model.judge(PAIRS + PAIRS[::-1])
    for place in (0, 7, len(PAIRS) - 1):
        [alone] = model.judge([PAIRS[place]])
        for other in (together[place], together[-1 - place]):
            assert other.consistent == pytest.approx(alone.consistent, abs=1e-3)
            assert [span for span, _ in other.words] == [span for span, _ in alone.words]
            np.testing.assert_allclose(
                [logit for _, logit in other.words], [logit for _, logit in alone.words], atol=1e-3
            )
    assert model.judge([]) == []


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("The mill has n't paid £20m.", "the mill hasn’t paid # 20 million ."),
        ("He cannot, and will not.", "He ca n't , and won't ."),
        ("“Yes” (he said) – 4%", "`` Yes '' -lrb- he said -rrb- -- 4 per cent"),
        ("€3bn for the O’Neill dam", "€ 3 billion for the O`Neill dam"),
    ],
)
def test_it_reads_alike_what_is_written_in_other_signs(written: str, otherwise: str) -> None:
    one, other = (TOKENIZER.encode(text).tokens for text in (written, otherwise))
    assert one == other
    assert "[UNK]" not in one


def test_what_is_read_alike_keeps_what_is_not() -> None:
    tokens = TOKENIZER.encode("Room #4a, 100m sprint, can pay, a 3 am start").tokens
    assert "not" not in tokens
    assert "million" not in tokens


@given(st.text("ab ÉI’'-.,\t\n\x00\u200b9ß中", max_size=40))
def test_the_spans_are_words_of_the_claim(claim: str) -> None:
    [encoded] = encode(TOKENIZER, [(claim, "x")], 96, 256)
    spans = [span for span, _ in encoded.words]
    assert spans == sorted(set(spans))
    for (start, end), place in encoded.words:
        assert claim[start:end].split() == [claim[start:end]]
        assert claim[start - 1 : start].strip() == claim[end : end + 1].strip() == ""
        assert 1 <= place < encoded.types.index(1) - 1
    visible = [word for word in claim.split() if word.strip("\x00\u200b")]
    assert [claim[slice(*span)] for span in spans] == visible


def tokenizer() -> Any:
    return reading(model_folder("minilm") / "tokenizer.json")


TOKENIZER = tokenizer()


@pytest.mark.parametrize(
    ("claim", "evidence", "head", "whole"),
    [("dock " * 300, "ferry " * 20, 98, 119), ("dock " * 300, "ferry " * 900, 98, 256),
     ("dock", "ferry " * 900, 3, 256), ("dock", "", 3, 4), ("", "ferry", 2, 4)],
)  # fmt: skip
def test_long_claims_and_evidence_are_cut_and_empty_ones_go(
    model: CrossEncoder, claim: str, evidence: str, head: int, whole: int
) -> None:
    [encoded] = encode(model._bert.tokenizer, [(claim, evidence)], 96, 256)
    assert (encoded.types.count(0), len(encoded.ids), len(encoded.types)) == (head, whole, whole)
    [judged] = model.judge([(claim, evidence)])
    assert np.isfinite(judged.consistent)
    assert len(judged.words) == head - 2
    cut = " ".join(claim.split()[:96]), " ".join(evidence.split()[: whole - head - 1])
    assert model.judge([cut])[0].consistent == pytest.approx(judged.consistent, abs=1e-3)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match=r"there is no model folder .*nowhere; name"):
        CrossEncoder(tmp_path / "nowhere")


def test_a_model_that_is_no_checker_is_told() -> None:
    with pytest.raises(CopydeskError, match="minilm is no checker, for it has no consistent"):
        CrossEncoder(model_folder("minilm"))


def test_heads_of_another_shape_are_refused(tmp_path: Path) -> None:
    heads = {"consistent.weight": np.zeros((1, 32)), "consistent.bias": np.zeros(1)}
    with pytest.raises(ValueError, match="expected heads"):
        save_checker({}, heads, tmp_path / "tokenizer.json", {"hidden_size": 32}, tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_no_torch_at_run_time(made) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from copydesk.check.crossencoder import CrossEncoder\n"
        f"CrossEncoder(Path({str(made[0])!r})).judge([('a', 'b')]);"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], env=os.environ, cwd=CHECKOUT).returncode == 0
    )
