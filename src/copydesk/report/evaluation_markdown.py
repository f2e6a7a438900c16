"""The report on an evaluation as Markdown: `report.md`, for a CI service's summary of a step."""

from __future__ import annotations

import json
from pathlib import Path

from copydesk.records import Evaluation
from copydesk.report import evaluation_text as said
from copydesk.report.evaluation_articles import Json, read_articles
from copydesk.report.markdown import plain, table

# A summary is read, not searched; the other articles stand in report.html.
WORST = 10


def markdown(evaluation: Evaluation, articles: Path | None = None) -> str:
    """The verdict of the gates, what failed, the scores, and the worst of `articles`.

    `articles` is the run's `articles.jsonl`, read in constant memory; without it no text is shown.
    GitHub takes summaries of 1 MiB at most, which this stays far below.

    Raises:
        CopydeskError: the articles cannot be read.
    """
    missed = said.failed(evaluation)
    mark = "❌" if missed else "✅" if evaluation.gates else "📰"
    name = f"{said.texts(evaluation).capitalize()} by {plain(evaluation.system)}"
    parts = [
        f"# {mark} {name}: {said.ruling(evaluation)}",
        "\n".join(f"- ❌ **{plain(said.about(g))}**: {plain(g.message)}" for g in missed),
        plain(said.supported(evaluation)),
        plain(said.compared(evaluation)),
        "## Scores",
        _scores(evaluation),
    ]
    if evaluation.gates:
        rows = [
            ["✅" if g.passed else "❌", plain(said.about(g)), plain(g.message)]
            for g in evaluation.gates
        ]
        parts += ["## Gates", table(["", "gate", "what it says"], rows)]
    if articles is not None:
        parts += _worst(evaluation, articles)
    parts.append(_signature(evaluation))
    return "\n\n".join(part for part in parts if part) + "\n"


def _scores(evaluation: Evaluation) -> str:
    comparison = evaluation.comparison
    differences = {each.metric: each for each in comparison.differences} if comparison else {}
    rows = []
    for score in evaluation.scores:
        of, figure = said.metric(evaluation, score.metric), score.figure
        if figure is None:
            continue
        row = [
            f"{plain(of.title)}{said.arrow(of)}",
            f"{said.number(figure.value)} {plain(of.unit)}".rstrip(),
            said.interval(figure),
        ]
        if comparison:
            found = differences.get(score.metric)
            row += (
                [
                    said.signed(found.difference.value),
                    said.span(found.difference),
                    said.chance(found.p),
                    said.change(found, of),
                ]
                if found
                else ["", "", "", ""]
            )
        rows.append(row)
    heads = ["measure", "value", "95 % interval"]
    told = "↑ higher is better, ↓ lower is; intervals by a bootstrap over the articles."
    if comparison:
        heads += ["difference", "95 % interval", "p", ""]
        told += f" Differences are to {plain(comparison.baseline)}, article by article."
    shown = table(heads, rows, "lnn" + "nnnl" * (comparison is not None))
    return f"{shown}\n\n{told}"


def _worst(evaluation: Evaluation, articles: Path) -> list[str]:
    worse = evaluation.comparison.worse if evaluation.comparison else ()
    found = read_articles(articles, worse, WORST)
    shown = [each for each in found.shown if each["verdict"] != "supported"]
    if not shown:
        return []
    told = f"More of the {found.count:,} stand in `report.html`, all in `articles.jsonl`."
    return ["## The worst", "\n".join(map(_article, shown)), told]


def _article(article: Json) -> str:
    lines = [f"- **{plain(article['prediction']) or '(nothing)'}** · {article['verdict']}"]
    place = ", ".join(plain(str(article[n])) for n in ("source", "id") if article.get(n))
    lines[0] += f" · {place}"
    for each in article["findings"]:
        if each["severity"] == "info":
            continue
        instead = f"; instead: {plain(each['suggestion'])}" if each["suggestion"] else ""
        lines.append(f"  - {plain(each['message'])}{instead}")
        if evidence := each.get("sentence_text") or each["evidence_text"]:
            lines.append(f"    > {plain(evidence)}")
    return "\n".join(lines)


def _signature(evaluation: Evaluation) -> str:
    whole = json.dumps(evaluation.signature, indent=2, ensure_ascii=False, default=str)
    fence = "```"
    while fence in whole:
        fence += "`"
    return (
        f"<details><summary>Signature</summary>\n\n{plain(said.signature_line(evaluation))}\n\n"
        f"{fence}json\n{whole}\n{fence}\n\n</details>"
    )
