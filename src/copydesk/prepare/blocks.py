"""Our steps as datatrove sees them: blocks that take documents in and give documents out.

A document is an article: its text is the body, its metadata the other fields and `place`. Every
rank of a stage works on one bucket; see `copydesk.prepare.store`.

This module and `duplicates` import datatrove at the top, so import them in functions only.
https://github.com/huggingface/datatrove
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from loguru import logger

from copydesk.prepare.files import Piece
from copydesk.prepare.orphans import end_with_parent
from copydesk.prepare.read import rows
from copydesk.prepare.recipe import Source
from copydesk.prepare.store import Record, Runs, line, place, read_lines, whole, writing
from copydesk.records import Article, Rejection

# datatrove tells on stderr of every rank that begins and ends; our own notices are enough.
logger.disable("datatrove")

Function = Callable[[Any], Article | Rejection]
_FIELDS = {field.name for field in fields(Article)} - {"id", "body"}


def to_article(document: Document) -> Article:
    """The article that a document carries."""
    known = {name: document.metadata[name] for name in _FIELDS & document.metadata.keys()}
    return Article(id=document.id, body=document.text, **known)


def to_document(article: Article, metadata: Record) -> Document:
    """A document of an article; `metadata` is kept where the article has no such field."""
    own = {name: getattr(article, name) for name in sorted(_FIELDS)}
    return Document(text=article.body, id=article.id, metadata=metadata | own)


def as_record(document: Document) -> Record:
    """A document as it is stored."""
    return {"id": document.id, "body": document.text, **document.metadata}


def as_document(record: Record) -> Document:
    """A stored document."""
    rest = {name: value for name, value in record.items() if name not in ("id", "body")}
    return Document(text=record.get("body", ""), id=record["id"], metadata=rest)


class Tally:
    """What a rank of a stage took in, let through and turned down; written when it is done."""

    def __init__(self, folder: Path, stage: str, rank: int) -> None:
        self._stage = stage
        self._path = folder / "tally" / stage / f"{rank:05d}.json"
        self._rejected = writing(folder / "rejected" / stage / f"{rank:05d}.gz")
        self._taken = self._kept = self._left = 0
        self._reasons: Counter[str] = Counter()

    def __enter__(self) -> Tally:
        self._stream = self._rejected.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._rejected.__exit__(*error)
        if error[0] is None:
            counts = {"in": self._taken, "out": self._kept, "left": self._left,
                      "reasons": dict(self._reasons)}  # fmt: skip
            with whole(self._path) as stream:
                stream.write(json.dumps(counts).encode())

    def keep(self) -> None:
        """Count one that goes on."""
        self._taken += 1
        self._kept += 1

    def reject(self, rejection: Rejection, about: Record) -> None:
        """Count and write one that does not, with what `about` tells a reader of it.

        Where something is left of it, it goes on with that, and is counted as such too.
        """
        self._taken += 1
        self._reasons[rejection.reason] += 1
        record: Record = {
            "id": rejection.id,
            "stage": self._stage,
            "reason": rejection.reason,
            "detail": rejection.detail,
        }
        record |= {name: about.get(name, "") for name in ("headline", "source", "url")}
        if finding := rejection.finding:
            claimed = about.get("summary" if rejection.reason.startswith("summary") else "headline")
            record["finding"] = asdict(finding) | {
                "claim_text": str(claimed)[slice(*finding.claim_span)],
                "evidence_text": about["body"][slice(*finding.evidence_span or (0, 0))],
            }
        if rejection.left:
            self._kept += 1
            self._left += 1
            record["left"] = "headline" if rejection.left.headline else "summary"
        self._stream.write(line(record))


class Step(PipelineStep):
    """A step of the archive: a function over articles, and what becomes of its rejections.

    `opens` gives the function, ready for use, as a context manager: it is entered once a rank.
    An article on which the function fails is a rejection of the reason "failed".
    """

    type = "copydesk"

    def __init__(
        self,
        name: str,
        opens: Callable[[], AbstractContextManager[Function]],
        folder: Path,
        takes: Callable[[Document], Any] = to_article,
    ) -> None:
        super().__init__()
        self.name, self.opens, self.folder, self.takes = name, opens, folder, takes

    def run(
        self, data: Iterable[Document], rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        with self.opens() as function, Tally(self.folder, self.name, rank) as tally:
            for document in data:
                with self.track_time():
                    result = self._result(function, document)
                if isinstance(result, Rejection):
                    tally.reject(result, as_record(document))
                    article = result.left
                else:
                    tally.keep()
                    article = result
                if article:
                    yield to_document(article, document.metadata)

    def _result(self, function: Function, document: Document) -> Article | Rejection:
        try:
            return function(self.takes(document))
        except (OSError, MemoryError):
            raise
        except Exception as error:
            problem = f"the step {self.name} failed on it ({type(error).__name__}: {error})"
            return Rejection(document.id, self.name, "failed", problem)


class Read(PipelineStep):
    """Stage "read": a rank's piece of the sources into the buckets' runs."""

    type = "copydesk"
    name = "read"

    def __init__(
        self, sources: list[Source], parts: list[Piece], folder: Path, buckets: int
    ) -> None:
        super().__init__()
        self.sources, self.parts, self.folder, self.buckets = sources, parts, folder, buckets

    def run(self, data: None = None, rank: int = 0, world_size: int = 1) -> None:
        end_with_parent()
        piece = self.parts[rank]
        source = self.sources[piece.source]
        with (
            Tally(self.folder, self.name, rank) as tally,
            Runs(self.folder / "read", f"{rank:05d}", self.buckets) as runs,
        ):
            for row in rows(source, piece.source, piece.files):
                if isinstance(row, Rejection):
                    tally.reject(row, {"source": source.label})
                    continue
                tally.keep()
                row["source"] = row.get("source") or source.label
                runs.add(row | {"place": place(row["id"])})


class Load(PipelineStep):
    """A bucket of records, given by `records(rank)`, as documents."""

    type = "copydesk"
    name = "load"

    def __init__(self, records: Callable[[int], Iterator[Record]]) -> None:
        super().__init__()
        self.records = records

    def run(self, data: None = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        end_with_parent()
        yield from map(as_document, self.records(rank))


class Save(PipelineStep):
    """Writes a rank's documents into its bucket of `folder`, and hands them on."""

    type = "copydesk"
    name = "save"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def run(
        self, data: Iterable[Document], rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        with writing(bucket_path(self.folder, rank)) as stream:
            for document in data:
                stream.write(line(as_record(document)))
                yield document


class Sample(PipelineStep):
    """Keeps the first bodies of every source, to learn its chrome from, and hands all on."""

    type = "copydesk"
    name = "sample"

    def __init__(self, folder: Path, count: int) -> None:
        super().__init__()
        self.folder, self.count = folder, count

    def run(
        self, data: Iterable[Document], rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        seen: defaultdict[str, int] = defaultdict(int)
        with Runs(self.folder, f"{rank:05d}", 1) as runs:
            for document in data:
                source = document.metadata["source"]
                if seen[source] < self.count:
                    seen[source] += 1
                    # Sorted by source, and within one in the archive's order.
                    order = document.metadata["place"] + document.id
                    runs.add({"place": place(source), "id": source, "from": order,
                              "body": document.text})  # fmt: skip
                yield document


class Once(PipelineStep):
    """A stage of one task that runs a function without documents."""

    type = "copydesk"

    def __init__(self, name: str, function: Callable[[], None]) -> None:
        super().__init__()
        self.name, self.function = name, function

    def run(self, data: None = None, rank: int = 0, world_size: int = 1) -> None:
        end_with_parent()
        self.function()


def bucket_path(folder: Path, rank: int) -> Path:
    """Where a folder keeps the bucket of a rank."""
    return folder / f"{rank:05d}.gz"


def bucket_of(folder: Path, rank: int) -> Iterator[Record]:
    """The records that `Save` wrote."""
    return read_lines(bucket_path(folder, rank))
