"""Scores of headlines and summaries; `copydesk evaluate` reports them.

    from copydesk import score

    scores = score.compute(predictions, documents=documents, references=references)
    scores["rougeL"].figure.value, score.METRICS["rougeL"].about

What a model must judge (`consistency`, `unsupported` ...) is there where `reviews` are given, by
`copydesk.desk.review_all`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from copydesk.errors import CopydeskError
from copydesk.records import Kind, Review, Score
from copydesk.score.bootstrap import RESAMPLES, SEED
from copydesk.score.figures import scores
from copydesk.score.metrics import MAX_CHARS, METRICS, Case, Value, duplicated, fold, measured

__all__ = ["METRICS", "Case", "compute", "measured", "values"]


def compute(
    predictions: Sequence[str],
    documents: Sequence[str] | None = None,
    references: Sequence[str | None] | None = None,
    *,
    reviews: Sequence[Review] | None = None,
    kind: Kind = "headline",
    max_chars: int | None = MAX_CHARS,
    max_words: int | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> dict[str, Score]:
    """Each metric that can be told from what is given: its mean and 95 % bootstrap interval.

    Raises:
        CopydeskError: there are no predictions, or not as many of everything.
    """
    told = values(
        predictions,
        documents,
        references,
        reviews=reviews,
        kind=kind,
        max_chars=max_chars,
        max_words=max_words,
    )
    columns = {name: np.asarray(column, dtype=np.float64) for name, column in told.items()}
    return {
        each.metric: each
        for each in scores(columns, resamples=resamples, seed=seed)
        if each.figure is not None
    }


def values(
    predictions: Sequence[str],
    documents: Sequence[str] | None = None,
    references: Sequence[str | None] | None = None,
    *,
    reviews: Sequence[Review] | None = None,
    kind: Kind = "headline",
    max_chars: int | None = MAX_CHARS,
    max_words: int | None = None,
) -> dict[str, list[Value]]:
    """By metric a value for each prediction, None where it has none; the means are the scores.

    Raises:
        CopydeskError: there are no predictions, or not as many of everything.
    """
    given = {"documents": documents, "references": references, "reviews": reviews}
    for name, of in given.items():
        if of is not None and len(of) != len(predictions):
            raise CopydeskError(
                f"there are {len(predictions)} predictions and {len(of)} {name}",
                "give one for each prediction",
            )
    if not len(predictions):
        raise CopydeskError("scores of no predictions were asked for", "give at least one")
    every = [
        measured(
            Case(
                prediction,
                documents[place] if documents is not None else None,
                references[place] if references is not None else None,
                kind,
                reviews[place] if reviews is not None else None,
                max_chars,
                max_words,
            )
        )
        for place, prediction in enumerate(predictions)
    ]
    every_fold = duplicated([fold(prediction) for prediction in predictions])
    return {
        name: every_fold if name == "duplicates" else [each[name] for each in every]
        for name in METRICS
    }
