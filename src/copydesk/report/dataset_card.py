"""The card of a prepared folder: `README.md`, in the form that dataset hubs read.

After Datasheets for Datasets (Gebru et al. 2018): what is in it, where it comes from, what was left
out and why, and how to make it again. Its front matter names the files of each split, so that
`datasets.load_dataset(folder)` takes the shards and nothing else for data.
"""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from copydesk.report.dataset import ORDERS, Figures, Texts, recipe_text, save, signature_line
from copydesk.report.markdown import plain, table

_COLUMNS = [
    ("id", "the archive's own, else its file and row"),
    ("headline", "null where the article has none that could be used"),
    ("body", "paragraphs parted by a blank line, page chrome taken away"),
    ("summary", "the same"),
    ("source", "the outlet"),
    ("url", "the address of the page"),
    ("published", "the date, as the archive has it"),
    ("byline", "the writers"),
    ("cluster", "the same for near-duplicates, which never part into two splits"),
]
# Longer tables are cut here; the report shows all.
_SOURCES = 20


def write_card(folder: Path, figures: Figures) -> None:
    """Write `README.md` into the folder that `figures` were read from.

    Raises:
        CopydeskError: it cannot be written.
    """
    save(folder / "README.md", card(figures))


def card(figures: Figures) -> str:
    """The card, in Markdown; the same figures give the same text."""
    parts = [
        _front_matter(figures),
        f"# {plain(figures.name)}",
        f"{figures.articles:,} of {figures.taken:,} articles, with"
        f" {figures.headline.count:,} headlines and {figures.summary.count:,} summaries, made by"
        " `copydesk prepare`. A headline or summary stands here only if it passed the steps below;"
        " `report.html` shows them drawn, with examples of what was turned down.",
        "```python\nfrom datasets import load_dataset\n\n"
        'articles = load_dataset("path/to/this/folder")\n```',
        "## Splits",
        table(["split", "articles"], ([s, f"{n:,}"] for s, n in figures.splits.items())),
        "## Columns",
        table(["column", "what it is"], ([f"`{name}`", what] for name, what in _COLUMNS)),
        "## Texts",
        _texts(figures),
        "Novel n-grams: the mean share of runs of words that the body lacks; 0 % is copied.",
        _dates(figures),
        "## Sources",
        _sources(figures),
        "## What was turned down",
        _funnel(figures),
        "`rejected.jsonl` has a line for each: its id, the stage, the reason and the detail; and"
        " `left` where only one text was turned down, which names the one that was kept.",
        "## To make it again",
        f"`{signature_line(figures)}`",
        "With the same version, recipe and input the same bytes come out, whatever the number of"
        " tasks. The recipe, as resolved:",
        f"```yaml\n{recipe_text(figures)}```",
        "In full, the signature:",
        f"```json\n{json.dumps(figures.signature, indent=2, ensure_ascii=False)}\n```",
        "## Limits",
        "The texts belong to their publishers and name real people; this card gives no licence to"
        " them. " + _limits(figures),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _limits(figures: Figures) -> str:
    if not figures.signature.get("checkers"):
        return "Headlines and summaries were not checked against the bodies."
    return (
        "The checks that a headline or summary passed read names, numbers, dates and quotations,"
        " not who did what to whom, so some that are false are left."
    )


def _front_matter(figures: Figures) -> str:
    files = [{"split": split, "path": f"{split}-*.parquet"} for split in figures.splits]
    matter = {
        "pretty_name": figures.name,
        "language": ["en"],
        "task_categories": ["summarization"],
        "tags": ["headline-generation", "news", "copydesk"],
        "configs": [{"config_name": "default", "data_files": files}],
    }
    return f"---\n{yaml.safe_dump(matter, sort_keys=False, allow_unicode=True)}---"


def _texts(figures: Figures) -> str:
    heads = ["", "texts", "median words", "5–95 %", *(f"novel {n}-grams" for n in ORDERS)]
    rows = []
    for name, texts in (
        ("headline", figures.headline),
        ("summary", figures.summary),
        ("body", figures.body),
    ):
        if texts.count:
            rows.append([name, f"{texts.count:,}", *_lengths(texts), *_novelty(texts)])
    return table(heads, rows)


def _lengths(texts: Texts) -> list[str]:
    low, middle, high = (texts.quantile(share) for share in (0.05, 0.5, 0.95))
    return [str(middle), f"{low}–{high}"]


def _novelty(texts: Texts) -> list[str]:
    return [f"{texts.novelty(n):.0%}" if texts.measured[n] else "" for n in ORDERS]


def _dates(figures: Figures) -> str:
    if not figures.months:
        return "No article has a date."
    undated = f"; {figures.undated:,} have no date" if figures.undated else ""
    return f"Published from {min(figures.months)} to {max(figures.months)}{undated}."


def _sources(figures: Figures) -> str:
    kept = figures.sources
    names = sorted({*kept, *figures.rejected}, key=lambda name: (-kept[name], name))
    rows = []
    for name in names[:_SOURCES]:
        reasons = figures.rejected.get(name)
        most = reasons.most_common(1)[0][0] if reasons else ""
        turned = f"{reasons.total():,}" if reasons else "0"
        rows.append([plain(name) or "not known", f"{kept[name]:,}", turned, most])
    shown = table(["source", "kept", "turned down", "most often for"], rows)
    more = len(names) - _SOURCES
    return f"{shown}\n\n… and {more:,} more." if more > 0 else shown


def _funnel(figures: Figures) -> str:
    rows = []
    for stage in figures.stages:
        rows.append([stage.name, f"{stage.taken:,}", f"{stage.kept:,}", ", ".join(stage.told)])
    return table(["stage", "in", "out", "turned down for"], rows)
