"""From a recipe to its reports.

Everything is read once before anything is judged: a set that cannot be used is told at once. Then
the stories go through in batches, and each leaves a line in the work file; after `kill -9` the same
command goes on there. Of a story that is done memory keeps its id, its values and where it belongs,
some 300 bytes, so that 100,000 stories take 30 MB.
"""

from __future__ import annotations

import logging
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from sys import intern

import numpy as np

from copydesk.evaluation.judge import BATCH
from copydesk.evaluation.pool import judged
from copydesk.evaluation.predict import model_hash
from copydesk.evaluation.read import Story, stories, survey
from copydesk.evaluation.recipe import EvaluateRecipe
from copydesk.evaluation.work import Work
from copydesk.prepare.store import whole
from copydesk.records import Evaluation
from copydesk.report import evaluation_json
from copydesk.report.evaluation_html import write_html
from copydesk.report.evaluation_junit import junit
from copydesk.report.evaluation_markdown import markdown
from copydesk.report.json import line
from copydesk.score.baseline import Baseline, read_baseline, require_comparable
from copydesk.score.bootstrap import RESAMPLES, Floats
from copydesk.score.compare import compare
from copydesk.score.figures import scores, slices
from copydesk.score.gates import judged as gates_of
from copydesk.score.metrics import METRICS, duplicated, fold

# Told how many stories are done; made with how many there are.
Progress = Callable[[int], AbstractContextManager[Callable[[int], None]]]

_log = logging.getLogger("copydesk")


def evaluate(recipe: EvaluateRecipe, progress: Progress) -> Evaluation:
    """Judge a system's predictions and write the reports into the recipe's folder.

    Run again after a stop, it goes on from where it was, to the same reports.

    Raises:
        CopydeskError: the set, the predictions, the model or the baseline cannot be used.
    """
    surveyed = survey(recipe)
    signature = signed(recipe, surveyed.data)
    baseline = read_baseline(recipe.baseline) if recipe.baseline else None
    if baseline:
        require_comparable(recipe.kind, signature, baseline)
    work = Work(recipe.output, signature, BATCH)
    try:
        with progress(surveyed.stories) as done:
            done(work.done)
            for lines in judged(_batches(stories(recipe), work.done), recipe):
                work.write(lines)
                done(len(lines))
        found = _gathered(work)
        evaluation = _evaluation(recipe, found, signature, baseline)
        _write(recipe, evaluation, found, work)
    finally:
        work.close()
    work.remove()
    return evaluation


def signed(recipe: EvaluateRecipe, data: str) -> dict[str, object]:
    """All that is needed to repeat a run, but for when it was made."""
    entailment = None
    if "entailment" in recipe.checkers:
        from copydesk.check import calibration

        entailment = calibration.signature()
    return {
        "copydesk": version("copydesk"),
        "system": recipe.name,
        "kind": recipe.kind,
        "model": model_hash(recipe),
        "checkers": recipe.checkers,
        "entailment": entailment,
        "rouge": f"rouge-score {version('rouge-score')}, stemmed",
        "recipe": recipe.shape(),
        "data": data,
        "seed": recipe.seed,
        "resamples": RESAMPLES,
    }


def _batches(every: Iterator[Story], done: int) -> Iterator[list[Story]]:
    """The stories after the first `done`, as many together as go through at once."""
    left = islice(every, done, None)
    while batch := list(islice(left, BATCH)):
        yield batch


@dataclass(slots=True)
class _Gathered:
    """What is kept of the lines: by metric a value for each of the ids, NaN where it has none."""

    ids: list[str] = field(default_factory=list)
    values: dict[str, Floats] = field(default_factory=dict)
    fields: dict[str, list[str]] = field(default_factory=dict)


def _gathered(work: Work) -> _Gathered:
    """Everything that figures are made of; it tells of checkers that failed."""
    columns = {name: array("d") for name in METRICS}
    fields: dict[str, list[str]] = {"source": [], "topic": [], "length": []}
    ids: list[str] = []
    folds: list[bytes | None] = []
    failed: Counter[str] = Counter()
    for article in work.lines():
        ids.append(article["id"])
        for name, column in fields.items():
            column.append(intern(article[name]))
        for name in METRICS.keys() - {"duplicates"}:
            value = article["values"][name]
            columns[name].append(np.nan if value is None else value)
        said = fold(article["prediction"])
        folds.append(sha256(said.encode()).digest()[:8] if said else None)
        failed.update(f["checker"] for f in article["findings"] if f["rule"] == "checker-failed")
    for name, times in failed.items():
        _log.warning("the checker %s failed on %s predictions, which are unverified", name, times)
    values = {name: np.asarray(column) for name, column in columns.items()}
    values["duplicates"] = np.asarray(duplicated(folds), dtype=np.float64)
    return _Gathered(ids, values, fields)


def _evaluation(
    recipe: EvaluateRecipe,
    found: _Gathered,
    signature: dict[str, object],
    baseline: Baseline | None,
) -> Evaluation:
    comparison = None
    if baseline:
        old = baseline.ids, baseline.values
        comparison = compare(
            found.ids, found.values, *old, baseline=baseline.system, seed=recipe.seed
        )
    evaluation = Evaluation(
        recipe.name,
        recipe.kind,
        len(found.ids),
        scores(found.values, seed=recipe.seed),
        slices(
            found.values,
            {name: found.fields[name] for name in recipe.slices},
            least=recipe.min_articles,
            seed=recipe.seed,
        ),
        comparison,
        (),
        signature | {"made": datetime.now(UTC).isoformat(timespec="seconds")},
        tuple(METRICS.values()),
    )
    return replace(evaluation, gates=gates_of(recipe.gates, evaluation))


def _write(recipe: EvaluateRecipe, evaluation: Evaluation, found: _Gathered, work: Work) -> None:
    """The files of the output folder, each whole or as it was before."""
    folder = recipe.output
    with whole(folder / "articles.jsonl") as stream:
        for article, repeats in zip(work.lines(), found.values["duplicates"], strict=True):
            values = article["values"] | {"duplicates": evaluation_json.number(repeats)}
            article["values"] = {name: values[name] for name in METRICS}
            stream.write(line(article).encode())
    with whole(folder / "report.json") as stream:
        evaluation_json.write(evaluation, found.ids, found.values, stream)
    for name, text in (
        ("report.md", markdown(evaluation, folder / "articles.jsonl")),
        ("junit.xml", junit(evaluation)),
    ):
        with whole(folder / name) as stream:
            stream.write(text.encode())
    write_html(evaluation, folder / "articles.jsonl", folder / "report.html")
