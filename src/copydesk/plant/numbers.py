"""Another number, magnitude, date or duration in a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.edit import Edit, Planted, planted
from copydesk.plant.named import READ
from copydesk.plant.story import Story

if TYPE_CHECKING:
    from spacy.tokens import Doc

WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty".split()
)
_VALUES = {word: value for value, word in enumerate(WORDS, start=1)}
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|" + "|".join(WORDS[1:]) + r")"
    r"(?![\w/]|[.,]\d|-\d)(?! (?:a\.?m|p\.?m)\b)",
    re.I,
)
_OTHER_SIZE = {"million": "billion", "billion": "million", "trillion": "billion"}
_MAGNITUDE = re.compile(rf"(?<=[\d.] )(?:{'|'.join(_OTHER_SIZE)})\b")
_MORE = re.compile(
    r"(?:more than|over|at least|above|minimum of|exceed\w*|not fewer than)[ $€£]*$", re.I
)
_LESS = re.compile(
    r"(?:less than|under|fewer than|up to|at most|below|nearly|almost|no more than|within)[ $€£]*$",
    re.I,
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April June July August September October November December".split()
)
_MONTH_BEFORE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? $")
_CALENDAR = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS + _MONTHS)})\b")
_YEAR = re.compile(r"(?<![\w$€£.,-])(?:19|20)\d\d(?![\w%,]|-\d)(?! (?:\w+ )?(?:people|percent))")
_RELATIVE = {
    "last year": ["last month", "last week"], "last month": ["last year", "last week"],
    "last week": ["last month", "last year"], "next week": ["next month", "next year"],
    "next month": ["next week", "next year"], "next year": ["next month", "next week"],
    "this year": ["last year", "next year"], "this week": ["last week", "next week"],
    "this month": ["last month", "next month"], "yesterday": ["today"], "tomorrow": ["today"],
    "last summer": ["last winter"], "last fall": ["last spring"], "morning": ["evening"],
    "evening": ["morning"], "afternoon": ["morning"],
}  # fmt: skip
# "Earlier this year" is no more than this year.
_RELATIVES = re.compile(rf"(?<!arlier )(?<!ater )\b(?:{'|'.join(_RELATIVE)})\b")
_UNITS = "minute hour day week month year decade".split()
_DURATION = re.compile(
    rf"(?<![\w.,-])(?:\d+|{'|'.join(WORDS)}|a|an|several|few)(?P<gap>[ -])"
    rf"(?P<unit>{'|'.join(_UNITS)})(?P<s>s?)\b(?![ -](?:old|ago,? \d))",
    re.I,
)


def numbers(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """Another number: one of the story, of the same shape, or one made by changing it."""
    text = claim.text
    found = [m for m in _NUMBER.finditer(text) if not _is_year_or_clock(m, text)]
    draw.shuffle(found)
    for match in found[:2]:
        if new := _another_number(match, text, story, draw):
            yield planted("number", text, Edit(*match.span(), new))
    for match in _MAGNITUDE.finditer(text):
        yield planted("number", text, Edit(*match.span(), _OTHER_SIZE[match.group()]))


def _is_year_or_clock(match: re.Match[str], text: str) -> bool:
    number = match["number"]
    if re.fullmatch(r"(?:19|20)\d\d", number) and not text[: match.start()].endswith("$"):
        return True
    if ":" in (text[match.end() : match.end() + 1], text[match.start() - 1 : match.start()]):
        return True
    return _MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start()) is not None


def value(number: str) -> float:
    """The value of digits with commas, or of a word up to twenty."""
    word = number.casefold()
    return _VALUES[word] if word in _VALUES else float(number.replace(",", ""))


def _another_number(match: re.Match[str], text: str, story: Story, draw: Random) -> str | None:
    old = match["number"]
    rest = text[: match.start()] + text[match.end() :]
    candidates = []
    if draw.random() < 0.6:
        candidates = [
            m["number"]
            for m in _NUMBER.finditer(story.body[:READ])
            if _shape(m["number"]) == _shape(old) and not _is_year_or_clock(m, story.body)
        ]
        draw.shuffle(candidates)
    made = [new for _ in range(4) if (new := _changed(old, draw))]
    for new in candidates[:4] + made:
        size, was = value(new), value(old)
        if abs(size - was) <= 0.15 * max(size, was):
            continue
        before = text[: match.start()]
        if (_MORE.search(before) and size < was) or (_LESS.search(before) and size > was):
            continue
        if old[0].isupper():
            new = new.capitalize()
        if not _has(rest, new) and not story.says(new, rest):
            return new
    return None


def _has(text: str, number: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(number)}(?!\w)", text, re.I) is not None


def _shape(number: str) -> str:
    if number.casefold() in _VALUES:
        return "word"
    whole, _, part = number.partition(".")
    return f"{'comma' if ',' in whole else len(whole)}.{len(part)}"


def _changed(old: str, draw: Random) -> str | None:
    """`old` with other leading digits: "1,200" -> "1,700", "45" -> "62", "three" -> "five"."""
    if old.casefold() in _VALUES:
        was = _VALUES[old.casefold()]
        near = [n for n in range(2, len(WORDS) + 1) if n != was and abs(n - was) <= max(3, was / 2)]
        return WORDS[draw.choice(near) - 1]
    digits = [i for i, c in enumerate(old) if c.isdigit()]
    significant = [i for i in digits if old[i] != "0"]
    if not significant:
        return None
    out = list(old)
    for i in significant[: 2 if len(significant) > 1 else 1]:
        out[i] = draw.choice("123456789")
    new = "".join(out)
    return new if new != old else None


def dates(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """Another weekday, month, year, or "last week" for "last month"."""
    text = claim.text
    for match in _CALENDAR.finditer(text):
        table = _WEEKDAYS if match.group() in _WEEKDAYS else _MONTHS
        here = [d for d in table if d.casefold() in story.body.casefold() and draw.random() < 0.6]
        new = _unsaid(match, here + draw.sample(table, 4), text, story)
        if new:
            yield planted("date", text, Edit(*match.span(), new))
    for match in _YEAR.finditer(text):
        years = [str(int(match.group()) + d) for d in draw.sample((-4, -3, -2, -1, 1, 2, 3), 4)]
        new = _unsaid(match, years, text, story)
        if new:
            yield planted("date", text, Edit(*match.span(), new))
    for match in _RELATIVES.finditer(text):
        options = _RELATIVE[match.group()]
        new = _unsaid(match, draw.sample(options, len(options)), text, story)
        if new:
            yield planted("date", text, Edit(*match.span(), new))


def durations(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """Another unit or number: "three months" for "three years", "two-hour" for "five-hour"."""
    text = claim.text
    for match in _DURATION.finditer(text):
        amount = match.group()[: match.start("gap") - match.start()]
        at = _UNITS.index(match["unit"].casefold())
        near = [u for u in (at - 2, at - 1, at + 1, at + 2) if 0 <= u < len(_UNITS)]
        unit = _UNITS[draw.choice(near)]
        number = amount.casefold() in _VALUES or amount.isdigit()
        if number and draw.random() < 0.5 and (new := _changed(amount, draw)):
            if new in ("one", "1") or amount in ("one", "1"):
                continue
            words, span = new, (match.start(), match.start("gap"))
        else:
            words, span = unit + match["s"], (match.start("unit"), match.end())
            if amount.casefold() in ("a", "an"):
                words, span = ("an " if unit == "hour" else "a ") + words, match.span()
                words = words if text[match.start("gap")] == " " else words.replace(" ", "-")
        rest = text[: span[0]] + text[span[1] :]
        longer = _is_longer(words, unit, match["unit"], amount)
        if (_MORE.search(text[: match.start()]) and not longer) or (
            _LESS.search(text[: match.start()]) and longer
        ):
            continue
        changed = text[match.start() : span[0]] + words + text[span[1] : match.end()]
        if changed.casefold() not in story.body.casefold() and not (
            words.isdigit() and story.says(words, rest)
        ):
            yield planted("duration", text, Edit(*span, words))


def _is_longer(words: str, unit: str, old: str, amount: str) -> bool:
    """Whether a changed duration is the longer one."""
    if words.isdigit() or words.casefold() in _VALUES:
        return value(words) > value(amount)
    return _UNITS.index(unit) > _UNITS.index(old.casefold())


def _unsaid(match: re.Match[str], options: list[str], text: str, story: Story) -> str | None:
    rest = text[: match.start()] + text[match.end() :]
    for new in options:
        if new != match.group() and not _has(rest, new) and not story.says(new, rest):
            return new
    return None
