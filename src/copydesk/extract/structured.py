"""Article JSON: one object, a list of objects, or one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from copydesk.extract.decode import decode
from copydesk.extract.refusal import Refusal
from copydesk.records import Article

_FIELDS = tuple(field.name for field in fields(Article))
_BLOCK_END = re.compile(r"<(?:br|/p|/div|/li|/h\d|/blockquote)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>\n]{0,2000}>", re.IGNORECASE)

Record = Article | Refusal


def parse_json(text: str) -> Any:
    """The value that `text` holds.

    Raises:
        Refusal: it is no JSON, or nested too deeply to read.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = (
            f"{error.msg} at line {error.lineno}, column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else "nested too deeply or a number too long"
        )
        raise Refusal(
            "broken-json", f"it is not valid JSON ({where})", "repair it, or write it anew"
        ) from None


def article_from(value: Any, name: str) -> Article:
    """The article that a JSON value describes; `name` is its id where it gives none.

    Raises:
        Refusal: the value is no object, lacks `body`, or has a field of the wrong type.
    """
    if not isinstance(value, dict):
        raise Refusal(
            "wrong-type",
            f"it is {_kind(value)}, where an object with a `body` was expected",
            "write one object an article",
        )
    if value.get("body") is None:
        raise Refusal(
            "missing-field",
            "it has no `body`"
            + (f", only {', '.join(f'`{key}`' for key in list(value)[:8])}" if value else ""),
            "give the text of the story as `body`",
        )
    given: dict[str, str] = {}
    for name_of in (*_FIELDS, "title"):
        field = value.get(name_of)
        if name_of == "id" and isinstance(field, int) and not isinstance(field, bool):
            field = str(field)
        if field is not None and not isinstance(field, str):
            raise Refusal(
                "wrong-type",
                f"its `{name_of}` is {_kind(field)}, where a text was expected",
                "write it as a string",
            )
        given[name_of] = field or ""
    title = given.pop("title")
    given["headline"] = " ".join((given["headline"] or title).split())
    given["id"] = given["id"] or name
    if _BLOCK_END.search(given["body"]):
        given["body"] = _TAG.sub("", _BLOCK_END.sub("\n\n", given["body"]))
    return Article(**given)


def read_list(values: list[Any], name: str) -> Iterator[tuple[int, Record]]:
    """Each element's number, from 1, with its article or why it is none."""
    for number, value in enumerate(values, 1):
        yield number, _article_or_refusal(value, f"{name}-{number}")


def read_lines(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, Record]]:
    """Each line's number, from 1, with its article or why it is none; blank lines are left out."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = parse_json(decode(line))
        except Refusal as refusal:
            yield number, refusal
            continue
        yield number, _article_or_refusal(value, f"{name}-{number}")


def _article_or_refusal(value: Any, name: str) -> Record:
    try:
        return article_from(value, name)
    except Refusal as refusal:
        return refusal


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    return {int: "a number", float: "a number", str: "a text", list: "a list"}.get(
        type(value), "an object"
    )
