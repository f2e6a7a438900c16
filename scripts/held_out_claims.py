"""python scripts/held_out_claims.py --data ../shared/data --output runs/held_out

Writes the labelled claims that no part of the checker was trained or fitted on, as files that
`copydesk evaluate-checker` reads:

- nli.parquet: FoolMeTwice, FeverSymmetric and SciFact, whole sources that training leaves out; the
  kind of a claim is its source.
- fnc_related.parquet: headlines and bodies of FNC-1 whose bodies training leaves out; consistent is
  what is related to its body (agree, disagree, discuss).
- fnc_disagree.parquet: of the related ones, consistent is what does not disagree.
- written.parquet: claims that were written for copydesk (claims_written.py), those on articles of
  which no written claim was trained or fitted on; the kind is the error's. --prepared has the
  articles.
- summeval.parquet: the summaries of those documents of SummEval that no weights are fitted on.

Of FNC-1, --limit of each class at most, by the hash of headline and body. Takes seconds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from claims_given import is_fnc_test
from claims_summaries import summaries
from claims_written import written
from copydesk.prepare.splits import drawn
from make_claims import articles_of

NLI = ("FoolMeTwice-dev", "FeverSymmetric-dev", "SciFact")


def nli(data: Path) -> Iterable[dict[str, Any]]:
    for row in parquet.read_table(data / "nli.parquet").to_pylist():
        if row["source"] in NLI:
            yield {
                "document": row["premise"],
                "claim": row["hypothesis"],
                "label": int(row["label"] == "entailment"),
                "kind": row["source"],
            }


def fnc(data: Path) -> list[dict[str, Any]]:
    """Headlines with a body that is kept for measuring; `kind` is the stance."""
    bodies = {
        row["body_id"]: row["body"]
        for row in parquet.read_table(data / "fnc_train_bodies.parquet").to_pylist()
        if is_fnc_test(row["body_id"])
    }
    rows = [
        {"document": bodies[row["body_id"]], "claim": row["headline"], "kind": row["stance"]}
        for row in parquet.read_table(data / "fnc_train_stances.parquet").to_pylist()
        if row["body_id"] in bodies
    ]
    return sorted(rows, key=lambda row: drawn("fnc", row["claim"] + row["document"][:200]))


def labelled(
    rows: Iterable[dict[str, Any]], wrong: str, limit: int, among: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Up to `limit` rows of each class; those of the kind `wrong` are inconsistent."""
    kept: dict[int, list[dict[str, Any]]] = {0: [], 1: []}
    for row in rows:
        label = int(row["kind"] != wrong)
        if (not among or row["kind"] in among) and len(kept[label]) < limit:
            kept[label].append(row | {"label": label})
    return kept[0] + kept[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--prepared", type=Path, default=Path("runs/prepare/default-model"))
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=600)
    arguments = parser.parse_args()
    data = arguments.data / "claims"
    arguments.output.mkdir(parents=True, exist_ok=True)
    headlines = fnc(data)
    related = ("agree", "disagree", "discuss")
    for name, rows in (
        ("nli", list(nli(data))),
        ("fnc_related", labelled(headlines, "unrelated", arguments.limit)),
        ("fnc_disagree", labelled(headlines, "disagree", arguments.limit, related)),
        ("written", written(arguments.data, articles_of(arguments.prepared, "train"))["test"]),
        ("summeval", summaries(arguments.data, tuning=False)),
    ):
        target = arguments.output / f"{name}.parquet"
        parquet.write_table(pa.Table.from_pylist(rows), target.with_suffix(".tmp"))
        target.with_suffix(".tmp").replace(target)
        print(f"{target}: {len(rows)} claims, {sum(row['label'] for row in rows)} consistent")


if __name__ == "__main__":
    main()
