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


@lru_cache(maxsize=1 << 16)
def _known(token: str) -> tuple[str, int, Case]:
    """The key of a token, and the length and case of what is left without the possessive."""
    possessive = _POSSESSIVE.search(token)
    own = token[: possessive.start()] if possessive else token
    return key(token), len(own), _case(own)


def _after(gap: str, before: str | None) -> tuple[bool, bool]:
    """`opens` and `joined` of a word behind a gap and the word with the key `before`."""
    if before is None:
        return True, False
    if gap == " ":  # nine words of ten
        return False, True
    opens = bool(_OPENING_GAP.search(gap))
    if gap == ". " and (before in _TITLES_WITH_STOP or len(before) == 1):
        opens = False
    return opens, gap in ("-", "‑", "&", " & ") or (gap in (". ", ".", ".-") and not opens)


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; numbers in digits are words too."""
    found: list[Word] = []
    previous_end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        token_key, length, case = _known(match.group())
        end = start + length
        gap = text[previous_end:start]
        opens, joined = _after(gap, found[-1].key if found else None)
        found.append(Word(token_key, start, end, case, opens, joined))
        previous_end = end
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def stem(key: str) -> str:
    """A crude stem, enough to see "killed" in "killing" and "voters" in "vote"."""
    for ending in ("ing", "ers", "ed", "es", "er", "ly", "s"):
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            key = key[: -len(ending)]
            break
    return key[:-1] if key.endswith("e") and len(key) > 3 else key[:7]
