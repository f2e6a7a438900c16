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
            "--set", metavar="FIELD=VALUE", help="A field of the recipe, such as train.epochs=3."
        ),
    ] = None,
) -> None:
    """Fine-tune a headline model as a recipe says.

    Prints the folder of the model. Run again after a stop, it goes on from where it was.
    """
    from copydesk.train.fit import train as fit

    print(fit(recipe, overrides or []))
