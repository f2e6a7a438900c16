"""Markdown as GitHub reads it: tables, and text that is only text in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], kinds: str = "") -> str:
    """A table; `kinds` has l (left) or n (number, to the right) for each column."""
    marks = ["---:" if kind == "n" else "---" for kind in kinds or "l" * len(heads)]
    lines = [heads, marks, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plain(text: str) -> str:
    """`text` as it stands in a line or table cell, where pipes and mark-up would be read."""
    shown = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\|`*_[]<>#~&" else c for c in shown)
