"""Plain text, as typed or as saved from a page: paragraphs, headline and byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from copydesk.extract.headline import BYLINE, HEAD_LINES, find_headline
from copydesk.records import Article

# Text wrapped by hand or by a mail program has lines of at most this many characters.
_WRAP_WIDTH = 100
_FIRST_WORD = re.compile(r"\S+")


def paragraphs(text: str) -> list[str]:
    """The lines of `text` without blank ones, hard-wrapped paragraphs joined."""
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    width = _wrap_width(lines)
    if not width:
        return filled
    joined: list[list[str]] = []
    above = ""  # the line above, when the next one may go on from it
    for line in lines:
        if above and line and _ran_over(above, line, width):
            # A word broken at its hyphen goes on without a space.
            joined[-1] += [line] if re.search(r"\w-$", above) else [" ", line]
        elif line:
            joined.append([line])
        above = line
    return ["".join(parts) for parts in joined]


def _wrap_width(lines: Sequence[str]) -> int:
    """The width that `lines` were wrapped at, or 0 if they were not."""
    filled = [line for line in lines if line]
    short = [line for line in filled if len(line) <= _WRAP_WIDTH]
    # One long line may be an address; several are paragraphs.
    if len(filled) < 4 or len(short) < 0.9 * len(filled):
        return 0
    width = max(map(len, short))
    followed = [
        (line, after)
        for line, after in pairwise(lines)
        if line and after and len(line) <= _WRAP_WIDTH
    ]
    over = sum(_ran_over(line, after, width) for line, after in followed)
    return width if width >= 40 and over >= 2 and over >= 0.5 * len(followed) else 0


def _ran_over(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one (8 off is ragged)."""
    word = _FIRST_WORD.match(after)
    return len(line) + 1 + len(word[0] if word else "") > width - 8


def read_plain(text: str, name: str) -> Article:
    """The story of a plain text, its body one paragraph a line, not cleaned yet."""
    lines = paragraphs(text)
    byline = next((m[1] for line in lines[:HEAD_LINES] if (m := BYLINE.match(line))), "")
    headline, start = find_headline(lines)
    # What stands above the headline is the page's head.
    return Article(
        id=name, headline=headline, byline=byline.rstrip(" ."), body="\n".join(lines[start:])
    )
