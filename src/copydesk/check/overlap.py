"""How far a claim is copied from the body: where it is long and copied, that decides."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.body import Body
from copydesk.text.words import words


def held(claim: str, body: Body, n: int) -> float:
    """The share of the claim's n-grams that the body has, 0 to 1; of a claim without words 1.

    Precision of n-grams is what See et al. 2017 ("Get To The Point") call one less novelty; that
    it tells consistent summaries of extractive systems well is in Fabbri et al. 2021 ("SummEval").
    """
    return share(grams(claim, body, n))


def share(found: Sequence[bool]) -> float:
    """How much of what was looked for was found, 0 to 1; of nothing 1."""
    return sum(found) / len(found) if found else 1.0


def grams(claim: str, body: Body, n: int) -> list[bool]:
    """For each n-gram of the claim whether the body has it.

    Words count as their keys, without case and marks. A claim of fewer words is one n-gram.
    """
    keys = tuple(word.key for word in words(claim))
    n = min(n, len(keys))
    if not n:
        return []
    known = body.grams(n)
    return [keys[at : at + n] in known for at in range(len(keys) - n + 1)]
