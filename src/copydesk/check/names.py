"""Are the people, places and organisations of a claim those of the body?"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.body import BEFORE_PLACES, Body, body_of
from copydesk.check.mentions import Label, Place, claimed_places, groups, labels
from copydesk.check.presence import attributed, held_as_a_whole, holds
from copydesk.check.resemblance import (
    Kind,
    full_name,
    nearest,
    one_person,
    other_holders,
    person_words,
    with_given_name,
)
from copydesk.records import Article, Claim, Finding, Severity, Span
from copydesk.text.lexicon import METONYMS, given_names, same_given_name
from copydesk.text.names import HONORIFICS, Person, Range, Style, style
from copydesk.text.roles import holders, is_role
from copydesk.text.words import Word, words

# How sure a finding of each severity is.
_SCORE: dict[Severity, float] = {"error": 0.9, "warning": 0.4, "info": 0.1}


class NamesChecker:
    """Finds names that the body lacks, gives to somebody else, or pairs with another role.

    Rules of its findings: `name-not-in-body`, `name-contradicted`, `role-contradicted`.
    """

    name = "names"

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        body = body_of(article.body)
        if not body.words:
            return []
        look = style([word for claim in claims for word in words(claim.text)])
        context = (article.byline, article.source, article.url)
        return [
            finding
            for claim in claims
            for finding in _ClaimNames(body, claim, look, context).findings()
        ]


class _ClaimNames:
    """The names of one claim, and what is wrong with them; words are judged once."""

    def __init__(self, body: Body, claim: Claim, look: Style, context: tuple[str, ...]) -> None:
        self.body, self.claim, self.look, self.context = body, claim, look, context
        self.words = words(claim.text)
        self.labels: list[Label] = labels(self.words, look, body)
        self.places = claimed_places(self.words, self.labels, look)
        self.judged: set[int] = set()

    def findings(self) -> list[Finding]:
        found = self.role_findings() + self.place_findings()
        for group in groups(self.words, self.labels, self.look):
            found += self.group_findings(group)
        return sorted(found, key=lambda f: f.claim_span)

    # Roles

    def role_findings(self) -> list[Finding]:
        found = []
        for claimed in holders(self.words, [label != "no" for label in self.labels]):
            name = claimed.name_at
            holder = one_person(self.body, other_holders(self.body, claimed, self.words))
            absent = not self.held(self.words[name[1] - 1])
            if holder is None or not (claimed.role.single or absent):
                continue
            # Somebody whom the body names without the role may have had it all along, unless it
            # gives them another.
            settled = absent or self.has_other_role(name, claimed.role.head)
            severity: Severity = "error" if settled else "warning"
            wording = person_words(self.body, holder.name_at)
            self.judged.update(range(*name))
            role = self.claim.text[
                self.words[claimed.role_at[0]].start : self.words[claimed.role_at[1] - 1].end
            ]
            found.append(
                self.finding(
                    "role-contradicted",
                    severity,
                    f"the body gives the role “{role}” to {wording}",
                    name,
                    self.body.sentence_at(holder.name_at[0]),
                    wording,
                )
            )
        return found

    def has_other_role(self, name: Range, head: str) -> bool:
        """Whether the body gives the claimed name some role, but not this one."""
        surname = self.words[name[1] - 1].key
        heads = {
            holder.role.head
            for holder in self.body.holders
            if self.body.words[holder.name_at[1] - 1].key == surname
        }
        return bool(heads) and head not in heads

    # Places

    def place_findings(self) -> list[Finding]:
        found = []
        for unit in self.places:
            held = self.place_held(unit)
            if held == "yes":
                self.judged.update(range(*unit.at))
                continue
            if held == "no" and not self.is_place(unit):
                continue
            first = self.words[unit.at[0]]
            if self.look in ("title", "upper") and first.end - first.start == 2:
                continue  # "IN", "OR": a code says nothing among capitals.
            self.judged.update(range(*unit.at))
            severity: Severity = "error" if held == "no" else "warning"
            kind: Kind = "people" if "people" in unit.forms.values() else "place"
            found.append(self.absent(unit.at, severity, *self.near(unit.at, kind)))
        return found

    def place_held(self, unit: Place) -> str:
        """`yes`, `no`, or `unclear` where only the capital stands for the country."""
        keys = tuple(w.key for w in self.words[slice(*unit.at)])
        if self.body.find(keys):
            return "yes"
        unclear = False
        for place, form in unit.forms.items():
            for _, other in self.body.places.get(place, ()):
                if form != "capital" and other != "capital":
                    return "yes"
                unclear = True
        if unclear:
            return "unclear"
        if len(keys) == 1 and holds(self.body, self.words[unit.at[0]]):
            return "yes"
        return "unclear" if keys in METONYMS else "no"

    def is_place(self, unit: Place) -> bool:
        """Whether the words are surely a place: some are words or surnames too."""
        i, j = unit.at
        if j - i > 1:
            return True
        return self.labels[i] == "name"

    # People, organisations and the rest

    def group_findings(self, group: Range) -> list[Finding]:
        whole = held_as_a_whole(self.body, self.words[slice(*group)])
        found = []
        i = group[0]
        while i < group[1]:
            if i in self.judged or self.is_held(i, group, whole):
                found += self.given_name_findings(i, group)
                i += 1
                continue
            j = i + 1
            while j < group[1] and j not in self.judged and not self.is_held(j, group, whole):
                j += 1
            found += self.absent_findings((i, j), group)
            i = j
        return found

    def is_held(self, i: int, group: Range, whole: list[bool]) -> bool:
        word = self.words[i]
        return self.labels[i] == "no" or whole[i - group[0]] or self.held(word)

    def held(self, word: Word) -> bool:
        return holds(self.body, word) or attributed(self.context, word)

    def given_name_findings(self, i: int, group: Range) -> list[Finding]:
        """A surname at `i` that the body has, after a given name that it gives to nobody so."""
        if i in self.judged or i == group[0] or not self.words[i].joined:
            return []
        surname, given = self.words[i].key, self.words[i - 1].key
        people = self.body.by_surname.get(surname)
        if (
            not people
            or given not in given_names()
            or i - 1 in self.judged
            or any(same_given_name(given, k) for p in people for k in p.keys[:-1])
            or self.stand_together(given, surname)
        ):
            return []
        elsewhere = given in self.body.positions
        if elsewhere and with_given_name(self.body, given) is None:
            return []
        self.judged.update((i - 1, i))
        person = full_name(self.body, surname)
        suggestion = self.body.wording(person.at) if person else ""
        return [
            self.finding(
                "name-contradicted",
                "error",
                f"the body names {self.body.wording(people[0].at)}",
                (i - 1, i + 1),
                self.body.sentence_at(people[0].at[0]),
                suggestion,
            )
        ]

    def stand_together(self, given: str, surname: str) -> bool:
        """Whether the body has the two in one run of capitals: "Jane Marie Roe"."""
        places = self.body.positions.get(surname, ())
        return any(
            given in (w.key for w in self.body.words[max(0, at - 3) : at])
            and all(self.body.in_run[max(0, at - 1) : at])
            for at in places
        )

    def absent_findings(self, at: Range, group: Range) -> list[Finding]:
        i, j = at
        sure = any(self.labels[k] == "name" for k in range(i, j))
        given = given_names()
        person = False
        if i > group[0] and self.words[i - 1].key in given and i - 1 not in self.judged:
            # The given name belongs to the wrong name: "Antony [Kerry]".
            i, person = i - 1, True
        person = person or (j - i > 1 and self.words[i].key in given)
        if i > 0 and self.words[i - 1].key in HONORIFICS:
            person = True
        if j - i == 1 and self.words[i].key in given and j < group[1]:
            surname = self.words[j]
            if surname.key in self.body.by_surname:
                self.judged.add(i)
                return self.given_name_findings_of_absent(i, j)
            if self.labels[j] == "name" and (surname.key,) not in METONYMS:
                return [self.absent((i, j + 1), "warning", *self.near((i, j + 1), "person"))]
        if tuple(w.key for w in self.words[i:j]) in METONYMS:
            sure = person = False
        severity: Severity = "error" if sure or person else "warning"
        kind: Kind = "person" if person else "name"
        if not person and i > 0 and self.words[i].joined and self.words[i - 1].key in BEFORE_PLACES:
            kind = "place"
        evidence, suggestion = self.near((i, j), kind)
        # No other name fits beside what is right of this one ("Tarn [Valley]", "[Lea] Brandt"), and
        # no person's after an article ("the [Tarn] festival").
        rest = (k for k in range(*group) if not i <= k < j and self.labels[k] == "name")
        beside = not all(is_role(self.words[k].key) for k in rest)
        named = kind == "name" and i > 0 and self.words[i - 1].key in ("a", "an", "the")
        if not person and (beside or named):
            suggestion = ""
        return [self.absent((i, j), severity, evidence, suggestion)]

    def given_name_findings_of_absent(self, i: int, j: int) -> list[Finding]:
        """A given name at `i` that the body lacks, before a surname at `j` that it has."""
        people = self.body.by_surname[self.words[j].key]
        self.judged.add(j)
        if any(same_given_name(self.words[i].key, k) for p in people for k in p.keys[:-1]):
            return []
        if not any(self.is_given_name(p) for p in people):
            return [self.absent((i, j + 1), "warning", *self.near((i, j + 1), "person"))]
        if not self.named_in_full_first(people[0]):
            return [self.absent((i, j + 1), "warning", *self.near((i, j + 1), "person"))]
        person = full_name(self.body, self.words[j].key)
        return [
            self.finding(
                "name-contradicted",
                "error",
                f"the body names {self.body.wording(people[0].at)}",
                (i, j + 1),
                self.body.sentence_at(people[0].at[0]),
                self.body.wording(person.at) if person else "",
            )
        ]

    def is_given_name(self, person: Person) -> bool:
        """Whether the person's first word is one: a known one, or what follows a role."""
        held = (holder.name_at for holder in self.body.holders)
        return person.keys[0] in given_names() or any(
            at == person.at and at[1] - at[0] > 1 for at in held
        )

    def named_in_full_first(self, person: Person) -> bool:
        """Whether the surname is nowhere alone before this person, so that it can be no other's."""
        return self.body.positions[person.surname][0] >= person.at[0]

    def near(self, at: Range, kind: Kind) -> tuple[Span | None, str]:
        if kind == "person":
            namesake = with_given_name(self.body, self.words[at[0]].key)
            if namesake is not None:
                span = self.body.sentence_at(namesake.at[0])
                return span, self.body.wording(namesake.at)
        return nearest(self.body, self.words, at, kind)

    # Findings

    def absent(
        self, at: Range, severity: Severity, evidence: Span | None, suggestion: str
    ) -> Finding:
        text = self.claim.text[self.words[at[0]].start : self.words[at[1] - 1].end]
        message = f"the body does not hold the name “{text}”"
        if severity == "warning":
            message = (
                f"the body does not hold “{text}”, which may be a name or another word for one"
            )
        return self.finding("name-not-in-body", severity, message, at, evidence, suggestion)

    def finding(
        self,
        rule: str,
        severity: Severity,
        message: str,
        at: Range,
        evidence: Span | None,
        suggestion: str,
    ) -> Finding:
        offset = self.claim.span[0]
        span = (offset + self.words[at[0]].start, offset + self.words[at[1] - 1].end)
        return Finding(
            NamesChecker.name, rule, severity, message, span, evidence, suggestion, _SCORE[severity]
        )
