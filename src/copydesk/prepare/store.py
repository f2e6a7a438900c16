"""What lies between the steps: JSON lines in buckets, always in the same order.

An article's place in the archive is a hash of its id, so every order and every split that follows
from it is the same however many workers there are and however the input was cut. Bucket `b` of `B`
holds the places from b/B to (b + 1)/B; read one after the other, the buckets are in the order of
the whole, whatever `B`. All files are gzip, written under a temporary name of the process and
renamed: a killed worker leaves nothing that could be taken for a result, and two that write the
same file write the same bytes.
"""

from __future__ import annotations

import gzip
import heapq
import io
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha1
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

Record = dict[str, Any]

# A run is sorted in memory before it is written; this much text bounds what a reader holds.
RUN_CHARACTERS = 16_000_000
# So many runs are read at once; a run takes 60 kB, and a process may often open 1,024 files only.
OPEN_RUNS = 200


def place(id_: str) -> str:
    """Where an id stands in the archive's order: 16 hex digits, evenly spread."""
    return sha1(id_.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()[:16]


def bucket_of(where: str, buckets: int) -> int:
    """The bucket that holds the place `where`."""
    return int(where, 16) * buckets >> 64


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that takes the name `path` when all of it is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(partial, "wb") as stream:
            yield stream
        partial.replace(path)
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()


@contextmanager
def writing(path: Path) -> Iterator[IO[str]]:
    """A gzipped text file that takes the name `path` when all of it is written."""
    with (
        whole(path) as stream,
        gzip.GzipFile("", "wb", compresslevel=1, fileobj=stream, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", errors="surrogatepass") as text,
    ):
        yield text


def line(record: Record) -> str:
    """`record` as a line of JSON."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def write_lines(path: Path, records: Iterable[Record]) -> None:
    """Write all `records` into the file `path`."""
    with writing(path) as stream:
        stream.writelines(map(line, records))


def read_lines(path: Path) -> Iterator[Record]:
    """The records of a file, one at a time."""
    with gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass") as stream:
        yield from map(json.loads, stream)


class Runs:
    """Sorts records into buckets on disk, as many at a time as memory allows.

    Each record has `place`; those of equal place keep apart by `id` and `from`, so that their
    order is the archive's. Use it as a context manager.
    """

    def __init__(self, folder: Path, name: str, buckets: int) -> None:
        self._folder, self._name, self._buckets = folder, name, buckets
        self._held: list[list[tuple[tuple[str, str, str], str]]] = [[] for _ in range(buckets)]
        self._size = self._run = 0

    def __enter__(self) -> Runs:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._flush()

    def add(self, record: Record) -> None:
        """Take a record in."""
        text = line(record)
        self._held[bucket_of(record["place"], self._buckets)].append((_key(record), text))
        self._size += len(text)
        if self._size >= RUN_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        for number, held in enumerate(self._held):
            if held:
                path = self._folder / f"{number:04d}" / f"{self._name}-{self._run:04d}.gz"
                with writing(path) as stream:
                    stream.writelines(text for _, text in sorted(held))
                held.clear()
        self._size = 0
        self._run += 1


def merged(folder: Path, bucket: int) -> Iterator[Record]:
    """The records of one bucket, from all runs, in order."""
    where = folder / f"{bucket:04d}"
    runs = sorted(where.glob("[!.]*.gz"))
    if len(runs) <= OPEN_RUNS:
        yield from _merged(runs)
        return
    with TemporaryDirectory(dir=where, suffix=".tmp") as joined:
        number = 0
        while len(runs) > OPEN_RUNS:
            path = Path(joined) / f"{number}.gz"
            write_lines(path, _merged(runs[:OPEN_RUNS]))
            runs = [*runs[OPEN_RUNS:], path]
            number += 1
        yield from _merged(runs)


def _merged(runs: Iterable[Path]) -> Iterator[Record]:
    return heapq.merge(*map(read_lines, runs), key=_key)


def _key(record: Record) -> tuple[str, str, str]:
    return record["place"], record["id"], record["from"]
