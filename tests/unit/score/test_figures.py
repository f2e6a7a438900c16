"""Scores of many metrics and of slices."""

from __future__ import annotations

import time

import numpy as np
import pytest

from copydesk.score.bootstrap import interval, means
from copydesk.score.figures import LENGTHS, length, scores, slices


def test_intervals_are_those_of_one_column_at_a_time() -> None:
    random = np.random.default_rng(5)
    values = random.normal(40, 12, (300, 2))
    [first, second] = means(values)
    alone = interval(values[:, 1].tolist())
    assert first is not None
    assert second is not None
    assert second.value == pytest.approx(alone.mean)
    assert (second.low, second.high) == pytest.approx((alone.low, alone.high), abs=1e-9)


def test_a_missing_value_is_left_out_not_nought() -> None:
    column = np.array([10.0, 20.0] * 50 + [np.nan] * 100)
    [found] = scores({"rougeL": column})
    assert found.articles == 100
    assert found.figure is not None
    assert found.figure.value == 15
    assert 13.5 < found.figure.low < 15 < found.figure.high < 16.5
    [none] = scores({"rougeL": np.array([np.nan, np.nan])})
    assert (none.figure, none.articles) == (None, 0)


def test_a_column_of_nothing_beside_others_has_no_figure() -> None:
    found = scores({"rougeL": np.full(5, np.nan), "words": np.arange(5.0)})
    assert found[0].figure is None
    assert found[1].figure is not None


def test_slices_are_told_of_that_have_articles_enough() -> None:
    values = {"unsupported": np.array([0.0] * 30 + [100.0] * 30 + [50.0] * 5)}
    topics = ["sport"] * 30 + ["courts"] * 30 + ["science"] * 5
    found = slices(values, {"topic": topics, "source": [""] * 65}, least=20)
    assert [(each.by, each.value, each.articles) for each in found] == [
        ("topic", "courts", 30),
        ("topic", "sport", 30),
    ]
    courts = found[0].scores[0].figure
    assert courts is not None
    assert courts.value == courts.low == 100


@pytest.mark.parametrize(("words", "band"), [(199, 0), (200, 1), (499, 1), (999, 2), (1000, 3)])
def test_bands_of_length(words: int, band: int) -> None:
    assert length("word " * words) == LENGTHS[band]


def test_bands_come_from_short_to_long() -> None:
    values = {"words": np.ones(40)}
    lengths = [LENGTHS[3]] * 20 + [LENGTHS[0]] * 20
    assert [each.value for each in slices(values, {"length": lengths})] == [LENGTHS[0], LENGTHS[3]]


def test_a_hundred_thousand_articles_take_seconds() -> None:
    columns = np.random.default_rng(1).normal(size=(100_000, 20))
    began = time.process_time()
    means(columns)
    assert time.process_time() - began < 30
