"""Agreement with labels, against definitions written out and cases worked by hand."""

from __future__ import annotations

from math import erf, nan
from typing import Any

import numpy as np
import pytest

from copydesk.errors import CopydeskError
from copydesk.score.agreement import CURVE, _resampled, agreement

# By hand: of 3 x 2 pairs 4 are in order and 1 is tied.
SCORES = [0.9, 0.6, 0.4, 0.6, 0.1]
LABELS = [True, True, True, False, False]


def measured(scores, labels, documents=None, **more) -> Any:
    documents = range(len(scores)) if documents is None else documents
    return agreement("ours", scores, labels, documents, **{"threshold": 0.5} | more)


def drawn(seed: int, count: int = 60) -> tuple[Any, Any, Any, Any]:
    """Scores with ties, labels, grades and documents."""
    random = np.random.default_rng(seed)
    grades = random.integers(1, 6, count)
    scores = np.clip(np.round(0.1 * grades + random.normal(0.2, 0.15, count), 1), 0, 1)
    return scores, grades >= 4, grades, random.permutation(np.arange(count) % 20)


def auc(scores, labels) -> float:
    """Every pair of a consistent and an inconsistent claim."""
    pairs = [
        (a > b) + (a == b) / 2
        for a, right in zip(scores, labels, strict=True)
        for b, wrong in zip(scores, labels, strict=True)
        if right and not wrong
    ]
    return sum(pairs) / len(pairs) if pairs else nan


def balanced(scores, labels, threshold: float) -> float:
    consistent = [score >= threshold for score, label in zip(scores, labels, strict=True) if label]
    others = [score < threshold for score, label in zip(scores, labels, strict=True) if not label]
    if not consistent or not others:
        return nan
    return (sum(consistent) / len(consistent) + sum(others) / len(others)) / 2


def f1(scores, labels, threshold: float) -> float:
    told = [score < threshold for score in scores]
    found = sum(t and not label for t, label in zip(told, labels, strict=True))
    there = len(labels) - sum(labels)
    return 2 * found / (sum(told) + there) if there else nan


def ranks(values) -> list[float]:
    return [
        sum(other < value for other in values) + sum(other == value for other in values) / 2
        for value in values
    ]


def pearson(left, right) -> float:
    return float(np.corrcoef(left, right)[0, 1])


def calibration_error(scores, labels) -> float:
    bins: dict[int, list[int]] = {}
    for place, score in enumerate(scores):
        bins.setdefault(min(int(score * 10), 9), []).append(place)
    gaps = [abs(sum(scores[i] - labels[i] for i in places)) for places in bins.values()]
    return float(sum(gaps) / len(scores))


def test_cases_worked_by_hand() -> None:
    found = measured(SCORES, LABELS, kinds=["a", "a", "b", "", "b"])
    assert found.roc_auc.value == pytest.approx(4.5 / 6)
    assert found.accuracy.value == pytest.approx(3 / 5)
    assert found.balanced_accuracy.value == pytest.approx((2 / 3 + 1 / 2) / 2)
    # From 0.4 on all consistent ones are taken, and one of two others refused.
    assert found.best_threshold.value == 0.4
    assert found.balanced_accuracy_best.value == pytest.approx((1 + 1 / 2) / 2)
    # Two are told to be inconsistent, one rightly; there are two.
    assert found.f1.value == pytest.approx(2 * 1 / (2 + 2))
    assert {kind: (n, each.value) for kind, (n, each) in found.kinds.items()} == {
        "a": (2, 1.0),
        "b": (2, 0.5),
    }
    assert found.spearman is None


def test_a_score_at_the_threshold_counts_as_consistent() -> None:
    assert measured([0.5], [True]).accuracy.value == 1
    assert measured([0.5], [True], threshold=0.5000001).accuracy.value == 0


def test_calibration_by_hand() -> None:
    found = measured([0.1, 0.19, 0.3, 1.0], [False, True, True, False])
    assert [(each.low, each.high, each.count, each.score) for each in found.reliability] == [
        (0.1, 0.2, 2, pytest.approx(0.145)),
        (0.3, 0.4, 1, 0.3),
        (0.9, 1.0, 1, 1.0),
    ]
    assert [each.consistent.value for each in found.reliability] == [0.5, 1, 0]
    gaps = 2 * (0.5 - 0.145) + (1 - 0.3) + (1 - 0)
    assert found.calibration_error.value == pytest.approx(gaps / 4)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_what_the_definitions_say(seed: int) -> None:
    scores, labels, grades, documents = drawn(seed)
    found = measured(scores, labels, documents, grades=grades)
    assert found.roc_auc.value == pytest.approx(auc(scores, labels))
    assert found.balanced_accuracy.value == pytest.approx(balanced(scores, labels, 0.5))
    best = max(sorted(set(scores)), key=lambda each: balanced(scores, labels, each))
    assert found.best_threshold.value == best
    assert found.balanced_accuracy_best.value == pytest.approx(balanced(scores, labels, best))
    assert found.f1.value == pytest.approx(f1(scores, labels, 0.5))
    assert found.pearson.value == pytest.approx(pearson(scores, grades))
    assert found.spearman.value == pytest.approx(pearson(ranks(scores), ranks(grades)))
    assert found.calibration_error.value == pytest.approx(calibration_error(scores, labels))
    two_classes = measured(scores, labels, documents)
    assert two_classes.pearson.value == pytest.approx(pearson(scores, labels))


def test_the_intervals_are_those_of_drawing_documents_one_by_one() -> None:
    scores, labels, grades, documents = drawn(7)
    resamples = 25
    found = measured(scores, labels, documents, grades=grades, resamples=resamples, seed=5)
    best = found.best_threshold.value
    values: dict[str, list[float]] = {}
    for weights in np.concatenate(list(_resampled(documents, resamples, 5))):
        again = np.repeat(np.arange(len(scores)), weights.astype(int))
        some, right, grade = scores[again], labels[again], grades[again]
        for name, value in {
            "accuracy": np.mean((some >= 0.5) == right),
            "roc_auc": auc(some, right),
            "balanced_accuracy": balanced(some, right, 0.5),
            "balanced_accuracy_best": balanced(some, right, best),
            "f1": f1(some, right, 0.5),
            "pearson": pearson(some, grade),
            "spearman": pearson(ranks(some), ranks(grade)),
            "calibration_error": calibration_error(some, right),
        }.items():
            values.setdefault(name, []).append(value)
    for name, each in values.items():
        figure = getattr(found, name)
        assert (figure.low, figure.high) == pytest.approx(tuple(np.quantile(each, [0.025, 0.975])))


def test_documents_are_drawn_whole() -> None:
    _, _, _, documents = drawn(1)
    weights = np.concatenate(list(_resampled(documents, 30, 2)))
    assert weights.shape == (30, 60)
    assert np.all(weights.sum(axis=1) == 60)  # each document has three claims
    for document in range(20):
        [times] = {tuple(column) for column in weights[:, documents == document].T}
        assert 0 < sum(times) < 90


def test_claims_said_ten_times_of_their_documents_tell_no_more() -> None:
    scores, labels, grades, documents = drawn(3)
    once = measured(scores, labels, documents, grades=grades)
    tenfold = measured(*(np.tile(each, 10) for each in (scores, labels, documents)))
    alone = measured(*(np.tile(each, 10) for each in (scores, labels)))
    for name in ("roc_auc", "balanced_accuracy", "f1", "calibration_error"):
        one, ten = getattr(once, name), getattr(tenfold, name)
        assert (one.low, one.high) == pytest.approx((ten.low, ten.high))
        other = getattr(alone, name)
        assert other.high - other.low < (ten.high - ten.low) / 2


def test_nineteen_intervals_of_twenty_hold_the_truth() -> None:
    """Of two normal distributions one apart, AUC is Φ(1/√2)."""
    truth = (1 + erf(0.5)) / 2
    random = np.random.default_rng(11)
    held = 0
    for _ in range(60):
        labels = np.arange(120) % 2 == 0
        found = measured(random.normal(labels, 1), labels, resamples=200).roc_auc
        assert found.low < found.value < found.high
        held += found.low <= truth <= found.high
    assert 52 <= held <= 59


def test_a_seed_repeats() -> None:
    scores, labels, _, documents = drawn(2)
    assert measured(scores, labels, documents) == measured(scores, labels, documents)
    assert measured(scores, labels, documents) != measured(scores, labels, documents, seed=14)


@pytest.mark.parametrize("label", [True, False])
def test_one_class_has_an_accuracy_and_nothing_that_needs_two(label: bool) -> None:
    found = measured([0.2, 0.8, 0.9], [label] * 3)
    assert found.accuracy.value == pytest.approx(2 / 3 if label else 1 / 3)
    assert found.calibration_error is not None
    assert found.roc_auc is None
    assert found.balanced_accuracy is None
    assert found.balanced_accuracy_best is None
    assert found.best_threshold is None
    assert found.pearson is None
    # There is nothing to find where all are consistent.
    assert (found.f1 is None) is label


def test_one_class_with_grades_still_correlates() -> None:
    found = measured([0.2, 0.8, 0.9], [True] * 3, grades=[3, 4, 5])
    assert found.roc_auc is None
    assert found.spearman.value == pytest.approx(1)


def test_resamples_without_a_class_are_left_out() -> None:
    """A single inconsistent claim is in two of three resamples."""
    found = measured([0.9, 0.8, 0.7, 0.2], [True, True, True, False])
    assert (found.roc_auc.low, found.roc_auc.high) == (1, 1)


def test_a_constant_score_ranks_nothing() -> None:
    found = measured([0.1] * 4, [True, False, True, False])
    assert found.roc_auc.value == 0.5
    assert found.pearson is None


def test_scores_that_are_no_probabilities_have_no_calibration() -> None:
    found = measured([-3.0, 4.0], [False, True])
    assert found.roc_auc.value == 1
    assert found.calibration_error is None
    assert found.reliability == ()


def test_bad_input_is_told() -> None:
    with pytest.raises(CopydeskError, match="0 scores"):
        measured([], [])
    with pytest.raises(CopydeskError, match="2 scores, 1 labels and 2 documents"):
        measured([0.1, 0.2], [True])


def test_the_curve_to_draw_goes_through_what_each_threshold_lets_in() -> None:
    # Inconsistent 0.6 and 0.1, consistent 0.9, 0.6 and 0.4; the tie is one step.
    curve = measured(SCORES, LABELS).roc
    assert curve == ((0, 0), (0, 1 / 3), (1 / 2, 2 / 3), (1 / 2, 1), (1, 1))
    assert measured(SCORES, [True] * 5).roc == ()


def test_the_curve_has_few_points_and_the_area_that_is_told() -> None:
    random = np.random.default_rng(3)
    labels = random.random(5_000) < 0.5
    scores = random.normal(0.5, 0.1, 5_000) + 0.1 * labels
    found = measured(scores, labels, resamples=2)
    assert len(found.roc) == CURVE
    across, up = np.array(found.roc).T
    assert (np.diff(across) >= 0).all()
    assert (np.diff(up) >= 0).all()
    assert np.trapezoid(up, across) == pytest.approx(found.roc_auc.value, abs=0.005)
