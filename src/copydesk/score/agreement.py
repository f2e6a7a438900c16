"""How well scores of claims agree with people's labels, each figure with its 95 % interval.

Intervals are percentile bootstraps over documents: all claims of a document are drawn together,
since they share its difficulty (a cluster bootstrap; Davison & Hinkley 1997, "Bootstrap Methods and
their Application", 3.8). A resample is a weight for each claim, how often its document was drawn,
so that every figure is a weighted one and a block of resamples a matrix of (resamples, claims).
Resamples in which a figure is not defined, as AUC with one class, are left out of its interval.
The same seed draws the same documents for every scorer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from copydesk.errors import CopydeskError
from copydesk.records import Agreement, Bin, Figure
from copydesk.score.bootstrap import RESAMPLES, SEED, Floats, resampled, with_interval

# Of equal width between 0 and 1 (Guo et al. 2017).
BINS = 10

# Points of an ROC curve that is drawn: more than a chart can show apart.
CURVE = 200
# A variance below this share of the mean square is rounding.
_ROUNDING = 1e-12


@np.errstate(divide="ignore", invalid="ignore")  # what is divided by none is not defined: NaN
def agreement(
    scorer: str,
    scores: Sequence[float],
    consistent: Sequence[bool],
    documents: Sequence[int],
    *,
    threshold: float,
    grades: Sequence[float] | None = None,
    kinds: Sequence[str] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreement:
    """Measure `scores` of claims, higher for more consistent, against labels.

    - Balanced accuracy: the mean of the shares of consistent and of inconsistent claims that are
      told rightly (Brodersen et al. 2010; of factual checkers Laban et al. 2022, "SummaC"), at
      `threshold`, and at the one that makes it greatest. The interval of the latter is at that
      threshold; the threshold's own has the best of each resample.
    - ROC-AUC: the chance that a consistent claim scores above an inconsistent one, a tie counted
      one half (Hanley & McNeil 1982: the Mann-Whitney statistic).
    - F1 of finding the inconsistent claims, at `threshold`.
    - Pearson's correlation with the labels or, where there are any, with the grades, and then
      Spearman's too, that of ranks, ties at their mean.
    - Expected calibration error: over `BINS` bins, the mean distance between a bin's mean score and
      its share of consistent claims (Naeini et al. 2015; Guo et al. 2017). Not defined where a
      score is no probability.

    Args:
        documents: the number of each claim's document, from 0 on.
        threshold: from which score on a claim is taken for consistent.
        grades: labels finer than two classes.
        kinds: the kind of each claim, "" where it has none; or of no claim.

    Raises:
        CopydeskError: there are no claims, or not as many scores, labels and documents.
    """
    if not len(scores) or not len(scores) == len(consistent) == len(documents):
        raise CopydeskError(
            f"agreement was asked for {len(scores)} scores, {len(consistent)} labels and "
            f"{len(documents)} documents",
            "give one of each for every claim, and at least one claim",
        )
    measure = _Measure(
        np.asarray(scores, dtype=np.float64),
        np.asarray(consistent, dtype=np.float64),
        None if grades is None else np.asarray(grades, dtype=np.float64),
        kinds,
        threshold,
    )
    point = measure(np.ones((1, len(scores))))
    blocks = [measure(weights) for weights in _resampled(documents, resamples, seed)]
    drawn = {name: np.concatenate([block[name] for block in blocks]) for name in point}

    def figures(name: str) -> list[Figure]:
        return [with_interval(*pair) for pair in zip(point[name][0], drawn[name].T, strict=True)]

    def figure(name: str) -> Figure | None:
        return None if name not in point or np.isnan(point[name]).any() else figures(name)[0]

    return Agreement(
        scorer=scorer,
        threshold=threshold,
        accuracy=figures("accuracy")[0],
        roc_auc=figure("roc_auc"),
        balanced_accuracy=figure("balanced_accuracy"),
        balanced_accuracy_best=figure("balanced_accuracy_best"),
        best_threshold=figure("best_threshold"),
        f1=figure("f1"),
        pearson=figure("pearson"),
        spearman=figure("spearman"),
        calibration_error=figure("calibration_error"),
        kinds={
            kind: (count, found)
            for (kind, count), found in zip(measure.kinds, figures("kinds"), strict=True)
        },
        reliability=tuple(
            Bin(number / BINS, (number + 1) / BINS, count, score, found)
            for (number, count, score), found in zip(
                measure.bins, figures("reliability"), strict=True
            )
        ),
        roc=measure.curve(),
    )


class _Ties:
    """Values in ascending order, and where in it each run of equal ones begins."""

    def __init__(self, values: Floats) -> None:
        self.distinct, self._run_of, counts = np.unique(
            values, return_inverse=True, return_counts=True
        )
        self._order = np.argsort(values, kind="stable")
        self._starts = np.cumsum(counts) - counts

    def sums(self, weights: Floats) -> Floats:
        """The weights of each run: of (resamples, values) to (resamples, runs)."""
        sums: Floats = np.add.reduceat(weights[:, self._order], self._starts, axis=1)
        return sums

    def ranks(self, weights: Floats) -> Floats:
        """The rank of each value, in a run the mean of its ranks, less the mean of all."""
        sums = self.sums(weights)
        ranks: Floats = _middles(sums) - sums.sum(axis=1, keepdims=True) / 2
        return ranks[:, self._run_of]


class _Measure:
    """All figures of one scorer; called with weights of (resamples, claims) it gives them for each.

    Under each name stands a matrix of (resamples, values), NaN where a figure is not defined.
    """

    def __init__(
        self,
        scores: Floats,
        labels: Floats,
        grades: Floats | None,
        kinds: Sequence[str],
        threshold: float,
    ) -> None:
        self._scores, self._labels = scores, labels
        self._taken = scores >= threshold
        self._ties, self._grade_ties = _Ties(scores), None if grades is None else _Ties(grades)
        self._scores_around = _around_zero(scores)
        self._grades_around = _around_zero(labels if grades is None else grades)
        named = Counter(kind for kind in kinds if kind)
        self.kinds = sorted(named.items())
        self._of_kind = _members(kinds, sorted(named)) if named else np.empty((len(scores), 0))
        # Where a score is no probability there is nothing to calibrate, and no bin.
        self._probable = bool(scores.min() >= 0 and scores.max() <= 1)
        place = np.minimum(np.floor(scores * BINS), BINS - 1)
        numbers = np.unique(place) if self._probable else np.empty(0)
        self._in_bin = _members(place, numbers)
        self.bins = [
            (int(number), int((place == number).sum()), float(scores[place == number].mean()))
            for number in numbers
        ]
        [self._best] = self._ranked(np.ones((1, len(scores))))[1]

    def __call__(self, weights: Floats) -> dict[str, Floats]:
        total = weights.sum(axis=1)
        right = self._taken == (self._labels > 0)
        auc, best = self._ranked(weights)
        found = {
            "accuracy": weights @ right / total,
            "roc_auc": auc,
            "best_threshold": best,
            "balanced_accuracy": self._balanced(weights, self._taken),
            "balanced_accuracy_best": self._balanced(weights, self._scores >= self._best),
            "f1": self._f1(weights),
            "pearson": _correlation(weights, self._scores_around, self._grades_around),
        }
        if self._grade_ties:
            ranks = self._ties.ranks(weights), self._grade_ties.ranks(weights)
            found["spearman"] = _correlation(weights, *ranks)
        consistent = (weights * self._labels) @ self._in_bin
        if self._probable:
            gaps = np.abs((weights * self._scores) @ self._in_bin - consistent)
            found["calibration_error"] = gaps.sum(axis=1) / total
        return {name: values[:, None] for name, values in found.items()} | {
            "kinds": (weights * right) @ self._of_kind / (weights @ self._of_kind),
            "reliability": consistent / (weights @ self._in_bin),
        }

    def curve(self) -> tuple[tuple[float, float], ...]:
        """Of the ROC curve of all claims, from the strictest threshold, `CURVE` points at most."""
        total = self._labels.sum()
        if not 0 < total < len(self._labels):
            return ()
        consistent = self._ties.sums(self._labels[None])[0]
        others = self._ties.sums(1 - self._labels[None])[0]
        shares = (np.cumsum(each[::-1]) / each.sum() for each in (others, consistent))
        points = [(0.0, 0.0), *zip(*(each.tolist() for each in shares), strict=True)]
        places = np.unique(np.linspace(0, len(points) - 1, CURVE).round().astype(int))
        return tuple(points[place] for place in places)

    def _ranked(self, weights: Floats) -> tuple[Floats, Floats]:
        """ROC-AUC, and the threshold with the best balanced accuracy, the lowest of equals."""
        consistent = self._ties.sums(weights * self._labels)
        others = self._ties.sums(weights) - consistent
        positive, negative = consistent.sum(axis=1), others.sum(axis=1)
        auc = (consistent * _middles(others)).sum(axis=1) / (positive * negative)
        # From a run on claims are taken: those below it are told wrongly, or rightly.
        missed = np.cumsum(consistent, axis=1) - consistent
        refused = np.cumsum(others, axis=1) - others
        gain = refused / negative[:, None] - missed / positive[:, None]
        best = self._ties.distinct[gain.argmax(axis=1)]
        return auc, np.where(np.isnan(auc), np.nan, best)

    def _balanced(self, weights: Floats, taken: NDArray[np.bool_]) -> Floats:
        """Balanced accuracy where the claims `taken` count as consistent."""
        others = 1 - self._labels
        accepted = weights @ (self._labels * taken) / (weights @ self._labels)
        refused = weights @ (others * ~taken) / (weights @ others)
        return (accepted + refused) / 2

    def _f1(self, weights: Floats) -> Floats:
        """F1 of the inconsistent claims; without any there is nothing to find."""
        others = 1 - self._labels
        there, told = weights @ others, weights @ ~self._taken
        found = 2 * (weights @ (others * ~self._taken)) / (told + there)
        return np.where(there > 0, found, np.nan)


def _around_zero(values: Floats) -> Floats:
    """`values` less their median, which of equal values is that value; their mean may not be."""
    return values - np.median(values)


def _members(values: Sequence[str] | Floats, groups: Sequence[str] | Floats) -> Floats:
    """(values, groups): 1 where a value is the group's, else 0."""
    held: Floats = (np.asarray(values)[:, None] == np.asarray(groups)).astype(np.float64)
    return held


def _middles(sums: Floats) -> Floats:
    """For each run how much stands below it, half of its own counted."""
    return np.cumsum(sums, axis=1) - sums / 2


def _correlation(weights: Floats, left: Floats, right: Floats) -> Floats:
    """Pearson's, for each row of the weights; NaN where one side does not vary.

    Both lie around zero, so that little is lost where squares are taken from squares.
    """
    total: Floats = weights.sum(axis=1)

    def mean(values: Floats) -> Floats:
        form = "rc,rc->r" if values.ndim == 2 else "rc,c->r"
        summed: Floats = np.einsum(form, weights, values)
        return summed / total

    (level, square), (other_level, other_square) = (
        (mean(values), mean(values**2)) for values in (left, right)
    )
    variance, other_variance = square - level**2, other_square - other_level**2
    varies = (variance > _ROUNDING * square) & (other_variance > _ROUNDING * other_square)
    covariance = mean(left * right) - level * other_level
    found: Floats = np.clip(covariance / np.sqrt(variance * other_variance), -1, 1)
    found[~varies] = np.nan
    return found


def _resampled(documents: Sequence[int], resamples: int, seed: int) -> Iterator[Floats]:
    """Blocks of (resamples, claims): how often the document of each claim was drawn."""
    place = np.asarray(documents, dtype=np.intp)
    for weights in resampled(int(place.max()) + 1, resamples, seed):
        yield weights[:, place]
