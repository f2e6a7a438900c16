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
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
