"""Whether a headline can be printed as it stands, and whether two are the same in other words."""

from __future__ import annotations

import re
from itertools import pairwise

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))
# Two headlines that share this much of the shorter one's words say the same.
ALIKE = 0.7


def words(text: str) -> list[str]:
    """The words of `text` in lower case, hyphenated ones in their parts."""
    return _WORD.findall(text.lower())


def malformed(text: str, body: str) -> str:
    """What is wrong with the form of `text`, empty where nothing is.

    Small sequence-to-sequence models repeat themselves: a doubled word or a pair of words that
    comes twice is refused, unless `body` has the doubled word too ("Duran Duran", "had had"). Of
    4,000 editors' headlines of allsides_train 1 in 100 would be.
    """
    found = words(text)
    if not found:
        return "no words"
    for first, second in pairwise(found):
        if first == second and not re.search(rf"\b{re.escape(first)} {first}\b", body, re.I):
            return f"{first!r} doubled"
    pairs = list(pairwise(found))
    if len(set(pairs)) < len(pairs):
        return "a pair of words repeated"
    # ’ is an apostrophe too, so only a ‘ without its partner tells.
    if (
        text.count('"') % 2
        or text.count("‘") > text.count("’")
        or any(text.count(left) != text.count(right) for left, right in _PAIRS)
    ):
        return "a quotation mark or bracket without its partner"
    return ""


def alike(one: str, other: str) -> bool:
    """Whether `ALIKE` or more of the words of the one that has fewer stand in the other too."""
    left, right = set(words(one)), set(words(other))
    return len(left & right) >= ALIKE * min(len(left), len(right))
