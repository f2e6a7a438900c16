"""Reports for people: readable in a terminal, in a file, and without colour.

Rich leaves colours out where stdout is no terminal or NO_COLOR is set, so wrong words have a line
of carets under them besides their colour.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from copydesk.records import Article, Finding, Review, Severity, Span, Verdict
from copydesk.text.sentences import sentence_around, sentences
from copydesk.text.suggestions import repaired

MARKS: dict[Verdict, str] = {"supported": "✓", "unverified": "?", "unsupported": "✗"}
COLOURS: dict[Verdict, str] = {
    "supported": "green",
    "unverified": "yellow",
    "unsupported": "red",
}
SEVERITIES: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}
INDENT = 4


def show_headlines(article: Article, reviews: Sequence[Review]) -> None:
    """The headlines for an article, numbered, with what was found against them."""
    console = _console()
    _title(console, article)
    if not reviews:
        console.print("  No headline within these limits was found supported; --all shows more.")
    for number, review in enumerate(reviews, start=1):
        _draft(console, f"{number:2}", article, review)
    console.print()


def show_summary(article: Article, review: Review) -> None:
    """The summary of an article, with what was found against it."""
    console = _console()
    _title(console, article)
    _draft(console, " ", article, review)
    console.print()


def show_check(article: Article, review: Review) -> None:
    """A headline or summary with its wrong words marked, the evidence, and a repair."""
    console = _console()
    _title(console, article)
    console.print(
        Text.assemble(
            "  ",
            (f"{MARKS[review.verdict]} {review.verdict}", f"bold {COLOURS[review.verdict]}"),
            (f" · consistency {review.score:.2f}", "dim"),
        )
    )
    console.print()
    _marked(console, review.draft.text, review.findings)
    _findings(console, article, review.findings)
    better = repaired(review)
    if better != review.draft.text:
        console.print()
        console.print(Text("    Repaired:", "bold"))
        _indented(console, Text(better, "green"))
    console.print()


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def _title(console: Console, article: Article) -> None:
    words = article.headline if len(article.headline) <= 60 else f"{article.headline[:59]}…"
    console.print(Text.assemble((article.id, "bold"), (f"  {words}", "dim")), overflow="fold")


def _draft(console: Console, label: str, article: Article, review: Review) -> None:
    colour = COLOURS[review.verdict]
    text = review.draft.text
    head = Text.assemble((f"{MARKS[review.verdict]} ", colour), (text, "bold"))
    lines = head.wrap(console, max(console.width - INDENT - 1, 20))
    for place, line in enumerate(lines):
        line.rstrip()
        start = f"{label} " if place == 0 else " " * (INDENT + 1)
        console.print(Text.assemble((start, "dim"), line))
    score = f"{review.draft.drafter} {review.draft.score:.2f}"
    note = f"{review.verdict} {review.score:.2f} · {score} · {len(text)} characters"
    _indented(console, Text(note, "dim"), INDENT + 1)
    _findings(console, article, review.findings)


def _findings(console: Console, article: Article, findings: Iterable[Finding]) -> None:
    spans = sentences(article.body)
    for finding in findings:
        colour = SEVERITIES[finding.severity]
        console.print()
        _indented(
            console,
            Text.assemble(
                (f"{finding.severity} ", f"bold {colour}"),
                finding.message,
                (f" ({finding.checker}/{finding.rule})", "dim"),
            ),
        )
        if finding.evidence_span:
            _evidence(console, article.body, finding.evidence_span, spans)
        if finding.suggestion:
            _indented(
                console, Text.assemble("instead: ", (finding.suggestion, "bold green")), INDENT + 2
            )


def _evidence(console: Console, body: str, span: Span, spans: list[Span]) -> None:
    """The sentence of the body around `span`, with the number of its paragraph."""
    start, end = sentence_around(spans, span)
    paragraph = body.count("\n\n", 0, span[0]) + 1
    quoted = Text(body[start:end].replace("\n\n", "  "))
    quoted.stylize("bold", span[0] - start, span[1] - start)
    _indented(console, Text.assemble((f"¶ {paragraph}  ", "dim"), quoted), INDENT + 2)


def _marked(console: Console, text: str, findings: Sequence[Finding]) -> None:
    """The text, wrapped, with carets under the words that findings are about."""
    marks = [" "] * len(text)
    styled = Text(text, "bold")
    # The worst last, so that its colour and mark stay.
    for severity, mark in (("info", "·"), ("warning", "~"), ("error", "^")):
        for finding in findings:
            if finding.severity == severity:
                start, end = finding.claim_span
                marks[start:end] = mark * (end - start)
                styled.stylize(f"underline {SEVERITIES[finding.severity]}", start, end)
    for start, end in _lines(text, max(console.width - INDENT, 20)):
        console.print(Text.assemble(" " * INDENT, styled[start:end]), no_wrap=True)
        under = "".join(
            mark * cell_len(letter)
            for mark, letter in zip(marks[start:end], text[start:end], strict=True)
        )
        if under.strip():
            console.print(Text(" " * INDENT + under.rstrip(), "red"), no_wrap=True)


def _lines(text: str, width: int) -> list[Span]:
    """Spans of `text` that fit into `width` cells, cut at spaces where there are any."""
    lines: list[Span] = []
    start = 0
    while start < len(text):
        end, used = start, 0
        while end < len(text) and text[end] != "\n" and used + cell_len(text[end]) <= width:
            used += cell_len(text[end])
            end += 1
        following = end
        if end < len(text) and not text[end].isspace():
            space = text.rfind(" ", start, end)
            end = following = space if space > start else max(end, start + 1)
        lines.append((start, end))
        start = following
        while start < len(text) and text[start].isspace():
            start += 1
    return lines


def _indented(console: Console, text: Text, indent: int = INDENT) -> None:
    for line in text.wrap(console, max(console.width - indent, 20)):
        line.rstrip()
        console.print(Text.assemble(" " * indent, line))
