"""The words of a text, each with its key: the form under which two spellings are one word.

A key is lower case, without accents, full stops and the possessive 's: "Beyoncé’s" and "beyonce"
share one, and so do "U.N." and "UN". "U.S." and "US" have the key `u.s.`, apart from the pronoun.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Case = Literal["lower", "title", "upper", "mixed"]

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W\d_]\.[^\W\d_](?!\w)|[^\W_]+(?:['’][^\W_]+)*"
)
_POSSESSIVE = re.compile(r"['’][sS]$")
_UNITED_STATES = frozenset(["US", "U.S", "U.S.", "USA", "U.S.A.", "U.S.A", "u.s", "u.s.", "u.s.a."])
_OPENING_GAP = re.compile(r"[.!?…:;\n\"“‘«•|—–]|``|\s-+\s|(?:^|\s)['`]")
# After these a full stop does not open a sentence.
_TITLES_WITH_STOP = frozenset(
    "mr mrs ms dr sen sens rep reps gov govs gen lt col sgt capt rev hon prof maj cmdr adm pres "
    "st ft mt no jan feb mar apr aug sept oct nov dec inc corp co jr sr messrs supt vs v".split()
)


class Word(NamedTuple):
    """A word of a text: `text[start:end]`, the possessive left out.

    `opens` says that it stands where any word is written with a capital: first in a sentence or a
    quotation, or after a colon. `joined` says that it may go on with the name begun by the word
    before it: only a space, a hyphen or the stop of an initial parts them.
    """

    key: str
    start: int
    end: int
    case: Case
    opens: bool
    joined: bool


@lru_cache(maxsize=1 << 16)
def key(token: str) -> str:
    """The form under which spellings of `token` are one word."""
    token = _POSSESSIVE.sub("", token)
    if token in _UNITED_STATES:
        return "u.s."
    if not token.isascii():
        parts = unicodedata.normalize("NFKD", token.replace("’", "'"))
        token = "".join(c for c in parts if not unicodedata.combining(c))
        token = token.replace("ø", "o").replace("Ø", "o").replace("ł", "l").replace("Ł", "l")
    return token.casefold().replace(".", "")


def _case(token: str) -> Case:
    letters = token.replace(".", "")
    if letters.islower() or not letters[0].isalpha():
        return "upper" if letters.isupper() else "lower"
    if len(letters) > 1 and letters.isupper():
        return "upper"
    return "title" if letters[0].isupper() else "mixed"


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; numbers in digits are words too."""
    found: list[Word] = []
    previous_end = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        token = match.group()
        if possessive := _POSSESSIVE.search(token):
            end -= possessive.end() - possessive.start()
        gap = text[previous_end:start]
        before = found[-1] if found else None
        opens = before is None or bool(_OPENING_GAP.search(gap))
        if (
            before is not None
            and gap == ". "
            and (before.key in _TITLES_WITH_STOP or len(before.key) == 1)
        ):
            opens = False
        joined = before is not None and (
            gap in (" ", "-", "‑", "&", " & ") or (gap in (". ", ".", ".-") and not opens)
        )
        found.append(Word(key(token), start, end, _case(text[start:end]), opens, joined))
        previous_end = end
    return tuple(found)


def stem(key: str) -> str:
    """A crude stem, enough to see "killed" in "killing" and "voters" in "vote"."""
    for ending in ("ing", "ers", "ed", "es", "er", "ly", "s"):
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            key = key[: -len(ending)]
            break
    return key[:-1] if key.endswith("e") and len(key) > 3 else key[:7]
