"""The report on a training run: `training_report.html`, beside the weights."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from copydesk.report.charts import Point, lines
from copydesk.report.dataset import save
from copydesk.report.page import document, key_figures, table
from copydesk.report.training import METRICS, Example, Run, recipe_text, signature_line

# A curve of more points is drawn by the means of so many runs of them.
_POINTS = 80


def write_report(folder: Path, run: Run) -> None:
    """Write `training_report.html` into `folder`.

    Raises:
        CopydeskError: it cannot be written.
    """
    save(folder / "training_report.html", page(run))


def page(run: Run) -> str:
    """The report, as a whole HTML page; the same run gives the same text."""
    sections = [
        ("curves", "Curves", _curves(run)),
        ("evaluations", "Evaluations", _evaluations(run)),
        ("examples", "Validation examples", _examples(run)),
        ("data", "Data", _data(run)),
        ("repeat", "To make it again", _repeat(run)),
    ]
    return document(f"{run.name}: how it was trained", run.name, _opening(run), sections)


def _opening(run: Run) -> str:
    pairs = sum(count for kind, count in run.counts["train"].items() if kind != "articles")
    facts = [("pairs trained on", f"{pairs:,}"), ("weights of step", f"{run.step:,}")]
    facts += [(METRICS[n], _figure(n, run.kept[n])) for n in METRICS if n in run.kept]
    return key_figures(facts)


def _curves(run: Run) -> str:
    marked = run.step if run.recipe["train"]["metric"] else None
    smooth = _thinned(run.curve("loss"))
    charts: list[tuple[str, dict[str, list[Point]]]] = [
        ("Loss", {"training": smooth, "validation": [*run.curve("eval_loss")]}),
        ("ROUGE F1", {METRICS[n]: [*run.curve(n)] for n in METRICS if "rouge" in n}),
        ("Unsupported texts, %", {"unsupported": [*run.curve("eval_unsupported")]}),
    ]
    figures = []
    for title, curves in charts:
        ends = [f"{name} {curve[-1][1]:.3g} at the end" for name, curve in curves.items() if curve]
        drawn = lines(curves, f"{title} by step: {', '.join(ends)}", marked)
        if drawn:
            figures.append(f"<figure><figcaption><b>{title}</b></figcaption>{drawn}</figure>")
    told = (
        '<p class="quiet">By step. Training and validation loss hold label smoothing; a text is'
        " unsupported where copydesk's checkers find that the body contradicts or lacks what it"
        " says.</p>"
    )
    return f'{told}<div class="charts">{"".join(figures)}</div>'


def _thinned(curve: list[tuple[int, float]]) -> list[Point]:
    size = -(-len(curve) // _POINTS) or 1
    runs = [curve[start : start + size] for start in range(0, len(curve), size)]
    return [(run[-1][0], sum(value for _, value in run) / len(run)) for run in runs]


def _evaluations(run: Run) -> str:
    names = [name for name in METRICS if any(name in log for log in run.evaluations)]
    if not names:
        return "<p>The run ended before the first.</p>"
    rows = [
        [f"<b>{log['step']:,}</b>" if log is run.kept else f"{log['step']:,}"]
        + [_figure(name, log[name]) if name in log else "" for name in names]
        for log in run.evaluations
    ]
    heads = ["step", *(METRICS[name] for name in names)]
    return f'<div class="wide">{table(heads, rows, "n" * len(heads))}</div>'


def _examples(run: Run) -> str:
    if not run.examples:
        return "<p>None: the recipe has <code>eval_examples: 0</code>.</p>"
    items = "".join(map(_example, run.examples))
    told = "<p>Written greedily, nothing filtered or ranked; chosen by a hash of their ids.</p>"
    return f'{told}<ol class="examples">{items}</ol>'


def _example(example: Example) -> str:
    problems = "".join(f'<p class="loss wrap">{escape(each)}</p>' for each in example.problems)
    return (
        f"<li><p><b>{escape(example.model) or '(nothing)'}</b></p>"
        f'<p class="quiet">{escape(example.kind)} by the model: {escape(example.verdict)}</p>'
        f"{problems}<p>{escape(example.editor)}</p>"
        f'<p class="quiet">the editor’s</p><p class="quiet">{escape(example.opening)} …</p></li>'
    )


def _data(run: Run) -> str:
    kinds = list(dict.fromkeys(kind for counts in run.counts.values() for kind in counts))
    rows = [
        [escape(split), *(f"{counts.get(kind, 0):,}" for kind in kinds)]
        for split, counts in run.counts.items()
    ]
    return table(["", *kinds], rows, "l" + "n" * len(kinds))


def _repeat(run: Run) -> str:
    signature = json.dumps(run.signature, indent=2, ensure_ascii=False)
    return (
        f"<p><code>{escape(signature_line(run))}</code></p>"
        "<p>In fp32 on one machine, the same recipe, data and versions give the same weights,"
        " broken off and resumed or not.</p>"
        f"<h3>The recipe, as resolved</h3><pre>{escape(recipe_text(run))}</pre>"
        f"<h3>The signature, in full</h3><pre>{escape(signature)}</pre>"
    )


def _figure(name: str, value: float) -> str:
    return f"{value:.3f}" if name == "eval_loss" else f"{value:.1f}"
