"""python scripts/measure_summaries.py FOLDER... --json OUT.json

How close are the summaries to those that people wrote? FOLDERs were made by `copydesk prepare`;
what is measured are the articles of their validation splits that have a summary ("Story
highlights" of CNN, written summaries of government posts):

    copydesk prepare configs/prepare/allsides-validation.yaml
    python scripts/measure_summaries.py runs/prepare/allsides-validation \\
        runs/prepare/default-model --json runs/summaries.json

Rows: `lead-2`, the first two sentences, the usual baseline; `salience`, the body's own sentences
that `copydesk summarize` chooses; `as generated`, the model's likeliest summary; `shown`, what
`copydesk summarize` shows. ROUGE is F1 with stemming, times 100, with 95 % bootstrap intervals over
articles; an article that a row has no summary for scores 0 there. "Unsupported" is the share of
summaries that the checkers turn down.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from copydesk.desk import all_checkers, review, summarize
from copydesk.draft.salience import SalienceDrafter
from copydesk.draft.seq2seq import Seq2SeqDrafter
from copydesk.paths import model_folder
from copydesk.plugins import Drafter
from copydesk.records import Article, Draft
from copydesk.score.bootstrap import Interval, interval
from copydesk.score.rouge import rouge
from copydesk.text.sentences import sentences

KINDS = ("rouge1", "rouge2", "rougeL")


def read(folder: Path) -> list[Article]:
    """The articles of a prepared folder's validation split that have a summary."""
    import pyarrow.parquet as parquet

    columns = ["id", "headline", "body", "summary", "source"]
    return [
        Article(**{name: value or "" for name, value in row.items()})
        for shard in sorted(folder.glob("validation-*.parquet"))
        for row in parquet.read_table(shard, columns=columns).to_pylist()
        if row["summary"]
    ]


class Lead:
    """The first sentences of the body, as they are."""

    name = "lead-2"

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
        return [
            [
                Draft(
                    each.id, "summary", each.body[: sentences(each.body)[:2][-1][1]], 0.0, self.name
                )
            ]
            for each in articles
        ]


def measure(articles: Sequence[Article], model: Path) -> dict[str, Any]:
    """ROUGE, faults and lengths of every row."""
    checkers = all_checkers()
    salience = SalienceDrafter()
    written = Seq2SeqDrafter(model, kind="summary")
    rows: dict[str, Drafter] = {"lead-2": Lead(), "salience": salience, "as generated": written}
    texts = {
        row: [[draft.text for draft in drafts[:1]] for drafts in drafter.draft(articles, 1)]
        for row, drafter in rows.items()
    }
    shown = summarize(articles, salience, checkers)
    texts["shown"] = [[each.draft.text] if each else [] for each in shown]
    figures: dict[str, Any] = {"articles": len(articles), "rows": {}}
    for row, found in texts.items():
        scores = [
            rouge(each[0] if each else "", article.summary)
            for each, article in zip(found, articles, strict=True)
        ]
        verdicts = [
            review(article, [Draft(article.id, "summary", text, 0.0, row)], checkers)[0].verdict
            for each, article in zip(found, articles, strict=True)
            for text in each
        ]
        figures["rows"][row] = {
            kind: asdict(interval([getattr(score, kind) for score in scores])) for kind in KINDS
        } | {
            "unsupported": asdict(interval([100.0 * (v == "unsupported") for v in verdicts])),
            "words": sum(len(text.split()) for each in found for text in each) / len(found),
        }
    return figures


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        "| | ROUGE-1 | ROUGE-2 | ROUGE-L | unsupported, % | words |",
        "|---|---|---|---|---|---|",
    ]
    for row, each in figures["rows"].items():
        cells = [str(Interval(**each[name])) for name in (*KINDS, "unsupported")]
        lines.append(f"| {row} | {' | '.join(cells)} | {each['words']:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", help="made by copydesk prepare")
    parser.add_argument("--json", type=Path, required=True, help="where the figures go")
    parser.add_argument("--model", type=Path, help="model folder; default: models/headline-small")
    options = parser.parse_args()
    articles = [article for folder in options.folders for article in read(folder)]
    if not articles:
        raise SystemExit("no article of these folders' validation splits has a summary")
    figures = measure(articles, options.model or model_folder("headline-small"))
    options.json.parent.mkdir(parents=True, exist_ok=True)
    unfinished = options.json.with_suffix(".tmp")
    unfinished.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(options.json)
    print(f"{figures['articles']} articles\n\n{table(figures)}")


if __name__ == "__main__":
    main()
