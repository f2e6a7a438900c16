"""How well scorers agree with people's labels, drawn: `report.html`, one file without a script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from copydesk.records import Agreement, LabelledSet
from copydesk.report.agreement import NOTE, ROWS, counted, tables
from copydesk.report.page import document, key_figures, table
from copydesk.report.planes import receiver, reliability

# What the page opens with, of the first scorer: its own two figures of merit and what they cost.
OPENING = ("roc_auc", "balanced_accuracy", "f1", "calibration_error")
# A chart tells three curves apart by colour.
CURVES = 3


def page(sets: Sequence[LabelledSet], signature: Mapping[str, Any]) -> str:
    """The report, as a whole HTML page; the last set, all together or the only one, opens it."""
    main = sets[-1]
    first = main.agreements[0]
    facts = [("claims", f"{main.claims:,}"), ("documents", f"{main.documents:,}")]
    for name in OPENING:
        if figure := getattr(first, name):
            range_ = f'<span class="reach">{figure.low:.2f} to {figure.high:.2f}</span>'
            facts.append((ROWS[name], f"{figure.value:.2f}{range_}"))
    sections = [(f"set-{n}", escape(each.name), _set(each)) for n, each in enumerate(sets)]
    sections.append(("repeat", "To make it again", _repeat(signature)))
    name = f"{first.scorer} against people’s labels"
    told = (
        '<p class="lede">A checker should score what a story bears out above what it does not,'
        " and its scores should mean what they say: of the claims that get 0.9, nine in ten should"
        " be consistent.</p>"
    )
    return document(name, name, told + key_figures(facts), sections, style="evaluation.css")


def _set(measured: LabelledSet) -> str:
    agreements = measured.agreements
    notes = "".join(f'<p class="loss wrap">{escape(note)}</p>' for note in measured.notes)
    shown = []
    for rows in tables(measured):
        head, *others = [[escape(cell) for cell in row] for row in rows]
        drawn = table(head, others, "l" + "n" * (len(head) - 1))
        shown.append(f'<div class="wide">{drawn}</div>')
    return (
        f'<p>{counted(measured)}.</p>{notes}<div class="charts">{_curves(agreements)}'
        f"{_calibration(agreements[0])}</div>{''.join(shown)}"
        f'<p class="quiet">{escape(NOTE)}</p>'
    )


def _curves(agreements: Sequence[Agreement]) -> str:
    curves = {each.scorer: each.roc for each in agreements[:CURVES]}
    areas = [f"{each.scorer} {each.roc_auc.value:.2f}" for each in agreements if each.roc_auc]
    drawn = receiver(curves, f"ROC curves, areas under them: {', '.join(areas)}")
    if not drawn:
        return ""
    return (
        "<figure><figcaption><b>ROC</b> · what is let through as the threshold falls; the nearer"
        f" to the upper left corner, the better; the dashed line is chance</figcaption>{drawn}"
        "</figure>"
    )


def _calibration(agreement: Agreement) -> str:
    error = agreement.calibration_error
    if error is None:
        return ""
    told = f"calibration error {error.value:.2f}"
    drawn = reliability(agreement.reliability, f"Reliability of {agreement.scorer}: {told}")
    return (
        f"<figure><figcaption><b>Reliability of {escape(agreement.scorer)}</b> · {told}; calibrated"
        f" scores lie on the dashed line, a larger dot is of more claims</figcaption>{drawn}"
        "</figure>"
    )


def _repeat(signature: Mapping[str, Any]) -> str:
    whole = json.dumps(signature, indent=2, ensure_ascii=False)
    return f"<p>The same input gives the same figures.</p><pre>{escape(whole)}</pre>"
