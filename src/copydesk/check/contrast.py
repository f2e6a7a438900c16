"""A claim against the one sentence that tells the same otherwise: what all such contrasts need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copydesk.check.body import Body
from copydesk.text.inflect import irregular_lemmas
from copydesk.text.lexicon import FUNCTION_WORDS
from copydesk.text.names import Range
from copydesk.text.words import Word, stem

_DENIALS = frozenset(
    "not no never nor neither nobody nothing none without cannot fail fails failed refuse refuses "
    "refused decline declines declined unable yet".split()
)


class Contrast(NamedTuple):
    """The claim's words at a range, and the body's sentence that tells it otherwise.

    `put` are the words in place of them, empty where they would make no English.
    """

    rule: str
    at: Range
    sentence: int
    message: str
    put: str


def denies(word: Word) -> bool:
    """Whether the word takes back what is said: "not", "wasn't", "fails"."""
    return word.key in _DENIALS or word.key.endswith("n't")


def is_content(word: Word) -> bool:
    """Whether the word says what a sentence is about."""
    return word.key not in FUNCTION_WORDS and not denies(word)


def root(key: str) -> str:
    """The stem of a word, whatever the form of an irregular verb: of "paid" that of "pay"."""
    return stem(irregular_lemmas().get(key, key))


def stems_without(words: Sequence[Word], at: Range) -> frozenset[str]:
    """The stems of the content words outside a range."""
    outside = (*words[: at[0]], *words[at[1] :])
    return frozenset(stem(word.key) for word in outside if is_content(word))


def share(body: Body, sentence: int, stems: frozenset[str]) -> float:
    """How much of the stems a sentence of the body has, 0 to 1."""
    return len(stems & body.stems[sentence]) / len(stems) if stems else 0.0
