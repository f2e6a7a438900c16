"""The last step: Parquet shards, the rejections and the counts of every stage."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from copydesk.prepare.recipe import Splits
from copydesk.prepare.splits import split_of
from copydesk.prepare.store import Record, line, read_lines

COLUMNS = ("id", "headline", "body", "summary", "source", "url", "published", "byline", "cluster")
SPLITS = ("train", "validation", "test")
# Rows of a shard and of a row group: what is held in memory is one row group of each split.
SHARD = 50_000
GROUP = 1_000


class Shards:
    """Writes rows of one split; the shards are named when it is known how many there are."""

    def __init__(self, folder: Path, split: str) -> None:
        self._folder, self._split = folder, split
        self._rows: list[Record] = []
        self._paths: list[Path] = []
        self._writer: Any = None
        self.count = 0

    def add(self, row: Record) -> None:
        """Take a row in."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == GROUP:
            self._flush()
        if self.count % SHARD == 0:
            self._end()

    def close(self) -> None:
        """Write what is left, and an empty shard where a train split has no rows."""
        if self._rows or not self._paths:
            self._flush()
        self._end()
        for number, path in enumerate(self._paths):
            path.rename(
                self._folder / f"{self._split}-{number:05d}-of-{len(self._paths):05d}.parquet"
            )

    def _flush(self) -> None:
        import pyarrow
        from pyarrow.parquet import ParquetWriter

        schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
        if self._writer is None:
            self._paths.append(self._folder / f"{self._split}-{len(self._paths):05d}.part")
            self._writer = ParquetWriter(self._paths[-1], schema, compression="zstd")
        self._writer.write_table(pyarrow.Table.from_pylist(self._rows, schema=schema))
        self._rows.clear()

    def _end(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def write_shards(folder: Path, records: Iterator[Record], splits: Splits) -> dict[str, int]:
    """Write the records, each into the split of its cluster; the number of rows of each split."""
    shards: dict[str, Shards] = {"train": Shards(folder, "train")}
    for record in records:
        split = split_of(record["cluster"], record["cluster_published"], splits)
        if split not in shards:
            shards[split] = Shards(folder, split)
        row = {name: record[name] for name in COLUMNS}
        shards[split].add(row | {name: row[name] or None for name in ("headline", "summary")})
    for each in shards.values():
        each.close()
    return {name: shards[name].count for name in SPLITS if name in shards}


def write_rejected(path: Path, work: Path, stages: Sequence[str]) -> None:
    """Join the rejections of all stages, in the order of stages and of the archive."""
    with ExitStack() as stack:
        stream = stack.enter_context(open(path, "w", encoding="utf-8", errors="backslashreplace"))
        for stage in stages:
            for part in sorted((work / "rejected" / stage).glob("[!.]*.gz")):
                stream.writelines(map(line, read_lines(part)))


def funnel(work: Path, stages: Sequence[str]) -> list[Record]:
    """What each stage took in, let through and turned down.

    `left` of those turned down lost one text only, and were let through with the other.
    """
    table: list[Record] = []
    for stage in stages:
        counts = [
            json.loads(path.read_bytes())
            for path in sorted((work / "tally" / stage).glob("[!.]*.json"))
        ]
        reasons: Counter[str] = Counter()
        for each in counts:
            reasons.update(each["reasons"])
        table.append(
            {
                "stage": stage,
                "in": sum(each["in"] for each in counts),
                "out": sum(each["out"] for each in counts),
                "left": sum(each["left"] for each in counts),
                "reasons": dict(sorted(reasons.items())),
            }
        )
    return table
