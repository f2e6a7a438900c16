"""Other words for what a claim gets wrong: the evidence's own, may for will, not, opposites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from copydesk.check.edits import Edit
from copydesk.records import Span
from copydesk.text.antonyms import verbs
from copydesk.text.antonyms import words as opposites
from copydesk.text.inflect import inflected
from copydesk.text.lexicon import FUNCTION_WORDS
from copydesk.text.names import is_capital, style
from copydesk.text.negation import is_negated
from copydesk.text.words import Word, words

# Between the same two neighbours the evidence may have so many words.
_LONGEST_INFILL = 6
_MODALS = frozenset("will would can could may might must should shall".split())
_COMPARED = frozenset("more less most before after".split())
# What may follow a subject in place of a modal, before a verb's bare form.
_HEDGE = re.compile(
    r"\b(?:may|might|could|would|should|can|will"
    r"|(?:plan|want|hope|intend|aim|vow|seek|promise|threaten)s? to"
    r"|(?:is|are) (?:expected|likely|unlikely|set|due|planning|considering|ready) to)\b",
    re.IGNORECASE,
)
_BE_HAVE = frozenset("is are was were has have had be been".split())
_DO = {"do": "VBP", "does": "VBZ", "did": "VBD"}
_CONTRACTED = re.compile(r"(\w+)n['’]t$", re.IGNORECASE)
_LONG = {"wo": "will", "ca": "can", "sha": "shall"}
# Over these no infill goes: the end of a sentence or a part of it, and what opens a clause, which
# a claim of a few words seldom has the end of.
_BREAK = re.compile(r"[.!?:;\"“”\n]|\b(?:that|who|which|whether|because)\b", re.IGNORECASE)
_FORMS = ("VBZ", "VBD", "VBN", "VBG", "VB")


def infills(text: str, wrong: Span, evidence: str) -> Iterator[Edit]:
    """What the evidence has between the two words that stand beside the wrong ones.

    Not "said Tuesday that the" in "Mayor closes bridge": what would follow is not there.
    """
    found, held = words(text), words(evidence)
    first = sum(word.end <= wrong[0] for word in found)
    last = sum(word.start < wrong[1] for word in found)
    if first == 0 or last >= len(found):
        return
    before, after = found[first - 1].key, found[last].key
    # Two small words stand together anywhere.
    if before in FUNCTION_WORDS and after in FUNCTION_WORDS:
        return
    for i, word in enumerate(held):
        if word.key != before:
            continue
        for j in range(i + 2, min(i + 2 + _LONGEST_INFILL, len(held))):
            between = evidence[word.end : held[j].start].strip()
            if held[j].key == before or _BREAK.search(between):
                break
            if held[j].key == after:
                yield Edit(found[first].start, found[last - 1].end, between.strip(" ,"))
                break


def modalities(text: str, wrong: Span, evidence: str) -> Iterator[Edit]:
    """The evidence's way of saying how certain something is: "may" for "will"."""
    held = dict.fromkeys(match.group().lower() for match in _HEDGE.finditer(evidence))
    for word in _near(text, wrong):
        if word.key in _MODALS:
            yield from (Edit(word.start, word.end, each) for each in held if each != word.key)


def negations(text: str, wrong: Span, evidence: str) -> Iterator[Edit]:
    """Without the negation of the wrong words; or with one, where the evidence has one."""
    found = words(text)
    near = set(_near(text, wrong))
    negated = False
    for i, word in enumerate(found):
        if word not in near and not (i + 1 < len(found) and found[i + 1] in near):
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        before = found[i - 1] if i else None
        if contracted := _CONTRACTED.fullmatch(word.key):
            negated = True
            yield from _affirmed(contracted[1], word, word, after)
        elif word.key == "cannot":
            negated = True
            yield Edit(word.start, word.end, "can")
        elif word.key in ("not", "never") and after is not None:
            negated = True
            if before is not None and word.key == "not" and before.key in _DO:
                yield from _affirmed(before.key, before, word, after)
            else:
                yield Edit(word.start, after.start, "")
        elif word.key == "no" and after is not None and after.key not in ("one", "more"):
            negated = True
            through = found[i + 2].start if after.key == "longer" and i + 2 < len(found) else None
            yield Edit(word.start, through or after.start, "")
    if not negated and is_negated(evidence):
        for word in near:
            yield from _denied(word)


def _affirmed(auxiliary: str, first: Word, last: Word, verb: Word | None) -> Iterator[Edit]:
    """ "did not rise" -> "rose", "wasn't" -> "was"."""
    if auxiliary not in _DO:
        yield Edit(first.start, last.end, _LONG.get(auxiliary, auxiliary))
    elif verb is not None and (form := inflected(verb.key, _DO[auxiliary])):
        yield Edit(first.start, verb.end, form)


def _denied(word: Word) -> Iterator[Edit]:
    """ "was" -> "was not", "rose" -> "did not rise"."""
    if word.key in _MODALS | _BE_HAVE - {"be", "been"}:
        yield Edit(word.start, word.end, "cannot" if word.key == "can" else f"{word.key} not")
        return
    for lemma, tag in _verb_forms().get(word.key, ()):
        if tag in ("VBD", "VBZ"):
            do = "did" if tag == "VBD" else "does"
            yield Edit(word.start, word.end, f"{do} not {lemma}")


def antonyms(text: str, wrong: Span, evidence: str) -> Iterator[Edit]:
    """Opposites of the wrong words, those first that the evidence has in some form."""
    held = {word.key for word in words(evidence)}
    found = words(text)
    ranked: list[tuple[bool, int, Edit]] = []
    in_title = style(found) in ("title", "upper")
    for i, word in enumerate(found):
        if not (word.start < wrong[1] and wrong[0] < word.end):
            continue
        # A part of a name, or of a word with hyphens, has no opposite.
        goes_on = i + 1 < len(found) and found[i + 1].joined and is_capital(found[i + 1])
        named = is_capital(word) and not in_title and (goes_on or not word.opens)
        if named or "-" in (text[word.start - 1 : word.start], text[word.end : word.end + 1]):
            continue
        before = found[i - 1].key if i else ""
        for lemma, tag in _verb_forms().get(word.key, ()):
            if tag in ("VBD", "VBN") and (before in _BE_HAVE) != (tag == "VBN"):
                continue
            if tag == "VB" and before not in _MODALS | _DO.keys() | {"to", "not"}:
                continue
            for other in verbs()[lemma]:
                forms = {inflected(other, each) for each in _FORMS}
                if form := inflected(other, tag):
                    ranked.append((not forms & held, i, Edit(word.start, word.end, form)))
        opposite = opposites().get(word.key)
        # Small words have many uses, of which an opposite shares one.
        if opposite in held and (word.key in _COMPARED or word.key not in FUNCTION_WORDS):
            ranked.append((False, i, Edit(word.start, word.end, opposite)))
    yield from dict.fromkeys(edit for _, _, edit in sorted(ranked, key=lambda row: row[:2]))


@cache
def _verb_forms() -> dict[str, list[tuple[str, str]]]:
    """A form of a verb that has an opposite -> its lemma and the tag of the form."""
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for lemma in verbs():
        for tag in _FORMS:
            if form := inflected(lemma, tag):
                table[form].append((lemma, tag))
    return dict(table)


def _near(text: str, wrong: Span) -> list[Word]:
    """The wrong words of `text`, and the one before and after them."""
    found = words(text)
    first = sum(word.end <= wrong[0] for word in found)
    last = sum(word.start < wrong[1] for word in found)
    return list(found[max(0, first - 1) : last + 1])
