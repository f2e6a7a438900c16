"""The report on an evaluation for people: `report.html`, one file that needs no network.

It is made for an editor-in-chief: how the run stands with its gates, what was measured and how sure
that is, where it is better and worse than the baseline, and the articles behind it. The only script
sorts and filters these; the page's policy lets no other run and nothing be loaded.
"""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from pathlib import Path

from copydesk.records import Difference, Evaluation, Gate, Metric, Score, Slice
from copydesk.report import evaluation_text as said
from copydesk.report.charts import bins, columns
from copydesk.report.dataset import save
from copydesk.report.evaluation_articles import Articles, read_articles
from copydesk.report.evaluation_rows import articles_table
from copydesk.report.page import document, key_figures, table
from copydesk.report.planes import scatter, shares, whisker

# What a card is shown of, in this order, where it was measured.
CARDS = ("supported", "unverified", "unsupported", "consistency", "rougeL", "too_long")
# Longer lists of slices are cut here, the rest told in a line.
SLICES = 30


def write_html(evaluation: Evaluation, articles: Path, path: Path) -> None:
    """Write the report to `path`; `articles` is the run's `articles.jsonl`, which is streamed.

    Raises:
        CopydeskError: the articles cannot be read, or the report cannot be written.
    """
    worse = evaluation.comparison.worse if evaluation.comparison else ()
    save(path, page(evaluation, read_articles(articles, worse)))


def page(evaluation: Evaluation, articles: Articles) -> str:
    """The report, as a whole HTML page; the same run gives the same text but for its time stamp."""
    sections = [
        ("gates", "Gates", _gates(evaluation)),
        ("scores", "What was measured", _scores(evaluation)),
        ("comparison", "Against the baseline", _comparison(evaluation)),
        ("spread", "How the articles spread", _spread(evaluation, articles)),
        ("slices", "Where it does better and worse", _slices(evaluation)),
        ("articles", "Articles", articles_table(evaluation, articles)),
        ("repeat", "To make it again", _repeat(evaluation)),
    ]
    sections = [section for section in sections if section[2]]
    name = f"{said.texts(evaluation).capitalize()} by {evaluation.system}"
    return document(
        f"{name}: evaluation",
        name,
        _opening(evaluation),
        sections,
        style="evaluation.css",
        script="evaluation.js",
    )


def _opening(evaluation: Evaluation) -> str:
    missed = said.failed(evaluation)
    ruling = said.ruling(evaluation)
    kind, mark = ("fail", "✗ ") if missed else ("pass", "✓ ") if evaluation.gates else ("none", "")
    verdict = f'<p class="ruling {kind}">{mark}{ruling[0].upper()}{ruling[1:]}</p>'
    lines = [said.supported(evaluation), said.compared(evaluation)]
    told = "".join(f'<p class="lede">{escape(line)}</p>' for line in lines if line)
    listed = "".join(
        f"<li><b>{escape(said.about(gate))}</b>: {escape(gate.message)}</li>" for gate in missed[:5]
    )
    if len(missed) > 5:
        listed += f'<li><a href="#gates">and {len(missed) - 5} more</a></li>'
    failures = f'<ul class="failed">{listed}</ul>' if listed else ""
    facts = []
    for name in CARDS:
        if each := said.score(evaluation.scores, name):
            facts.append((said.metric(evaluation, name).title, _card(evaluation, each)))
    under = "Under each figure stands its 95 % interval"
    if evaluation.comparison:
        under += f", and its difference to {escape(evaluation.comparison.baseline)}"
    key = f'{key_figures(facts)}<p class="quiet">{under}.</p>' if facts else ""
    return f"{verdict}{told}{failures}{key}"


def _card(evaluation: Evaluation, score: Score) -> str:
    of, figure = said.metric(evaluation, score.metric), score.figure
    assert figure is not None
    against = ""
    for each in evaluation.comparison.differences if evaluation.comparison else ():
        if each.metric == score.metric:
            moved = said.signed(each.difference.value)
            against = f'<span class="against">{moved}: {_change(each, of)}</span>'
    drawn = whisker(figure, 0, 100) if of.unit in ("%", "points") else ""
    return (
        f'{said.number(figure.value)} <span class="unit">{escape(of.unit)}</span>{drawn}'
        f'<span class="reach">{said.interval(figure)}</span>{against}'
    )


def _gates(evaluation: Evaluation) -> str:
    if not evaluation.gates:
        return "<p>The recipe sets none, so nothing was asked of this run.</p>"
    # Those that fail first.
    gates = "".join(map(_gate, sorted(evaluation.gates, key=lambda gate: gate.passed)))
    return f'<ul class="gates">{gates}</ul>'


def _gate(gate: Gate) -> str:
    way = '<span class="way better">✓ passed</span>'
    if not gate.passed:
        way = '<span class="way worse">✗ failed</span>'
    return (
        f"<li>{way}<div><b>{escape(said.about(gate))}</b><p>{escape(gate.message)}</p></div></li>"
    )


def _scores(evaluation: Evaluation) -> str:
    told = (
        '<p class="quiet">↑ higher is better, ↓ lower is. The interval holds the value that all'
        " such articles would give, 95 times in 100 (a bootstrap over the articles).</p>"
    )
    rows, abouts = [], []
    for score in evaluation.scores:
        of, figure = said.metric(evaluation, score.metric), score.figure
        rows.append(
            [
                f"<b>{escape(of.title)}</b>{said.arrow(of)}",
                f"<b>{said.number(figure.value)}</b>" if figure else "–",
                escape(of.unit),
                said.interval(figure) if figure else "no article has it",
                f"{score.articles:,}",
            ]
        )
        abouts.append(f"<dt>{escape(of.title)}</dt><dd>{escape(of.about)}</dd>")
    shown = table(["measure", "value", "", "95 % interval", "articles"], rows, "lnlnn")
    return (
        f'{told}<div class="wide">{shown}</div><details><summary><b>What each of them is</b>'
        f'</summary><dl class="about">{"".join(abouts)}</dl></details>'
    )


def _comparison(evaluation: Evaluation) -> str:
    comparison = evaluation.comparison
    if comparison is None:
        return ""
    told = (
        f"<p>The baseline is <b>{escape(comparison.baseline)}</b>, measured on the same"
        f" {comparison.articles:,} articles, which are paired one by one. A difference counts where"
        f" chance alone would give such a one less than {100 * said.ALPHA:.0f} % of the time.</p>"
        '<p class="quiet">The bar is the interval of the difference, each on its own scale, and the'
        " line in its middle is no difference.</p>"
    )
    rows = []
    for each in comparison.differences:
        of, figure = said.metric(evaluation, each.metric), each.difference
        reach = max(abs(figure.low), abs(figure.high), abs(figure.value)) or 1.0
        rows.append(
            [
                f"<b>{escape(of.title)}</b>",
                _change(each, of),
                f"<b>{said.signed(figure.value)}</b>",
                whisker(figure, -reach, reach, 0),
                said.span(figure),
                said.number(each.value),
                said.number(each.baseline),
                said.chance(each.p),
            ]
        )
    heads = ["measure", "", "difference", "", "95 % interval", "now", "baseline", "p"]
    return f'{told}<div class="wide">{table(heads, rows, "llngnnnn")}</div>'


def _change(difference: Difference, of: Metric) -> str:
    change = said.change(difference, of)
    mark = {"better": "▲ ", "worse": "▼ "}.get(change, "")
    kind = change if mark else "same"
    return f'<span class="way {kind}">{mark}{change}</span>'


def _spread(evaluation: Evaluation, articles: Articles) -> str:
    spreads = articles.spreads
    charts = []
    for name, title, unit in (
        ("consistency", "Consistency", ""),
        ("rougeL", "ROUGE-L", ""),
        ("words", "Length", " words"),
    ):
        if counts := spreads[name]:
            charts.append(_columns(title, counts, unit, whole=name != "words"))
    return f'<div class="charts">{"".join(charts)}</div>{_likeness(evaluation, articles)}'


def _likeness(evaluation: Evaluation, articles: Articles) -> str:
    wrong = articles.wrong.total()
    count = articles.cells.total() + wrong
    about = f"ROUGE-L against consistency of {count:,} articles, {wrong:,} of them unsupported"
    drawn = scatter((articles.cells, articles.wrong), "ROUGE-L", "consistency", about)
    if not drawn:
        return ""
    return (
        f'<figure class="beside">{drawn}<figcaption><b>Likeness to people’s against truth to the'
        f" story</b><p>ROUGE-L says how alike a {evaluation.kind} is to the one that people wrote;"
        " consistency how surely the story bears it out. A dot stands for the articles at its"
        f' place, the larger the more.</p><p><span class="way worse">Red</span> are the'
        f" {wrong:,} of {count:,} that are unsupported. Those far to the right read like people’s"
        " and are wrong all the same, which likeness alone would not show.</p></figcaption>"
        "</figure>"
    )


def _columns(title: str, counts: Counter[int], unit: str, *, whole: bool) -> str:
    low, middle, high = (_quantile(counts, share) for share in (0.05, 0.5, 0.95))
    told = f"median {middle:,}{unit}, nine in ten from {low:,} to {high:,}"
    # Scores are drawn on their whole scale, lengths as far as all but a few reach.
    drawn = Counter({0: 0, **counts}) if whole else counts
    shown = columns(bins(drawn, 100 if whole else _quantile(counts, 0.99)), f"{title}: {told}")
    return f"<figure><figcaption><b>{title}</b> · {told}</figcaption>{shown}</figure>"


def _quantile(counts: Counter[int], share: float) -> int:
    """The least value that at least `share` of the articles do not exceed."""
    seen, value = 0, 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= share * counts.total():
            break
    return value


def _slices(evaluation: Evaluation) -> str:
    parts = []
    for by in dict.fromkeys(each.by for each in evaluation.slices):
        chosen = [each for each in evaluation.slices if each.by == by]
        if len(chosen) == 1:
            continue  # it is the whole again
        if by != "length":
            # The worst first; lengths stay in their order.
            chosen.sort(key=lambda each: -_value(each, "unsupported"))
        rows = [_slice(each) for each in chosen[:SLICES]]
        more = len(chosen) - SLICES
        rest = f'<p class="quiet">… and {more:,} more.</p>' if more > 0 else ""
        heads = [f"by {escape(by)}", "", "articles", "unsupported, %", "95 % interval"]
        heads += ["consistency", "ROUGE-L"]
        parts.append(f'<div class="wide">{table(heads, rows, "lgnnnnn")}</div>{rest}')
    if not parts:
        return ""
    key = "".join(f'<span class="key-{name}">{name}</span>' for name in reversed(said.VERDICTS))
    return f'<p class="legend">{key}</p>{"".join(parts)}'


def _slice(each: Slice) -> list[str]:
    verdicts = [(f"is-{name}", _value(each, name)) for name in reversed(said.VERDICTS)]
    unsupported = said.score(each.scores, "unsupported")
    figure = unsupported.figure if unsupported else None
    others = [said.score(each.scores, name) for name in ("consistency", "rougeL")]
    return [
        f"<b>{escape(each.value) or 'not known'}</b>",
        shares(verdicts) if figure else "",
        f"{each.articles:,}",
        said.number(figure.value) if figure else "–",
        said.interval(figure) if figure else "",
        *(said.number(o.figure.value) if o and o.figure else "–" for o in others),
    ]


def _value(each: Slice, name: str) -> float:
    found = said.score(each.scores, name)
    return found.figure.value if found and found.figure else 0.0


def _repeat(evaluation: Evaluation) -> str:
    signature = json.dumps(evaluation.signature, indent=2, ensure_ascii=False, default=str)
    return (
        f"<p><code>{escape(said.signature_line(evaluation))}</code></p>"
        "<p>The same version, recipe and data give the same figures, whatever the number of"
        " processes. Only reports with the same data and checkers can be compared.</p>"
        "<details><summary><b>The signature, in full</b></summary>"
        f"<pre>{escape(signature)}</pre></details>"
    )
