"""The page that reports are written on: one HTML file that nothing has to be fetched for.

The policy in its head forbids the browser to load anything, and to run any script but the one that
the page was made with, if it was: that one it knows by its hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

Section = tuple[str, str, str]


def document(
    title: str,
    heading: str,
    opening: str,
    sections: Sequence[Section],
    *,
    style: str = "",
    script: str = "",
) -> str:
    """A whole page; a section is its anchor, its title and its content in HTML, as is `opening`.

    `style` and `script` are the names of files beside this one, which the page takes in.
    """
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title, _ in sections)
    body = "".join(
        f'<section id="{name}"><h2>{title}</h2>{content}</section>'
        for name, title, content in sections
    )
    styles = "".join(_file(name) for name in ("dataset.css", style) if name)
    code = _file(script) if script else ""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    if code:
        digest = b64encode(sha256(code.encode()).digest()).decode()
        policy += f"; script-src 'sha256-{digest}'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{styles}</style></head>\n"
        '<body><a class="skip" href="#main">Skip to the content</a>'
        f"<header><h1>{escape(heading)}</h1>{opening}"
        f'<nav aria-label="Sections">{links}</nav></header><main id="main">{body}</main>'
        f"{f'<script>{code}</script>' if code else ''}</body></html>\n"
    )


def _file(name: str) -> str:
    return files("copydesk.report").joinpath(name).read_text(encoding="utf-8")


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
