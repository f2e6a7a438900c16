"""The page that reports are written on: one HTML file that nothing has to be fetched for.

It has no script; the policy in its head forbids the browser to load anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

Section = tuple[str, str, str]


def document(title: str, heading: str, opening: str, sections: Sequence[Section]) -> str:
    """A whole page; a section is its anchor, its title and its content in HTML, as is `opening`."""
    style = files("copydesk.report").joinpath("dataset.css").read_text(encoding="utf-8")
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title, _ in sections)
    body = "".join(
        f'<section id="{name}"><h2>{title}</h2>{content}</section>'
        for name, title, content in sections
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{style}</style></head>\n"
        f"<body><header><h1>{escape(heading)}</h1>{opening}"
        f"<nav>{links}</nav></header><main>{body}</main></body></html>\n"
    )


def key_figures(facts: Iterable[tuple[str, str]]) -> str:
    """Figures to open a page with, each with what it counts."""
    shown = "".join(f"<div><dt>{escape(k)}</dt><dd>{v}</dd></div>" for k, v in facts)
    return f'<dl class="key">{shown}</dl>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], kinds: str) -> str:
    """A table of cells in HTML; `kinds` has l (left), n (number) or g (grows) for each column."""
    classes = {"l": "", "n": ' class="number"', "g": ' class="grow"'}
    marks = [classes[kind] for kind in kinds]
    head = "".join(f"<th{mark}>{cell}</th>" for mark, cell in zip(marks, heads, strict=False))
    lines = (
        "<tr>" + "".join(f"<td{m}>{c}</td>" for m, c in zip(marks, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f"<table>{f'<tr>{head}</tr>' if head else ''}{''.join(lines)}</table>"
