"""A "not" put in, or taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.actors import is_actor
from copydesk.plant.edit import Edit, Planted, planted
from copydesk.plant.grammar import AUXILIARIES, REPORTING, auxiliaries, child, end, predicates
from copydesk.plant.story import Story
from copydesk.text.inflect import inflected
from copydesk.text.negation import is_negated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# With these both a sentence and its negation may hold.
_VAGUE = re.compile(
    r"\b(?:only|just|few|little|any|hardly|seldom|rarely|nowhere|some\w*|often|may|might|could"
    r"|several|part|many|most)\b",
    re.I,
)
# "Not only", "not once", "not as": without the negation these say something else.
_SCOPED = frozenset(
    "only just yet until because merely necessarily longer once even as so all every many much at "
    "simply the a an unlike".split()
)
_NEEDS_NEGATION = re.compile(r"\b(?:any\w*|either|until|nor|yet|but|much|ever|let)\b")
_WHOLE = {"wo": "will", "ca": "can", "sha": "shall"}
# Nobody fails to need or refuses to know.
_STATES_OF_MIND = frozenset("need see expect have know want think believe feel hope mean".split())
_CONTRACTS = frozenset("is was are were has had have does do did would should".split())


def negated(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """A denial where there was none: of the main verb, or that of the statement reported."""
    text = claim.text
    verbs = predicates(claim)
    if not verbs or is_negated(text) or "?" in text or _VAGUE.search(text) or story.denies(text):
        return
    reports = verbs[0].lemma_ in REPORTING and len(verbs) > 1
    verb = verbs[-1] if reports and draw.random() < 0.85 else verbs[0]
    # "Will not also": nobody writes that.
    if any(c.lower_ in ("also", "still", "already", "just") for c in verb.children):
        return
    n_t = "n’t" if "’" in story.body else "n't"
    if edit := _negation(verb, n_t, draw):
        yield planted("negation", text, edit)


def _negation(verb: Token, n_t: str, draw: Random) -> Edit | None:
    aux = auxiliaries(verb)
    first = aux[0] if aux else verb if verb.lemma_ == "be" else None
    if first is not None:
        word = first.text
        if word.startswith(("'", "’")) or word.casefold() == "to":
            return None
        contracts = word.casefold() in _CONTRACTS and draw.random() < 0.3
        new = "cannot" if word.casefold() == "can" else word + (n_t if contracts else " not")
        return Edit(first.idx, end(first), new)
    base = verb.lemma_.casefold()
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or inflected(base, "VB") is None:
        return None
    do = {"VBD": "did", "VBZ": "does", "VBP": "do"}[verb.tag_]
    subject = child(verb, "nsubj")
    turns = ["fail", "refuse", "decline"] if subject is not None and is_actor(subject) else ["fail"]
    roll = draw.random()
    if roll < 0.5 or base in _STATES_OF_MIND:
        new = f"{do} not {base}"
    elif roll < 0.75:
        new = f"{do}{n_t} {base}"
    elif roll < 0.8:
        new = f"never {verb.text}"
    else:
        new = f"{inflected(draw.choice(turns), verb.tag_)} to {base}"
    return Edit(verb.idx, end(verb), new)


def affirmed(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """A negation taken away: "did not sign" -> "signed", "cannot" -> "can"."""
    text = claim.text
    for word in claim:
        if word.dep_ != "neg" or word.head.pos_ not in ("VERB", "AUX") or word.i == 0:
            continue
        following = claim[word.i + 1].lower_ if word.i + 1 < len(claim) else ""
        if following in _SCOPED or _NEEDS_NEGATION.search(text[word.idx :]):
            continue
        edit = _affirmation(word)
        if edit is not None:
            rest = text[: edit.start] + text[edit.end :]
            if not story.affirms(f"{word.head.text} {rest}", 0.7):
                yield planted("affirmation", text, edit)


def _affirmation(word: Token) -> Edit | None:
    """The edit that takes a negating word from its verb."""
    verb, before, text = word.head, word.nbor(-1), word.doc.text
    if before.lower_ in ("do", "does", "did") and before.head == verb:
        tag = {"do": "VBP", "does": "VBZ", "did": "VBD"}[before.lower_]
        new = inflected(verb.lemma_, tag)
        if new is None or not word.i < verb.i <= word.i + 2:
            return None
        return Edit(before.idx, end(verb), text[end(word) + 1 : verb.idx] + new)
    # "May not" leaves open what "may" leaves open.
    if before.lower_ in ("may", "might", "could"):
        return None
    follows = verb.i == word.i + 1
    if word.lower_ in ("not", "n't", "n’t") and before.dep_ in (*AUXILIARIES, "ROOT", "ccomp"):
        aux = _WHOLE.get(before.lower_, before.text)
        new = f"{aux} {verb.text}" if follows else aux
        return Edit(before.idx, end(verb) if follows else end(word), new)
    if word.lower_ == "never" and follows:
        return Edit(word.idx, end(verb), verb.text)
    return None
