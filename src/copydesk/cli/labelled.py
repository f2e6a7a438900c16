"""Claims with people's labels, as `copydesk evaluate-checker` reads them: Parquet or JSONL."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.rows import rows

# What the field calls a claim that its document bears out, and one that it does not; compared in
# lower case, with spaces for hyphens and underscores.
CONSISTENT = frozenset(
    {"consistent", "supported", "supports", "entailment", "entailed", "correct", "true", "yes"}
)
INCONSISTENT = frozenset(
    {
        "inconsistent", "unsupported", "not supported", "refutes", "refuted", "not enough info",
        "contradiction", "neutral", "not entailment", "not entailed", "incorrect", "false", "no",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a file are called; None where there is none to read."""

    document: str = "document"
    claim: str = "claim"
    label: str = "label"
    score: str | None = None
    # Without a name of its own "kind" is read where it is there.
    kind: str | None = None

    @property
    def needed(self) -> dict[str, str]:
        """The columns that a file must have, by the option that names another."""
        names = {
            "--document-column": self.document,
            "--claim-column": self.claim,
            "--label-column": self.label,
            "--score-column": self.score,
            "--kind-column": self.kind,
        }
        return {option: name for option, name in names.items() if name is not None}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim about a document, and what people say of it.

    `grade` is the label as a number: as it stood there, or 1 and 0. `kind` is "" where none is
    given, and `score` 1 where no column of scores is read.
    """

    document: str
    claim: str
    consistent: bool
    grade: float
    kind: str
    score: float


def read_labelled(
    path: str, columns: Columns, consistent_from: float, limit: int | None = None
) -> list[Labelled]:
    """The first `limit` claims of a file. Equal documents are held once.

    A label that is a number counts as consistent from `consistent_from` on.

    Raises:
        CopydeskError: the file cannot be read, has no claims or lacks a column; or a row has no
            text, or a label or score that we cannot read.
    """
    documents: dict[str, str] = {}
    found = []
    for place, row in islice(_rows(path, columns), limit):
        try:
            claim = _labelled(row, columns, consistent_from, documents)
        except ValueError as error:
            raise CopydeskError(f"cannot use {place} of {path}: {error}") from None
        found.append(claim)
    if not found:
        raise CopydeskError(
            f"{path} has no claims", f"rows with {', '.join(columns.needed.values())} were expected"
        )
    return found


def _labelled(
    row: Mapping[str, Any], columns: Columns, consistent_from: float, documents: dict[str, str]
) -> Labelled:
    """A row as a claim; ValueError says what is wrong with it."""
    for name in (columns.document, columns.claim):
        if not isinstance(row[name], str) or not row[name].strip():
            raise ValueError(f"its {name} is no text, or an empty one")
    grade = _grade(row[columns.label], columns.label)
    consistent = grade if isinstance(grade, bool) else grade >= consistent_from
    given = 1.0 if columns.score is None else row[columns.score]
    score = _number(given)
    if score is None:
        raise ValueError(f"its {columns.score} {_shown(given)} is no number")
    kind = row.get(columns.kind or "kind")
    return Labelled(
        documents.setdefault(row[columns.document], row[columns.document]),
        row[columns.claim],
        consistent,
        float(grade),
        "" if kind is None else str(kind),
        score,
    )


def _grade(label: Any, name: str) -> bool | float:
    """A label as a class, where it is a word or a truth value, or as a number."""
    if isinstance(label, bool):
        return label
    number = _number(label)
    if number is not None:
        return number
    if isinstance(label, str):
        word = " ".join(label.lower().replace("_", " ").replace("-", " ").split())
        if word in CONSISTENT or word in INCONSISTENT:
            return word in CONSISTENT
    raise ValueError(
        f"its {name} {_shown(label)} is no label that is known (a number, true, false, or one of "
        f"{', '.join(sorted(CONSISTENT | INCONSISTENT))})"
    )


def _number(value: Any) -> float | None:
    """A finite number, given as such or in digits."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _shown(value: Any) -> str:
    text = "null" if value is None else f"“{value}”"
    return text if len(text) <= 40 else f"{text[:39]}…"


def _rows(path: str, columns: Columns) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Where each row stands, and the row, which has all the needed columns."""

    def wanted(names: Sequence[str], shown: str) -> set[str]:
        for option, name in columns.needed.items():
            if name not in names:
                raise CopydeskError(
                    f"{shown} has no column “{name}”; it has {', '.join(names) or 'none'}",
                    f"name the right one with {option}",
                )
        return {*columns.needed.values(), "kind"}

    return rows(path, "the labelled claims", wanted, tuple(columns.needed.values()))
