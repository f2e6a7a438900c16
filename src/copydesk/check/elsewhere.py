"""Does the body tell it of another? "The sea broke through in Tarn Head" where it did in Ludbury.

The rules on names and numbers ask whether the body has them. Here one that it has stands where the
body's sentence has another of the same sort: between the same words, and in no sentence with much
else of the claim.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
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
# has more than the second share of them, or less than the third fewer. On 5,000 headlines of
# allsides_train ... FIGURES
_TOLD, _OWN, _LESS = 0.4, 0.4, 0.2
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
        if len(rest) < 2 or not held:
            continue
        own = max(share(body, number, rest) for number in held)
        if own > _OWN:
            continue
        shares = {number: share(body, number, rest) for number in _told(body)}
        least = max(_TOLD, own + _LESS)
        slot = _slot(claim, mine.at, (0, len(claim)), names)
        rivals = [
            (shares[number], -number, other)
            for number, others in _told(body).items()
            if shares[number] >= least
            and number not in held
            and any(map(denies, (found := body.words_in(body.sentences[number])))) == denied
            and _AS_WELL.isdisjoint({word.key for word in found} - said)
            for other in others
            if other.sort == mine.sort
            and (other.quantity is not None or said.isdisjoint(other.keys))
            and not _are_one(mine, other)
            and _fills(body, number, slot, other, shares[number])
        ]
        if rivals:
            _, number, other = max(rivals, key=lambda row: row[:2])
            wording = body.wording(other.at)
            yield Contrast(RULE, mine.at, -number, f"the body says this of “{wording}”", wording)


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


@lru_cache(maxsize=32)
def _told(body: Body) -> dict[int, list[Mention]]:
    """The mentions of each sentence of the body that has any."""
    named = (m for at in body.runs if (m := _named(body, body.words, at)))
    table: dict[int, list[Mention]] = defaultdict(list)
    for mention in chain(named, _counted(body.text)):
        table[body.sentence_of[mention.at[0]]].append(mention)
    return dict(table)


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
        return frozenset(
            number
            for number, others in _told(body).items()
            if any(mine.keys == other.keys for other in others)
        )
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


def _are_one(left: Mention, right: Mention) -> bool:
    """Whether two names may be of one thing: an alias, or the initials of the other."""
    known = aliases()
    also = {key for own in left.keys for name in known.get((own,), ()) for key in name}
    return not also.isdisjoint(right.keys)


@lru_cache(maxsize=32)
def _surnames(body: Body) -> frozenset[str]:
    return frozenset(key for named in body.named_people for key in named.keys)


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
