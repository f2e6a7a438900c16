"""Who did it to whom: subject and object exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.actors import is_actor
from copydesk.plant.edit import Edit, Planted, planted
from copydesk.plant.grammar import SUBJECTS, agreement, child, inner, phrase, span
from copydesk.plant.story import Story, stems

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# The same when turned round, or nearly.
_SYMMETRIC = frozenset(
    "meet marry join face fight match equal resemble date divorce wed accompany include represent "
    "be become remain have mean make involve rival contact engage confront see view consider "
    "compete play debate know like border tie merge".split()
)
_THROUGH = frozenset("to over from against on for".split())
_ONE_WAY = frozenset("lose surrender apologize apologise concede win sue depend rely".split())


def swapped(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """Subject and object exchanged, or patient and agent of a passive; both must be actors.

    What hangs on either as a clause or an apposition stays where it was.
    """
    for verb in (t for t in claim if t.pos_ == "VERB" and t.lemma_ not in _SYMMETRIC):
        subject, other = child(verb, *SUBJECTS), _object(verb)
        if subject is None or other is None or not (is_actor(subject) and is_actor(other)):
            continue
        # "Visits Spokane": no town visits anybody.
        if {subject.ent_type_, other.ent_type_} == {"PERSON", "GPE"}:
            continue
        left, right = phrase(subject, whole=False), phrase(other, whole=False)
        if left is None or right is None or left[1] > right[0]:
            continue
        first, second = inner(claim, left), inner(claim, right)
        # A sum is no actor, whatever it is given for.
        if any(c.isdigit() or c in "$€£" for c in first + second):
            continue
        if stems(first) & stems(second) - {"the", "a", "of"}:
            continue
        agreed = agreement(verb, subject, other)
        if agreed is not None and not _is_said(story, verb, subject, other):
            edits = [Edit(*span(claim, left), second), Edit(*span(claim, right), first)]
            yield planted("role-swap", claim.text, *edits, *agreed)


def _object(verb: Token) -> Token | None:
    """The direct object, the agent of a passive, or whom one loses to or wins over."""
    found = child(verb, "dobj", "obj", "dative")
    if found is not None:
        return found if found.dep_ != "dative" or found.pos_ in ("NOUN", "PROPN") else None
    for link in verb.children:
        to = link.dep_ == "prep" and link.lower_ in _THROUGH and verb.lemma_ in _ONE_WAY
        if link.dep_ == "agent" or to:
            return child(link, "pobj")
    return None


def _is_said(story: Story, verb: Token, subject: Token, other: Token) -> bool:
    """Whether a sentence tells of the swapped deed: the other before the verb, then the subject."""
    needed = stems(f"{verb.text} {subject.text} {other.text}")
    for sentence in story.holding(needed, (), 0):
        low = sentence.casefold()
        there, middle, here = (low.find(t.lower_) for t in (other, verb, subject))
        passive = " by " in low[middle:]
        if sentence != verb.doc.text and there < middle < here:
            return passive == (subject.dep_ == "nsubjpass")
    return False
