"""Factual consistency for `evaluate.load`: what copydesk's checkers say of predictions."""

from typing import Any

import copydesk.desk
import copydesk.evaluation.judge
import copydesk.records
import copydesk.score.modules.base as base


class Consistency(base.Scores):
    """Whether documents bear predictions out, by rules and the cross-encoder of copydesk.

    `compute(kind="summary")` takes predictions for summaries, of which every sentence is checked.
    """

    names = (
        "consistency",
        "supported",
        "unverified",
        "unsupported",
        "unsupported_names",
        "unsupported_numbers",
    )
    inputs = ("documents",)

    def _values(self, predictions: list[str], **given: Any) -> dict[str, list[float | None]]:
        kind: copydesk.records.Kind = given.get("kind", "headline")
        pairs = zip(given["documents"], predictions, strict=True)
        stated = [
            (
                copydesk.records.Article(str(number), document),
                copydesk.records.Draft(str(number), kind, prediction, 1.0, "given"),
            )
            for number, (document, prediction) in enumerate(pairs)
        ]
        reviews = copydesk.evaluation.judge.reviewed(stated, copydesk.desk.all_checkers())
        return super()._values(predictions, reviews=reviews, **given)
