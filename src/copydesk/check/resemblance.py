"""Which words of the body stand where the claim has a wrong name: evidence and suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from copydesk.check.body import LEAST_SHARED, Body
from copydesk.records import Span
from copydesk.text.lexicon import FUNCTION_WORDS, METONYMS, same_given_name, usage
from copydesk.text.names import Person, Range
from copydesk.text.roles import Holder, may_be_same
from copydesk.text.words import Word

Kind = Literal["person", "place", "name"]

# Sentences that share nearly as much as the best one are looked through for a name of the kind.
_NEARLY_BEST = 0.75
_SENTENCES_READ = 4


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


def person_words(body: Body, at: Range) -> tuple[str, Range]:
    """The fullest form of the person named at a range, and where it stands."""
    person = full_name(body, body.words[at[1] - 1].key)
    if person is not None:
        return body.wording(person.at), person.at
    return body.wording(at), at


def other_holders(body: Body, claimed: Holder, words: Sequence[Word]) -> list[Holder]:
    """Who holds the claimed role in the body, if it is not the claimed name."""
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
    if not holders:
        return None
    surnames = {body.words[h.name_at[1] - 1].key for h in holders}
    if len(surnames) > 1:
        return None
    return max(holders, key=lambda h: h.name_at[1] - h.name_at[0])


def bearing_sentences(body: Body, words: Sequence[Word], at: Range) -> list[int]:
    """The sentences that share most with the claim's words outside `at`, best first."""
    keys = [w.key for k, w in enumerate(words) if not at[0] <= k < at[1]]
    content = {k for k in keys if k not in FUNCTION_WORDS and len(k) > 1}
    ranked = body.overlaps(content)
    if not ranked:
        return []
    best, first = ranked[0]
    needed = min(LEAST_SHARED, len(content))
    if body.shared(content, first) < needed:
        return []
    return [n for score, n in ranked[:_SENTENCES_READ] if score >= _NEARLY_BEST * best]


def nearest(
    body: Body, words: Sequence[Word], at: Range, kind: Kind, places: frozenset[str]
) -> tuple[Span | None, str]:
    """(evidence, suggestion) for a name that the body lacks.

    The evidence is the sentence that shares most with the rest of the claim, preferring one with
    a name of the kind that the claim has not yet; that name is the suggestion if it is the only
    one there.
    """
    sentences = bearing_sentences(body, words, at)
    taken = {w.key for k, w in enumerate(words) if not at[0] <= k < at[1]}
    for number in sentences:
        candidates = candidates_in(body, number, kind, taken, places)
        if candidates:
            span = body.sentences[number]
            return span, candidates[0] if len(candidates) == 1 else ""
    return (body.sentences[sentences[0]] if sentences else None), ""


def candidates_in(
    body: Body, number: int, kind: Kind, taken: set[str], places: frozenset[str]
) -> list[str]:
    """The names of a kind in a sentence, each once, but for those the claim has."""
    start, end = body.sentences[number]
    found: dict[str, str] = {}
    if kind == "place":
        for place, mentions in body.places.items():
            if place in places:
                continue
            for (i, j), form in mentions:
                if start <= body.words[i].start < end and form == "name":
                    found.setdefault(place, body.wording((i, j)))
        return list(found.values())
    for i, j in body.runs:
        if not start <= body.words[i].start < end:
            continue
        person = _person_in(body, (i, j))
        if person is not None and not taken & {w.key for w in body.words[slice(*person)]}:
            found.setdefault(body.words[person[1] - 1].key, person_words(body, person)[0])
    return list(found.values())


def _person_in(body: Body, at: Range) -> Range | None:
    """The part of a run that names a person, in full or by the surname alone."""
    i, j = at
    for person in body.people:
        if i <= person.at[0] < j:
            return person.at
    if tuple(w.key for w in body.words[i:j]) in METONYMS:
        return None
    last = body.words[j - 1].key
    if last in body.by_surname and usage(last) != "lower":
        return (j - 1, j)
    return None
