"""`copydesk prepare`: from an archive to training pairs, by recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def prepare(
    recipe: Annotated[
        Path, typer.Argument(metavar="RECIPE.yaml", help="What to prepare, from what, and how.")
    ],
    overrides: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A field of the recipe, as tasks=8."),
    ] = None,
) -> None:
    """Turn an archive into pairs of article and headline, and tell what was thrown away and why.

    Prints the folder of the dataset. Run again after a stop, it goes on from where it was.
    """
    from copydesk.archive import prepare as prepared
    from copydesk.config import load
    from copydesk.prepare.recipe import PrepareRecipe

    if folder := prepared(load(recipe, PrepareRecipe, overrides or [])):
        print(folder)
