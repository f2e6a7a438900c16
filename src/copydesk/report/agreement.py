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


def show_agreements(sets: Sequence[LabelledSet]) -> None:
    """Each set's figures, a column a scorer; the first one's accuracy by kind and reliability."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for measured in sets:
        console.print(_head(measured), overflow="fold")
        for table in (_figures(measured), _kinds(measured), _reliability(measured.agreements[0])):
            if table.row_count:
                console.print()
                console.print(table)
        for note in measured.notes:
            console.print()
            console.print(Padding(Text(note, "yellow"), (0, 0, 0, 2)))
        console.print()
    console.print(Padding(Text(NOTE, "dim"), (0, 0, 0, 2)))


def _head(measured: LabelledSet) -> Text:
    share = measured.consistent / measured.claims
    counts = (
        f"  {measured.claims:,} claims about {measured.documents:,} documents, "
        f"{measured.consistent:,} ({share:.0%}) consistent"
    )
    return Text.assemble((measured.name, "bold"), (counts, "dim"))


def _figures(measured: LabelledSet) -> Table:
    table = _table("", *(each.scorer for each in measured.agreements))
    table.add_row("threshold", *(f"{each.threshold:.2f}" for each in measured.agreements))
    for name, label in ROWS.items():
        figures = [getattr(each, name) for each in measured.agreements]
        if any(figures):
            table.add_row(label, *(_shown(each) for each in figures))
    return table


def _kinds(measured: LabelledSet) -> Table:
    table = _table("accuracy of", *(each.scorer for each in measured.agreements))
    for kind, (count, _) in measured.agreements[0].kinds.items():
        accuracies = (each.kinds[kind][1] for each in measured.agreements)
        table.add_row(f"{kind} ({count:,})", *(_shown(each) for each in accuracies))
    return table


def _reliability(agreement: Agreement) -> Table:
    table = _table(f"{agreement.scorer} gives", "claims", "mean score", "consistent")
    for each in agreement.reliability:
        table.add_row(
            f"{each.low:.1f} to {each.high:.1f}",
            f"{each.count:,}",
            f"{each.score:.2f}",
            _shown(each.consistent),
        )
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 2), pad_edge=True, header_style="bold")
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    return table


def _shown(figure: Figure | None) -> str:
    return f"{figure.value:.2f} [{figure.low:.2f}, {figure.high:.2f}]" if figure else "–"
