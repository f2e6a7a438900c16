"""Somebody else of the story, told of by noun: "the driver" for "the cyclist"."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.actors import is_actor, is_plural
from copydesk.plant.edit import Edit, Planted, planted
from copydesk.plant.grammar import ARTICLES, SUBJECTS, agreement, child, inner, phrase, span
from copydesk.plant.story import Story, content, stems

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SLOTS = (*SUBJECTS, "dobj")
# A phrase may have so many words.
_LONGEST = 5
# Somebody who may be any other one person of the story.
_ANYBODY = frozenset("man woman boy girl person suspect victim official leader member".split())


def nouns(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """One error for each actor by noun that another of the story's parsed sentences may stand for.

    The two must not be the same: a sentence of the story has both, or one is many and the other
    one. And no sentence has the new one beside the claim's verb, or much else of the claim.
    (Things in place of things were tried: most made no sense, or were one thing by another name.)
    """
    others = [o for doc in story.parsed for o in doc if _is_told(o)]
    draw.shuffle(others)
    for head in claim:
        at = phrase(head, whole=False) if _is_told(head) else None
        if at is None or any(t.ent_type_ for t in claim[at[0] : at[1] + 1]):
            continue
        for other in others:
            if (error := _exchanged(claim, head, at, other, story)) is not None:
                yield error
                break


def _is_told(noun: Token) -> bool:
    """Whether a token heads a phrase by noun that says who."""
    return noun.pos_ == "NOUN" and noun.dep_ in _SLOTS and not noun.ent_type_ and is_actor(noun)


def _exchanged(
    claim: Doc, head: Token, at: tuple[int, int], other: Token, story: Story
) -> Planted | None:
    there = phrase(other)
    if there is None or there[1] - there[0] >= _LONGEST or _may_be_one(head, other, story):
        return None
    start, stop = span(claim, at)
    new = inner(other.doc, there)
    if any(c.isdigit() or c in "$€£\"“”‘’'" for c in new + claim.text[start:stop]):
        return None
    rest = claim.text[:start] + claim.text[stop:]
    verb = head.head
    fresh = content(new)
    if not fresh or fresh & content(claim.text) or story.says(other.text, rest):
        return None
    if verb.pos_ == "VERB" and story.holding(stems(f"{other.text} {verb.text}"), (), 0):
        return None
    edits = agreement(verb, head, other) if head.dep_ in SUBJECTS else []
    if edits is None:
        return None
    return planted("noun", claim.text, Edit(start, stop, _determined(new, claim, other)), *edits)


def _may_be_one(head: Token, other: Token, story: Story) -> bool:
    """Whether both may be names of one thing."""
    if is_plural(head) != is_plural(other):
        return False
    if {head.lemma_, other.lemma_} & _ANYBODY:
        return True
    return not story.holding(stems(f"{head.text} {other.text}"), (), 0)


def _determined(new: str, claim: Doc, other: Token) -> str:
    """The new phrase with an article where the claim, as no headline, has them."""
    first, *rest = new.split(" ")
    if not any(t.lower_ in ARTICLES for t in claim):
        return " ".join(rest) if first.lower() in ARTICLES else new
    if child(other, "det", "poss", "nummod") is None and not is_plural(other):
        return f"the {new}"
    return new
