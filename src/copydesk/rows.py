"""Tables that people bring, Parquet or JSONL, row by row: whatever their size, memory holds few."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from copydesk.errors import CopydeskError

Row = tuple[str, Mapping[str, Any]]
# Says which columns to read, given those that a table (or a line) has and what to call it.
Wanted = Callable[[Sequence[str], str], Collection[str]]

_PARQUET = b"PAR1"
# Rows of Parquet that are taken apart at once.
_ROWS = 256


def rows(path: str, what: str, wanted: Wanted, fields: Sequence[str]) -> Iterator[Row]:
    """Where each row of a file stands ("line 7"), and the row.

    Args:
        what: the file's content, as errors call it.
        wanted: raises CopydeskError where a column is lacking.
        fields: what errors say a line should have.

    Raises:
        CopydeskError: the file cannot be read, or a line is no JSON object.
    """
    try:
        with open(path, "rb") as stream:
            parquet = stream.read(len(_PARQUET)) == _PARQUET
            stream.seek(0)
            if parquet:
                yield from _parquet(stream, path, wanted)
            else:
                yield from _jsonl(stream, path, wanted, fields)
    except OSError as error:
        raise CopydeskError(
            f"{what} {path} cannot be read ({error.strerror or error})",
            "Parquet or JSONL was expected",
        ) from error


def json_object(line: bytes, fields: Iterable[str]) -> dict[str, Any]:
    """The object that a line of JSON holds; `fields` are told where it holds none.

    Raises:
        ValueError: with what is wrong with the line.
    """
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"it is not JSON ({error})") from None
    if not isinstance(record, dict):
        raise ValueError(f"it is no object with {', '.join(fields)}")
    return record


def _jsonl(stream: IO[bytes], path: str, wanted: Wanted, fields: Sequence[str]) -> Iterator[Row]:
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            row = json_object(line, fields)
        except ValueError as error:
            raise CopydeskError(f"cannot use {place} of {path}: {error}") from None
        wanted(list(row), f"{place} of {path}")
        yield place, row


def _parquet(stream: IO[bytes], path: str, wanted: Wanted) -> Iterator[Row]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        # What is buffered ahead stays until the file is closed.
        table = ParquetFile(stream, buffer_size=1 << 20, pre_buffer=False)
        names = table.schema_arrow.names
        chosen = wanted(names, path)
        columns = [name for name in names if name in chosen]
        number = 0
        for batch in table.iter_batches(_ROWS, columns=columns, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", row
    except (ArrowException, UnicodeDecodeError) as error:
        raise CopydeskError(f"{path} cannot be read as Parquet ({error})") from None
