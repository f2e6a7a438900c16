"""What the planters ask of a parse (spaCy's, with its English labels)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.plant.actors import is_plural
from copydesk.plant.edit import Edit
from copydesk.text.inflect import inflected

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REPORTING = frozenset(
    "say tell report announce claim argue add note warn insist suggest believe think declare "
    "write state explain contend assert indicate show find predict acknowledge".split()
)
AUXILIARIES = ("aux", "auxpass")
SUBJECTS = ("nsubj", "nsubjpass")
ARTICLES = ("the", "a", "an")
_AGREE = {
    "is": "are", "are": "is", "was": "were", "were": "was", "has": "have", "have": "has",
    "does": "do", "do": "does",
}  # fmt: skip


def child(head: Token, *labels: str) -> Token | None:
    """The first child of `head` with one of the labels."""
    return next((c for c in head.children if c.dep_ in labels), None)


def predicates(claim: Doc) -> list[Token]:
    """The main verb, and that of the statement that it reports, each with a subject."""
    found = []
    for root in [t for t in claim if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")][:1]:
        found.append(root)
        if root.lemma_ in REPORTING:
            found += [c for c in root.children if c.dep_ == "ccomp" and c.pos_ in ("VERB", "AUX")]
    return [v for v in found if child(v, *SUBJECTS) is not None]


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries before a verb, in order."""
    return [c for c in verb.children if c.dep_ in AUXILIARIES and c.i < verb.i]


def takes_plural(verb: Token) -> bool:
    """Whether the subject of a verb wants it in the plural."""
    subject = child(verb, *SUBJECTS)
    return subject is not None and (
        is_plural(subject) or subject.lower_ in ("they", "we", "i", "you", "who", "that")
    )


def forms(lemma: str) -> tuple[str, ...]:
    """All forms of a verb."""
    tags = ("VB", "VBZ", "VBD", "VBN", "VBG")
    return tuple(filter(None, (inflected(lemma, tag) for tag in tags)))


def end(token: Token) -> int:
    """The offset after a token."""
    return int(token.idx) + len(token.text)


def phrase(head: Token, *, whole: bool = True) -> tuple[int, int] | None:
    """First and last token of the phrase of `head`.

    What hangs on as a clause or an apposition is no part of it: then there is none, or, unless it
    is to be `whole`, what follows the head stays behind. None too where the phrase has gaps.
    """
    inside = [head.i]
    for each in head.children:
        if each.dep_ == "punct" and not (each.i < head.i and each.text in "-–"):
            continue
        if each.dep_ in ("relcl", "acl", "appos"):
            if whole or each.i < head.i:
                return None
            continue
        inside += [each.i, *(t.i for t in each.subtree)]
    first, last = min(inside), max(inside)
    return (first, last) if len(set(inside)) == last - first + 1 else None


def span(claim: Doc, at: tuple[int, int]) -> tuple[int, int]:
    """The offsets of a phrase."""
    return claim[at[0]].idx, end(claim[at[1]])


def inner(claim: Doc, at: tuple[int, int]) -> str:
    """The words of a phrase as they stand inside a sentence: "The mayor" -> "the mayor"."""
    start, stop = span(claim, at)
    words, first = claim.text[start:stop], claim[at[0]]
    is_name = first.pos_ == "PROPN" or first.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    is_name = is_name and first.lower_ not in ARTICLES
    if at[0] == 0 and not is_name and first.text[1:].islower():
        return words[0].lower() + words[1:]
    return words


def capital(words: str) -> str:
    """Words with a capital to open a sentence."""
    return words[:1].upper() + words[1:]


def agreement(verb: Token, subject: Token, other: Token) -> list[Edit] | None:
    """Edits that make the verb agree with its new subject, None where that cannot be done."""
    if is_plural(subject) == is_plural(other):
        return []
    aux = auxiliaries(verb)
    first = aux[0] if aux else verb
    if first.tag_ == "MD" or first.lower_ in ("had", "did") or (not aux and verb.tag_ == "VBD"):
        return []
    if aux:
        new = _AGREE.get(first.lower_)
    else:
        new = inflected(verb.lemma_, "VBP" if is_plural(other) else "VBZ")
    if new is None or verb.tag_ not in ("VBZ", "VBP", "VBN", "VBG"):
        return None
    return [Edit(first.idx, end(first), new, wrong=False)]
