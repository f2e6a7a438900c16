"""An evaluation as a table in a terminal or a text file."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from copydesk.records import Comparison, Difference, Evaluation, Figure, Score
from copydesk.report import evaluation_text as said

# Slices are told of by these, where they have them.
_OF_SLICES = ("rougeL", "consistency", "unsupported")
# The largest; report.html has all.
_SLICES = 12
_NOTE = (
    "Intervals are 95 %, by bootstrap over articles; ↑ higher is better, ↓ lower. Only articles "
    "that have a value count."
)


def show_evaluation(evaluation: Evaluation) -> None:
    """The scores beside those of the baseline, the slices, and whether the gates hold."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    head = f"  {evaluation.articles:,} articles, {evaluation.kind}"
    console.print(Text.assemble((evaluation.system, "bold"), (head, "dim")), overflow="fold")
    for table in (_scores(evaluation), _slices(evaluation)):
        if table.row_count:
            console.print()
            console.print(table)
    console.print()
    console.print(Padding(Text(_NOTE, "dim"), (0, 0, 0, 2)))
    if evaluation.gates:
        console.print()
    for gate in evaluation.gates:
        mark, colour = ("✓", "green") if gate.passed else ("✗", "red")
        line = Text.assemble((f"{mark} {said.about(gate)}", colour), f": {gate.message}")
        console.print(Padding(line, (0, 0, 0, 2)))


def _scores(evaluation: Evaluation) -> Table:
    compared = evaluation.comparison
    heads = [] if compared is None else [compared.baseline, "difference", "p"]
    table = _table("", "", *heads)
    for score in evaluation.scores:
        if score.figure is None:
            continue
        metric = said.metric(evaluation, score.metric)
        told = f"{shown(score.figure)} {metric.unit}"
        row = [f"{metric.title}{said.arrow(metric)}", told]
        if compared is not None:
            row += _difference(compared, score.metric)
        table.add_row(*row)
    return table


def _difference(compared: Comparison, name: str) -> Sequence[str]:
    found: Difference | None = next((e for e in compared.differences if e.metric == name), None)
    if found is None:
        return ["–"] * 3
    moved = found.difference
    change = f"{moved.value:+.1f} [{moved.low:+.1f}, {moved.high:+.1f}]"
    return [f"{found.baseline:.1f}", change, f"{found.p:.3f}" if found.p >= 0.001 else "<0.001"]


def _slices(evaluation: Evaluation) -> Table:
    there = {score.metric for score in evaluation.scores if score.figure}
    names = [name for name in _OF_SLICES if name in there]
    titles = [said.metric(evaluation, name) for name in names]
    table = _table("", "articles", *(f"{each.title}{said.arrow(each)}" for each in titles))
    largest = sorted(evaluation.slices, key=lambda each: -each.articles)[:_SLICES]
    for each in evaluation.slices:
        if each not in largest:
            continue
        found = {score.metric: score for score in each.scores}
        cells = [_cell(found.get(name)) for name in names]
        table.add_row(f"{each.by}: {each.value}", f"{each.articles:,}", *cells)
    return table


def _cell(score: Score | None) -> str:
    return shown(score.figure) if score and score.figure else "–"


def shown(figure: Figure) -> str:
    """A figure with its interval."""
    return f"{figure.value:.1f} [{figure.low:.1f}, {figure.high:.1f}]"


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 2), pad_edge=True, header_style="bold")
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    return table
