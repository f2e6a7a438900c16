"""Which words of a claim are names, when its capitals may say nothing.

In a headline in title case, or in no case at all, a word is a name if the body writes it as one,
and where the body lacks it, if English does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from copydesk.check.body import Body
from copydesk.text.lexicon import (
    CODES_THAT_ARE_WORDS,
    FUNCTION_WORDS,
    PLACES_AND_GIVEN_NAMES,
    given_names,
    usage,
)
from copydesk.text.names import CALENDAR, CONNECTORS, HONORIFICS, Range, Style, is_capital, place_at
from copydesk.text.numbers import NUMBER_WORDS
from copydesk.text.roles import is_role
from copydesk.text.words import Word

Label = Literal["name", "maybe", "no"]


# Titles in short, which the body may write out or leave away.
TITLES = HONORIFICS | frozenset("gov govs sen sens rep reps gen lt col sgt capt".split())


MOJIBAKE = frozenset("œ™€¢¬˜")


class Place(NamedTuple):
    """A country or state at a range of words; `forms` maps places to the form that is used."""

    at: Range
    forms: dict[str, str]


def labels(words: Sequence[Word], look: Style, body: Body) -> list[Label]:
    """For each word whether it is (part of) a name."""
    return [_label(word, look, body) for word in words]


def _label(word: Word, look: Style, body: Body) -> Label:
    key = word.key
    if key in FUNCTION_WORDS or key in CALENDAR or key in NUMBER_WORDS or key in TITLES:
        return "no"
    if is_role(key) and usage(key) != "name" and key not in body.positions:
        return "no"
    if len(key) < 2:
        return "no"
    # What is left of a quotation mark in a wrong encoding ("â€œ") makes no name.
    if not key[0].isalpha() or not MOJIBAKE.isdisjoint(key):
        return "no"
    if look != "lower" and not is_capital(word):
        return "no"
    low, high = body.written_low[key], body.written_high[key]
    if look == "lower" and not (word.opens and is_capital(word)):
        if high or low:
            return "name" if high and not low else "no"
        if usage(key) != "name" or len(key) < 4:
            return "no"
        return "name" if key in given_names() else "maybe"
    if look == "sentence" and not word.opens:
        return "maybe" if usage(key) == "lower" and not high else "name"
    if high or low:
        return "name" if not low else "maybe" if high else "no"
    return {"name": "name", "either": "maybe", "lower": "no"}[usage(key)]  # type: ignore[return-value]


def groups(words: Sequence[Word], marks: Sequence[Label], look: Style) -> list[Range]:
    """The runs of words that are or may be names."""
    found: list[Range] = []
    i = 0
    while i < len(words):
        if marks[i] == "no":
            i += 1
            continue
        j = i + 1
        while j < len(words) and words[j].joined:
            linked = words[j].key in CONNECTORS and (
                look == "sentence" or words[j].key not in ("of", "the", "for", "do", "den", "y")
            )
            if marks[j] != "no":
                j += 1
            elif linked and j + 1 < len(words) and words[j + 1].joined and marks[j + 1] != "no":
                j += 2
            elif len(words[j].key) == 1 and words[j].key.isalpha() and is_capital(words[j]):
                j += 1  # An initial.
            else:
                break
        found.append((i, j))
        i = j
    return found


def claimed_places(words: Sequence[Word], marks: Sequence[Label], look: Style) -> list[Place]:
    """The countries and states that the claim names.

    "Jordan Orr" and "Virginia Lind" are people: a given name with a name after it is no place.
    """
    found: list[Place] = []
    i = 0
    while i < len(words):
        following = i + 1
        for end, forms in place_at(words, i, look != "lower"):
            following = end
            next_is_name = (
                end < len(words)
                and words[end].joined
                and marks[end] == "name"
                and not is_role(words[end].key)
            )
            if end == i + 1 and next_is_name and words[i].key in PLACES_AND_GIVEN_NAMES:
                continue
            if end == i + 1 and words[i].key in CODES_THAT_ARE_WORDS:
                continue
            found.append(Place((i, end), forms))
        i = following
    return found
