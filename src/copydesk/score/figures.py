"""From the values of single articles to scores with intervals, for all and slice by slice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from copydesk.records import Score, Slice
from copydesk.score.bootstrap import RESAMPLES, SEED, Floats, means

# Fewer articles say little: at 10 %, 20 of them have an interval from 0 to 25 %.
LEAST = 20
# Words of a document below which it belongs to a band, and the band's name.
_BANDS = ((200, "under 200 words"), (500, "200 to 499 words"), (1_000, "500 to 999 words"))
_LONGEST = "1,000 words and more"
LENGTHS = (*(name for _, name in _BANDS), _LONGEST)


def length(document: str) -> str:
    """The band of length that a document belongs to; the same for every set, to compare them."""
    count = len(document.split())
    return next((name for end, name in _BANDS if count < end), _LONGEST)


def scores(
    values: Mapping[str, Floats], *, resamples: int = RESAMPLES, seed: int = SEED
) -> tuple[Score, ...]:
    """The mean of each metric over the articles that have it, with a 95 % bootstrap interval.

    Args:
        values: by metric a value for each article, NaN where it has none.
    """
    columns = np.stack(list(values.values()), axis=1)
    counts = (~np.isnan(columns)).sum(axis=0)
    return tuple(
        Score(name, figure, int(count))
        for name, figure, count in zip(
            values, means(columns, resamples=resamples, seed=seed), counts, strict=True
        )
    )


def slices(
    values: Mapping[str, Floats],
    fields: Mapping[str, Sequence[str]],
    *,
    least: int = LEAST,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[Slice, ...]:
    """The scores of the articles that share a value of a field, in the order of these values.

    Args:
        fields: by name the value of each article, "" where it has none.
        least: articles that a slice must have to be told of.
    """
    found = []
    for by, of_articles in fields.items():
        each = np.asarray(of_articles)
        names, counts = np.unique(each, return_counts=True)
        order = [*LENGTHS] if by == "length" else names.tolist()
        held = dict(zip(names.tolist(), counts.tolist(), strict=True))
        for name in order:
            if name and held.get(name, 0) >= least:
                chosen = {metric: column[each == name] for metric, column in values.items()}
                told = scores(chosen, resamples=resamples, seed=seed)
                found.append(Slice(by, name, held[name], told))
    return tuple(found)
