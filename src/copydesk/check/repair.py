"""The repair of a wrong claim: what could be meant is written down, and the model judges it.

Candidates are names, numbers and dates of the body in place of the wrong ones, other words for what
was said, and the claim without its wrong words. One that the model finds borne out is the repair:
as in Thorne & Vlachos 2021 ("Evidence-based Factual Error Correction") the words in doubt are found
first, by the rules or by the model, then others are looked for in the evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from copydesk.check.body import Body
from copydesk.check.candidates import candidates
from copydesk.check.edits import difference
from copydesk.records import Claim, Finding, Span
from copydesk.text.words import words

# One step for each mistake; a claim with more of them is better written anew.
_STEPS = 3
# By so much less a candidate counts that has other words than the claim: what goes cannot be wrong,
# what comes can. On defacto_train people put the nearest name or number in place of a wrong one in
# 2 cases of 10, and did without in the others.
_RISK = 0.15
_NEGATIONS = frozenset("not no never".split())
# What these suggest is the nearest name, number or date, which may or may not be meant.
_TO_BE_JUDGED = frozenset({"name-not-in-body", "number-not-in-body", "date-not-in-body"})


class Scored(NamedTuple):
    """How likely a text is consistent with the body, 0 to 1, and the words most in doubt."""

    likely: float
    wrong: Span


Judge = Callable[[Sequence[str]], Sequence[Scored]]


def with_repairs(
    body: Body,
    claim: Claim,
    findings: Sequence[Finding],
    judge: Judge,
    enough: float,
    finder: str,
) -> list[Finding]:
    """The errors of one claim, with a repair of all that no suggestion mends for certain.

    What the body contradicts has a certain suggestion, and so has a quotation. The others are
    repaired together: the first of them has the words to put in place, which may take in what
    others are about; none has any where there is no repair.

    Args:
        body: the article's body.
        claim: the claim.
        findings: the errors that were found in it.
        judge: what the model thinks of texts in place of the claim's.
        enough: from which probability on a text counts as borne out.
        finder: the checker whose words in doubt the judge finds itself.
    """
    certain = [each for each in findings if each.suggestion and each.rule not in _TO_BE_JUDGED]
    others = [each for each in findings if each not in certain]
    if not others:
        return list(findings)
    offset = claim.span[0]
    text = claim.text
    wrong = [
        (each.claim_span[0] - offset, each.claim_span[1] - offset)
        for each in others
        if each.checker != finder
    ]
    for each in sorted(certain, key=lambda each: each.claim_span, reverse=True):
        left, right = each.claim_span[0] - offset, each.claim_span[1] - offset
        text = text[:left] + each.suggestion + text[right:]
        wrong = _moved(wrong, (left, right), each.suggestion)
    better = repaired(body, text, wrong, judge, enough)
    others = [replace(each, suggestion="") for each in others]
    if better is not None and better != claim.text:
        (left, right), put = difference(claim.text, better)
        span = (offset + left, offset + right)
        others[0] = replace(others[0], claim_span=span, suggestion=put)
        # The repair has the certain ones' words too.
        certain = [replace(each, suggestion="") for each in certain]
    return certain + others


def repaired(
    body: Body, text: str, wrong: Sequence[Span], judge: Judge, enough: float
) -> str | None:
    """The claim `text` with what is wrong put right; None where no candidate is good enough.

    Args:
        body: the article's body.
        text: the claim.
        wrong: its words that are known to be wrong, in order; after those, and where there are
            none, the words are changed that the model doubts most.
        judge: what the model thinks of texts; asked at most four times, for `MOST` at once.
        enough: from which probability on a text counts as borne out.
    """
    [scored] = judge([text])
    for _ in range(_STEPS):
        if not wrong and scored.likely >= enough:
            return text
        tried = candidates(body, text, wrong[0] if wrong else scored.wrong)
        if not tried:
            return None
        judged = [
            (each.likely >= enough, each.likely - _RISK * adds(text, other), each, other)
            for each, other in zip(judge(tried), tried, strict=True)
        ]
        _, _, best, better = max(judged, key=lambda row: row[:2])
        if not wrong and best.likely <= scored.likely:
            return None
        wrong = _moved(wrong[1:], *difference(text, better))
        text, scored = better, best
    return text if not wrong and scored.likely >= enough else None


def adds(text: str, candidate: str) -> bool:
    """Whether the candidate has words that the text has not, or lacks a negation that it has."""
    before, after = ({word.key for word in words(each)} for each in (text, candidate))
    return not after <= before | {"a", "an", "the"} or bool(_NEGATIONS & (before - after))


def _moved(spans: Sequence[Span], changed: Span, put: str) -> list[Span]:
    """Where spans are after a change; without those that it touches."""
    (left, right), shift = changed, len(put) - (changed[1] - changed[0])
    return [
        (start, end) if end <= left else (start + shift, end + shift)
        for start, end in spans
        if end <= left or right <= start
    ]
