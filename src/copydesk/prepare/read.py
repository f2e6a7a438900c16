"""The first step: rows of tables, records of WARC files and the names of pages, one at a time.

What cannot be read, a row or the rest of a file, is a Rejection of stage "read"; reading goes on.
Pages are only named here, and a WARC file's kept as they are: `extract` reads them.
"""

from __future__ import annotations

import csv
import errno
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from copydesk.errors import CopydeskError
from copydesk.prepare.files import File, opened, seekable, suffix
from copydesk.prepare.recipe import Columns, Source
from copydesk.records import Rejection

Row = dict[str, str]

# Of one row or page; longer ones are no articles. As copydesk.extract has it.
MAX_BYTES = 32_000_000
# What archives call our fields, the likelier first.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "_id", "article_id"),
    "headline": ("headline", "title"),
    "body": ("body", "text", "content", "article", "document", "maintext"),
    "summary": ("summary", "description", "highlights", "abstract", "dek"),
    "url": ("url", "link"),
    "published": ("published", "date", "publish_date", "date_publish", "created"),
    "byline": ("byline", "author", "authors"),
    "source": ("source", "outlet", "publication", "publisher"),
}


class BrokenRow(Exception):
    """A row that is no article: its fixed `reason` and what was found."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


def mapping(columns: Columns, names: Sequence[str], shown: str) -> dict[str, str]:
    """Our field names with the columns of a table that hold them.

    Raises:
        CopydeskError: the table lacks a column that the recipe names, or has no body.
    """
    given = columns.model_dump(exclude_none=True)
    if missing := sorted(column for column in given.values() if column not in names):
        raise CopydeskError(
            f"{shown} lacks the column {missing[0]}, which the recipe names; "
            f"it has {', '.join(names) or 'none'}",
            "correct `columns` in the recipe",
        )
    lower = {name.lower(): name for name in reversed(names)}
    found = {
        field: next((lower[alias] for alias in aliases if alias in lower), None)
        for field, aliases in ALIASES.items()
    } | given
    if found["body"] is None:
        raise CopydeskError(
            f"{shown} has no column that holds the body; it has {', '.join(names) or 'none'}",
            "name it in the recipe, as in columns: {body: story}",
        )
    return {field: column for field, column in found.items() if column is not None}


def check_columns(source: Source, file: File, *, alone: bool) -> None:
    """Look whether a table has the columns that it must have, before anything runs.

    Raises:
        CopydeskError: it has not; or it cannot be read, and is the only file of its source (of
            many files a broken one is a rejection).
    """
    if file.kind not in ("parquet", "csv", "dataset"):
        return
    try:
        if file.kind == "csv":
            with opened(file) as stream:
                names = _csv_header(stream, file)[0]
        elif file.kind == "parquet":
            with _parquet(file) as table:
                names = table.schema_arrow.names
        else:
            names = list(_splits(file)[0].column_names)
    except (OSError, ValueError, EOFError) as error:
        if not alone:
            return
        raise CopydeskError(
            f"{file.shown} cannot be read as {file.kind} ({error})", "check the file and its `kind`"
        ) from None
    mapping(source.columns, names, file.shown)


def rows(source: Source, number: int, files: Sequence[File]) -> Iterator[Row | Rejection]:
    """What the files of source `number` hold: for each row its fields as text, `id` and `from`.

    A page has `page`, the path to open, in place of a body; a WARC record `markup`, its bytes as
    Latin-1.
    """
    every = (item for file in files for item in _file(source, number, file))
    return islice(every, source.limit)


def _file(source: Source, number: int, file: File) -> Iterator[Row | Rejection]:
    shown = f"{source.label}/{file.name}".rstrip("/")
    if file.kind == "pages":
        yield {"id": shown, "from": f"{number:04d}:{file.name}", "page": file.path}
        return
    reader = {"parquet": _parquet_rows, "csv": _csv_rows, "dataset": _dataset_rows,
              "jsonl": _json_rows, "warc": _warc_records}[file.kind]  # fmt: skip
    at = 0
    try:
        for at, row in enumerate(reader(source, file), start=1):
            name = f"{shown}-{at}"
            if isinstance(row, BrokenRow):
                yield Rejection(name, "read", row.reason, row.detail)
                continue
            row["id"] = row.get("id") or name
            yield row | {"from": f"{number:04d}:{file.name}:{at:09d}"}
    except Exception as error:  # whatever a reader trips over, the other files go on
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EMFILE, errno.ENOMEM):
            raise
        problem = f"after row {at} it cannot be read ({type(error).__name__}: {error})"
        yield Rejection(shown, "read", "unreadable", problem)


def fields(raw: Mapping[str, Any], columns: Mapping[str, str]) -> Row | BrokenRow:
    """The fields of a row as text, by our names; or what is wrong with it."""
    row: Row = {}
    for field, column in columns.items():
        try:
            row[field] = _text(raw.get(column), field)
        except TypeError as error:
            return BrokenRow("wrong-type", f"its {column} is {error}, where a text was expected")
    if not row.get("body", "").strip():
        return BrokenRow("no-body", "its body is missing or empty")
    return row


def _text(value: Any, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        if field == "summary":  # points, often without a full stop
            value = [each if each.endswith((".", "!", "?")) else f"{each}." for each in value]
        return ("; " if field == "byline" else "\n").join(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and field != "body":
        return "" if value != value else str(value)  # a missing number is not a number
    raise TypeError(f"a value of type {type(value).__name__}")


@contextmanager
def _parquet(file: File) -> Iterator[Any]:
    from pyarrow.parquet import ParquetFile

    with seekable(file) as stream:
        # What is buffered ahead stays until the file is closed. ArrowInvalid is a ValueError.
        yield ParquetFile(stream, buffer_size=1 << 20, pre_buffer=False)


def _parquet_rows(source: Source, file: File) -> Iterator[Row | BrokenRow]:
    with _parquet(file) as table:
        columns = mapping(source.columns, table.schema_arrow.names, file.shown)
        wanted = sorted(set(columns.values()))
        # A few hundred rows at a time: a column of bodies would else be held whole.
        for batch in table.iter_batches(256, columns=wanted, use_threads=False):
            yield from (fields(raw, columns) for raw in batch.to_pylist())


def _splits(file: File) -> list[Any]:
    from datasets import DatasetDict, load_from_disk

    loaded = load_from_disk(file.path)
    return list(loaded.values()) if isinstance(loaded, DatasetDict) else [loaded]


def _dataset_rows(source: Source, file: File) -> Iterator[Row | BrokenRow]:
    for split in _splits(file):
        columns = mapping(source.columns, list(split.column_names), file.shown)
        for raw in split.select_columns(sorted(set(columns.values()))):
            yield fields(raw, columns)


def _json_rows(source: Source, file: File) -> Iterator[Row | BrokenRow]:
    with opened(file) as stream:
        while line := stream.readline(MAX_BYTES):
            if len(line) == MAX_BYTES and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_BYTES)
                yield BrokenRow("too-large", f"it has over {MAX_BYTES // 1_000_000} MB")
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _json_row(source, line)


def _json_row(source: Source, line: bytes) -> Row | BrokenRow:
    try:
        raw = json.loads(_decoded(line.removeprefix(b"\xef\xbb\xbf")))
    except (ValueError, RecursionError) as error:
        return BrokenRow("broken-json", f"it is not JSON ({error})")
    if not isinstance(raw, dict):
        return BrokenRow("wrong-type", "it is no JSON object")
    try:
        return fields(raw, mapping(source.columns, [*raw, *_given(source)], "it"))
    except CopydeskError as error:
        return BrokenRow("no-body", error.message)


def _given(source: Source) -> list[str]:
    # A line of JSON leaves out what it has no value for.
    return list(source.columns.model_dump(exclude_none=True).values())


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _csv_header(stream: IO[bytes], file: File) -> tuple[list[str], str]:
    """The column names and the delimiter: of comma, semicolon and tab the commonest there."""
    head = _decoded(stream.readline(MAX_BYTES).removeprefix(b"\xef\xbb\xbf"))
    delimiter = "\t" if suffix(file.name) == ".tsv" else max(",;\t", key=head.count)
    return [name.strip() for name in next(csv.reader([head], delimiter=delimiter), [])], delimiter


def _csv_rows(source: Source, file: File) -> Iterator[Row | BrokenRow]:
    csv.field_size_limit(MAX_BYTES)
    with opened(file) as stream:
        names, delimiter = _csv_header(stream, file)
        columns = mapping(source.columns, names, file.shown)
        lines = csv.reader(map(_decoded, stream), delimiter=delimiter)
        while True:
            try:
                values = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                yield BrokenRow("broken-row", f"it is not CSV ({error})")
                continue
            if not values:
                continue
            if len(values) != len(names):
                problem = f"it has {len(values)} fields, where the header has {len(names)}"
                yield BrokenRow("broken-row", problem)
                continue
            yield fields(dict(zip(names, values, strict=True)), columns)


def _warc_records(source: Source, file: File) -> Iterator[Row | BrokenRow]:
    """The pages of a WARC file; pictures, scripts and what else a crawl keeps are passed over."""
    from warcio.archiveiterator import ArchiveIterator

    with opened(file) as stream:
        for record in ArchiveIterator(stream):
            kind = _content_type(record)
            if record.rec_type not in ("response", "resource", "conversion") or not (
                kind.startswith(("text/html", "application/xhtml", "text/plain"))
            ):
                continue
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            if status != "200":
                yield BrokenRow("http-status", f"its status is {status}, where 200 was expected")
                continue
            data = record.content_stream().read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                yield BrokenRow("too-large", f"it has over {MAX_BYTES // 1_000_000} MB")
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield {"id": url, "url": url, "markup": data.decode("latin-1")}


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").lower()
