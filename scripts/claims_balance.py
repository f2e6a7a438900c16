"""Keeps the words of planted errors from giving them away. For `make_claims.py`.

Were "not" or "rejected" twice as frequent in false claims as in true ones, a model could do well
without reading the story. So words are counted in both as rows are made, and an error whose new
words would be in more false claims than `SHARE` of the true ones is left out. (Gururangan et al.
2018, "Annotation Artifacts in Natural Language Inference Data", show what happens without.)
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from copydesk.plant.edit import Planted

# For so many true claims with a word, or two in a row, one false one may have it; the first few are
# free. At 1, a model of words alone still had an AUC of 0.69 on planted negations, as those with a
# word include the true twins of other errors.
SHARE, SLACK = 0.75, 3
_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_DIGITS = re.compile(r"\d")


class Balance:
    """Counts of words and pairs of words in the claims so far, true and false."""

    def __init__(self) -> None:
        self._true: Counter[str] = Counter()
        self._false: Counter[str] = Counter()

    def add_true(self, claim: str) -> None:
        self._true.update(set(_units(claim, 0, len(claim))))

    def add_false(self, error: Planted) -> None:
        self._false.update(_marked(error))

    def gives_away(self, error: Planted) -> bool:
        """Whether the new words are seen in false claims too often already."""
        return any(self._false[u] >= SHARE * self._true[u] + SLACK for u in _marked(error))


def _marked(error: Planted) -> set[str]:
    return {u for start, end in error.wrong for u in _units(error.text, start, end)}


def _units(text: str, start: int, end: int) -> list[str]:
    """The words that meet text[start:end], and the pairs inside it, in lower case."""
    words = [m for m in _WORD.finditer(text) if m.start() < end and start < m.end()]
    found = [_DIGITS.sub("0", m.group().casefold()) for m in words]
    return found + [f"{a} {b}" for a, b in pairwise(found)]
