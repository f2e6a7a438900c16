"""One change of a claim, made so that it still reads: "a" follows its word, a capital its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.records import Span
from copydesk.text.case import title_case
from copydesk.text.inflect import with_article
from copydesk.text.names import style
from copydesk.text.words import words

_TOKEN = re.compile(r"[$€£¥₹]?\w+(?:[.,'’-]\w+)*%?|\s+|[^\w\s]")


class Edit(NamedTuple):
    """`words` stand for text[start:end]."""

    start: int
    end: int
    words: str


def edited(text: str, edit: Edit) -> str:
    """`text` with the edit made.

    New words are cased as the text is, "a" and "an" follow the word after them, and what comes to
    open the text gets the capital that opened it. Words that go take one of the gaps beside them
    along, and a comma where a stop follows.
    """
    before, after, put = text[: edit.start], text[edit.end :], _cased(text, edit)
    if not put:
        if not after.strip() or after[0] in ".!?":
            before = before.rstrip(" ,;:—–-")
        elif before[-1:].isspace() or not before:
            after = after.lstrip()
        elif after[:1] in ",;:":
            before = before.rstrip()
    rest = put + after
    whole = (with_article(before, rest) + rest).rstrip()
    if text[:1].isupper() and whole[:1].islower() and edit.start == 0:
        whole = whole[0].upper() + whole[1:]
    return whole


def _cased(text: str, edit: Edit) -> str:
    """The words of an edit in the case of the text around them."""
    look, raised = style(words(text)), text[edit.start : edit.start + 1].isupper()
    if look == "title" and raised and edit.words.islower():
        return title_case(edit.words)
    if look == "upper":
        return edit.words.upper()
    return edit.words.lower() if text.islower() else edit.words


def difference(old: str, new: str) -> tuple[Span, str]:
    """The span of `old` that must be replaced, and by what, to make it `new`.

    Both are whole words: where words only go or come, a word beside them is named again.

    >>> difference("A 15% rise", "A rise")
    ((0, 5), 'A')
    """
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    first = 0
    while first < min(len(left), len(right)) and left[first] == right[first]:
        first += 1
    last = 0
    while last < min(len(left), len(right)) - first and left[-1 - last] == right[-1 - last]:
        last += 1

    def between(tokens: list[str]) -> list[str]:
        return tokens[first : len(tokens) - last]

    while first and not (_has_word(between(left)) and _has_word(between(right))):
        first -= 1
    while last and not (_has_word(between(left)) and _has_word(between(right))):
        last -= 1
    start = sum(map(len, left[:first]))
    end = len(old) - sum(map(len, left[len(left) - last :]))
    put = "".join(between(right))
    while put[-1:].isspace() and put[-1:] == old[end - 1 : end]:
        put, end = put[:-1], end - 1
    while put[:1].isspace() and put[:1] == old[start : start + 1]:
        put, start = put[1:], start + 1
    return (start, end), put


def _has_word(tokens: list[str]) -> bool:
    return any(c.isalnum() for token in tokens for c in token)
