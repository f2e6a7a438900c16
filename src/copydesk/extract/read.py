"""`read_articles`: open, tell the format from the content, read, clean, and judge.

Cascade: bytes -> text (`decode`) -> format -> headline and raw body (`page`, `plain`, `markdown`,
`structured`) -> clean body (`text.chrome`) -> the checks that it is an English story (`accept`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields, replace
from itertools import chain
from pathlib import Path
from typing import IO, Literal

from copydesk.errors import CopydeskError
from copydesk.extract.decode import decode, has_wide_mark, refuse_binary, repair
from copydesk.extract.language import foreign_language
from copydesk.extract.markdown import looks_like_markdown, read_markdown
from copydesk.extract.page import read_page
from copydesk.extract.plain import paragraphs, read_plain
from copydesk.extract.refusal import Refusal
from copydesk.extract.structured import article_from, parse_json, read_lines, read_list
from copydesk.records import Article, Rejection
from copydesk.text.chrome import clean_body, is_sentence

# Below this no headline can be checked, and most such pages are menus or error pages.
MIN_WORDS = 15
# A story has some 30,000 characters at most; "War and Peace" has 3.2 million.
MAX_CHARACTERS = 2_000_000
# Of one story's file: saved pages with their pictures inlined reach 20 MB.
MAX_BYTES = 32_000_000

Format = Literal["html", "json", "lines", "markdown", "text"]
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype html|html|head|body|article|main|div|section|p|h1|meta|\?xml)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")


def read_articles(path: str) -> Iterator[Article | Rejection]:
    """The articles of a file, or of standard input where `path` is "-", in order.

    The file is HTML, plain text, Markdown, Article JSON, a list of those, or one a line; its
    content tells which, and its suffix only where the content leaves it open. JSON lines are read
    one at a time, so a file of them may have any length. Each body is paragraphs joined by blank
    lines, in NFC, without page chrome and without the headline.

    A line or list element that is no article is yielded as a Rejection of stage "extract", with
    the id "path:number" and one sentence as its detail; reading goes on.

    Raises:
        CopydeskError: the whole file cannot be used: missing, unreadable, empty, binary, of an
            unknown encoding, too large, without an article, under 15 words, or not English.
    """
    try:
        with _open(path) as stream:
            yield from _read(stream, path)
    except Refusal as refusal:
        shown = "standard input" if path == "-" else path
        raise CopydeskError(f"cannot use {shown}: {refusal.message}", refusal.hint) from refusal


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    if path == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        if Path(path).is_dir():
            raise Refusal(
                "folder", "it is a folder, where a file was expected", "name the files in it"
            )
        return open(path, "rb")
    except FileNotFoundError:
        raise Refusal("missing", "there is no such file", "check the path") from None
    except PermissionError:
        raise Refusal(
            "permission", "you have no permission to read it", "change its permissions"
        ) from None
    except (OSError, ValueError) as error:
        raise Refusal("unreadable", f"it cannot be opened ({error})", "check the path") from None


def _read(stream: IO[bytes], path: str) -> Iterator[Article | Rejection]:
    name = "stdin" if path == "-" else Path(path).stem
    suffix = Path(path).suffix.lower()
    head = _first_lines(stream)
    filled = [line for line in head if line.strip(b"\xef\xbb\xbf \t\r\n")]
    if not filled:
        raise Refusal("empty", "it is empty", "give a file with a story in it")
    refuse_binary(head[0])
    if not has_wide_mark(head[0]) and _is_lines(filled, suffix):
        yield from _judge(read_lines(chain(head, stream), name), path, "line")
        return
    data = b"".join(head)
    data += stream.read(max(0, MAX_BYTES + 1 - len(data)))
    if len(data) > MAX_BYTES:
        raise _too_large(f"over {MAX_BYTES // 1_000_000} MB")
    text = decode(data)
    kind = _format(text, suffix)
    if kind == "json":
        value = parse_json(text)
        if isinstance(value, list):
            if not value:
                raise Refusal("empty", "its list is empty", "give a file with a story in it")
            yield from _judge(read_list(value, name), path, "element")
        else:
            yield accept(article_from(value, name))
    elif kind == "lines":
        yield from _judge(read_lines(text.encode().split(b"\n"), name), path, "line")
    else:
        yield accept(_one_story(text, kind, name))


def read_story(data: bytes, name: str, suffix: str) -> Article:
    """The story of one page, text or Article JSON, its text repaired, neither cleaned nor judged.

    `name` becomes its id, where it has none of its own; `suffix` is what `read_articles` takes
    from the path.

    Raises:
        Refusal: there is no story in it, or more than one.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(f"over {MAX_BYTES // 1_000_000} MB")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refusal("empty", "it is empty", "give a file with a story in it")
    text = decode(data)
    kind = _format(text, suffix)
    if kind in ("json", "lines"):
        value = parse_json(text)
        if isinstance(value, list):
            raise Refusal("list", "it is a list, where one story was expected", "write JSON lines")
        return repaired(article_from(value, name))
    return repaired(_one_story(text, kind, name))


def _one_story(text: str, kind: Format, name: str) -> Article:
    if kind == "html":
        return read_page(text, name)
    if len(text) > MAX_CHARACTERS:
        raise _too_large(f"{len(text) / 1e6:.1f} million characters")
    read = read_markdown if kind == "markdown" else read_plain
    return read(repair(text), name)


def _first_lines(stream: IO[bytes]) -> list[bytes]:
    """The lines up to the second one that is not blank, or as much as one story may have."""
    head: list[bytes] = []
    size = filled = 0
    while filled < 2 and size <= MAX_BYTES:
        line = stream.readline(MAX_BYTES + 1 - size)
        if not line:
            break
        head.append(line)
        size += len(line)
        filled += bool(line.strip())
    return head


def _is_lines(filled: list[bytes], suffix: str) -> bool:
    """Whether the first filled lines begin a file of one JSON object a line."""
    first = filled[0].removeprefix(b"\xef\xbb\xbf").strip()
    if suffix in (".jsonl", ".ndjson"):
        return not first.startswith((b"<", b"["))
    # A printed object has a bare brace, or goes on with an indented line.
    return first.startswith(b'{"') and len(filled) > 1 and filled[1].startswith(b"{")


def _format(text: str, suffix: str) -> Format:
    if suffix in (".jsonl", ".ndjson"):
        return "json" if text.lstrip().startswith("[") else "html" if _HTML.match(text) else "lines"
    if suffix == ".json" or _JSON.match(text):
        return "json"
    if _HTML.match(text):
        return "html"
    if suffix in (".md", ".markdown") or looks_like_markdown(text):
        return "markdown"
    return "text"


def _too_large(size: str) -> Refusal:
    return Refusal(
        "too-large",
        f"it has {size}, where one story was expected (at most {MAX_BYTES // 1_000_000} MB, "
        f"and {MAX_CHARACTERS // 1_000_000} million characters of text)",
        "save the story alone, or write many stories as JSON lines",
    )


def _judge(
    records: Iterable[tuple[int, Article | Refusal]], path: str, part: str
) -> Iterator[Article | Rejection]:
    for number, record in records:
        try:
            if isinstance(record, Refusal):
                raise record
            yield accept(record)
        except Refusal as refusal:
            yield Rejection(
                id=f"{path}:{number}",
                stage="extract",
                reason=refusal.reason,
                detail=f"cannot use {part} {number} of {path}: {refusal}",
            )


def accept(article: Article) -> Article:
    """The article with its text repaired and its body cleaned.

    Raises:
        Refusal: the body is too long or too short, not English, or no running text.
    """
    article = repaired(article)
    body = clean_body(article.body, article.headline)
    language = foreign_language(body)
    if language:
        raise Refusal(
            "not-english",
            f"its text is {language}, where English was expected",
            "give an English story",
        )
    words = len(body.split())
    if words < MIN_WORDS:
        raise Refusal(
            "too-short",
            f"its story has {words} word{'s' * (words != 1)}, where at least {MIN_WORDS} were "
            "expected",
            "give the whole story",
        )
    if not _has_running_text(body):
        raise Refusal(
            "no-article",
            "there is no article in it, only short lines such as a menu has",
            "save the page of one story",
        )
    return replace(article, body=body)


def repaired(article: Article) -> Article:
    """The article with mojibake and entities resolved, its body one paragraph a line.

    Raises:
        Refusal: the body is too long.
    """
    if len(article.body) > MAX_CHARACTERS:
        raise _too_large(f"a body of {len(article.body) / 1e6:.1f} million characters")
    one_line = {
        field.name: " ".join(repair(getattr(article, field.name)).split())
        for field in fields(article)
        if field.name != "body"
    }
    return replace(article, **one_line, body="\n".join(paragraphs(repair(article.body))))


def _has_running_text(body: str) -> bool:
    """Whether a line is long enough to say something, or several are sentences."""
    lines = body.split("\n\n")
    return any(len(line.split()) >= 10 for line in lines) or sum(map(is_sentence, lines)) >= 3
