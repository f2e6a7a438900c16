"""Which articles are kept out of training, decided by their ids alone."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha1


def held_out(ids: Iterable[str], count: int) -> frozenset[str]:
    """The `count` ids whose SHA-1 comes first: the same ones whatever the order of the rows."""
    ranked = sorted(ids, key=lambda id_: sha1(id_.encode(), usedforsecurity=False).digest())
    return frozenset(ranked[:count])


def shingles(text: str, size: int = 8) -> set[int]:
    """Hashes of the word `size`-grams of `text`, to find copies of one text in another.

    Eight words in a row are seldom shared by chance, and are what C4 and the GPT-3 paper's
    decontamination use the order of (Brown et al. 2020 take 8 to 13).
    """
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {hash(tuple(words[i : i + size])) for i in range(max(1, len(words) - size + 1))}
