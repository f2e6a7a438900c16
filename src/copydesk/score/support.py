"""How much of a headline the body holds: simple shares that no model and no checker takes part in.

Rough by design, so that they can stand beside the checkers' own verdict as an independent view.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from copydesk.text.names import place_at
from copydesk.text.numbers import quantities
from copydesk.text.words import words as keyed

# A word with its inner apostrophes, stops and hyphens (won't, U.S., cease-fire), or a number with
# its marks (1,300, 3.5).
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[.'’-][^\W\d_]+)*", re.UNICODE)
# After these a capital says nothing.
_OPENS = re.compile(r"(?:^|[:.!?…—]|\n)\W*$|[“‘\"]$")


def words(text: str) -> list[str]:
    """The words and numbers of `text`, folded: lower case, plain letters, no possessive, no stops.

    "U.S." and "US" fold alike, and so do "won’t" and "won't", "Peña's" and "Pena", "1,300" and
    "1300".
    """
    return [_fold(match.group()) for match in _WORD.finditer(text)]


def ngram_precision(headline: str, body: str, n: int = 2) -> float:
    """The share of the n-grams of `headline` that stand in `body`, 0 to 1; with none of them, 1.

    See et al. 2017 ("Get To The Point") count novel n-grams, which is one less this.
    """
    return shared(words(headline), words(body), n)


def shared(claimed: Sequence[str], held: Sequence[str], n: int) -> float:
    """`ngram_precision` of words that are folded already."""
    there = set(_ngrams(held, n))
    grams = _ngrams(claimed, n)
    return sum(gram in there for gram in grams) / len(grams) if grams else 1.0


def copied(claim: str, document: str) -> float:
    """The share of the 3-grams of `claim` that stand in `document`, 0 to 1.

    Of a claim of one or two words, whether these stand there so. The cheapest of checkers, since
    what is copied is mostly true: Durmus et al. 2022 ("Spurious Correlations in Reference-Free
    Evaluation of Text Generation") find that learned ones lean on overlap, too.
    """
    return ngram_precision(claim, document, n=min(3, len(words(claim))))


def words_held(headline: str, body: str) -> float:
    """The share of the words of `headline` that stand in `body`, 0 to 1."""
    return ngram_precision(headline, body, n=1)


def repeated(headline: str, body: str) -> list[str]:
    """The words of four letters and more that `headline` has twice, and no sentence of `body` does.

    What a small model does when it loses the thread ("Police say police say"). "Chancellor meets
    Kessel's chancellor" repeats nothing where a sentence of the body has both.
    """
    counts = Counter(word for word in words(headline) if len(word) > 3)
    twice = [word for word, count in counts.items() if count > 1]
    if twice:
        told = [Counter(words(sentence)) for sentence in re.split(r"(?<=[.!?])\s+|\n+", body)]
        twice = [word for word in twice if all(counts[word] > each[word] for each in told)]
    return twice


def miscased(headline: str, texts: Sequence[str]) -> tuple[int, int]:
    """How many words of `headline`, and how many of them no text of `texts` cases so.

    Counted are the words after the first, and none after a colon or an opening quotation mark, that
    one of `texts` (the editor's headline, the body) holds within a sentence.
    """
    written = list(_inside(headline))
    looked_for = {word.casefold() for word in written}
    known = {word for text in texts for word in _inside(text, looked_for)}
    folded = {word.casefold() for word in known}
    counted = [word for word in written if word.casefold() in folded]
    return len(counted), sum(word not in known for word in counted)


def _inside(text: str, among: Collection[str] | None = None) -> Iterator[str]:
    """The words of `text` whose case says something, without their possessive.

    With `among`, only those that it has in lower case.
    """
    for match in _WORD.finditer(text):
        word = match.group().replace("’", "'").removesuffix("'s")
        if among is not None and word.casefold() not in among:
            continue
        start = match.start()
        if not _OPENS.search(text[max(0, start - 8) : start]):
            yield word


def missing(headline: str, body: str) -> list[str]:
    """The names and numbers of `headline` that `body` does not hold, as the headline writes them.

    A name here is any word with a capital that is not the first of the headline or of what follows
    a colon or quotation mark, a number anything with a digit; of a word with hyphens, each such
    part. Held are plurals too ("Kenyans" by "Kenyan"), digits by number words ("3" by "three") and
    a country by its people ("Kenya" by "Kenyan", "U.S." by "American"). A crude measure: of a
    headline in title case it counts common words too.
    """
    held = set(words(body))
    held |= {part for word in held for part in word.split("-")}
    held |= {f"{quantity.low:g}" for quantity in quantities(body) if quantity.spelled}
    countries = {country for _, found in _places(body) for country in found}
    known = {i for i, found in _places(headline) if found & countries}
    found = []
    for match in _WORD.finditer(headline):
        word = match.group()
        opens = re.search(r"(?:^|:)\W*$|[“‘\"]$", headline[: match.start()])
        named = [
            _fold(part)
            for part in word.split("-")
            if part[0].isdigit() or (not opens and part[0].isupper())
        ]
        if _fold(word) in held or all(_held(part, held) for part in named):
            continue
        if match.start() not in known:
            found.append(word)
    return found


def _places(text: str) -> list[tuple[int, set[str]]]:
    """Offset -> the countries or states that a word of the text belongs to the name of."""
    tokens = keyed(text)
    return [
        (word.start, set(found))
        for i in range(len(tokens))
        for end, found in place_at(tokens, i, cased=True)
        for word in tokens[i:end]
    ]


def _held(word: str, held: set[str]) -> bool:
    return bool({word, f"{word}s", word.removesuffix("s")} & held)


def _ngrams(tokens: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return list(zip(*(tokens[i:] for i in range(n)), strict=False))


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").removesuffix("'")
    return plain.replace(",", "") if plain[0].isdigit() else plain.replace(".", "")
