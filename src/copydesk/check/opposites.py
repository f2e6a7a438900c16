"""Does the body tell the opposite? "Shares rise 8 percent" where they fell 8 percent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from copydesk.check.body import Body
from copydesk.check.contrast import Contrast, denies, is_content, share, stems_without
from copydesk.text import antonyms
from copydesk.text.inflect import inflected
from copydesk.text.words import Word, stem

RULE = "opposite-told"
# A sentence with the opposite and so much of the claim's other words tells the same thing, unless
# one that says what the claim's verb says has more than the second share of them.
_TOLD, _OWN = 0.4, 0.3
# One of so many words before the claim's verb stands so near before the opposite too, and one of
# those after it after.
_BESIDE = 3
_BEFORE, _AFTER = 9, 7
# How near before a verb a "not" denies it.
_DENIED = 4
# Adjectives as often as verbs: "walked free", "a clear win", "lower taxes".
_ADJECTIVES = frozenset("free clear open close slow lower narrow double triple welcome".split())
_TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG")


def opposites(body: Body, claim: tuple[Word, ...]) -> Iterator[Contrast]:
    """The verbs of a claim that denies nothing, whose opposites the body tells in their place."""
    if any(map(denies, claim)):
        return
    for i, word in enumerate(claim):
        if word.key not in _lemmas():
            continue
        rest = stems_without(claim, (i, i + 1))
        if _told(body, word.key, rest) > _OWN:
            continue
        before = [stem(w.key) for w in claim[:i] if is_content(w)][-_BESIDE:]
        after = [stem(w.key) for w in claim[i + 1 :] if is_content(w)][:_BESIDE]
        found = [
            (share(body, body.sentence_of[at], rest), -at)
            for at in _places(body, _opposite_forms(word.key))
            if _stands_so(body, at, before, after)
        ]
        most, at = max(found, default=(0.0, 0))
        if most >= _TOLD:
            other = body.words[-at]
            said = body.text[other.start : other.end]
            message = f"the body says “{said}”"
            put = _fitted(word.key, other.key)
            put = put.capitalize() if word.case == "title" else put
            yield Contrast(RULE, (i, i + 1), body.sentence_of[-at], message, put)


def _told(body: Body, form: str, rest: frozenset[str]) -> float:
    """How much of the claim's other words a sentence that says what its verb says has at most."""
    return max(
        (share(body, body.sentence_of[at], rest) for at in _places(body, _forms_of_like(form))),
        default=0.0,
    )


def _places(body: Body, forms: Iterable[str]) -> Iterator[int]:
    """Where the body has one of the forms, but not in a name: "Teller Falls"."""
    return (at for form in forms for at in body.positions.get(form, ()) if not body.in_run[at])


def _stands_so(body: Body, at: int, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a word of the body is not denied, and stands between such words as the claim's."""
    start, end = body.range_in(body.sentence_at(at))
    if any(map(denies, body.words[max(start, at - _DENIED) : at])):
        return False
    left = {stem(word.key) for word in body.words[max(start, at - _BEFORE) : at]}
    right = {stem(word.key) for word in body.words[at + 1 : min(end, at + 1 + _AFTER)]}
    return not (before and left.isdisjoint(before)) and not (after and right.isdisjoint(after))


def _fitted(form: str, other: str) -> str:
    """The opposite of the verb `form` that has the form `other`, inflected as `form` is."""
    for lemma, tag in _lemmas()[form]:
        for opposite in sorted(_table()[lemma]):
            if other in _forms(opposite):
                return inflected(opposite, tag) or ""
    return ""


@cache
def _table() -> dict[str, frozenset[str]]:
    """The lemma of a verb -> its opposites, either way."""
    table: dict[str, set[str]] = {}
    for verb, others in antonyms.verbs().items():
        for other in others:
            table.setdefault(verb, set()).add(other)
            table.setdefault(other, set()).add(verb)
    return {verb: frozenset(others) for verb, others in table.items()}


@cache
def _forms(lemma: str) -> frozenset[str]:
    return frozenset(filter(None, (inflected(lemma, tag) for tag in _TAGS))) - _ADJECTIVES


@cache
def _lemmas() -> dict[str, list[tuple[str, str]]]:
    """The form of a verb that has an opposite -> (lemma, tag) of it, more than one for "cut"."""
    table: dict[str, list[tuple[str, str]]] = {}
    for lemma in _table():
        for tag in _TAGS:
            form = inflected(lemma, tag)
            if form and form not in _ADJECTIVES:
                table.setdefault(form, []).append((lemma, tag))
    return table


@cache
def _opposite_forms(form: str) -> frozenset[str]:
    """The forms of all opposites of a verb, without those of what says the same as it."""
    others = {other for lemma, _ in _lemmas()[form] for other in _table()[lemma]}
    return frozenset(each for lemma in others for each in _forms(lemma)) - _forms_of_like(form)


@cache
def _forms_of_like(form: str) -> frozenset[str]:
    """The forms of a verb, and of those that share an opposite with it: "fell" for "drops"."""
    lemmas = {lemma for lemma, _ in _lemmas()[form]}
    alike = {each for lemma in lemmas for other in _table()[lemma] for each in _table()[other]}
    return frozenset(each for lemma in lemmas | alike for each in _forms(lemma))
