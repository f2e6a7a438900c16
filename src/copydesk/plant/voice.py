"""Active into passive and back: the same said the other way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.plant.actors import is_plural
from copydesk.plant.grammar import auxiliaries, capital, child, inner, phrase, predicates, span
from copydesk.text.inflect import inflected

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# With other parts a sentence is no longer one clause, or the parse is unsure.
_PARTS = frozenset("nsubj dobj prep punct npadvmod auxpass nsubjpass agent".split())
_NO_PASSIVE = frozenset(
    "have be become remain resemble lack cost weigh say tell fit mean get let want like join enter "
    "leave hit help face fear need do take give see keep make hold".split()
)
_BACKWARD = frozenset("its his her their himself itself herself themselves".split())


def turned(claim: Doc) -> str | None:
    """The passive of an active sentence, the active of a passive one that names its agent."""
    verb = next(iter(predicates(claim)), None)
    if verb is None or verb.dep_ != "ROOT" or verb.pos_ != "VERB":
        return None
    if any(c.dep_ not in _PARTS for c in verb.children) or re.search(r"[\"“”?]", claim.text):
        return None
    if any(t.lower_ in _BACKWARD for t in claim):
        return None
    return _passive(claim, verb) or _active(claim, verb)


def _phrases(
    claim: Doc, left: Token, right: Token, before: int, after: int
) -> tuple[str, str, str]:
    """What stands left of the verb, right of it and after that; empty unless they are adjacent."""
    first, second = phrase(left), phrase(right)
    if first is None or second is None or "PRON" in (left.pos_, right.pos_):
        return "", "", ""
    if first != (0, before) or second[0] != after:
        return "", "", ""
    # What follows must hang on the verb, else the parse has torn a phrase apart.
    if second[1] + 1 < len(claim) and claim[second[1] + 1].head.dep_ != "ROOT":
        return "", "", ""
    start, stop = span(claim, second)
    # A name that ends in s may be a plural and may not.
    if claim[second[1]].pos_ == "PROPN" and claim.text[stop - 1] == "s":
        return "", "", ""
    if claim.text[stop:].strip(".") and claim.text[stop] != " ":
        return "", "", ""
    return inner(claim, first), claim.text[start:stop], claim.text[stop:]


def _passive(claim: Doc, verb: Token) -> str | None:
    subject, thing = child(verb, "nsubj"), child(verb, "dobj")
    if subject is None or thing is None or auxiliaries(verb) or verb.lemma_ in _NO_PASSIVE:
        return None
    done = inflected(verb.lemma_, "VBN")
    be = ("were" if is_plural(thing) else "was") if verb.tag_ == "VBD" else "is"
    be = "are" if be == "is" and is_plural(thing) else be
    doer, patient, rest = _phrases(claim, subject, thing, verb.i - 1, verb.i + 1)
    if not doer or done is None or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    return f"{capital(patient)} {be} {done} by {doer}{rest}"


def _active(claim: Doc, verb: Token) -> str | None:
    subject, agent, aux = child(verb, "nsubjpass"), child(verb, "agent"), auxiliaries(verb)
    doer = child(agent, "pobj") if agent is not None else None
    if subject is None or agent is None or doer is None or len(aux) != 1:
        return None
    if aux[0].lower_ not in ("was", "were") or aux[0].i != verb.i - 1 or agent.i != verb.i + 1:
        return None
    did = inflected(verb.lemma_, "VBD")
    patient, by, rest = _phrases(claim, subject, doer, verb.i - 2, verb.i + 2)
    return f"{capital(by)} {did} {patient}{rest}" if patient and did else None
