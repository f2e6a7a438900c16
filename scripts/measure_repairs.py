"""python scripts/measure_repairs.py ../shared/data/claims/defacto_val.parquet

How many wrong claims are put right by `copydesk check --fix`, and how like a person's repairs?

The file has claims about documents with labels (0: not consistent) and the repairs that people
wrote (`document`, `claim`, `label`, `corrected`). Of the wrong claims the share found unsupported
is `found`, the share for which there is a corrected text is `repaired`. Those are compared with the
person's repair: `same facts`, they hold the same names, numbers and dates; `kept`, one that the
person took out is still there; `added`, one that neither the claim nor the person has; `rouge_l`,
in common with the person's words, beside that of the claim as it stood. Of the true claims,
`changed` are those that come back otherwise. 95 % intervals are by bootstrap over claims.

Names are runs of capitals, numbers and dates what `copydesk.text` reads; word by word, so that
"Ilse Varga" and "Varga" are not the same. Prints JSON; `--texts FILE` writes each claim, the
person's repair and ours for reading.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
from rich.console import Console
from rich.progress import track

from copydesk import desk
from copydesk.check.entailment import EntailmentChecker
from copydesk.plugins import Checker
from copydesk.records import Article, Draft, Review
from copydesk.score.bootstrap import interval
from copydesk.score.rouge import rouge
from copydesk.text.dates import dates
from copydesk.text.lexicon import FUNCTION_WORDS
from copydesk.text.names import capital_runs
from copydesk.text.numbers import quantities
from copydesk.text.words import words

BATCH = 16


def facts(text: str) -> set[str]:
    """The names, numbers and dates of a text: each word of a name, each value with its unit."""
    found = words(text)
    runs = capital_runs(found, Counter())
    named = {word.key for i, j in runs for word in found[i:j] if word.key not in FUNCTION_WORDS}
    days = dates(text)
    spans = [mention.span for mention in days]
    counted = {
        f"{q.unit} {q.low:g}"
        for q in quantities(text)
        if not any(a < q.span[1] and q.span[0] < b for a, b in spans)
    }
    dated = {str((d.weekday, d.month, d.day, d.year)) for d in days}
    return named | counted | dated


def compared(claim: str, person: str, ours: str) -> dict[str, float]:
    """How a repair of ours compares with a person's."""
    before, wanted, got = facts(claim), facts(person), facts(ours)
    return {
        "same facts": float(got == wanted),
        "kept": float(bool((before - wanted) & got)),
        "added": float(bool(got - wanted - before)),
        "rouge_l": rouge(ours, person).rougeL,
        "rouge_l of the claim": rouge(claim, person).rougeL,
        "same facts in the claim": float(before == wanted),
    }


def fixed(
    rows: Sequence[dict[str, Any]], checkers: Sequence[Checker]
) -> Iterator[tuple[Review, str | None]]:
    """For each claim its review, and what `--fix` makes of it; None where it cannot."""
    for start in range(0, len(rows), BATCH):
        batch = [
            (Article(str(n), row["document"]), [Draft(str(n), "summary", row["claim"], 1.0, "")])
            for n, row in enumerate(rows[start : start + BATCH])
        ]
        reviewed = desk.review_all(batch, checkers)
        for (article, _), [found] in zip(batch, reviewed, strict=True):
            review = desk.with_repairs(article, found, checkers)
            mended = desk.fix(article, review, checkers)
            yield review, mended.draft.text if mended else None


def measured(results: Sequence[tuple[dict[str, Any], Review, str | None]]) -> dict[str, Any]:
    """The figures, each with its interval."""
    wrong = [each for each in results if not each[0]["label"]]
    true = [each for each in results if each[0]["label"]]
    found = [review.verdict == "unsupported" for _, review, _ in wrong]
    changed = [text is not None and text != row["claim"] for row, _, text in wrong]
    pairs = [
        compared(row["claim"], row["corrected"], text)
        for (row, _, text), new in zip(wrong, changed, strict=True)
        if new and row["corrected"] and text
    ]
    return {
        "wrong": {"found": share(found), "repaired": share(changed)},
        "of the found": {"repaired": share([c for c, f in zip(changed, found, strict=True) if f])},
        "of the repaired": {
            name: share([pair[name] for pair in pairs]) for name in (pairs[0] if pairs else ())
        },
        "true": {
            "found": share([review.verdict == "unsupported" for _, review, _ in true]),
            "changed": share([text not in (None, row["claim"]) for row, _, text in true]),
        },
    }


def share(values: Sequence[float]) -> dict[str, float] | None:
    return asdict(interval([float(value) for value in values])) if values else None


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[2])
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", type=Path, help="a checker's folder (default: the shipped one)")
    parser.add_argument("--limit", type=int, help="the first so many claims")
    parser.add_argument("--texts", type=Path, help="write claims and repairs here, for reading")
    arguments = parser.parse_args()
    columns = ["document", "claim", "label", "corrected"]
    rows = parquet.read_table(arguments.file, columns=columns).to_pylist()[: arguments.limit]
    model = EntailmentChecker(arguments.model)
    checkers = [*desk.rule_checkers(), model]
    start = time.perf_counter()
    told = track(
        zip(rows, fixed(rows, checkers), strict=True),
        "claims",
        total=len(rows),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    results = [(row, review, text) for row, (review, text) in told]
    seconds = time.perf_counter() - start
    figures = {"file": str(arguments.file), "claims": len(rows), "seconds": round(seconds, 1)}
    json.dump(figures | measured(results), sys.stdout, indent=2)
    print()
    if arguments.texts:
        lines = [
            {"label": row["label"], "verdict": review.verdict, "claim": row["claim"],
             "person": row["corrected"], "ours": text}
            for row, review, text in results
        ]  # fmt: skip
        arguments.texts.write_text(
            "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
