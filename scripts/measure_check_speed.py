"""python scripts/measure_check_speed.py --articles FILE.parquet

How fast does copydesk check, and what does it cost? Run it with nothing else running; FILE has the
columns title and body, and the figures of the model card are of allsides_validation.

- `claims a second`: headlines of stories of about 800 words through `copydesk check --claims`,
  loading left out, on all cores and on one (`taskset`).
- `cold check`: wall time and peak memory of `copydesk check PAGE` in a fresh process, the middle of
  five.
- `by length`: milliseconds a claim where the story has so many words, made of stories one after the
  other: of all checkers, and of that the model, whose evidence is as long for any story.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

from copydesk import desk
from copydesk.plugins import checker
from copydesk.records import Article, Draft
from measure_speed import run

WORDS = range(700, 901)
CLAIMS = 400
LENGTHS = (200, 800, 3_000, 20_000)
RUNS = 5


def claims(rows: list[dict[str, Any]], count: int) -> list[dict[str, str]]:
    """The headlines of stories of about 800 words, as lines for `check --claims`."""
    fitting = (row for row in rows if len(row["body"].split()) in WORDS and row["title"])
    return [
        {"id": str(number), "document": row["body"], "claim": row["title"]}
        for number, row in enumerate(islice(fitting, count))
    ]


def a_second(lines: list[dict[str, str]], folder: Path, cores: int) -> float:
    """Claims a second, from the difference that nine tenths of the claims make."""
    seconds = []
    for part in (lines[: len(lines) // 10], lines):
        path = folder / "claims.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in part), encoding="utf-8")
        os.sched_setaffinity(0, range(cores))
        took, _ = run(["check", "--claims", str(path)], folder)
        seconds.append(took)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    return (len(lines) - len(lines) // 10) / (seconds[1] - seconds[0])


def by_length(rows: list[dict[str, Any]]) -> dict[int, dict[str, float]]:
    """Milliseconds a claim by the words of the story, of all checkers and of the model alone."""
    found = {}
    for words in LENGTHS:
        stories = []
        bodies = iter(rows)
        for number in range(4 if words > 5_000 else 20):
            text = next(bodies)["body"]
            while len(text.split()) < words:
                text += "\n\n" + next(bodies)["body"]
            stories.append((Article(str(number), " ".join(text.split(" ")[:words])), rows[number]))
        batch = [
            (article, [Draft(article.id, "headline", row["title"], 1.0, "given")])
            for article, row in stories
        ]
        found[words] = {
            name: milliseconds(batch, checkers)
            for name, checkers in (
                ("all", desk.all_checkers()),
                ("entailment", [checker("entailment")]),
            )
        }
    return found


def milliseconds(batch: list[Any], checkers: list[Any]) -> float:
    from copydesk.check.body import body_of

    desk.review_all([(Article("warm", "It rained."), batch[0][1])], checkers)
    body_of.cache_clear()
    start = time.perf_counter()
    desk.review_all(batch, checkers)
    return 1000 * (time.perf_counter() - start) / len(batch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    arguments = parser.parse_args()
    rows = [r for r in parquet.read_table(arguments.articles).to_pylist() if r["body"]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = claims(rows, arguments.claims)
        page = folder / "story.txt"
        page.write_text(f"{lines[0]['claim']}\n\n{lines[0]['document']}\n", encoding="utf-8")
        cold = [run(["check", str(page)], folder) for _ in range(RUNS)]
        figures = {
            "claims": len(lines),
            "claims a second": {
                f"{cores} cores": round(a_second(lines, folder, cores), 1)
                for cores in sorted({1, os.cpu_count() or 1})
            },
            "cold check, seconds": round(statistics.median(took for took, _ in cold), 2),
            "cold check, MB": round(statistics.median(memory for _, memory in cold)),
            "milliseconds a claim, by words of the story": {
                words: {name: round(took, 1) for name, took in each.items()}
                for words, each in by_length(rows).items()
            },
        }
    json.dump(figures, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
