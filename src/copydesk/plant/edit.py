"""Changing words of a claim, and knowing where the new ones stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from copydesk.records import Span
from copydesk.text.inflect import with_article

if TYPE_CHECKING:
    from spacy.tokens import Token


class Edit(NamedTuple):
    """`words` stand for text[start:end]; `wrong` where they are what the story does not support."""

    start: int
    end: int
    words: str
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Planted:
    """A claim with an error: `wrong` are the spans of the words that make it false.

    `marked` is false where other words than those may be wrong too.
    """

    kind: str
    text: str
    wrong: tuple[Span, ...]
    marked: bool = field(default=True)


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[Span, ...]]:
    """`text` with `edits` made, and where the wrong words stand in it.

    "a" and "an" before new words follow them, and new words that open the text get a capital, so
    that neither gives an error away. Edits must not overlap.
    """
    out, at, wrong = "", 0, []
    for edit in sorted(edits):
        out += text[at : edit.start]
        words = edit.words
        if not out and words[:1].islower() and text[:1].isupper():
            words = words[0].upper() + words[1:]
        out = with_article(out, words)
        if edit.wrong and words:
            wrong.append((len(out), len(out) + len(words)))
        out, at = out + words, edit.end
        if not words and (not out or out.endswith(" ")) and text[at : at + 1] == " ":
            at += 1
    out += text[at:]
    if out.endswith(" "):
        out = out.rstrip()
    return out, tuple(wrong)


def planted(kind: str, text: str, *edits: Edit, marked: bool = True) -> Planted:
    """The claim `text` with `edits`, as an error of `kind`."""
    changed, wrong = edited(text, edits)
    return Planted(kind, changed, wrong, marked)


def over(token: Token, words: str, *, wrong: bool = True) -> Edit:
    """`words` for one token, with its capital."""
    if token.text[:1].isupper() and token.is_sent_start and words[:1].islower():
        words = words[0].upper() + words[1:]
    return Edit(token.idx, token.idx + len(token.text), words, wrong)
