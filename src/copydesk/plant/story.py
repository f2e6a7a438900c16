"""The story that a claim is about: what it names, and whether a sentence of it says something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from copydesk.plant.named import Thing, things
from copydesk.text.lexicon import FUNCTION_WORDS
from copydesk.text.negation import is_negated
from copydesk.text.sentences import sentences
from copydesk.text.words import key, stem

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d,.]*\d|[^\W_]+(?:['’][^\W_]+)*")
_HEDGE = re.compile(
    r"\b(?:may|might|could|can|would|should|if|whether|plan\w*|consider\w*|want\w*|expect\w*"
    r"|propos\w*|alleg\w*|accus\w*|suspect\w*|charge\w*|likely|possib\w*|potential\w*|threat\w*"
    r"|hop\w*|intend\w*|aim\w*|seek\w*|vow\w*)\b",
    re.I,
)


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return stem(key(word))


def stems(text: str) -> frozenset[str]:
    """The stems of the words of `text`, small words too."""
    return frozenset(map(_stem, _WORD.findall(text)))


def content(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry meaning."""
    words = (w for w in _WORD.findall(text) if key(w) not in FUNCTION_WORDS)
    return frozenset(map(_stem, words))


class Story:
    """A body, taken apart once, with the things that it names.

    Args:
        body: paragraphs parted by blank lines.
        elsewhere: what other stories name, for errors that are not of this one.
        parsed: sentences of the body, or about it, for errors made of its phrases.
    """

    def __init__(
        self, body: str, elsewhere: Iterable[Thing] = (), parsed: Sequence[Doc] = ()
    ) -> None:
        self.body = body
        self.parsed = parsed
        self.things = tuple(things(body))
        self.elsewhere = tuple(dict.fromkeys(elsewhere))
        self.sentences = [body[start:end] for start, end in sentences(body)]
        self._stems = [stems(sentence) for sentence in self.sentences]
        self.stems = frozenset().union(*self._stems)

    def holding(self, needed: Iterable[str], rest: Iterable[str], share: float) -> Sequence[str]:
        """The sentences that have all `needed` stems and `share` of `rest`."""
        needed, rest = frozenset(needed), frozenset(rest)
        fewest = share * len(rest)
        return [
            sentence
            for sentence, found in zip(self.sentences, self._stems, strict=True)
            if needed <= found and len(rest & found) >= fewest
        ]

    def says(self, words: str, claim: str, share: float = 0.34) -> bool:
        """Whether one sentence has `words` and `share` of the claim's other content words.

        A name, number or date that stands there may well be as true as the one that it is to
        replace. A third is low on purpose: better to plant too little.
        """
        needed = stems(words)
        return bool(self.holding(needed, content(claim) - needed, share))

    def denies(self, claim: str, share: float = 0.6) -> bool:
        """Whether a sentence with most of the claim's content words has a negation."""
        return any(is_negated(s) for s in self.holding((), content(claim), share))

    def affirms(self, claim: str, share: float = 0.6) -> bool:
        """Whether a sentence with most of the claim's content words has no negation."""
        return any(not is_negated(s) for s in self.holding((), content(claim), share))

    def states(self, verb: Iterable[str], claim: str, share: float = 0.5) -> bool:
        """Whether a sentence with a form of `verb` and `share` of the claim has no hedge."""
        return any(not hedged for hedged in self._hedged(verb, claim, share))

    def hedges(self, verb: Iterable[str], claim: str, share: float = 0.4) -> bool:
        """Whether a sentence with a form of `verb` and `share` of the claim has a hedge."""
        return any(self._hedged(verb, claim, share))

    def _hedged(self, verb: Iterable[str], claim: str, share: float) -> Iterator[bool]:
        forms = "|".join(re.escape(form) for form in verb)
        uses = re.compile(rf"(?P<to>\bto )?\b(?:{forms})\b", re.I)
        for sentence in self.holding((), content(claim), share):
            found = list(uses.finditer(sentence))
            if found:
                yield bool(_HEDGE.search(sentence)) or all(match["to"] for match in found)
