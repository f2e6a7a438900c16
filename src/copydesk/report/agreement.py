"""How well scorers agree with people's labels, as tables in a terminal or a text file."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from copydesk.records import Agreement, Figure, LabelledSet

# The figures that have a row, and what they are called.
ROWS = {
    "roc_auc": "ROC-AUC",
    "balanced_accuracy": "balanced accuracy",
    "balanced_accuracy_best": "… at best threshold*",
    "best_threshold": "best threshold*",
    "accuracy": "accuracy",
    "f1": "F1 of inconsistent",
    "pearson": "Pearson",
    "spearman": "Spearman",
    "calibration_error": "calibration error",
}
NOTE = (
    "Intervals are 95 %, by bootstrap over documents; a claim counts as consistent from the "
    "threshold on. * Chosen on these very claims, so that it flatters."
)


Rows = list[list[str]]


def show_agreements(sets: Sequence[LabelledSet]) -> None:
    """Each set's figures, a column a scorer; the first one's accuracy by kind and reliability."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for measured in sets:
        head = Text.assemble((measured.name, "bold"), (f"  {counted(measured)}", "dim"))
        console.print(head, overflow="fold")
        for rows in tables(measured):
            console.print()
            console.print(_table(rows))
        for note in measured.notes:
            console.print()
            console.print(Padding(Text(note, "yellow"), (0, 0, 0, 2)))
        console.print()
    console.print(Padding(Text(NOTE, "dim"), (0, 0, 0, 2)))


def tables(measured: LabelledSet) -> list[Rows]:
    """What is told of a set in tables, those without a row left out."""
    first = measured.agreements[0]
    every = (_figures(measured), _kinds(measured), _reliability(first))
    return [rows for rows in every if len(rows) > 1]


def _figures(measured: LabelledSet) -> Rows:
    """What was measured of each scorer, a column each; the first row is the head."""
    agreements = measured.agreements
    rows = [["", *(each.scorer for each in agreements)]]
    rows.append(["threshold", *(f"{each.threshold:.2f}" for each in agreements)])
    for name, label in ROWS.items():
        figures = [getattr(each, name) for each in agreements]
        if any(figures):
            rows.append([label, *map(_shown, figures)])
    return rows


def _kinds(measured: LabelledSet) -> Rows:
    """Accuracy by kind of claim; the first row is the head."""
    agreements = measured.agreements
    rows = [["accuracy of", *(each.scorer for each in agreements)]]
    for kind, (count, _) in agreements[0].kinds.items():
        rows.append([f"{kind} ({count:,})", *(_shown(each.kinds[kind][1]) for each in agreements)])
    return rows


def _reliability(agreement: Agreement) -> Rows:
    """What the scores of a bin mean; the first row is the head."""
    rows = [[f"{agreement.scorer} gives", "claims", "mean score", "consistent"]]
    for each in agreement.reliability:
        bounds = f"{each.low:.1f} to {each.high:.1f}"
        rows.append([bounds, f"{each.count:,}", f"{each.score:.2f}", _shown(each.consistent)])
    return rows


def counted(measured: LabelledSet) -> str:
    """How many claims there are, in a line."""
    share = measured.consistent / measured.claims
    return (
        f"{measured.claims:,} claims about {measured.documents:,} documents, "
        f"{measured.consistent:,} ({share:.0%}) consistent"
    )


def _table(rows: Rows) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 2), pad_edge=True, header_style="bold")
    for name in rows[0]:
        table.add_column(Text(name), overflow="fold")
    for row in rows[1:]:
        table.add_row(*map(Text, row))
    return table


def _shown(figure: Figure | None) -> str:
    return f"{figure.value:.2f} [{figure.low:.2f}, {figure.high:.2f}]" if figure else "–"
