"""Bootstrap intervals against the normal approximation, and their edges."""

from __future__ import annotations

import numpy as np
import pytest

from copydesk.errors import CopydeskError
from copydesk.score.bootstrap import difference, interval


def test_it_agrees_with_the_normal_approximation() -> None:
    values = np.random.default_rng(3).normal(30, 10, 900)
    found = interval(values)  # type: ignore[arg-type]
    error = 1.96 * values.std() / 30
    assert found.mean == pytest.approx(values.mean())
    assert found.low == pytest.approx(values.mean() - error, abs=0.12)
    assert found.high == pytest.approx(values.mean() + error, abs=0.12)
    assert found.count == 900


def test_a_wider_level_is_wider_and_a_seed_repeats() -> None:
    values = [float(i % 7) for i in range(100)]
    wide, narrow = interval(values, level=0.99), interval(values, level=0.8)
    assert wide.low < narrow.low < narrow.mean < narrow.high < wide.high
    assert interval(values) == interval(values)
    assert interval(values) != interval(values, seed=14)


def test_pairs_see_what_two_intervals_do_not() -> None:
    theirs = [float(i) for i in range(100)]
    ours = [value + 1 + (i % 2) for i, value in enumerate(theirs)]
    gap = difference(ours, theirs)
    assert gap.mean == pytest.approx(1.5)
    assert gap.low > 1.3
    assert interval(ours).low < interval(theirs).high


def test_constant_values_have_no_width() -> None:
    assert str(interval([4.0, 4.0, 4.0])) == "4.0 [4.0, 4.0]"


def test_bad_input_is_told() -> None:
    with pytest.raises(CopydeskError, match="no values"):
        interval([])
    with pytest.raises(CopydeskError, match="1 and 2 values"):
        difference([1.0], [1.0, 2.0])
