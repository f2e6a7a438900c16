"""`copydesk evaluate`: how good are the headlines or summaries of a system?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    recipe: Annotated[
        Path, typer.Argument(metavar="RECIPE.yaml", help="What to judge, on what, and the gates.")
    ],
    overrides: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A field of the recipe, as limit=100."),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            help="Judge these, lines of id, document and prediction, in place of a model's.",
            show_default=False,
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="report.json", help="Compare with this earlier run.", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the reports.", show_default="the recipe's"),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes.", show_default="the recipe's, or 1"),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print report.json without the articles' values.")
    ] = False,
) -> None:
    """Judge the headlines or summaries of a model, or of any other system, and write reports.

    Exit code 1 says that a gate of the recipe failed. Run again after a stop, it goes on from where
    it was.
    """
    from copydesk.config import load
    from copydesk.evaluation.recipe import EvaluateRecipe
    from copydesk.evaluation.run import evaluate as evaluated
    from copydesk.report import evaluation_json
    from copydesk.report.json import line
    from copydesk.report.progress import counted

    given = {"predictions": predictions, "baseline": baseline, "output": output, "jobs": jobs}
    options = [
        f"{name}={json.dumps(value if name == 'jobs' else str(value))}"
        for name, value in given.items()
        if value is not None
    ]
    read = load(recipe, EvaluateRecipe, [*(overrides or []), *options])
    evaluation = evaluated(read, lambda total: counted(total, "articles"))
    if as_json:
        print(line(evaluation_json.report(evaluation)), end="")
    else:
        from copydesk.report.evaluation_terminal import show_evaluation

        show_evaluation(evaluation)
        print(f"\n  {read.output}")
    if not all(gate.passed for gate in evaluation.gates):
        raise typer.Exit(1)
