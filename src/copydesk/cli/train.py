"""`copydesk train`: fine-tune a sequence-to-sequence model by recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    recipe: Annotated[
        Path, typer.Argument(metavar="RECIPE.yaml", help="What to train, on what, and how.")
    ],
    overrides: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="A field of the recipe, such as train.lr=3e-5."
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Tell what there is to train on, and what it takes, and stop there."
        ),
    ] = False,
) -> None:
    """Fine-tune a headline model as a recipe says.

    Prints the folder of the model. Run again after a stop, it goes on from where it was.
    """
    if dry_run:
        from copydesk.report.training_plan import text
        from copydesk.train.plan import plan

        print(text(plan(recipe, overrides or [])))
        return
    from copydesk.train.fit import train as fit

    if folder := fit(recipe, overrides or []):
        print(folder)
