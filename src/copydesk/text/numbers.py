"""Quantities in text: digits and words, money, percentages, fractions, ordinals, scores.

"1.3 million", "two dozen", "$3bn", "a third of", "5-4", "hundreds of": each with its value and
unit. Years and days of the month are left to `copydesk.text.dates`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from copydesk.records import Span
from copydesk.text.words import key, words

Unit = Literal["plain", "percent", "money", "ordinal", "score", "vague"]
Hedge = Literal["", "about", "over", "under"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: n for n, word in enumerate(_ONES)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9, "t": 1e12, "tn": 1e12, "trn": 1e12,
    "trillion": 1e12, "dozen": 12.0, "score": 20.0,
}  # fmt: skip
# Each plural stands for any count between; the bounds are what readers still accept.
_VAGUE = {
    "dozens": (20, 250), "scores": (30, 250), "hundreds": (130, 2_500), "thousands": (1_300, 9e5),
    "millions": (1.3e6, 9e8), "billions": (1.3e9, 9e11), "trillions": (1.3e12, 9e14),
}  # fmt: skip
_ORDINALS = (
    {
        word: n + 1
        for n, word in enumerate(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
        )
    }
    | {w[:-1] + "ieth": 20 + 10 * n for n, w in enumerate(_TENS)}
    | {"hundredth": 100}
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_MONEY_WORDS = "dollars?|euros?|pounds?|cents?|yen|yuan|rupees?|bucks"

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_MAGNITUDE = (
    r"(?:[\s\-‑]?(?:hundred|thousand|million|billion|trillion|dozen)(?![^\W_])"
    r"|\s?(?:k|mn|mln|bn|bln|tn|trn|m|b|t)(?![^\W_]))"
)
_PERCENT = r"(?P<percent>\s?%|[\s\-](?:percent|per\s?cent|pct|percentage)\b)?"
_DOLLARS = rf"(?P<dollars>[\s\-](?:{_MONEY_WORDS})\b)?"
_SCORE = re.compile(
    r"\d{1,3}(?:\s?[-–‑]\s?|-to-|\sto\s)\d{1,3}(?!\d|%|,\d|/|\.\d|[-–]\w|\s?percent)"
)
_NUMBER = re.compile(
    rf"(?:(?P<currency>(?:US|A|C|NZ|HK|R)?[$€£¥₹])\s?)?(?<![\d.,])(?P<digits>{_DIGITS})"
    rf"(?P<th>(?:st|nd|rd|th)(?![^\W_]))?(?P<magnitude>{_MAGNITUDE})?{_PERCENT}{_DOLLARS}",
    re.IGNORECASE,
)
_NUMBER_WORD = "|".join([*_SMALL, "hundred", "thousand", "million", "billion", "trillion", "dozen"])
_BIG_WORD = "hundred|thousand|million|billion|trillion|dozen"
_WORDS = re.compile(
    rf"(?P<words>(?:(?:an?\s)?(?:half[\s\-])?(?:an?\s)?(?:{_BIG_WORD})|{_NUMBER_WORD})\b"
    rf"(?:(?:[\s\-‑]|\sand\s)(?:{_NUMBER_WORD})\b)*)"
    rf"(?![\s\-](?:thirds?|quarters?|fifths?|tenths?|half)\b){_PERCENT}{_DOLLARS}",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"(?P<top>one|two|three|four|a)[\s\-‑](?P<part>half|third|quarter|fourth|fifth|sixth|tenth)s?"
    r"(?=\sof\b|\sthe\b|[,.;]|$|(?<=s)\s|(?<=one.third)\s|(?<=one.half)\s)|(?P<half>half)(?=\s(?:of|the|its|their|his|all)\b)"
    r"|(?P<n>one|two|three|four|five|six|seven|eight|nine|\d{1,2})"
    r"[\s\-](?:in|out\sof)(?:\severy)?[\s\-]"
    r"(?P<d>three|four|five|six|seven|eight|nine|ten|\d{1,3})\b(?!,\d)",
    re.IGNORECASE,
)
_VAGUE_WORD = re.compile(
    # "Scores" is a number before "of" and "more" only: "Moss scores twice", "test scores".
    r"(?P<times>(?:tens|dozens|hundreds|thousands)\sof\s)?"
    rf"(?P<vague>{'|'.join(_VAGUE)})\b(?:(?<!scores)|(?=\s(?:of|more)\b))",
    re.IGNORECASE,
)
_ORDINAL_WORD = re.compile(
    rf"(?:(?:{'|'.join(_TENS)})[\s\-])?(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE
)
_HEDGING: tuple[tuple[Hedge, str], ...] = (
    ("under", "nearly|almost|under|below|less than|fewer than|up to|as many as|as much as|"
              "close to|approaching|at most"),
    ("over", "over|more than|at least|above|topping|tops?|exceeds?|exceeding|past|passes|"
             "surpass(?:es|ing)?|upwards of|hits|reach(?:es)?"),
    ("about", "about|around|roughly|approximately|some|estimated|circa|an average of"),
)  # fmt: skip
_HEDGES = [
    (hedge, re.compile(rf"\b(?:{phrases})\s(?:an?\s)?$", re.IGNORECASE))
    for hedge, phrases in _HEDGING
]
_UNIT_ENDING = re.compile(r"(?:s|yo|pm|am|ft|kg|km|mph|c|f|x|g|p)\b", re.IGNORECASE)
# The words after a number that say what is counted.
_NOUN = re.compile(
    r"[\s\-‑]+(?:of\s|the\s|more\s|other\s|new\s)*([^\W\d_]+)(?:[\s\-‑]([^\W\d_]+))?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the text at `span`: any value from `low` to `high`.

    Percentages are of 100. `nouns` are keys of the one or two words after it. `spelled` says that
    it is written in words; a `score` also has `second`.
    """

    span: Span
    low: float
    high: float
    unit: Unit
    hedge: Hedge
    nouns: tuple[str, ...]
    spelled: bool
    text: str
    second: float = math.nan

    @property
    def value(self) -> float:
        return self.low


@lru_cache(maxsize=64)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of the text, in order; of readings that overlap the first, longest stands."""
    found: list[Quantity] = []
    end = 0
    for start in _openings(text):
        if start < end:
            continue
        readings = [
            q
            for read in (_fraction, _score, _digits, _spelled, _vague, _ordinal)
            if (q := read(text, start)) is not None
        ]
        if readings:
            best = max(readings, key=lambda q: q.span[1])
            found.append(best)
            end = best.span[1]
    return tuple(found)


# What it may begin with is asked first, since that alone takes a fifth of the time.
_DIGIT_OPENING = re.compile(
    r"(?=[A-Z$€£¥₹.\d])"
    r"(?:(?:US|NZ|HK|A|C|R)?[$€£¥₹]\s?)?(?:(?<![\w.,])|(?<=[\w.,]-)|(?<=[$€£¥₹])|(?<=[$€£¥₹]\s))\.?\d"
)
NUMBER_WORDS = frozenset(
    [
        *_SMALL,
        *_ORDINALS,
        *_VAGUE,
        "tens",
        *"hundred thousand million billion trillion dozen".split(),
    ]
)
_WORD_OPENINGS = NUMBER_WORDS | {"a", "an", "half"}
_AFTER_AN_ARTICLE = {"hundred", "thousand", "million", "billion", "trillion", "dozen", *_PARTS}


def _openings(text: str) -> list[int]:
    """Where a quantity may begin: digits, currency signs and number words."""
    places = {match.start() for match in _DIGIT_OPENING.finditer(text)}
    following = ""
    for word in reversed(words(text)):
        # An article opens one only before "dozen", "third", "half a million".
        if word.key in _WORD_OPENINGS and (
            word.key not in ("a", "an") or following in _AFTER_AN_ARTICLE
        ):
            places.add(word.start)
        following = word.key
    return sorted(places)


def _make(
    text: str,
    span: Span,
    low: float,
    high: float,
    unit: Unit,
    spelled: bool,
    second: float = math.nan,
) -> Quantity:
    before = text[max(0, span[0] - 24) : span[0]]
    hedge: Hedge = next((h for h, pattern in _HEDGES if pattern.search(before)), "")
    after = _NOUN.match(text, span[1], span[1] + 48)
    nouns = tuple(key(word) for word in after.groups() if word) if after else ()
    return Quantity(span, low, high, unit, hedge, nouns, spelled, text[span[0] : span[1]], second)


def _score(text: str, start: int) -> Quantity | None:
    match = _SCORE.match(text, start)
    if match is None or (start and text[start - 1] in "-–‑/.,"):
        return None
    left, right = (float(n) for n in re.findall(r"\d+", match.group()))
    return _make(text, match.span(), left, left, "score", False, right)


def _digits(text: str, start: int) -> Quantity | None:
    match = _NUMBER.match(text, start)
    if match is None:
        return None
    end = match.end()
    if start > 1 and text[start - 1] in "-–‑" and text[start - 2].isalnum():
        return None  # "COVID-19", "F-35", and the second half of a range.
    if start and text[start - 1] in "/#_@:":
        return None
    if text[end : end + 1] in ("/", ":") and text[end + 1 : end + 2].isdigit():
        return None  # A date or a time of day.
    value = float(match["digits"].replace(",", ""))
    if match["magnitude"]:
        value *= _MAGNITUDES[match["magnitude"].strip().strip("-‑").lower()]
    unit: Unit = "plain"
    if match["th"]:
        unit = "ordinal"
    elif match["percent"]:
        unit = "percent"
    elif match["currency"] or match["dollars"]:
        unit = "money"
        if (match["dollars"] or "").strip(" -").lower() in ("cent", "cents"):
            value /= 100
    elif text[end : end + 1].isalpha() and not _UNIT_ENDING.match(text, end):
        return None  # "3D", "4chan".
    return _make(text, (start, end), value, value, unit, False)


def _words_value(phrase: str) -> float:
    total, current = 0.0, 0.0
    phrase, halves = re.subn(r"\bhalf[\s\-](?:an?\s)?", "", phrase, flags=re.IGNORECASE)
    for word in re.split(r"[\s\-‑]+", phrase.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in ("a", "an"):
            current = 1.0
        elif word in ("hundred", "dozen"):
            current = (current or 1) * _MAGNITUDES[word]
        elif word in _MAGNITUDES:
            total += (current or 1) * _MAGNITUDES[word]
            current = 0.0
    return (total + current) / (2 if halves else 1)


def _spelled(text: str, start: int) -> Quantity | None:
    match = _WORDS.match(text, start)
    if match is None:
        return None
    value = _words_value(match["words"])
    unit: Unit = "percent" if match["percent"] else "money" if match["dollars"] else "plain"
    return _make(text, match.span(), value, value, unit, True)


def _fraction(text: str, start: int) -> Quantity | None:
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    if match["half"]:
        share = 0.5
    elif match["d"]:
        share = _count(match["n"]) / max(1.0, _count(match["d"]))
    else:
        share = _count(match["top"]) / _PARTS[match["part"].lower()]
    if share > 1:
        return None
    return _make(text, match.span(), 100 * share, 100 * share, "percent", True)


def _count(word: str) -> float:
    word = word.lower()
    return 1.0 if word == "a" else float(_SMALL[word]) if word in _SMALL else float(word)


def _vague(text: str, start: int) -> Quantity | None:
    match = _VAGUE_WORD.match(text, start)
    if match is None:
        return None
    low, high = _VAGUE[match["vague"].lower()]
    if match["times"]:
        least = {"tens": 15, "dozens": 20, "hundreds": 130, "thousands": 1_300}
        times = least[match["times"].split()[0].lower()]
        low, high = low / 1.3 * times, low / 1.3 * times * 20
    return _make(text, match.span(), low, high, "vague", True)


def _ordinal(text: str, start: int) -> Quantity | None:
    match = _ORDINAL_WORD.match(text, start)
    if match is None:
        return None
    *tens, last = re.split(r"[\s\-]", match.group().lower())
    value = float(_ORDINALS[last] + (_SMALL[tens[0]] if tens else 0))
    return _make(text, match.span(), value, value, "ordinal", True)
