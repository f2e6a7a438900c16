"""Whether a headline is well formed, holds together, and says something that another does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from copydesk.text.lexicon import is_known
from copydesk.text.sentences import sentences
from copydesk.text.words import stem
from copydesk.text.words import words as keyed

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))
# "off7", "carbon2", but not "20th", "5bn", "10am", "1990s".
_JUMBLED = re.compile(r"(?=\w*\d)(?=\w*[^\W\d_])(?!\d+(?:st|nd|rd|th|s|k|m|bn|am|pm)$)\w+$")
_VERSION = re.compile(r"\d+(?:\.\d+){2,}")
# Two headlines that share this much of the shorter one's words say the same.
ALIKE = 0.7
# Words with at most this many content words between them are near each other: a title and a first
# name, or an apposition of three words, may have been cut out.
_NEAR = 4
_NOT = "not"
_NEGATIONS = frozenset("not no never cannot nor neither none without".split())
# News says its point in its opening, and the drafters look no further.
_OPENING = 8
_FUNCTION_WORDS = frozenset(
    "a an the this that these those and or but nor as if than so of to in on at by for with from "
    "into over after before up out off about it its he his him she her they their them we our us "
    "you your i my me who which what how why when where there is are was were be been being "
    "has have had do does did will would could should may might can".split()
)


def words(text: str) -> list[str]:
    """The words of `text` in lower case, hyphenated ones in their parts, "U.S." as "us"."""
    found: list[str] = _WORD.findall(text.lower())
    return [word.replace(".", "") if word[-1] == "." else word for word in found]


def malformed(text: str, body: str) -> str:
    """What is wrong with the form of `text`, empty where nothing is.

    Small sequence-to-sequence models repeat themselves and put pieces of words together
    ("betrusting", "off7"). Refused are a doubled word or a pair of words that comes twice, unless
    `body` has the doubled word too ("Duran Duran", "had had"); a content word that comes twice,
    unless a sentence of `body` has it twice; and a word, names apart, that neither `body` nor
    English has. Of 2,984 editors' headlines of allsides_train 1.8 % break a rule of form, 1.5 %
    repeat a content word and 0.4 % have such a word; of 3,367 supported drafts of the default model
    12 % repeat a content word, and hardly one of these reads well.
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
    if twice := _twice(_content(text)) - _twice_in_a_sentence(body):
        return f"{min(twice)!r} twice"
    if odd := _invented(text, body):
        return f"{odd!r}, which is no word"
    return ""


def _twice(content: Sequence[str]) -> set[str]:
    return {word for word, count in Counter(content).items() if count > 1}


@lru_cache(maxsize=32)
def _twice_in_a_sentence(body: str) -> set[str]:
    return set().union(*(_twice(_content(body[start:end])) for start, end in sentences(body)))


def _invented(text: str, body: str) -> str:
    """The first word of `text` that `body` lacks and newspapers do not write, empty if none.

    Names are left to those who check them.
    """
    held = _keys(body)
    for word in keyed(text):
        odd = (word.key.isalpha() and word.case == "lower") or _JUMBLED.match(word.key)
        if odd and word.key not in held and not is_known(word.key):
            return text[word.start : word.end]
    return next((v.group() for v in _VERSION.finditer(text) if v.group() not in body), "")


@lru_cache(maxsize=32)
def _keys(body: str) -> frozenset[str]:
    return frozenset(word.key for word in keyed(body))


def grounded(text: str, body: str) -> float:
    """How closely one sentence of the opening says what `text` says, 0 to 1.

    The share of neighbouring content words of `text` that stand near each other, in the same
    order, in that sentence. What is pieced together from several sentences, or puts the object
    for the subject, often says what none of them does, however true each of its names and numbers
    is. A negation counts as a word: one that the sentence lacks makes the share 0, and two words
    that the sentence parts by one are not near. 0 where `text` has fewer than two content words.
    """
    steps = list(pairwise(_content(text)))
    if not steps:
        return 0.0
    negated = any(_NOT in step for step in steps)
    return max(
        (
            sum(step in near for step in steps) / len(steps)
            for near, denies in _sentence_steps(body)
            if denies or not negated
        ),
        default=0.0,
    )


@lru_cache(maxsize=32)
def _sentence_steps(body: str) -> list[tuple[set[tuple[str, str]], bool]]:
    """For each sentence of the opening: ordered pairs of near words, and whether it negates."""
    found = []
    for start, end in sentences(body)[:_OPENING]:
        content = _content(body[start:end])
        near = {
            (word, later)
            for place, word in enumerate(content)
            for step, later in enumerate(content[place + 1 : place + 1 + _NEAR])
            if _NOT not in content[place + 1 : place + 1 + step]
        }
        found.append((near, _NOT in content))
    return found


def _content(text: str) -> list[str]:
    """The stems of the content words of `text` in order; "US" and "U.S." are one."""
    found = (word.replace(".", "").replace("’", "'") for word in _WORD.findall(text))
    return [
        _NOT if word.lower() in _NEGATIONS or word.lower().endswith("n't") else stem(word.lower())
        for word in found
        if word.isupper() or word.lower() not in _FUNCTION_WORDS
    ]


def alike(one: str, other: str) -> bool:
    """Whether `ALIKE` or more of the words of the one that has fewer stand in the other too."""
    left, right = set(words(one)), set(words(other))
    return len(left & right) >= ALIKE * min(len(left), len(right))
