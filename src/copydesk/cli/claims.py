"""The lines of `copydesk check --claims`: each a document and a claim about it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from copydesk.errors import CopydeskError
from copydesk.records import Article, Draft
from copydesk.rows import json_object

# Enough for a checker with a model to work on all cores, few enough to show results as they come.
BATCH = 64
FIELDS = ("id", "document", "claim")


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A line's `id` as it stood there, its document as an article, its claim as a draft.

    Neither text is cleaned, so that spans hold in the file's own texts.
    """

    id: str | int | float
    article: Article
    draft: Draft


def read_claims(path: str) -> Iterator[ClaimLine | str]:
    """The lines of a file, or of stdin ("-"), one at a time; a sentence for each broken one.

    Raises:
        CopydeskError: the file cannot be read, or has no lines.
    """
    shown = "standard input" if path == "-" else path
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else open(path, "rb") as stream:
            empty = True
            for number, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                empty = False
                try:
                    yield _claim(line)
                except ValueError as error:
                    yield f"cannot use line {number} of {shown}: {error}."
    except OSError as error:
        raise CopydeskError(
            f"the claims {path} cannot be read ({error.strerror})", "check the path"
        ) from error
    if empty:
        raise CopydeskError(
            f"{shown} is empty", f"lines of JSON with {', '.join(FIELDS)} were expected"
        )


def in_batches(records: Iterable[ClaimLine | str]) -> Iterator[list[ClaimLine | str]]:
    """Up to `BATCH` records at a time; those before a file that breaks off come too."""
    batch: list[ClaimLine | str] = []
    try:
        for record in records:
            batch.append(record)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except CopydeskError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _claim(line: bytes) -> ClaimLine:
    """The claim of a line of JSON; ValueError says what is wrong with it."""
    record = json_object(line, FIELDS)
    if missing := [field for field in FIELDS if field not in record]:
        raise ValueError(f"it has no {' and no '.join(missing)}")
    name, document, claim = (record[field] for field in FIELDS)
    if isinstance(name, bool) or not isinstance(name, str | int | float):
        raise ValueError("its id is neither text nor a number")
    for field, text in (("document", document), ("claim", claim)):
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"its {field} is no text, or an empty one")
    article = Article(id=str(name), body=document)
    # A claim may be a headline or several sentences; each sentence is checked.
    return ClaimLine(name, article, Draft(article.id, "summary", claim, 1.0, "given"))
