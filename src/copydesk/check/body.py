"""An article body taken apart once for all checkers: words, sentences, names, people, roles."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from copydesk.records import Span
from copydesk.text.lexicon import FUNCTION_WORDS, usage
from copydesk.text.names import (
    CALENDAR,
    CONNECTORS,
    HONORIFICS,
    Person,
    Range,
    capital_runs,
    is_capital,
    people,
    place_at,
)
from copydesk.text.roles import Holder, holders
from copydesk.text.sentences import sentences
from copydesk.text.words import Word, stem, words

# A name or date of the body that may stand in place of a wrong one is scored by how much its best
# sentence shares with the claim (0 to 1), and by how often the body has it, beside the most
# frequent (0 to FAME). It is suggested where no other scores within MARGIN: on allsides_train
# that made 9 of 10 suggested people right.
FAME = 0.8
MARGIN = 0.3
# A sentence bears on a claim if they share two content words.
LEAST_SHARED = 2


BEFORE_PLACES = frozenset("in at near from outside across to around".split())


class Named(NamedTuple):
    """A person or place of the body: its keys, its wording, and the sentences that name it.

    `people_wording` is the form for a place's people ("Russian"), empty where the body has none.
    """

    keys: frozenset[str]
    wording: str
    people_wording: str
    sentences: tuple[int, ...]


class Body:
    """The parts of one body; each is worked out when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self._grams: dict[int, frozenset[tuple[str, ...]]] = {}

    @cached_property
    def sentences(self) -> list[Span]:
        return sentences(self.text)

    @cached_property
    def sentence_of(self) -> list[int]:
        """For each word the number of its sentence."""
        starts = [start for start, _ in self.sentences]
        return [max(0, bisect_right(starts, word.start) - 1) for word in self.words]

    def sentence_number(self, offset: int) -> int:
        """The number of the sentence around or before a character."""
        return max(0, bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1)

    def words_in(self, span: Span) -> tuple[Word, ...]:
        return self.words[slice(*self.range_in(span))]

    def range_in(self, span: Span) -> Range:
        """The numbers of the words that begin between two characters."""
        first = bisect_left(self.words, span[0], key=lambda word: word.start)
        return first, bisect_left(self.words, span[1], key=lambda word: word.start)

    def grams(self, n: int) -> frozenset[tuple[str, ...]]:
        """The keys of all n words that follow each other."""
        if n not in self._grams:
            keys = [word.key for word in self.words]
            self._grams[n] = frozenset(zip(*(keys[at:] for at in range(n)), strict=False))
        return self._grams[n]

    @cached_property
    def squashed(self) -> str:
        """The letters and digits of the body, without anything between them."""
        return "".join(word.key for word in self.words).replace("'", "")

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Key -> the numbers of the words that have it."""
        table: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.words):
            table[word.key].append(i)
        return dict(table)

    @cached_property
    def written_low(self) -> Counter[str]:
        return Counter(word.key for word in self.words if word.case == "lower")

    @cached_property
    def written_high(self) -> Counter[str]:
        """Words with a capital inside a sentence, where it says that they are names."""
        return Counter(w.key for w in self.words if not w.opens and is_capital(w))

    @cached_property
    def runs(self) -> list[Range]:
        return capital_runs(self.words, self.written_low)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The initials of the runs and of their parts: "National Rifle Association" -> "nra"."""
        found: set[str] = set()
        for i, j in self.runs:
            initials = "".join(
                w.key[0] for w in self.words[i:j] if w.key not in CONNECTORS and w.key[0].isalpha()
            )[:8]
            # Two letters only for a whole run or what follows its last connector ("Department of
            # Veterans Affairs" -> "va"): parts of two words begin with any two letters.
            tail = list(self.words[i:j])
            while any(w.key in CONNECTORS for w in tail):
                tail.pop(0)
            if len(tail) == 2:
                found.add(tail[0].key[0] + tail[1].key[0])
            parts = ((a, b) for a in range(len(initials)) for b in range(a + 3, len(initials) + 1))
            found.update(initials[a:b] for a, b in parts)
        return frozenset(found)

    @cached_property
    def written_in_capitals(self) -> frozenset[str]:
        """Keys of the words in all capitals: "NRA", "U.N."."""
        return frozenset(word.key for word in self.words if word.case == "upper")

    @cached_property
    def joined_pairs(self) -> frozenset[str]:
        """Two words that follow each other, written as one: "go fund" -> "gofund"."""
        return frozenset(
            left.key + right.key for left, right in pairwise(self.words) if right.joined
        )

    @cached_property
    def in_run(self) -> list[bool]:
        """For each word whether it belongs to a run of capitals."""
        flags = [False] * len(self.words)
        for i, j in self.runs:
            flags[i:j] = [True] * (j - i)
        return flags

    @cached_property
    def people(self) -> list[Person]:
        found = people(self.words, self.runs)
        known = {person.at[1] for person in found}
        # What follows a role is a person's name too, whatever the given name: "Governor Ilse Hart".
        found += [
            Person(tuple(w.key for w in self.words[slice(*holder.name_at)]), holder.name_at)
            for holder in self.holders
            if 2 <= holder.name_at[1] - holder.name_at[0] <= 3 and holder.name_at[1] not in known
        ]
        return sorted(found, key=lambda person: person.at)

    @cached_property
    def by_surname(self) -> dict[str, list[Person]]:
        table: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            table[person.surname].append(person)
        return dict(table)

    @cached_property
    def places(self) -> dict[str, list[tuple[Range, str]]]:
        """Place -> where it is named, and by which form (name, people, capital)."""
        table: dict[str, list[tuple[Range, str]]] = defaultdict(list)
        i = 0
        cased = any(self.written_high)
        while i < len(self.words):
            following = i + 1
            for end, forms in place_at(self.words, i, cased):
                for place, form in forms.items():
                    table[place].append(((i, end), form))
                following = end
            i = following
        return dict(table)

    @cached_property
    def holders(self) -> list[Holder]:
        names = [
            inside and word.key not in FUNCTION_WORDS and word.key not in CALENDAR
            for word, inside in zip(self.words, self.in_run, strict=True)
        ]
        return holders(self.words, names)

    @cached_property
    def named_people(self) -> list[Named]:
        """The people: those named in full, with a role or with an honorific, each once."""
        wordings: dict[str, Range] = {}
        for person in self.people:
            wordings.setdefault(person.surname, person.at)
        for holder in self.holders:
            wordings.setdefault(self.words[holder.name_at[1] - 1].key, holder.name_at)
        for i, j in self.runs:
            if self.words[i].key in HONORIFICS and j - i > 1:
                wordings.setdefault(self.words[j - 1].key, (i + 1, j))
        return [
            self._named({surname}, self.wording(at), "", self.positions[surname])
            for surname, at in wordings.items()
        ]

    @cached_property
    def named_places(self) -> list[Named]:
        """The countries and states, and the names that stand after "in" and the like."""
        surnames = {key for named in self.named_people for key in named.keys}
        found = []
        for mentions in self.places.values():
            by_form = {form: self.wording(at) for at, form in reversed(mentions)}
            keys = {w.key for at, _ in mentions for w in self.words[slice(*at)]}
            # The sentences with the wording that would be suggested, where there are any.
            told = [i for (i, _), form in mentions if form == "name"]
            at = told or [i for (i, _), _ in mentions]
            wording = by_form.get("name", by_form.get("capital", ""))
            found.append(self._named(keys, wording, by_form.get("people", ""), at))
        known = {key for named in found for key in named.keys}
        towns: dict[tuple[str, ...], list[Range]] = defaultdict(list)
        for i, j in self.runs:
            name = tuple(w.key for w in self.words[i:j])
            if (
                i > 0
                and self.words[i].joined
                and self.words[i - 1].key in BEFORE_PLACES
                and len(name) <= 3
                and (known | surnames).isdisjoint(name)
                and all(usage(key) != "lower" for key in name)
                and self.words[i].case == "title"
            ):
                towns[name].append((i, j))
        found += [
            self._named(set(name), self.wording(ats[0]), "", self.find(name))
            for name, ats in towns.items()
        ]
        return found

    def _named(self, keys: set[str], wording: str, people: str, at: Iterable[int]) -> Named:
        numbers = tuple(dict.fromkeys(self.sentence_of[i] for i in at))
        return Named(frozenset(keys), wording, people, numbers)

    def span(self, at: Range) -> Span:
        """The characters of the words in a range."""
        return (self.words[at[0]].start, self.words[at[1] - 1].end)

    def wording(self, at: Range) -> str:
        start, end = self.span(at)
        return self.text[start:end]

    def sentence_at(self, word: int) -> Span:
        return self.sentences[self.sentence_of[word]]

    def find(self, keys: tuple[str, ...]) -> list[int]:
        """Where these keys stand one after the other."""
        first = self.positions.get(keys[0], ()) if keys else ()
        return [
            i
            for i in first
            if all(
                i + k < len(self.words) and self.words[i + k].key == keys[k]
                for k in range(1, len(keys))
            )
        ]

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        """For each sentence the stems of its content words."""
        sets: list[set[str]] = [set() for _ in self.sentences]
        for word, number in zip(self.words, self.sentence_of, strict=True):
            if word.key not in FUNCTION_WORDS:
                sets[number].add(stem(word.key))
        return [frozenset(stems) for stems in sets]

    @cached_property
    def _weight(self) -> dict[str, float]:
        counts = Counter(s for stems in self.stems for s in stems)
        total = len(self.stems)
        return {s: math.log(1 + total / n) for s, n in counts.items()}

    def overlaps(self, keys: Iterable[str]) -> list[tuple[float, int]]:
        """(weight of the shared stems, sentence) for the sentences that share any, best first.

        A stem weighs the logarithm of its rarity in the body; ties go to the earlier sentence.
        """
        wanted = {stem(k) for k in keys if k not in FUNCTION_WORDS}
        scored = [
            (sum(self._weight[s] for s in shared), -number)
            for number, stems in enumerate(self.stems)
            if (shared := wanted & stems)
        ]
        return [(score, -number) for score, number in sorted(scored, reverse=True)]

    def best_sentence(self, keys: Iterable[str]) -> Span | None:
        """The sentence that shares most with these words; None if none shares two stems."""
        keys = list(keys)
        ranked = self.overlaps(keys)
        if not ranked or self.shared(keys, ranked[0][1]) < LEAST_SHARED:
            return None
        return self.sentences[ranked[0][1]]

    def content_words(self, sentence: int) -> int:
        """How many different content words the sentence has."""
        return len(self.stems[sentence])

    def shared(self, keys: Iterable[str], sentence: int) -> int:
        """How many stems of these words the sentence has."""
        return len({stem(k) for k in keys if k not in FUNCTION_WORDS} & self.stems[sentence])


@lru_cache(maxsize=32)
def body_of(text: str) -> Body:
    """The body's parts; the last few bodies are kept, since each is checked many times."""
    return Body(text)
