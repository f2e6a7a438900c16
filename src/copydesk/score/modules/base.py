"""What the modules beside this one share: classes of `evaluate`, made of copydesk's metrics.

    import evaluate

    rouge = evaluate.load("src/copydesk/score/modules/rouge.py")
    rouge.compute(predictions=[...], references=[...])

Nothing is fetched. `evaluate` copies such a module into its cache and imports it from there, by
itself, so only these import `evaluate` at their head, and copydesk imports none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import datasets
import evaluate

import copydesk.score


class Scores(evaluate.Metric):
    """Some metrics of copydesk, in its units: `compute` gives their means over the predictions.

    `compute(..., use_aggregator=False)` gives a list of values for each metric in place of a mean,
    with None where a prediction has none.
    """

    # Set by the modules: the metrics, and what they are made of besides the predictions.
    names: Sequence[str]
    inputs: Sequence[str]

    def _info(self) -> evaluate.MetricInfo:
        metrics = [copydesk.score.METRICS[name] for name in self.names]
        columns = ["predictions", *self.inputs]
        return evaluate.MetricInfo(
            description=self.__doc__ or "",
            citation="",
            inputs_description="\n".join(
                [
                    f"Args: {', '.join(columns)}: lists of texts, one for each prediction.",
                    "Returns:",
                    *(f"    {each.name} ({each.unit}): {each.about}" for each in metrics),
                ]
            ),
            features=datasets.Features({name: datasets.Value("string") for name in columns}),
        )

    def _values(self, predictions: list[str], **given: Any) -> dict[str, list[float | None]]:
        """By metric a value for each prediction."""
        return copydesk.score.values(predictions, **given)

    def _compute(
        self, predictions: list[str], use_aggregator: bool = True, **given: Any
    ) -> dict[str, Any]:
        values = self._values(predictions, **given)
        if not use_aggregator:
            return {name: values[name] for name in self.names}
        return {name: _mean(values[name]) for name in self.names}


def _mean(values: Sequence[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None
