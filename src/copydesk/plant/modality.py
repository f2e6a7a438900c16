"""What may be, is planned or alleged, told as what will be or is; and the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.actors import is_actor
from copydesk.plant.edit import Edit, Planted, over, planted
from copydesk.plant.grammar import REPORTING, auxiliaries, child, end, forms, takes_plural
from copydesk.plant.story import Story
from copydesk.text.inflect import inflected

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TENTATIVE = frozenset("may might could".split())
_INTENDING = frozenset(
    "plan threaten hope intend promise vow pledge seek aim expect prepare consider propose "
    "mull weigh offer".split()
)
# Conditions and questions stay open; of next year nothing is told in the past.
_OPEN = frozenset("if you whether unless next tomorrow soon future later end".split())
_PAST = frozenset(
    "last ago earlier today yesterday previously already since recently neither".split()
)
_HEARSAY = frozenset("allegedly reportedly possibly".split())


def certain(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """One error for each "may", "will", "plans to", "accused of" and "allegedly"."""
    text = claim.text
    if _OPEN & {t.lower_ for t in claim}:
        return
    for word in claim:
        edit, verb = None, word.head
        if word.tag_ == "MD" and word.dep_ == "aux" and verb.pos_ in ("VERB", "AUX"):
            edit = _modal(word, verb, draw)
        elif word.lemma_ in _INTENDING and word.dep_ in ("ROOT", "ccomp") and word.tag_ != "VBG":
            edit, verb = _intended(word)
        elif word.lemma_ in ("accuse", "suspect", "charge") and word.tag_ == "VBN":
            edit, verb = _accused(word)
        elif word.lower_ in _HEARSAY and word.i + 1 < len(claim):
            after = word.nbor(1)
            if after.pos_ in ("VERB", "AUX"):
                edit, verb = Edit(word.idx, end(after), after.text), after
        elif word.tag_ == "VBD" and word.dep_ == "ROOT":
            edit = _loosened(word, draw)
            if edit and not story.hedges(forms(word.lemma_), text):
                yield planted("modality", text, edit)
            continue
        if edit and not story.states((*forms(verb.lemma_), *edit.words.split()), text):
            yield planted("modality", text, edit)


def _modal(word: Token, verb: Token, draw: Random) -> Edit | None:
    """What may be, as certain; what will be, as done.

    "May sign" -> "will sign", "may have signed" -> "has signed", "will sign" -> "signed".
    """
    if child(verb, "neg") is not None:
        return None
    if word.lower_ in _TENTATIVE:
        have = next((c for c in verb.children if c.lower_ == "have" and c.dep_ == "aux"), None)
        if have is None:
            return over(word, "will")
        has = "had" if draw.random() < 0.5 else "have" if takes_plural(verb) else "has"
        return Edit(word.idx, end(have), has)
    past = inflected(verb.lemma_, "VBD")
    if word.lower_ == "will" and verb.i == word.i + 1 and past:
        return Edit(word.idx, end(verb), past)
    return None


def _intended(word: Token) -> tuple[Edit | None, Token]:
    """What is planned, as done: "plans to close" -> "closes", "is expected to" -> "will"."""
    verb = next((c for c in word.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
    if verb is None or child(word, "neg") is not None or child(verb, "neg") is not None:
        return None, word
    to = any(c.lower_ == "to" and c.i == word.i + 1 for c in verb.children)
    gerund = verb.tag_ == "VBG" and verb.i == word.i + 1
    if not (to and verb.i == word.i + 2) and not gerund:
        return None, word
    aux = auxiliaries(word)
    new: str | None = None
    start = word
    if word.tag_ in ("VBZ", "VBP", "VBD") and not aux:
        new = inflected(verb.lemma_, word.tag_)
    elif word.tag_ == "VBN" and len(aux) == 1 and aux[0].i == word.i - 1 and aux[0].lemma_ == "be":
        start, new = aux[0], f"will {verb.lemma_}"
    return (Edit(start.idx, end(verb), new) if new else None), verb


def _loosened(word: Token, draw: Random) -> Edit | None:
    """What is done, as still to come: "signed" -> "may sign", "will sign"."""
    base = inflected(word.lemma_, "VB")
    subject = child(word, "nsubj")
    if base is None or word.lemma_ in REPORTING or subject is None or not is_actor(subject):
        return None
    if auxiliaries(word) or child(word, "neg", "conj") is not None:
        return None
    # "May sign" does not go with "last year".
    if any(t.lower_ in _PAST or (t.like_num and len(t) == 4) for t in word.doc):
        return None
    return Edit(word.idx, end(word), f"{draw.choice(('may', 'could', 'will', 'might'))} {base}")


def _accused(word: Token) -> tuple[Edit | None, Token]:
    """What one is accused of, as done: only in the passive, where the subject is the accused."""
    link = next((c for c in word.children if c.lower_ in ("of", "with")), None)
    verb = child(link, "pcomp") if link is not None else None
    if link is None or verb is None or link.i != word.i + 1 or verb.i != link.i + 1:
        return None, word
    aux = auxiliaries(word)
    past = inflected(verb.lemma_, "VBD")
    if past is None or child(word, "neg", "agent") or (aux and aux[-1].i != word.i - 1):
        return None, word
    # "A man accused of taking …" needs "who took".
    relative = word.dep_ == "acl" or (not aux and word.dep_ != "ROOT")
    start = aux[0] if aux else word
    return Edit(start.idx, end(verb), f"who {past}" if relative else past), verb
