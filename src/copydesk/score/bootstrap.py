"""How sure a mean is: percentile bootstrap intervals (Efron 1979; for system comparison, Koehn
2004, "Statistical Significance Tests for Machine Translation Evaluation").

The same seed draws the same resamples, so that a report can be repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copydesk.errors import CopydeskError
from copydesk.records import Figure

Floats = NDArray[np.float64]

LEVEL = 0.95
RESAMPLES = 2_000
SEED = 13
# Drawn in blocks, so that 10,000 articles need 20 MB and not 160.
_BLOCK = 250
# Weights held at once: 4 MB, whatever the number of items.
_WEIGHTS = 500_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over `count` items, with the ends of its interval, in the unit of the items."""

    mean: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.mean:.1f} [{self.low:.1f}, {self.high:.1f}]"


def interval(
    values: Sequence[float], *, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """The mean of `values` and the interval that holds `level` of the resampled means.

    Raises:
        CopydeskError: there are no values.
    """
    if not len(values):
        raise CopydeskError("a mean of no values was asked for", "score at least one item")
    items: NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    random = np.random.default_rng(seed)
    means: list[NDArray[np.float64]] = []
    for start in range(0, resamples, _BLOCK):
        block = min(_BLOCK, resamples - start)
        means.append(items[random.integers(0, len(items), (block, len(items)))].mean(axis=1))
    low, high = np.quantile(np.concatenate(means), [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(items.mean()), float(low), float(high), len(items))


def difference(
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """The mean of `ours` less that of `theirs`, item by item; above 0 means ours is higher.

    Raises:
        CopydeskError: the two differ in length, or are empty.
    """
    if len(ours) != len(theirs):
        raise CopydeskError(
            f"a paired difference got {len(ours)} and {len(theirs)} values",
            "score the same items with both",
        )
    gaps = [a - b for a, b in zip(ours, theirs, strict=True)]
    return interval(gaps, level=level, resamples=resamples, seed=seed)


def resampled(count: int, resamples: int = RESAMPLES, seed: int = SEED) -> Iterator[Floats]:
    """Blocks of (resamples, items): how often each of `count` items was drawn."""
    random = np.random.default_rng(seed)
    block = max(1, _WEIGHTS // count)
    for start in range(0, resamples, block):
        rows = min(block, resamples - start)
        drawn = random.integers(0, count, (rows, count)) + count * np.arange(rows)[:, None]
        times = np.bincount(drawn.ravel(), minlength=rows * count).reshape(rows, count)
        yield times.astype(np.float64)


def means(columns: Floats, *, resamples: int = RESAMPLES, seed: int = SEED) -> list[Figure | None]:
    """The mean of each of the `columns`, (items, columns), and the ends of its 95 % interval.

    A value that is NaN is not there: the mean is over the others, and so is a resample's. A column
    without any value has no figure. All columns see the same resamples.
    """
    present = ~np.isnan(columns)
    if not present.any():
        return [None] * columns.shape[1]
    filled = np.where(present, columns, 0.0)
    # Most columns lack values at the same items: where there is no reference, or nowhere.
    patterns, pattern_of = np.unique(present, axis=1, return_inverse=True)
    counted, pattern_of = patterns.astype(np.float64), pattern_of.ravel()
    with np.errstate(invalid="ignore"):  # without any value there is no mean
        drawn = np.concatenate(
            [
                (weights @ filled) / (weights @ counted)[:, pattern_of]
                for weights in resampled(len(columns), resamples, seed)
            ]
        )
        found = filled.sum(axis=0) / present.sum(axis=0)
    return [
        None if np.isnan(mean) else with_interval(mean, column)
        for mean, column in zip(found, drawn.T, strict=True)
    ]


def with_interval(value: float, drawn: Floats) -> Figure:
    """A statistic with its 95 % interval; `drawn` are its resamples, NaN where not defined."""
    low, high = np.nanquantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Figure(float(value), float(low), float(high))
