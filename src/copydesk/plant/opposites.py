"""One word's opposite in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.actors import is_actor
from copydesk.plant.edit import Planted, over, planted
from copydesk.plant.story import Story, content
from copydesk.text import antonyms
from copydesk.text.inflect import inflected
from copydesk.text.negation import is_negated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Of a person or a body these are opposites; a statement is released and nothing detains it.
_OF_ACTORS = frozenset(
    "arrest release hire fire appoint name elect oust free charge accuse clear convict acquit jail "
    "detain capture invite".split()
)
_SET_PARTICIPLES = frozenset("including leading following excluding".split())
_SET_BEFORE_AFTER = re.compile(
    r"\b(?:after all|named? after|look\w* after|go\w* after|day after|testif\w+ before"
    r"|appear\w* before|case before|before the (?:court|committee|panel|house|senate))\b",
    re.I,
)
_FOR_AND_AGAINST = frozenset("vote argue campaign speak case rule testify lobby".split())


def opposite(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """An error for each word that has an antonym, unless the claim is negated."""
    text = claim.text
    if is_negated(text):
        return
    for word in claim:
        new = _verb(word, draw) if word.tag_.startswith("VB") else _other(word)
        if new is None or new in text.casefold().split():
            continue
        rest = text[: word.idx] + text[word.idx + len(word.text) :]
        if not story.holding(content(new) or [new], content(rest), 0.5):
            yield planted("antonym", text, over(word, new))


def _verb(word: Token, draw: Random) -> str | None:
    table = antonyms.verbs()
    if word.lemma_ not in table or word.lower_ in _SET_PARTICIPLES:
        return None
    patients = [c for c in word.children if c.dep_ in ("dobj", "nsubjpass")]
    if word.lemma_ in _OF_ACTORS and not any(is_actor(c) for c in patients):
        return None
    if any(c.dep_ == "prt" for c in word.children):
        return None
    # "Republican-led", "as opposed to".
    after = word.nbor(1).text if word.i + 1 < len(word.doc) else ""
    if after == "-" or (word.i and word.nbor(-1).lower_ in ("-", "as", "you")):
        return None
    return inflected(draw.choice(table[word.lemma_]), word.tag_)


def _other(word: Token) -> str | None:
    new = antonyms.words().get(word.lower_)
    if new is None or word.tag_ == "MD" or word.i == 0 or word.is_title or word.is_upper:
        return None
    before = word.nbor(-1)
    after = word.nbor(1).lower_ if word.i + 1 < len(word.doc) else ""
    pairs = {f"{before.lower_} {word.lower_}", f"{word.lower_} {after}"}
    if pairs & antonyms.SET_PHRASES or "-" in (before.text, after) or not _is_free(word, before):
        return None
    return new


def _is_free(word: Token, before: Token) -> bool:
    """Whether a small word does the work that its opposite can do."""
    small, text = word.lower_, word.doc.text
    if small in ("before", "after"):
        return word.dep_ in ("prep", "mark") and not _SET_BEFORE_AFTER.search(text)
    if small in ("for", "against"):
        return word.dep_ == "prep" and word.head.lemma_ in _FOR_AND_AGAINST
    if small in ("with", "without"):
        return small == "without" and not re.search(r"without (?:any|\w+ing)\b", text)
    if small in ("up", "down"):
        return bool(re.search(rf"\b{word.text} (?:\d|(?:from|by) \$?\d|sharply|slightly)", text))
    if small in ("most", "least", "more", "less"):
        if before.like_num or before.lower_ in ("no", "any", "much"):
            return False
        return word.dep_ in ("advmod", "amod") and word.tag_ in ("RBR", "JJR", "RBS", "JJS")
    if small in ("first", "last", "major", "current", "former", "early", "late"):
        return word.dep_ == "amod"
    return small not in ("good", "old", "new")
