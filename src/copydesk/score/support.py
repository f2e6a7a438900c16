"""How much of a headline the body holds: simple shares that no model and no checker takes part in.

Rough by design, so that they can stand beside the checkers' own verdict as an independent view.
"""

from __future__ import annotations

import re
import unicodedata

# A word with its inner apostrophes, stops and hyphens (won't, U.S., cease-fire), or a number with
# its marks (1,300, 3.5).
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[.'’-][^\W\d_]+)*", re.UNICODE)


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
    claimed, held = _ngrams(words(headline), n), set(_ngrams(words(body), n))
    return sum(gram in held for gram in claimed) / len(claimed) if claimed else 1.0


def words_held(headline: str, body: str) -> float:
    """The share of the words of `headline` that stand in `body`, 0 to 1."""
    return ngram_precision(headline, body, n=1)


def missing(headline: str, body: str) -> list[str]:
    """The names and numbers of `headline` that `body` does not hold, as the headline writes them.

    A name here is any word with a capital that is not the first, a number anything with a digit;
    of a word with hyphens, each such part. Plurals count as held ("Kenyans" by "Kenyan"), numbers
    written out do not. A crude measure: of a headline in title case it counts common words too.
    """
    held = set(words(body))
    held |= {part for word in held for part in word.split("-")}
    found = []
    for i, match in enumerate(_WORD.finditer(headline)):
        word = match.group()
        named = [
            _fold(part)
            for part in word.split("-")
            if part[0].isdigit() or (i > 0 and part[0].isupper())
        ]
        if _fold(word) not in held and not all(_held(part, held) for part in named):
            found.append(word)
    return found


def _held(word: str, held: set[str]) -> bool:
    return bool({word, f"{word}s", word.removesuffix("s")} & held)


def _ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    return list(zip(*(tokens[i:] for i in range(n)), strict=False))


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").removesuffix("'")
    return plain.replace(",", "") if plain[0].isdigit() else plain.replace(".", "")
