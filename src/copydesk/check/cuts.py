"""What of a claim can go, with all that hangs on it, so that the rest is still a sentence.

By word lists and punctuation, with no parser, so only where little can go wrong: what stands before
a noun, a phrase from its preposition on, an apposition between commas, what follows a conjunction.
After Dorr, Zajic & Schwartz 2003 ("Hedge Trimmer"), as `copydesk.draft.compress` is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from copydesk.check.edits import Edit, edited
from copydesk.records import Span
from copydesk.text.numbers import quantities
from copydesk.text.verbs import AUXILIARIES, has_verb, is_verb

_PREPOSITIONS = frozenset(
    "in on at of for from with by during near outside inside across since until over before after "
    "against into through between among amid around about despite following ahead towards".split()
)
_CONJUNCTIONS = frozenset(
    "and or but as that which who whom whose where when while because although though if unless "
    "after before since until so than whether how what why".split()
)
_CLAUSES = frozenset("after before as because although though while when where and but amid "
                     "despite following since until".split())  # fmt: skip
_DETERMINERS = frozenset("a an the this that these those its his her their our my every each no "
                         "some any".split())  # fmt: skip
_AUXILIARIES = frozenset(AUXILIARIES) | {"be", "being", "to"}
# Before a number: "more than 200", "at least 30".
_HEDGES = frozenset("more less fewer than at least most about nearly almost around some over under "
                    "up roughly approximately".split())  # fmt: skip
# Without these what is left may be untrue.
_KEPT = re.compile(
    r"n['’]t\b|\b(?:not|no|never|nor|neither|without|unless|if|only|except|until|whether|den\w+"
    r"|according|alleged\w*|accus\w+|suspect\w*|claim\w*|said|says|say)\b",
    re.IGNORECASE,
)
# A number before one of these is no mere adjective: "20 years ago", "three million".
_UNITS = re.compile(
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|(?:m|b|tr)illion|per ?cent|%)\b"
)
_NOT_ADVERBS = frozenset("only early family likely unlikely daily weekly july italy supply reply "
                         "apply rely ally rally assembly fly".split())  # fmt: skip
_FEWEST_WORDS = 3
_SMALLEST_SHARE = 0.5


class _Claim:
    """The tokens of a claim, parted by white space, and which of them are wrong: [first, last)."""

    def __init__(self, text: str, wrong: Span) -> None:
        self.text = text
        self.spans = [match.span() for match in re.finditer(r"\S+", text)]
        self.raw = [text[slice(*span)] for span in self.spans]
        self.bare = [re.sub(r"^\W+|\W+$", "", token).casefold() for token in self.raw]
        self.first = sum(end <= wrong[0] for _, end in self.spans)
        self.last = sum(start < wrong[1] for start, _ in self.spans)

    def without(self, first: int, last: int) -> Edit:
        """The claim without its tokens [first, last); marks that close the sentence stay."""
        start = self.spans[first][0]
        if last < len(self.spans):
            end = self.spans[last][0]
            # A comma or stop after what goes belongs to what stays before it.
            mark = re.search(r"[,;:]$", self.raw[last - 1])
            if mark and first:
                start, end = self.spans[first - 1][1], self.spans[last - 1][1] - 1
                end = end if self.raw[first - 1][-1].isalnum() else end + 1
            return Edit(start, end, "")
        mark = re.search(r"[^\w\s]*$", self.raw[-1])
        close = len(mark.group()) if mark else 0
        start = self.spans[first - 1][1] if first else start
        return Edit(start, self.spans[-1][1] - close, "")

    def ends(self, at: int) -> bool:
        """Whether a mark after the token at `at` closes a phrase."""
        return self.raw[at][-1] in ',;:.!?)]”"—–'

    def parts(self, at: int) -> bool:
        """Whether the token at `at` and the next may belong to different phrases.

        A word in lower case after a capital or a number may be a verb that no list has.
        """
        if self.ends(at) or at + 1 >= len(self.raw):
            return True
        raised = self.raw[at][:1].isupper() and at > 0
        return raised and self.raw[at + 1][:1].islower() and self.is_content(at + 1)

    def noun_phrase(self, at: int) -> int:
        """Where the noun phrase around the token begins, by what it is made of."""
        while at > 0 and self.is_content(at - 1) and not self.ends(at - 1):
            if self.bare[at - 1].endswith("ing"):
                break
            at -= 1
            if self.bare[at] in _DETERMINERS:
                break
        return at

    def is_name(self, at: int) -> bool:
        """Whether the capitals from `at` on are a name, not what stands before a noun."""
        end = at
        while end < len(self.raw) and self.raw[end][:1].isupper() and not self.ends(end):
            end += 1
        if end < len(self.raw) and self.raw[end][:1].isupper():
            return True
        return end > at and not (end < len(self.raw) and self.is_content(end))

    def is_content(self, at: int) -> bool:
        """Whether the token may stand within a noun phrase."""
        word = self.bare[at]
        other = _PREPOSITIONS | _CONJUNCTIONS | _AUXILIARIES
        return bool(word) and word not in other and not is_verb(word)


def cuts(text: str, wrong: Span) -> Iterator[Edit]:
    """The ways in which the wrong words can go, the least of them first.

    What would leave too little, no verb, half a quotation, or go with a negation, a condition or
    the source of a statement is none of them.
    """
    claim = _Claim(text, wrong)
    if claim.first >= claim.last:
        return
    for first, last in dict.fromkeys(_ranges(claim)):
        if not 0 <= first < last <= len(claim.raw) or last - first == len(claim.raw):
            continue
        edit = claim.without(first, last)
        if re.search(r"['’]s?$", claim.raw[last - 1]) and first and last < len(claim.raw):
            edit = edit._replace(words="the ")  # "a part of Orr's house" -> "a part of the house"
        if _is_sentence(claim, first, last, edited(text, edit)):
            yield edit
    yield from _appositions(claim)


def _is_sentence(claim: _Claim, first: int, last: int, rest: str) -> bool:
    gone = " ".join(claim.raw[first:last])
    few = len(rest.split()) < max(_FEWEST_WORDS, _SMALLEST_SHARE * len(claim.raw))
    unbalanced = rest.count("“") != rest.count("”") or rest.count('"') % 2
    verbless = has_verb(claim.text) and not has_verb(rest)
    return not (few or unbalanced or verbless or _KEPT.search(gone))


def _ranges(claim: _Claim) -> Iterator[Span]:
    yield from _adverbs(claim)
    yield from _modifiers(claim)
    yield from _phrases(claim)
    yield from _clauses(claim)


def _adverbs(claim: _Claim) -> Iterator[Span]:
    for at in range(claim.first, claim.last):
        word = claim.bare[at]
        if word.endswith("ly") and word not in _NOT_ADVERBS and at:
            yield at, at + 1


def _modifiers(claim: _Claim) -> Iterator[Span]:
    """What stands before a noun or a name: adjectives, numbers, nouns, the title of a person."""
    first, last = claim.first, claim.last
    while first < last and claim.bare[first] in _DETERMINERS:
        first += 1
    if first == last or last >= len(claim.raw) or not claim.is_content(last):
        return
    if quantities(claim.raw[first]):
        if _UNITS.match(claim.bare[last]) or claim.bare[first - 1] in ("every", "each"):
            return
        while first > 0 and claim.bare[first - 1] in _HEDGES:
            first -= 1
    if re.search(r"^[a-z].*['’]s$", claim.raw[last - 1]):
        return  # "his mother's boat" is not his boat
    if claim.bare[last - 1] == "of":
        yield claim.noun_phrase(claim.first), last  # "A record number of"
    inside = range(max(first, claim.first), last)
    if not all(claim.is_content(at) and not claim.ends(at) for at in inside):
        return
    before = claim.bare[first - 1] if first else ""
    within = claim.raw[first][:1].isupper() and first > 0 and claim.raw[first - 1][:1].isupper()
    if before in ("and", "or") or (within and not claim.ends(first - 1)):
        return  # the rest of a name or of a list
    if not claim.is_name(last):
        # "As the Tarn prepares": of a verb that no list has, an ending may tell.
        verb = claim.raw[last - 1][:1].isupper() and claim.bare[last].endswith("s")
        if not (verb and before in _DETERMINERS):
            yield first, last
        return
    # "The former mayor Ann Orr" -> "Ann Orr", unless a verb that we do not know may stand before.
    start = claim.noun_phrase(first)
    titled = any(
        claim.raw[at][:1].islower() and claim.bare[at] not in _DETERMINERS
        for at in range(start, last)
    )
    opens = start == 0 or claim.ends(start - 1) or claim.bare[start - 1] in _PREPOSITIONS
    if titled and opens:
        yield start, last
    if not titled or before not in _DETERMINERS:
        yield first, last


def _phrases(claim: _Claim) -> Iterator[Span]:
    """A phrase from its preposition to its end, alone and with the phrases after it."""
    start = claim.first
    while claim.bare[start] not in _PREPOSITIONS:
        start -= 1
        if start < 0 or claim.first - start > 4 or claim.parts(start):
            return
        if not claim.is_content(start) and claim.bare[start] not in _PREPOSITIONS:
            return
    if start == 0:
        return
    # "is in", "one of", "because of": the one needs the other.
    before = claim.bare[start - 1]
    needed = before in _AUXILIARIES | _PREPOSITIONS | _CONJUNCTIONS
    if needed or (claim.bare[start] == "of" and not claim.is_content(start - 1)):
        return
    for further in (False, True):
        end = claim.last
        while end < len(claim.raw) and not claim.parts(end - 1):
            goes_on = further and claim.bare[end] in _PREPOSITIONS - _CONJUNCTIONS
            if not claim.is_content(end) and not goes_on:
                break
            end += 1
        if claim.bare[end - 1] not in _DETERMINERS | _PREPOSITIONS and _closes(claim, end, further):
            yield start, end


def _closes(claim: _Claim, end: int, further: bool) -> bool:
    """Whether a phrase, or several where it goes `further`, may close before the token at `end`."""
    if end == len(claim.raw) or claim.ends(end - 1):
        return True
    after = claim.bare[end]
    if claim.is_content(end) or after in ("and", "or"):
        return False
    if after in _PREPOSITIONS:
        # "in the attack on a plant": what follows a noun hangs on it, what follows a name does not.
        return not claim.raw[end - 1][:1].islower()
    return not further or after in _AUXILIARIES | _CONJUNCTIONS


def _clauses(claim: _Claim) -> Iterator[Span]:
    """What a conjunction opens, up to the end of the claim."""
    for at in range(claim.first, 1, -1):
        if at < len(claim.bare) and claim.bare[at] in _CLAUSES:
            if has_verb(" ".join(claim.raw[:at])):
                yield at, len(claim.raw)
            return


def _appositions(claim: _Claim) -> Iterator[Edit]:
    """What stands between two commas, or between one and the end or the beginning."""
    commas = [at + 1 for at, token in enumerate(claim.raw) if token.endswith(",")]
    bounds = [0, *commas, len(claim.raw)]
    for first, last in pairwise(bounds):
        if not (first <= claim.first and claim.last <= last) or len(bounds) == 2:
            continue
        lists = claim.bare[first] in ("and", "or", "but") or (
            last < len(claim.raw) and claim.bare[last] in ("and", "or", "but")
        )
        if lists or (first == 0 and claim.bare[0] not in _PREPOSITIONS | _CONJUNCTIONS):
            continue
        edit = claim.without(first, last)
        if first:
            # Both commas go.
            closing = last < len(claim.raw)
            end = claim.spans[last - 1][1] if closing else edit.end
            edit = Edit(claim.spans[first - 1][1] - 1, end, "")
        if _is_sentence(claim, first, last, edited(claim.text, edit)):
            yield edit
