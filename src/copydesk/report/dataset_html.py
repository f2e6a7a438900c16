"""The report on a prepared folder: `report.html`, one file that nothing has to be fetched for.

It is made for an archive's editor: what came in, what is left, what was turned down at which step
and why, with examples to judge the steps by. It has no script; the policy in its head forbids the
browser to load anything.
"""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

from copydesk.report.charts import bar, bins, columns, narrowing
from copydesk.report.dataset import (
    EXAMPLES,
    ORDERS,
    Figures,
    Stage,
    Texts,
    recipe_text,
    save,
    signature_line,
)
from copydesk.report.page import document, key_figures, table

# What each step does, for somebody who has not read the documentation.
STEPS = {
    "read": "Pages, files and rows are opened; what is damaged is turned down.",
    "extract": "The story is told from the page around it.",
    "clean": "Page chrome and lines that recur across a source's pages are taken away.",
    "language": "Stories that are not in the recipe's language are turned down.",
    "filters": "Section names, roundups, live blogs, stubs and the like are turned down.",
    "pairing": "A headline or summary must be one that can be learned from.",
    "truth": "Headline and summary are checked against the body.",
    "near-duplicates": "Of stories that say the same in almost the same words, one is kept.",
    "decontamination": "Stories that evaluation files hold are turned down.",
}
# Longer lists are cut here, the rest told in a line.
SOURCES = 40


def write_report(folder: Path, figures: Figures) -> None:
    """Write `report.html` into the folder that `figures` were read from.

    Raises:
        CopydeskError: it cannot be written.
    """
    save(folder / "report.html", page(figures))


def page(figures: Figures) -> str:
    """The report, as a whole HTML page; the same figures give the same text."""
    sections = [
        ("funnel", "From archive to articles", _funnel(figures)),
        ("texts", "Lengths and novelty", _texts(figures)),
        ("dates", "Dates", _dates(figures)),
        ("sources", "Sources", _sources(figures)),
        ("rejections", "What was turned down", _rejections(figures)),
        ("repeat", "To make it again", _repeat(figures)),
    ]
    return document(f"{figures.name}: what was prepared", figures.name, _opening(figures), sections)


def _opening(figures: Figures) -> str:
    facts = [
        ("articles kept", f"{figures.articles:,}"),
        (f"of {figures.taken:,} read", _percent(figures.articles, figures.taken)),
        *((split, f"{count:,}") for split, count in figures.splits.items()),
        ("with a summary", f"{figures.summary.count:,}"),
    ]
    return key_figures(facts)


def _funnel(figures: Figures) -> str:
    steps = "".join(_step(stage, figures.taken) for stage in figures.stages)
    told = (
        '<p class="quiet">As wide as the share of all articles that is still there; what a step'
        " turned down is pale.</p>"
    )
    return f'{told}<ol class="funnel">{steps}</ol>'


def _step(stage: Stage, mouth: int) -> str:
    mouth = max(mouth, 1)
    lost = stage.taken - stage.kept
    loss = f'<span class="loss">−{lost:,} ({_percent(lost, stage.taken)})</span>' if lost else ""
    told = " · ".join(map(escape, stage.told))
    return (
        f'<li class="step">{narrowing(stage.taken / mouth, stage.kept / mouth)}'
        f"<div><strong><span>{escape(stage.name)}</span><span>{stage.kept:,}</span></strong>"
        f"<p>{STEPS.get(stage.name, '')} {loss}</p>{f'<p>{told}</p>' if told else ''}</div></li>"
    )


def _texts(figures: Figures) -> str:
    named = [("Headlines", figures.headline), ("Summaries", figures.summary)]
    written = [(name, texts) for name, texts in named if texts.count]
    charts = "".join(_lengths(name, texts) for name, texts in [*written, ("Bodies", figures.body)])
    novelty = "".join(_novelty(name, texts) for name, texts in written)
    return (
        f'<h3>Lengths in words</h3><div class="charts">{charts}</div>'
        "<h3>Novelty</h3><p>How many of the runs of one to four words of a headline or summary the"
        " body does not have: 0 % is copied from the story, 100 % is all the writer's own.</p>"
        f'<div class="charts">{novelty}</div>'
    )


def _lengths(name: str, texts: Texts) -> str:
    if not texts.count:
        return ""
    low, middle, high = (texts.quantile(share) for share in (0.05, 0.5, 0.95))
    told = f"median {middle:,}, nine in ten from {low:,} to {high:,}"
    drawn = columns(bins(texts.lengths, texts.quantile(0.99)), f"{name}: lengths in words, {told}")
    return f"<figure><figcaption><b>{name}</b> · {told}</figcaption>{drawn}</figure>"


def _novelty(name: str, texts: Texts) -> str:
    rows = (
        [
            f"{order} word{'s' * (order > 1)}",
            bar(texts.novelty(order)),
            f"{texts.novelty(order):.0%}",
        ]
        for order in ORDERS
        if texts.measured[order]
    )
    shown = table([], rows, "lgn")
    return f"<figure><figcaption><b>{name}</b></figcaption>{shown}</figure>"


def _dates(figures: Figures) -> str:
    months = figures.months
    if not months:
        return "<p>No article has a date.</p>"
    first, last = min(months), max(months)
    undated = f" {figures.undated:,} articles have no date." if figures.undated else ""
    told = f"Published from {first} to {last}.{undated}"
    shown = _months(months) if int(last[:4]) - int(first[:4]) < 6 else _years(months)
    return f"<p>{told}</p><figure>{columns(shown, told)}</figure>"


def _months(months: Counter[str]) -> list[tuple[str, int]]:
    """Every month from the first to the last, those without an article too."""
    first, last = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (min(months), max(months)))
    named = (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1))
    return [(name, months[name]) for name in named]


def _years(months: Counter[str]) -> list[tuple[str, int]]:
    years: Counter[int] = Counter()
    for month, count in months.items():
        years[int(month[:4])] += count
    return [(str(year), years[year]) for year in range(min(years), max(years) + 1)]


def _sources(figures: Figures) -> str:
    kept = figures.sources
    names = sorted({*kept, *figures.rejected}, key=lambda name: (-kept[name], name))
    highest = max(kept.values(), default=0) or 1
    rows = []
    for name in names[:SOURCES]:
        reasons = figures.rejected.get(name, Counter())
        most = f"{escape(reasons.most_common(1)[0][0])}" if reasons else ""
        lost = reasons.total()
        rows.append(
            [
                escape(name) or "not known",
                bar(kept[name] / highest),
                f"{kept[name]:,}",
                f"{lost:,}",
                _percent(lost, lost + kept[name]),
                most,
            ]
        )
    heads = ["source", "", "kept", "turned down", "share", "most often for"]
    more = len(names) - SOURCES
    rest = f'<p class="quiet">… and {more:,} sources more.</p>' if more > 0 else ""
    return f'<div class="wide">{table(heads, rows, "lgnnnl")}</div>{rest}'


def _rejections(figures: Figures) -> str:
    if not figures.examples:
        return "<p>Nothing was.</p>"
    counts = {(s.name, reason): n for s in figures.stages for reason, n in s.reasons.items()}
    told = (
        f"<p>Up to {EXAMPLES} examples of each reason, chosen by a hash of their ids; all stand in"
        " <code>rejected.jsonl</code>. A step that turns down good stories has a switch in the"
        " recipe.</p>"
    )
    parts = []
    for (stage, reason), lines in figures.examples.items():
        count = counts.get((stage, reason), len(lines))
        examples = "".join(map(_example, lines))
        parts.append(
            f"<details><summary><b>{escape(reason)}</b><span>{escape(stage)}</span>"
            f'<span class="number">{count:,}</span></summary>'
            f'<ol class="examples">{examples}</ol></details>'
        )
    return told + "".join(parts)


def _example(line: dict[str, Any]) -> str:
    headline = str(line.get("headline") or "")
    finding = line.get("finding")
    # A finding about the summary slices that, which is not in the line.
    start, end = (
        finding["claim_span"] if finding and line["reason"].startswith("headline") else (0, 0)
    )
    about = [_link(str(line.get("url") or "")), escape(str(line.get("source") or ""))]
    about.append(f"<code>{escape(str(line['id']))}</code>")
    if left := line.get("left"):
        about.append(f"kept with its {escape(str(left))}")
    detail = escape(str(line.get("detail") or ""))
    return (
        "<li>"
        + (f"<p><b>{_marked(headline, start, end)}</b></p>" if headline else "")
        + (f"<p>{detail}</p>" if detail else "")
        + f'<p class="quiet">{" · ".join(part for part in about if part)}</p></li>'
    )


def _marked(text: str, start: int, end: int) -> str:
    """`text`, with its characters from `start` to `end` marked."""
    mark = f"<mark>{escape(text[start:end])}</mark>" if end > start else ""
    return f"{escape(text[:start])}{mark}{escape(text[end:])}"


def _link(url: str) -> str:
    """A link, where the address is one of the web: others might run a script."""
    if not url.startswith(("http://", "https://")):
        return escape(url)
    return f'<a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>'


def _repeat(figures: Figures) -> str:
    signature = json.dumps(figures.signature, indent=2, ensure_ascii=False)
    return (
        f"<p><code>{escape(signature_line(figures))}</code></p>"
        "<p>With the same version, recipe and input the same bytes come out, whatever the number of"
        f" tasks.</p><h3>The recipe, as resolved</h3><pre>{escape(recipe_text(figures))}</pre>"
        f"<h3>The signature, in full</h3><pre>{escape(signature)}</pre>"
    )


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
