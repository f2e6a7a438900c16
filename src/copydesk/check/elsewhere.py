"""Does the body tell it of another? "The sea broke through in Tarn Head" where it did in Ludbury.

The rules on names and numbers ask whether the body has them. Here one that it has stands where the
body's sentence has another of the same sort: between the same words, and in no sentence with much
else of the claim.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from copydesk.check.body import BEFORE_PLACES, Body
from copydesk.check.contrast import Contrast, denies, is_content, root, share, stems_without
from copydesk.check.numbers import agree, lists
from copydesk.records import Span
from copydesk.text.dates import dates
from copydesk.text.lexicon import FUNCTION_WORDS, METONYMS, aliases, given_names, places
from copydesk.text.names import HONORIFICS, NO_PERSON, Range
from copydesk.text.numbers import Quantity, quantities
from copydesk.text.roles import is_role
from copydesk.text.words import Word, stem, words

RULE = "told-of-another"
# A sentence with so much of the claim's other words tells the same thing, unless one with the name
# has more than the second share of them, or less than the third fewer. Found with the others here
# on headlines of allsides_train: of 4,000 others of it 3 are called wrong.
_TOLD, _OWN, _LESS = 0.4, 0.4, 0.2
_LEAST_REST = 2
# Where only "in" or "at" stands before both, so much.
_SAME_PLACE = 0.75
# The word beside the claim's name is among so many content words beside the body's, so near.
_BESIDE, _NEAR = 2, 6
_BEFORE_TIMES = frozenset("on until till by since".split())
# What stands after one of these, and ends as no body does, is a town if it has so few words.
_BEFORE_TOWNS = frozenset("in near outside across around".split())
_TOWN_WORDS = 3
_YEARS = range(1900, 2100)
# A sentence with one of these tells it of more than one.
_AS_WELL = frozenset("also both fellow too similar similarly likewise".split())
# After a number, one of these makes it a part of another.
_PART = frozenset("other others more additional of".split())


class Mention(NamedTuple):
    """A name, date or number at a range of words.

    Another of its `sort` can stand in its place; `keys` tell it from others: the words of a name,
    the places that it may mean, or the day. Of a number its value does.
    """

    sort: str
    at: Range
    keys: frozenset[str]
    quantity: Quantity | None = None


def elsewhere(body: Body, text: str, names: Sequence[Range]) -> Iterator[Contrast]:
    """The names, dates and numbers of a claim in whose place the body has others.

    Args:
        body: the article's body.
        text: the claim.
        names: where names stand among its words.
    """
    claim = words(text)
    denied = any(map(denies, claim))
    mentions = [m for at in names if (m := _named(body, claim, at))] + _counted(text)
    said = frozenset(word.key for word in claim).union(*(m.keys for m in mentions))
    for mine in mentions:
        held = _sentences_with(body, mine)
        rest = stems_without(claim, mine.at)
        own = max((share(body, number, rest) for number in held), default=1.0)
        if len(rest) < _LEAST_REST or own > _OWN:
            continue
        slot = _slot(claim, mine.at, (0, len(claim)), names)
        rivals = []
        for number in range(len(body.sentences)):
            told = share(body, number, rest)
            if (
                number not in held
                and told >= max(_TOLD, own + _LESS)
                and _tells_so(body, number, denied, said)
            ):
                rivals += [
                    (told, -number, other)
                    for other in _told(body, number)
                    if _may_stand_for(other, mine, said) and _fills(body, number, slot, other, told)
                ]
        if rivals:
            _, number, other = max(rivals, key=lambda row: row[:2])
            wording = body.wording(other.at)
            yield Contrast(RULE, mine.at, -number, f"the body says this of “{wording}”", wording)


def _tells_so(body: Body, number: int, denied: bool, said: frozenset[str]) -> bool:
    """Whether a sentence denies what it tells as the claim does, and tells it of one alone."""
    found = body.words_in(body.sentences[number])
    more = _AS_WELL.intersection(word.key for word in found) - said
    return any(map(denies, found)) == denied and not more


def _may_stand_for(other: Mention, mine: Mention, said: frozenset[str]) -> bool:
    """Whether the claim may have meant the one and have written the other."""
    if other.sort != mine.sort:
        return False
    if other.quantity is not None:
        return True
    aliases_of_mine = {
        key for own in mine.keys for name in aliases().get((own,), ()) for key in name
    }
    return said.isdisjoint(other.keys) and aliases_of_mine.isdisjoint(other.keys)


def _named(body: Body, found: Sequence[Word], at: Range) -> Mention | None:
    """The name at a range, without the roles and honorifics before it."""
    i, j = at
    while i < j - 1 and (is_role(found[i].key) or found[i].key in HONORIFICS):
        i += 1
    name = tuple(word.key for word in found[i:j])
    keys = frozenset(name)
    forms = places().get(name, {})
    for sort in ("name", "people"):
        if sort in forms.values():
            return Mention(sort, (i, j), frozenset(forms))
    if name in METONYMS or name in aliases():
        return None
    if name[-1] in _surnames(body) or (len(name) > 1 and name[0] in given_names()):
        return Mention("person", (i, j), keys)
    if forms or name in _towns(body):
        return Mention("town", (i, j), keys)
    return Mention("body", (i, j), keys) if len(name) > 1 else None


@lru_cache(maxsize=64)
def _counted(text: str) -> list[Mention]:
    """The weekdays, months and numbers of a text, but for what may be a year, and 0 and 1."""
    starts = [word.start for word in words(text)]

    def at(span: Span) -> Range:
        return bisect_right(starts, span[0]) - (span[0] in starts), bisect_left(starts, span[1])

    days = [
        Mention(each.kind, at(each.span), frozenset((f"{each.weekday} {each.month}",)))
        for each in dates(text)
        if each.kind in ("weekday", "month")
    ]
    return days + [
        Mention(each.unit, at(each.span), frozenset(), each)
        for each in quantities(text)
        if each.unit in ("plain", "percent", "money")
        and not each.hedge
        and not lists(each)
        and each.low not in (0, 1)
        and each.low not in _YEARS
        # An age goes with a person, and a story has many of both.
        and each.nouns != ("year", "old")
    ]


def _told(body: Body, number: int) -> list[Mention]:
    """The mentions of a sentence of the body."""
    start, end = body.range_in(body.sentences[number])
    at = bisect_left(body.runs, (start, start))
    runs = takewhile(lambda run: run[0] < end, islice(body.runs, at, None))
    named = [m for run in runs if (m := _named(body, body.words, run))]
    return named + [m for m in _counted(body.text) if start <= m.at[0] < end]


def _sentences_with(body: Body, mine: Mention) -> frozenset[int]:
    """The sentences that hold the mention in some form."""
    if mine.quantity is not None:
        return frozenset(
            body.sentence_number(other.span[0])
            for other in quantities(body.text)
            if agree(mine.quantity, other)
        )
    if mine.sort in ("name", "people"):
        at = (i for place in mine.keys for (i, _), _ in body.places.get(place, ()))
        return frozenset(body.sentence_of[i] for i in at)
    if mine.sort in ("weekday", "month"):
        days = (m for m in _counted(body.text) if m.keys and m.keys == mine.keys)
        return frozenset(body.sentence_of[m.at[0]] for m in days)
    if not all(key in body.positions for key in mine.keys):
        return frozenset()
    wanted = {stem(key) for key in mine.keys - FUNCTION_WORDS}
    return frozenset(n for n, stems in enumerate(body.stems) if not wanted.isdisjoint(stems))


class _Slot(NamedTuple):
    """What stands around a mention: the content words before and after, nearest first, as stems,
    and the function word right before it."""

    before: list[str]
    after: list[str]
    link: str


def _slot(found: Sequence[Word], at: Range, within: Range, names: Sequence[Range]) -> _Slot:
    """The slot of a range among words, within others, up to the next names on both sides."""
    start = max([within[0], at[0] - _NEAR, *(j for _, j in names if j <= at[0])])
    end = min([within[1], at[1] + _NEAR, *(i for i, _ in names if at[1] <= i)])
    before = [root(word.key) for word in reversed(found[start : at[0]]) if is_content(word)]
    after = [root(word.key) for word in found[at[1] : end] if is_content(word)]
    link = found[at[0] - 1] if at[0] > within[0] else None
    key = "" if link is None or is_content(link) else link.key
    return _Slot(before[:_BESIDE], after[:_BESIDE], key)


def _fills(body: Body, number: int, slot: _Slot, other: Mention, told: float) -> bool:
    """Whether a mention of the body stands where the claim has its own."""
    theirs = _slot(body.words, other.at, body.range_in(body.sentences[number]), ())
    # "Another senator, Ada Roe, ...": besides the one that the claim names.
    if any(word.key == "another" for word in body.words[max(0, other.at[0] - _NEAR) : other.at[0]]):
        return False
    if other.quantity is not None:
        following = body.words[other.at[1] : other.at[1] + 1]
        part = any(word.key in _PART for word in following)
        return not part and bool(slot.after) and slot.after[:1] == theirs.after[:1]
    same_link = slot.link == theirs.link
    there = slot.link in BEFORE_PLACES | _BEFORE_TIMES and same_link and told >= _SAME_PLACE
    before = bool(slot.before) and slot.before[0] in theirs.before and same_link
    after = bool(slot.after) and slot.after[0] in theirs.after
    return there or before or after


@lru_cache(maxsize=32)
def _surnames(body: Body) -> frozenset[str]:
    """The last names of people: of those named in full, and after "Mr." and the like."""
    addressed = {body.words[j - 1].key for i, j in body.runs if body.words[i].key in HONORIFICS}
    return frozenset(addressed | body.by_surname.keys())


@lru_cache(maxsize=32)
def _towns(body: Body) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(word.key for word in body.words[i:j])
        for i, j in body.runs
        if i > 0
        and body.words[i].joined
        and body.words[i - 1].key in _BEFORE_TOWNS
        and body.words[j - 1].key not in NO_PERSON
        and j - i <= _TOWN_WORDS
    )
