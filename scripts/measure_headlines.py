"""python scripts/measure_headlines.py --articles FILE.parquet --json OUT.json

How close are the suggested headlines to those that editors wrote, and do they say what the body
does not? The tables of the README come from, on 2 cores,

    D=../shared/data/articles
    python scripts/measure_headlines.py --articles $D/allsides_validation.parquet --limit 800 \\
        --json runs/headlines/allsides_validation.json
    python scripts/measure_headlines.py --articles $D/wikinews.parquet \\
        --json runs/headlines/wikinews.json
    python scripts/measure_headlines.py --articles $D/agnews_briefs.parquet --held-out 500 \\
        --by topic --json runs/headlines/agnews_briefs.json

Rows: `first 12 words` of the body, the usual baseline; `lead`, the first compressed lead sentence
alone; `as generated`, the model's likeliest headline before anything is checked;
`suggested`, the first that `copydesk suggest` shows; `best of five`, the closest of the five it
shows. An article that a row has no headline for scores 0 there. ROUGE is F1 with stemming, times
100, with 95 % bootstrap intervals over articles.

Faults are the share of first headlines with a name or number that the body does not hold: by
`copydesk.score.support.missing`, which looks for words and shares with the checkers no more than
how they read number words and countries, and by the checkers themselves (verdict unsupported).

Also of the first headlines: the share of their words that the body holds; of their words inside a
sentence that the editor's headline or the body holds, those written otherwise there (case); the
headlines that repeat a word, and those with a broken one: a word that neither the editor's headline
nor any of the bodies has that were read, those of the file and 3,000 of each file beside it.
`--by topic` gives all figures for each topic too; any column will do.

Articles with a title under 3 words or a body under 15 are left out; all others count, opinion and
live pages too. Prints a Markdown table; --limit draws a sample, always the same one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from copydesk.desk import OVERDRAFT, all_checkers, review, suggest
from copydesk.draft.rank import headline_drafters
from copydesk.plugins import Checker, Drafter
from copydesk.records import Article, Draft
from copydesk.score.bootstrap import Interval, difference, interval
from copydesk.score.rouge import KINDS as ROUGES
from copydesk.score.rouge import Rouge, rouge
from copydesk.score.support import miscased, missing, repeated, words, words_held
from copydesk.text.chrome import clean_body
from copydesk.text.surface import repair_entities

COUNT = 5
BATCH = 32
BASELINE = "first 12 words"
KINDS = ("rouge1", "rouge2", "rougeL")


class Recorded:
    """A drafter that hands out drafts written before, so that each is generated once."""

    def __init__(self, name: str, drafts: Sequence[list[Draft]]) -> None:
        self.name = name
        self._drafts = {each[0].article_id: each for each in drafts if each}

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
        return [self._drafts.get(article.id, [])[:count] for article in articles]


def read(
    path: Path, limit: int | None, held_out: int | None, by: str | None = None
) -> list[Article]:
    """The articles of a parquet file with columns id, title, body; the title as `headline`.

    The value of the column `by` becomes their `source`.
    """
    import pyarrow.parquet as parquet

    from copydesk.prepare.splits import held_out as ids_held_out

    columns = ["id", "title", "body", *([by] if by else [])]
    rows = parquet.read_table(path, columns=columns).to_pylist()
    if held_out is not None:
        kept = ids_held_out((str(row["id"]) for row in rows), held_out)
        rows = [row for row in rows if str(row["id"]) in kept]
    if limit is not None and limit < len(rows):
        rows = random.Random(7).sample(rows, limit)
    articles = []
    for row in rows:
        headline = " ".join(repair_entities(row["title"] or "").split())
        body = clean_body(repair_entities(row["body"] or ""), headline)
        if len(headline.split()) >= 3 and len(body.split()) >= 15:
            group = str(row[by]) if by else ""
            articles.append(Article(str(row["id"]), body, headline, source=group))
    return articles


def known_words(folder: Path, rows: int = 3000) -> set[str]:
    """The words of the first bodies of each Parquet file in a folder."""
    import pyarrow.parquet as parquet

    found: set[str] = set()
    for path in sorted(folder.glob("*.parquet")):
        batch = next(parquet.ParquetFile(path).iter_batches(rows, columns=["body"]), None)
        for body in batch.column("body").to_pylist() if batch else ():
            found.update(words(body or ""))
    return found


def measure(
    articles: Sequence[Article],
    drafter: Drafter,
    lead: Drafter,
    checkers: Sequence[Checker],
    known: Iterable[str] = (),
) -> Any:
    """The figures of every row, as they go into the JSON file; `known` are words not broken."""
    texts: dict[str, list[list[str]]] = {}
    verdicts: dict[str, list[str]] = {"as generated": [], "suggested": []}
    drafters: list[str] = []
    start = time.monotonic()
    for i in range(0, len(articles), BATCH):
        batch = articles[i : i + BATCH]
        written = drafter.draft(batch, OVERDRAFT * COUNT)
        recorded = Recorded(drafter.name, written)
        suggested = suggest(batch, recorded, lead, checkers, count=COUNT)
        for article, drafts, leads, reviews in zip(
            batch, written, lead.draft(batch, 1), suggested, strict=True
        ):
            generated = review(article, drafts[:1], checkers)
            verdicts["as generated"].append(generated[0].verdict if generated else "none")
            verdicts["suggested"].append(reviews[0].verdict if reviews else "none")
            drafters.append(reviews[0].draft.drafter if reviews else "none")
            for row, found in (
                (BASELINE, [" ".join(article.body.split()[:12])]),
                ("lead", [each.text for each in leads]),
                ("as generated", [each.text for each in drafts[:1]]),
                ("suggested", [each.draft.text for each in reviews[:1]]),
                ("best of five", [each.draft.text for each in reviews]),
            ):
                texts.setdefault(row, []).append(found)
        done = i + len(batch)
        print(
            f"\r{done}/{len(articles)}, {done / (time.monotonic() - start):.1f} a second",
            end="",
            file=sys.stderr,
        )
    print(file=sys.stderr)
    vocabulary = {word for article in articles for word in words(article.body)} | set(known)
    groups = {"": list(range(len(articles)))}
    for place, article in enumerate(articles):
        if article.source:
            groups.setdefault(article.source, []).append(place)

    def figures(places: Sequence[int]) -> dict[str, Any]:
        chosen = [articles[place] for place in places]
        rows = {row: [found[place] for place in places] for row, found in texts.items()}
        shown = Counter(len(found) for found in rows["best of five"])
        return (
            {"articles": len(chosen)}
            | _figures(chosen, rows, vocabulary)
            | {
                "verdicts of the first": {
                    row: dict(Counter(found[place] for place in places))
                    for row, found in verdicts.items()
                },
                "headlines shown": {str(count): shown[count] for count in sorted(shown)},
                "drafter of the first": dict(Counter(drafters[place] for place in places)),
            }
        )

    by = {group: figures(places) for group, places in sorted(groups.items()) if group}
    return {"drafter": drafter.name} | figures(groups[""]) | {"by": by}


def _figures(
    articles: Sequence[Article], texts: dict[str, list[list[str]]], vocabulary: set[str]
) -> dict[str, Any]:
    """ROUGE of every row, and the faults of the first headlines."""
    scores = {row: [_best(t, a) for t, a in zip(found, articles, strict=True)]
              for row, found in texts.items()}  # fmt: skip
    suggested, baseline = scores["suggested"], scores[BASELINE]
    return {
        "rouge": {
            row: {kind: asdict(interval([getattr(s, kind) for s in each])) for kind in KINDS}
            for row, each in scores.items()
        },
        "suggested less first 12 words": {
            kind: asdict(
                difference(
                    [getattr(s, kind) for s in suggested], [getattr(s, kind) for s in baseline]
                )
            )
            for kind in KINDS
        },
        "names or numbers missing, share of headlines": {
            row: asdict(
                interval(
                    [
                        100.0 * any(missing(text, article.body) for text in found)
                        for found, article in zip(texts[row], articles, strict=True)
                    ]
                )
            )
            for row in ("lead", "as generated", "suggested")
        },
        "faults": {
            row: _faults(articles, [found[:1] for found in texts[row]], vocabulary)
            for row in ("as generated", "suggested")
        },
        "words in the first": {
            row: sum(len(f[0].split()) for f in found if f) / max(1, sum(map(bool, found)))
            for row, found in texts.items()
            if row != "best of five"
        },
    }


def _faults(
    articles: Sequence[Article], found: Sequence[list[str]], vocabulary: set[str]
) -> dict[str, Any]:
    """Words held by the body and words miscased, in %; headlines that repeat or break a word."""
    firsts = [(each[0], article) for each, article in zip(found, articles, strict=True) if each]
    cased = [miscased(text, [article.headline, article.body]) for text, article in firsts]
    broken = [
        any(word not in vocabulary and word not in words(a.headline) for word in words(text))
        for text, a in firsts
    ]
    return {
        "words held": _interval([100 * words_held(text, a.body) for text, a in firsts]),
        "words cased otherwise": _interval([100 * bad / of for of, bad in cased if of]),
        "with a word repeated": sum(bool(repeated(text, a.body)) for text, a in firsts),
        "with a broken word": sum(broken),
        "of": len(firsts),
    }


def _interval(values: Sequence[float]) -> dict[str, float] | None:
    return asdict(interval(values)) if values else None


def _best(texts: Sequence[str], article: Article) -> Rouge:
    """The best value of each kind among `texts`, 0 where there are none."""
    scores = [rouge(text, article.headline) for text in texts]
    return Rouge(*(max((getattr(s, kind) for s in scores), default=0.0) for kind in ROUGES))


def table(figures: Any) -> str:
    """The figures as Markdown."""
    lines = ["| | ROUGE-1 | ROUGE-2 | ROUGE-L | not in the body |", "|---|---|---|---|---|"]
    faults = figures["names or numbers missing, share of headlines"]
    for row, each in figures["rouge"].items():
        cells = [str(Interval(**each[kind])) for kind in KINDS]
        fault = f"{faults[row]['mean']:.1f} %" if row in faults else ""
        lines.append(f"| {row} | {' | '.join(cells)} | {fault} |")
    for row, found in figures["faults"].items():
        if found["words held"]:
            held, cased = (Interval(**found[k]) for k in ("words held", "words cased otherwise"))
            lines += [
                "",
                f"{row}: {held} % of the words held by the body, {cased} % cased otherwise; "
                f"{found['with a word repeated']} with a word repeated, "
                f"{found['with a broken word']} with a broken one, of {found['of']}",
            ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True, help="parquet: id, title, body")
    parser.add_argument("--json", type=Path, required=True, help="where the figures go")
    parser.add_argument("--limit", type=int, help="draw so many articles")
    parser.add_argument("--held-out", type=int, help="only the so many kept out of training")
    parser.add_argument(
        "--by", help="a column, such as topic, to give the figures for each value of"
    )
    parser.add_argument("--model", type=Path, help="model folder; default: models/headline-small")
    options = parser.parse_args()

    drafters = headline_drafters(options.model)
    articles = read(options.articles, options.limit, options.held_out, options.by)
    figures = {"file": options.articles.name} | measure(
        articles, *drafters, all_checkers(), known_words(options.articles.parent)
    )
    options.json.parent.mkdir(parents=True, exist_ok=True)
    unfinished = options.json.with_suffix(".tmp")
    unfinished.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(options.json)
    print(table(figures))
    for group, each in figures["by"].items():
        print(f"\n{group} ({each['articles']})\n\n{table(each)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
