"""Markdown: the front matter's title or the first heading is the headline, the rest plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.extract.plain import read_plain
from copydesk.records import Article

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# One `key: value` a line. No YAML parser: "title: Floods: what we know" is what people write.
_PAIR = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_LOOKS = re.compile(
    r"^(?:#{1,6} \S.*|.{3,120}\n(?:={3,}|-{3,}))$|^!\["
    r"|\[[^\]\n]{1,300}\]\((?:https?:|/|#)[^)\n]{0,2000}\)",
    re.MULTILINE,
)
# Our field, and the front matter keys that mean it, in order of preference.
_KEYS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "headline": ("headline", "title"),
    "summary": ("summary", "description"),
    "url": ("url",),
    "byline": ("byline", "author"),
    "published": ("published", "date"),
    "language": ("language", "lang"),
    "source": ("source",),
}


def looks_like_markdown(text: str) -> bool:
    """Whether plain text carries marks that only Markdown has."""
    return bool(_FRONT_MATTER.match(text) or _LOOKS.search(text))


def read_markdown(text: str, name: str) -> Article:
    """The story of a Markdown text, its body one paragraph a line, not cleaned yet."""
    fields: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        pairs = {key.lower(): value.strip("'\"") for key, value in _PAIR.findall(front[1] or "")}
        for field, keys in _KEYS.items():
            fields[field] = next((pairs[key] for key in keys if pairs.get(key)), "")
        text = text[front.end() :]
    heading, lines = _plain_lines(text)
    headline = fields.pop("headline", "") or heading
    fields["id"] = fields.get("id") or name
    if not headline:
        article = read_plain("\n\n".join(lines), name)
        fields["byline"] = fields.get("byline") or article.byline
        return replace(article, **fields)
    return Article(headline=headline, body="\n".join(lines), **fields)


def _plain_lines(text: str) -> tuple[str, list[str]]:
    """The first heading, if no paragraph stands before it, and the other blocks as plain lines."""
    from markdown_it import MarkdownIt

    heading = ""
    lines: list[str] = []
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    in_table = False
    for before, token in zip([None, *tokens], tokens, strict=False):
        in_table = token.type == "table_open" or (in_table and token.type != "table_close")
        if token.type != "inline" or in_table:
            continue
        plain = " ".join(_inline(token.children or []).split(" "))
        if before is not None and before.type == "heading_open" and not heading and not lines:
            heading = " ".join(plain.split())
        else:
            lines += [line for line in plain.split("\n") if line.strip()]
    return heading, lines


def _inline(tokens: list[Token]) -> str:
    """The text of an inline token's children: links and emphasis give theirs, pictures none."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)
