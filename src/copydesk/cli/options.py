"""The arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Device = Literal["auto", "cpu", "cuda"]

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Saved pages, texts, Markdown, Article JSON, JSONL, folders of these, or - for stdin.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.jsonl",
        help="Write JSON lines here, and nothing to stdout.",
        show_default=False,
    ),
]
Model = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="A folder with another model.",
        show_default="the one that comes with copydesk",
    ),
]
ShowAll = Annotated[
    bool, typer.Option("--all", help="Show also what was found unsupported, after the others.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
