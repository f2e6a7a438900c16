"""Two runs over the same articles, compared article by article.

The interval of a difference is a paired bootstrap: articles are drawn with replacement, each with
both of its values (Efron 1979; of two systems Koehn 2004, "Statistical Significance Tests for
Machine Translation Evaluation").

p is of a sign-flip test, also called approximate randomization (Fisher 1935; Noreen 1989): if the
systems are alike, each article's two values could as well be swapped, so the sign of its difference
is drawn anew, `FLIPS` times, and p is how often the mean is as far from 0 as it was. Riezler &
Maxwell 2005 ("On Some Pitfalls in Automatic Evaluation and Significance Testing for MT") find that
the bootstrap's p calls equal systems different more often. Rare events are worst: of a metric that
is 0 or 100, such as `unsupported`, only articles that differ count, and where they are 4 to 0, of
the resamples 98 in 100 say the same, though two equal systems do so one time in eight. There the
sign-flip test is McNemar's exact one. `scripts/measure_gates.py` has how often each is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from copydesk.errors import CopydeskError
from copydesk.records import Comparison, Difference
from copydesk.score.bootstrap import RESAMPLES, SEED, Floats, means

# At p = 0.05 chance moves it by 0.002.
FLIPS = 10_000

Values = Mapping[str, Sequence[float | None] | Floats]

# Signs held at once: 16 MB, whatever the number of articles.
_SIGNS = 2_000_000
# Sums of the same numbers in another order differ by less than this share of them.
_ROUNDING = 1e-9


def compare(
    ids: Sequence[str],
    values: Values,
    baseline_ids: Sequence[str],
    baseline_values: Values,
    *,
    baseline: str,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Comparison:
    """What changed from a baseline, over the articles that are in both.

    `values` have each article's value by metric, in the order of `ids`, None or NaN where it has
    none, so that a metric is the mean of its values. An article takes part in the metrics that both
    runs have of it; a metric that they share for no article is left out.

    An article got worse if its verdict did; of the same verdict, if its consistency fell by a point
    or more, rounded; and of the same consistency, if its ROUGE-L did. The worst come first by the
    same order, equals as in `ids`.

    Args:
        baseline: what the baseline is called in reports.

    Raises:
        CopydeskError: an id comes twice, or no article is in both.
    """
    ours, theirs = _paired(ids, baseline_ids)
    if not len(ours):
        raise CopydeskError(
            f"none of the {len(ids)} articles is in the baseline {baseline}",
            "evaluate both on the same articles",
        )
    pairs = {
        name: (_column(values, name)[ours], _column(baseline_values, name)[theirs])
        for name in values
        if name in baseline_values
    }
    changes = {name: new - old for name, (new, old) in pairs.items()}
    worse = tuple(str(ids[ours[place]]) for place in _worse(changes, len(ours)))
    differences = tuple(_differences(pairs, changes, resamples, seed)) if changes else ()
    return Comparison(baseline, len(ours), differences, worse)


def _paired(ids: Sequence[str], others: Sequence[str]) -> tuple[list[int], list[int]]:
    """The places of the articles that are in both, in the order of `ids`."""
    place = {name: number for number, name in enumerate(others)}
    for given in (ids, others):
        [(twice, times)] = Counter(given).most_common(1) or [("", 0)]
        if times > 1:
            raise CopydeskError(
                f"the id {twice!r} stands for more than one article",
                "give each article its own id, so that two runs can be paired",
            )
    ours = [number for number, name in enumerate(ids) if name in place]
    return ours, [place[ids[number]] for number in ours]


def _column(values: Values, name: str) -> Floats:
    return np.asarray(values[name], dtype=np.float64)  # None becomes NaN


def _differences(
    pairs: Mapping[str, tuple[Floats, Floats]],
    changes: Mapping[str, Floats],
    resamples: int,
    seed: int,
) -> Iterator[Difference]:
    """That of each metric which both runs have of some article."""
    columns = np.stack(list(changes.values()), axis=1)
    figures = means(columns, resamples=resamples, seed=seed)
    for name, figure, p in zip(changes, figures, _chances(columns, seed), strict=True):
        if figure is not None:
            held = ~np.isnan(changes[name])
            value, before = (float(each[held].mean()) for each in pairs[name])
            yield Difference(name, value, before, figure, p, int(held.sum()))


def _chances(changes: Floats, seed: int) -> list[float]:
    """Two-sided p of the mean of each column; never 0, since the flips drawn are not all there are.

    (Phipson & Smyth 2010, "Permutation P-values Should Never Be Zero".)
    """
    columns = np.nan_to_num(changes)
    seen = np.abs(columns.sum(axis=0))
    least = seen - _ROUNDING * np.abs(columns).sum(axis=0)
    as_far = np.zeros(columns.shape[1], dtype=np.int64)
    for flipped in _flipped(len(columns), seed):
        as_far += (np.abs(flipped @ columns) >= least).sum(axis=0)
    return [float(p) for p in (1 + as_far) / (1 + FLIPS)]


def _flipped(count: int, seed: int) -> Iterator[Floats]:
    """Blocks of (flips, articles): 1 or -1."""
    random = np.random.default_rng(seed)
    block = max(1, _SIGNS // count)
    for start in range(0, FLIPS, block):
        rows = min(block, FLIPS - start)
        bits = np.frombuffer(random.bytes(-(-rows * count // 8)), dtype=np.uint8)
        signs = np.unpackbits(bits, count=rows * count).reshape(rows, count)
        yield signs.astype(np.float64) * 2 - 1


def _worse(changes: Mapping[str, Floats], count: int) -> list[int]:
    """The places of the `count` articles that got worse, the worst first."""

    def rise(name: str) -> Floats:
        found: Floats = np.nan_to_num(changes.get(name, np.zeros(count)))
        return found.round()

    # A step of verdict moves one share by 100, and `unsupported` is two steps from `supported`.
    verdict = 2 * rise("unsupported") + rise("unverified")
    worse = np.stack([verdict, -rise("consistency"), -rise("rougeL")], axis=1)
    # The first measure that moved decides.
    deciding = worse[np.arange(count), (worse != 0).argmax(axis=1)]
    order = np.lexsort(-worse.T[::-1])  # its last key comes first, and equals keep their order
    return [int(place) for place in order if deciding[place] > 0]
