"""From signals to a probability: which way each goes, what a folder must have, what is told."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.check.calibration import (
    Calibration,
    Signals,
    Weights,
    calibration,
    features,
    signature,
)
from copydesk.errors import CopydeskError
from copydesk.paths import model_folder, sha256_of

SIGNALS = Signals(1.5, 0.5, 0.4, 0.9, novel=3, sentences=2)
SHARES = st.floats(0, 1)
LOGITS = st.floats(-12, 12)


def test_the_probability_is_that_of_the_logistic_regression() -> None:
    weights = Weights(-1.0, 0.5, 0.25, 0.1, -2.0, 3.0, -0.3, -4.0, -1.5, 0.2, 0.6)
    found = Calibration(weights, 0.2, 0.3, 0.4).probability(SIGNALS, errors=True)
    length = math.log(2)
    total = -1.0 + 0.5 * 1.5 + 0.25 * 1.5 * 0.4 + 0.1 * 0.5 - 2.0 * 0.4 + 3.0 * 0.9 - 4.0
    total += -0.3 * math.log(4) + 0.2 * length + 0.6 * length * 0.4
    assert found == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-12)


def test_there_is_a_weight_for_each_feature() -> None:
    assert len(features(SIGNALS, errors=True, warnings=False)) == len(Weights.__slots__) - 1


@given(LOGITS, LOGITS, SHARES, SHARES, st.integers(0, 60), st.integers(1, 6))
def test_what_is_shipped_takes_findings_and_lower_logits_for_worse(
    entailment: float, supported: float, trigrams: float, words: float, novel: int, sentences: int
) -> None:
    shipped = calibration()
    signals = Signals(entailment, supported, trigrams, words, novel, sentences)
    plain = shipped.probability(signals)
    assert 0 <= plain <= 1
    assert shipped.probability(signals, errors=True) <= plain
    assert shipped.probability(signals, warnings=True) <= plain
    assert shipped.probability(replace(signals, entailment=entailment - 1)) <= plain
    assert shipped.probability(replace(signals, supported=supported - 1)) <= plain


def test_extreme_logits_do_not_overflow() -> None:
    shipped = calibration()
    low, high = (replace(SIGNALS, entailment=sign * 1e6) for sign in (-1, 1))
    assert 0 <= shipped.probability(low) < 0.001 < 0.999 < shipped.probability(high) <= 1


def test_shipped_thresholds_stand_in_their_order() -> None:
    shipped = calibration()
    assert 0 < shipped.unsupported_below < shipped.doubted_below < 1
    assert 0 < shipped.supported_from < 1


def test_a_report_can_tell_the_weights_the_thresholds_and_their_error() -> None:
    told = signature()
    assert told["model"] == sha256_of(model_folder("check-small") / "model.safetensors")
    assert told["unsupported_below"] == calibration().unsupported_below
    measured = told["measured"]
    assert isinstance(measured, dict)
    assert 0.5 < measured["balanced_accuracy"] < 1
    assert 0 < measured["calibration_error"] < 0.2


@pytest.mark.parametrize(
    "content",
    [None, "{", "[]", "{}", json.dumps({"weights": {"bias": 1}, "unsupported_below": 0.1})],
)
def test_a_folder_without_a_whole_calibration_is_told_in_a_sentence(
    tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "calibration.json").write_text(content, encoding="utf-8")
    with pytest.raises(CopydeskError, match=r"calibration.json cannot be used .*make it anew"):
        calibration(tmp_path)
