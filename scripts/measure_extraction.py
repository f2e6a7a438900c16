"""python scripts/measure_extraction.py --articles ../shared/data/articles

How much chrome is left in a body, and how much of the story is lost? 100 articles of four archives,
page chrome and all, are set into the HTML page of an invented site. Each of their lines was read
and labelled: `extraction_labels.json` has, for each id, the numbers of the lines (from 0, blank
ones counted) that are no part of the story: captions, credits, bylines, links, notes of the house.
Subheadings, quoted posts and standfirsts are the story's.

Compared, line by line: trafilatura alone, newspaper4k (`pip install newspaper4k`; left out where it
is not installed), our extraction of one page (`copydesk check`), and `copydesk prepare`, which has
learned what the source repeats from its other articles in the same file. A line is kept if half of
its word trigrams, or its last ten words, are in the text that came out. Prints the precision and
recall of the story's lines, and the share of chrome lines left; 95 % intervals are by bootstrap
over pages.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from copydesk.extract.read import accept, read_story
from copydesk.prepare.clean import SAMPLE, clean, learn
from copydesk.records import Article
from copydesk.text.words import words

LABELS = Path(__file__).with_name("extraction_labels.json")
RESAMPLES = 1_000
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {source}</title></head><body>
<header><a href="/">{source}</a><nav><ul><li><a href="/harbour">Harbour</a></li>
<li><a href="/town">Town</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>{title}</h1>
{paragraphs}
</article></main>
<aside><h2>Most read</h2><ol><li><a href="/1">Ten boats that sank at their mooring</a></li>
<li><a href="/2">Bell of Port Ansel rings again</a></li></ol></aside>
<footer><p><a href="/about">About us</a> <a href="/terms">Terms</a></p></footer>
</body></html>
"""
# Kept and lost lines of the story, kept and dropped lines of chrome: of one page.
Counts = tuple[int, int, int, int]


def page(row: dict[str, Any]) -> str:
    paragraphs = re.split(r"\n\s*\n", row["body"].strip())
    return PAGE.format(
        title=escape(row["title"]),
        source=escape(row["source"]),
        paragraphs="\n".join(f"<p>{escape(text)}</p>" for text in paragraphs),
    )


def trigrams(text: str) -> set[tuple[str, ...]]:
    """The word trigrams of `text`; of a shorter one itself."""
    keys = [word.key for word in words(text)]
    return {tuple(keys[i : i + 3]) for i in range(max(1, len(keys) - 2))}


def last_words(line: str) -> str:
    return " ".join(line.split()[-10:])


def counted(body: str, chrome: Sequence[int], text: str) -> Counts:
    held: set[tuple[str, ...]] = set()
    for line in text.split("\n"):
        held |= trigrams(line)
    counts = [0, 0, 0, 0]
    for number, line in enumerate(body.split("\n")):
        if words(line):
            own = trigrams(line)
            # Of a line with a card glued into it less than half is the story's: its end is.
            kept = 2 * len(own & held) >= len(own) or trigrams(last_words(line)) <= held
            counts[2 * (number in chrome) + (not kept)] += 1
    return counts[0], counts[1], counts[2], counts[3]


def trafilatura(markup: str, row: dict[str, Any]) -> str:
    from trafilatura import extract

    return extract(markup, include_comments=False, include_tables=False) or ""


def newspaper(markup: str, row: dict[str, Any]) -> str:
    from newspaper import Article as Page

    article = Page("https://gazette.example/story", language="en")
    article.download(input_html=markup)
    article.parse()
    return str(article.text)


def extracted(markup: str, row: dict[str, Any]) -> str:
    return accept(read_story(markup.encode(), row["id"], ".html")).body


class Prepared:
    """Bodies as `copydesk prepare` cleans them, source chrome learned from the whole archive."""

    def __init__(self, archive: Sequence[dict[str, Any]]) -> None:
        self.archive = archive
        self.chrome: dict[str, frozenset[int]] = {}

    def __call__(self, markup: str, row: dict[str, Any]) -> str:
        source = row["source"]
        if source not in self.chrome:
            bodies = [each["body"] for each in self.archive if each["source"] == source]
            self.chrome[source] = learn(bodies[:SAMPLE])
        result = clean(read_story(markup.encode(), row["id"], ".html"), self.chrome[source])
        return result.body if isinstance(result, Article) else ""


def shares(counts: Sequence[Counts]) -> tuple[float, float, float]:
    """Precision and recall of the story's lines, and the share of chrome left, in per cent."""
    kept, lost, left, dropped = map(sum, zip(*counts, strict=True))
    return (
        100 * kept / max(1, kept + left),
        100 * kept / max(1, kept + lost),
        100 * left / max(1, left + dropped),
    )


def figures(counts: Sequence[Counts], seed: int = 0) -> list[str]:
    dice = random.Random(seed)
    samples = [shares(dice.choices(counts, k=len(counts))) for _ in range(RESAMPLES)]
    cells = []
    for at, value in enumerate(shares(counts)):
        ordered = sorted(sample[at] for sample in samples)
        low, high = ordered[RESAMPLES // 40], ordered[-RESAMPLES // 40]
        cells.append(f"{value:5.1f} [{low:.1f}, {high:.1f}]")
    return cells


def main() -> None:
    import pyarrow.parquet as parquet

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, required=True, help="the folder of the archives")
    parser.add_argument("--shown", type=Path, help="write what was wrongly kept or dropped here")
    arguments = parser.parse_args()
    labels: dict[str, dict[str, list[int]]] = json.loads(LABELS.read_bytes())
    tools = ["trafilatura", "newspaper4k", "copydesk, one page", "copydesk prepare"]
    counts: dict[str, list[Counts]] = {tool: [] for tool in tools}
    shown = []
    for archive, pages in labels.items():
        rows = parquet.read_table(arguments.articles / f"{archive}.parquet").to_pylist()
        prepared = Prepared(rows)
        for row in rows:
            if row["id"] not in pages:
                continue
            markup, chrome = page(row), pages[row["id"]]
            readers: list[Callable[[str, dict[str, Any]], str]]
            readers = [trafilatura, newspaper, extracted, prepared]
            for tool, reader in zip(tools, readers, strict=True):
                try:
                    text = reader(markup, row)
                except ModuleNotFoundError:
                    continue
                counts[tool].append(counted(row["body"], chrome, text))
            for number, line in enumerate(row["body"].split("\n")):
                one = counted(line, [0] if number in chrome else [], text)
                if one[1] or one[2]:
                    verdict = "lost" if one[1] else "left"
                    shown.append(f"{verdict} {archive} {row['id']} {number}: {line.strip()}")
    print(f"{sum(map(len, labels.values()))} pages, {sum(map(sum, counts[tools[-1]]))} lines")
    print(f"{'':20}{'precision %':22}{'recall %':22}chrome left %")
    for tool, found in counts.items():
        if found:
            print(f"{tool:20}" + "".join(f"{cell:22}" for cell in figures(found)).rstrip())
    if arguments.shown:
        arguments.shown.write_text("\n".join(shown) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
