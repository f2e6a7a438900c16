"""Names as cased prose writes them: runs of capitals, the people among them, and the roles given.

Everything here speaks in word numbers of `copydesk.text.words.words`; a range is half-open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from copydesk.text.lexicon import (
    FUNCTION_WORDS,
    MONTHS,
    WEEKDAYS,
    given_names,
    place_beginnings,
    places,
    usage,
)
from copydesk.text.words import Word

Style = Literal["sentence", "title", "upper", "lower"]
Range = tuple[int, int]

CALENDAR = frozenset(MONTHS) | frozenset(WEEKDAYS)
CONNECTORS = frozenset(
    "of the de del della di da do dos du la le al el bin ibn ben ul ur abu von van der den "
    "for y".split()
)
HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady madam rev fr br sr sister".split())
SUFFIXES = frozenset("jr sr ii iii iv esq".split())
# The last word of a run that names no person.
NO_PERSON = frozenset(
    "dept "
    "university college institute foundation committee council center centre court department "
    "times post street avenue airport county city house party act bank group company corporation "
    "school church hospital agency association union league club stadium park island river lake "
    "bridge building tower museum library tribune herald journal news network channel magazine "
    "press airlines motors records studios project campaign administration commission board "
    "bureau office force army navy corps police service services society fund trust inc corp co "
    "ltd llc plan deal doctrine amendment hotel square beach mountain valley state states "
    "province republic kingdom islands convention conference summit show festival award prize cup "
    "bowl games".split()
)


class Person(NamedTuple):
    """A person named in full: `keys` from the given name to the surname, at `words[at]`."""

    keys: tuple[str, ...]
    at: Range

    @property
    def surname(self) -> str:
        return self.keys[-1]


def style(words: Sequence[Word]) -> Style:
    """How the capitals of a text are to be read.

    `title`: most of its common words have one, so that a capital says nothing; `lower`: none
    stands inside a sentence; `upper`: nearly every word is all capitals.
    """
    alphabetic = [w for w in words if w.key[:1].isalpha() and len(w.key) > 1]
    if not alphabetic:
        return "sentence"
    if sum(w.case == "upper" for w in alphabetic) >= 0.8 * len(alphabetic) and len(alphabetic) > 1:
        return "upper"
    inside = [w for w in alphabetic if not w.opens]
    if all(w.case == "lower" for w in inside):
        return "lower"
    common = [w for w in inside if len(w.key) > 3 and usage(w.key) == "lower"]
    raised = sum(w.case != "lower" for w in common)
    if not common:
        # Too short to tell: a capital on a function word or on every word means title case.
        return "title" if all(w.case != "lower" for w in inside if len(w.key) > 3) else "sentence"
    return "title" if raised > 0.5 * len(common) else "sentence"


def is_capital(word: Word) -> bool:
    """Whether the word holds a capital: "Orr", "NATO", "iPhone"."""
    return word.case != "lower"


def capital_runs(words: Sequence[Word], written_low: Counter[str]) -> list[Range]:
    """The runs of capitalised words in prose that is cased as a newspaper cases it.

    `written_low` counts the words that the text writes in lower case: the first word of a sentence
    opens a name only where the text does not write it so. Weekdays and months belong to no run.
    """
    runs: list[Range] = []
    i = 0
    while i < len(words):
        if not _may_begin(words, i, written_low):
            i += 1
            continue
        j = i + 1
        while j < len(words) and words[j].joined:
            if is_capital(words[j]) and words[j].key not in CALENDAR:
                j += 1
            elif (
                words[j].key in CONNECTORS
                and j + 1 < len(words)
                and words[j + 1].joined
                and (is_capital(words[j + 1]) or _two_connectors(words, j))
                and words[j + 1].key not in CALENDAR
            ):
                j += 2
                if j <= len(words) and not is_capital(words[j - 1]):
                    j += 1
            else:
                break
        runs.append((i, min(j, len(words))))
        i = j
    return runs


def _two_connectors(words: Sequence[Word], j: int) -> bool:
    return (
        words[j + 1].key in CONNECTORS
        and j + 2 < len(words)
        and words[j + 2].joined
        and is_capital(words[j + 2])
    )


def _may_begin(words: Sequence[Word], i: int, written_low: Counter[str]) -> bool:
    word = words[i]
    if not is_capital(word) or word.key in CALENDAR or word.key in FUNCTION_WORDS:
        return False
    if not word.opens or usage(word.key) != "lower":
        return True
    goes_on = i + 1 < len(words) and words[i + 1].joined and is_capital(words[i + 1])
    return goes_on and not written_low[word.key]


def people(words: Sequence[Word], runs: Sequence[Range]) -> list[Person]:
    """The people named in full, in order.

    A run names a person from its given name on; where none is known as a given name, a run of two
    or three unknown words does if its last word also stands alone ("Xi", "Kim" come first: then if
    its first word does).
    """
    alone = Counter(words[i].key for i, j in runs if j - i == 1)
    found = []
    for i, j in runs:
        end = j
        while end > i and words[end - 1].key in SUFFIXES:
            end -= 1
        if end <= i or words[end - 1].key in NO_PERSON:
            continue
        begin = _person_begins(words, i, end, alone)
        if begin is not None:
            keys = tuple(w.key for w in words[begin:end])
            found.append(Person(keys, (begin, end)))
    return found


def _person_begins(words: Sequence[Word], i: int, end: int, alone: Counter[str]) -> int | None:
    given = given_names()
    for begin in range(i, end - 1):
        if words[begin].key in HONORIFICS:
            begin += 1
            return begin if begin < end - 1 else None
        if words[begin].key in given and not any(
            w.key in ("of", "the", "for") for w in words[begin:end]
        ):
            return begin if end - begin <= 5 else None
    tail = words[i:end]
    if len(tail) > 3 or any(usage(w.key) != "name" or (w.key,) in places() for w in tail):
        return None
    # Where both stand alone they are two people: "the Orr-Lind feud".
    if len(tail) >= 2 and bool(alone[tail[-1].key]) != bool(alone[tail[0].key]):
        return i
    return None


def place_at(words: Sequence[Word], i: int, cased: bool) -> Iterator[tuple[int, dict[str, str]]]:
    """The longest place name at word `i` as (end, {place: form}); at most one.

    Where the text is cased it must stand in capitals, and a two-letter code in all capitals.
    """
    if words[i].key not in place_beginnings():
        return
    for n in (4, 3, 2, 1):
        if i + n > len(words) or (n > 1 and not all(w.joined for w in words[i + 1 : i + n])):
            continue
        span = words[i : i + n]
        forms = places().get(tuple(w.key for w in span))
        if forms is None:
            continue
        if cased and not is_capital(span[0]):
            continue
        if n == 1 and len(span[0].key) <= 2 and span[0].case != "upper":
            continue
        if n == 1 and not cased and usage(span[0].key) != "name":
            continue
        yield i + n, dict(forms)
        return
