"""What is measured on must not be trained on: n-grams of bodies, and headlines, kept as hashes.

Brown et al. 2020 ("Language Models are Few-Shot Learners", appendix C) take 13 words in a row.
The index grows with the evaluation files, not with the archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np

from copydesk.prepare.store import whole
from copydesk.records import Article, Rejection

_WORD = re.compile(r"\w+")
# A headline of fewer words ("Weather forecast") says nothing of where it is from.
_HEADLINE_WORDS = 4


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def grams(body: str, size: int) -> dict[int, str]:
    """The hashes of all `size` words in a row of a body, with those words."""
    words = _words(body)
    rows = (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
    return {_hash(row): row for row in rows}


def headline_hash(headline: str) -> int | None:
    """A hash of the headline's words, None where they are too few."""
    words = _words(headline)
    return _hash("headline: " + " ".join(words)) if len(words) >= _HEADLINE_WORDS else None


def write_index(path: Path, articles: Iterable[tuple[str, str]], size: int) -> None:
    """Write the sorted hashes of `articles`, headlines and bodies, into the file `path`."""
    found: set[int] = set()
    for headline, body in articles:
        found.update(grams(body, size))
        if (hashed := headline_hash(headline)) is not None:
            found.add(hashed)
    with whole(path) as stream:
        stream.write(np.array(sorted(found), dtype="<u8").tobytes())


class Index:
    """The hashes that `write_index` wrote, and articles looked up in them."""

    def __init__(self, path: Path, size: int) -> None:
        self._hashes = np.fromfile(path, dtype="<u8")
        self._size = size

    def __call__(self, article: Article) -> Article | Rejection:
        """The article, or a Rejection where it shares n words in a row, or the headline."""
        if not len(self._hashes):
            return article
        hashed = headline_hash(article.headline)
        if hashed is not None and self._holds([hashed]):
            return Rejection(article.id, "decontamination", "evaluation-headline", article.headline)
        rows = grams(article.body, self._size)
        if shared := self._holds(list(rows)):
            return Rejection(article.id, "decontamination", "evaluation-text", rows[shared[0]])
        return article

    def _holds(self, hashes: list[int]) -> list[int]:
        asked = np.array(hashes, dtype="<u8")
        at = np.searchsorted(self._hashes, asked)
        inside = at < len(self._hashes)
        return [int(each) for each in asked[inside][self._hashes[at[inside]] == asked[inside]]]
