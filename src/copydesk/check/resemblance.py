"""Which name of the body stands where the claim has a wrong one: evidence and suggestion."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from copydesk.check.body import FAME, MARGIN, Body, Named
from copydesk.records import Span
from copydesk.text.lexicon import FUNCTION_WORDS, same_given_name
from copydesk.text.names import Person, Range
from copydesk.text.roles import Holder, may_be_same
from copydesk.text.words import Word

Kind = Literal["person", "place", "people", "name"]

# A name is suggested where its sentence has at least this much of the best one's share.
_LEAST_SHARE = 0.5


class Nearest(NamedTuple):
    """The sentence that bears on a wrong name, and the name to put there, if one is certain."""

    evidence: Span | None
    suggestion: str


def full_name(body: Body, surname: str) -> Person | None:
    """The one person with this surname whom the body names in full; None if it names two."""
    people = body.by_surname.get(surname, [])
    if not people:
        return None
    first = people[0]
    alike = all(same_given_name(p.keys[0], first.keys[0]) for p in people)
    return first if alike else None


def with_given_name(body: Body, given: str) -> Person | None:
    """The one person with this given name."""
    people = [p for p in body.people if p.keys[0] == given]
    return people[0] if people and len({p.surname for p in people}) == 1 else None


def person_words(body: Body, at: Range) -> str:
    """The fullest form of the person named at a range."""
    person = full_name(body, body.words[at[1] - 1].key)
    return body.wording(person.at if person is not None else at)


def other_holders(body: Body, claimed: Holder, words: Sequence[Word]) -> list[Holder]:
    """Who holds the claimed role in the body; nobody, if the claimed name does."""
    keys = {w.key for w in words[slice(*claimed.name_at)]}
    found = []
    for holder in body.holders:
        if not may_be_same(claimed.role, holder.role):
            continue
        if keys & {w.key for w in body.words[slice(*holder.name_at)]}:
            return []
        found.append(holder)
    return found


def one_person(body: Body, holders: Sequence[Holder]) -> Holder | None:
    """The first of the holders, if all are one person, in full where the body does."""
    surnames = {body.words[h.name_at[1] - 1].key for h in holders}
    if len(surnames) != 1:
        return None
    return max(holders, key=lambda h: h.name_at[1] - h.name_at[0])


def nearest(body: Body, words: Sequence[Word], at: Range, kind: Kind) -> Nearest:
    """What the body has in place of the claim's words at a range.

    Each name of the kind that the claim has not yet is scored by the sentence about it that shares
    most with the rest of the claim, and by how often the body names it.
    """
    outside = [w.key for k, w in enumerate(words) if not at[0] <= k < at[1]]
    keys = {key for key in outside if key not in FUNCTION_WORDS and len(key) > 1}
    weights = {number: weight for weight, number in body.overlaps(keys)}
    if not weights and not keys:
        return Nearest(None, "")
    best = max(weights.values(), default=1.0)
    pool = {"person": body.named_people, "name": body.named_people}.get(kind, body.named_places)
    ranked: list[tuple[float, float, int, Named]] = []
    most = max((len(named.sentences) for named in pool), default=1)
    for named in pool:
        if not named.keys.isdisjoint(outside):
            continue
        number = max(named.sentences, key=lambda n: (weights.get(n, 0.0), -n))
        share = weights.get(number, 0.0) / best
        fame = math.sqrt(len(named.sentences) / most)
        ranked.append((share + FAME * fame, share, number, named))
    ranked.sort(key=lambda row: row[:2], reverse=True)
    if not ranked:
        return Nearest(body.best_sentence(keys), "")
    score, share, number, named = ranked[0]
    certain = share >= _LEAST_SHARE and (len(ranked) == 1 or score - ranked[1][0] >= MARGIN)
    wording = named.people_wording if kind == "people" else named.wording
    return Nearest(body.sentences[number], wording if certain else "")
