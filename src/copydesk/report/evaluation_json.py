"""`report.json` and `articles.jsonl` of `copydesk evaluate`: the one place that names their fields.

docs/evaluation.md tells what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from copydesk.records import (
    EVALUATION_SCHEMA,
    Article,
    Comparison,
    Evaluation,
    Figure,
    Gate,
    Metric,
    Review,
    Score,
)
from copydesk.report.json import DIGITS, Json, sourced


def article(
    article: Article,
    review: Review,
    *,
    topic: str,
    length: str,
    reference: str | None,
    values: Mapping[str, float | None],
) -> Json:
    """What `articles.jsonl` has of an article; findings carry the words of their evidence."""
    return {
        "id": article.id,
        "source": article.source,
        "topic": topic,
        "length": length,
        "reference": reference,
        "prediction": review.draft.text,
        "verdict": review.verdict,
        "score": review.score,
        "findings": sourced(article, review),
        "values": {name: number(value) for name, value in values.items()},
    }


def report(evaluation: Evaluation) -> Json:
    """An evaluation without the values of its articles."""
    metrics = {each.name: each for each in evaluation.metrics}
    return {
        "schema": EVALUATION_SCHEMA,
        "system": evaluation.system,
        "kind": evaluation.kind,
        "articles": evaluation.articles,
        "passed": all(gate.passed for gate in evaluation.gates),
        "scores": _scores(evaluation.scores, metrics),
        "slices": [
            {
                "by": each.by,
                "value": each.value,
                "articles": each.articles,
                "scores": _scores(each.scores, metrics),
            }
            for each in evaluation.slices
        ],
        "comparison": evaluation.comparison and _comparison(evaluation.comparison),
        "gates": [_gate(gate) for gate in evaluation.gates],
        "signature": evaluation.signature,
    }


def write(
    evaluation: Evaluation,
    ids: Sequence[str],
    values: Mapping[str, Iterable[float]],
    stream: IO[bytes],
) -> None:
    """Write `report.json`, the values metric by metric; one that is NaN is null there.

    Args:
        values: by metric a value for each of the `ids`.
    """
    head = json.dumps(report(evaluation), ensure_ascii=False, indent=1)
    stream.write(head.removesuffix("\n}").encode())
    stream.write(b',\n "values": {\n  "id": ' + json.dumps(ids, ensure_ascii=False).encode())
    for name, column in values.items():
        told = json.dumps([number(value) for value in column])
        stream.write(f",\n  {json.dumps(name)}: {told}".encode())
    stream.write(b"\n }\n}\n")


def number(value: float | None) -> float | None:
    """`value` with `DIGITS` digits, as a whole number where it is one; None for NaN."""
    if value is None or value != value:
        return None
    rounded = round(float(value), DIGITS)
    return int(rounded) if rounded.is_integer() else rounded


def _scores(scores: Iterable[Score], metrics: Mapping[str, Metric]) -> Json:
    return {
        each.metric: _figure(each.figure)
        | {
            "articles": each.articles,
            "unit": metrics[each.metric].unit,
            "direction": metrics[each.metric].direction,
            "title": metrics[each.metric].title,
        }
        for each in scores
    }


def _figure(figure: Figure | None) -> Json:
    if figure is None:
        return {"value": None, "low": None, "high": None}
    return {
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
    }


def _comparison(comparison: Comparison) -> Json:
    return {
        "baseline": comparison.baseline,
        "articles": comparison.articles,
        "differences": [
            {
                "metric": each.metric,
                "value": number(each.value),
                "baseline": number(each.baseline),
                "difference": _figure(each.difference),
                "p": number(each.p),
                "articles": each.articles,
            }
            for each in comparison.differences
        ],
        "worse": list(comparison.worse),
    }


def _gate(gate: Gate) -> Json:
    return {
        "name": gate.name,
        "metric": gate.metric,
        "slice": gate.slice,
        "value": number(gate.value),
        "limit": number(gate.limit),
        "passed": gate.passed,
        "by": number(gate.by),
        "message": gate.message,
    }
