"""How far a claim is copied from the body: where it is long and copied, that decides."""

from __future__ import annotations

from copydesk.check.body import Body
from copydesk.text.words import words


def held(claim: str, body: Body, n: int) -> float:
    """The share of the claim's n-grams that the body has, 0 to 1.

    Words count as their keys, without case and marks. A claim of fewer words is one n-gram; one
    without words has nothing that could be missing, 1.

    Precision of n-grams is what See et al. 2017 ("Get To The Point") call one less novelty; that
    it tells consistent summaries of extractive systems well is in Fabbri et al. 2021 ("SummEval").
    """
    keys = tuple(word.key for word in words(claim))
    n = min(n, len(keys))
    if not n:
        return 1.0
    grams = [keys[at : at + n] for at in range(len(keys) - n + 1)]
    known = body.grams(n)
    return sum(gram in known for gram in grams) / len(grams)
