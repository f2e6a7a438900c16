"""Dates in text: weekdays, months, days of a month, years and decades."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from copydesk.records import Span
from copydesk.text.lexicon import MONTHS, WEEKDAYS
from copydesk.text.quotes import quotes

DateKind = Literal["weekday", "month", "day", "year", "decade"]

_MONTH_NUMBER = {name: n + 1 for n, name in enumerate(MONTHS)}
_MONTH_NUMBER |= {name[:3]: n for name, n in _MONTH_NUMBER.items()} | {"sept": 9}
_WEEKDAY_NUMBER = {name: n for n, name in enumerate(WEEKDAYS)}
_WEEKDAY_NUMBER |= {name[:3]: n for name, n in _WEEKDAY_NUMBER.items()}
_WEEKDAY_NUMBER |= {"tues": 1, "thur": 3, "thurs": 3}

_MONTH_NAMES = rf"(?:{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_YEAR = r"(?:18|19|20)\d\d"
# What a match may begin with is asked first: that takes less than half of the time.
_DATE = re.compile(
    r"\b(?=[\djfmasond])(?:"
    rf"(?P<month>{_MONTH_NAMES})\s(?P<day>\d{{1,2}})(?!\d|,\d{{3}}|%|\.\d|:)(?:st|nd|rd|th)?\b"
    rf"(?:,?\s(?P<year>{_YEAR})\b)?"
    rf"|(?P<day2>\d{{1,2}}|fourth(?=\sof\sjuly))(?:st|nd|rd|th)?(?:\sof)?\s(?P<month2>{_MONTH_NAMES})"
    rf"(?:,?\s(?P<year2>{_YEAR})\b)?"
    rf"|(?P<month3>{_MONTH_NAMES})(?:,?\s(?P<year3>{_YEAR}))?(?!\w)"
    rf"|(?P<year4>{_YEAR})-(?P<month4>\d\d)-(?P<day4>\d\d)\b"
    rf"|(?P<month5>\d{{1,2}})/(?P<day5>\d{{1,2}})(?:/(?P<year5>{_YEAR}|\d\d))?(?![\d/]))",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?=[mtwfs])(?:"
    rf"(?P<name>{'|'.join(WEEKDAYS)})s?|(?P<short>mon|tues?|wed|thu|thurs?|fri)\b\.?"
    r"|(?P<stopped>sat|sun)\.)(?!\w)",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(
    rf"(?<![\w$€£,.:/#-])(?P<year>{_YEAR})(?P<decade>[’']?s)?(?![\w,]\d|\w|%|[.:/]\d)"
    r"(?:[-–/](?P<until>\d\d)(?!\d))?"
    rf"|(?<=[a-z]-)(?P<glued>{_YEAR})(?!\w)|(?<=\d\d[-–])(?P<end>{_YEAR})(?!\w)"
    r"|(?<!\w)[’'‘](?P<short>\d\d)(?P<shortdecade>s)?(?!\w)",
    re.IGNORECASE,
)
# "May" and "March" are words too; a month only where one of these stands before it.
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|on|of|since|until|till|by|last|next|this|early|late|mid|from|to|through|for|before|"
    r"after|during|and|every)[\s-]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at `span`; what the text leaves open is None. `year` is of a decade its first."""

    span: Span
    kind: DateKind
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None


@lru_cache(maxsize=64)
def dates(text: str) -> tuple[DateMention, ...]:
    """The dates of the text, in order."""
    found = [*_calendar_dates(text), *_weekdays(text)]
    spans = [m.span for m in found]
    found += [
        mention
        for mention in _years(text)
        if not any(a < mention.span[1] and mention.span[0] < b for a, b in spans)
    ]
    return tuple(sorted(found, key=lambda m: m.span))


def _calendar_dates(text: str) -> list[DateMention]:
    found = []
    cased = any(c.isupper() for c in text)
    for match in _DATE.finditer(text):
        parts = {k.rstrip("2345"): v for k, v in match.groupdict().items() if v is not None}
        name = parts["month"].lower().rstrip(".")
        day = None
        if "day" in parts:
            day = int(parts["day"]) if parts["day"].isdigit() else 4
        year = _full_year(parts["year"]) if "year" in parts else None
        if name.isdigit():
            month = int(name)
        else:
            month = _MONTH_NUMBER[name]
            if cased and parts["month"][0].islower():
                continue
            if day is None and year is None and not _surely_month(text, match.start(), name):
                continue
        if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
            continue
        kind: DateKind = "month" if day is None else "day"
        end = match.end()
        while text[end - 1] in ". ":
            end -= 1
        found.append(DateMention((match.start(), end), kind, None, month, day, year))
    return found


def _surely_month(text: str, start: int, name: str) -> bool:
    if name in ("may", "march", "mar", "august", "april", "june", "jun", "dec", "sep", "jan"):
        return _BEFORE_A_MONTH.search(text[:start]) is not None
    return True


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 50 else 1900 + year


def _weekdays(text: str) -> list[DateMention]:
    found = []
    cased = any(c.isupper() for c in text)
    for match in _WEEKDAY.finditer(text):
        if cased and match.group()[0].islower():
            continue
        name = (match["name"] or match["short"] or match["stopped"]).lower()
        if match["short"] and not match.group().endswith(".") and name in ("mon", "wed", "fri"):
            continue
        start = match.start()
        length = len(match["name"] or match.group())
        found.append(DateMention((start, start + length), "weekday", weekday=_WEEKDAY_NUMBER[name]))
    return found


def _years(text: str) -> list[DateMention]:
    found = []
    quoted = {start for start, _ in quotes(text)}
    for match in _YEAR_ALONE.finditer(text):
        if match["short"] and match.start() + 1 in quoted:
            continue  # "'60 Minutes'" opens a quotation.
        digits = match["year"] or match["glued"] or match["end"] or match["short"]
        year = _full_year(digits)
        # "1990s" and "1990's" are decades, "2016's" is a year's.
        plural = (match["decade"] or match["shortdecade"]) and year % 10 == 0
        kind: DateKind = "decade" if plural else "year"
        if match["until"]:
            start = match.start()
            found.append(DateMention((start, start + 4), kind, year=year))
            until = year // 100 * 100 + int(match["until"])
            found.append(DateMention(match.span("until"), kind, year=until))
            continue
        found.append(DateMention(match.span(), kind, year=year))
    return found


def published_date(text: str) -> date | None:
    """The day of `Article.published` ("2014-11-03", with or without a time), if it is one."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
