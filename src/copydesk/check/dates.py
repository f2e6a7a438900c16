"""Are the dates of a claim those of the body?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from copydesk.check.body import FAME, MARGIN, Body, body_of
from copydesk.records import Article, Claim, Finding, Severity, Span
from copydesk.text.dates import DateKind, DateMention, dates, published_date
from copydesk.text.words import words

_SCORE: dict[Severity, float] = {"error": 0.9, "warning": 0.4, "info": 0.1}
# A weekday in a story is one of the week around its publication.
_WEEK = 6


class DatesChecker:
    """Finds weekdays, months, days and years that the body lacks: rule `date-not-in-body`.

    "Today" and the like are left alone. Where the article's day of publication is known, it
    settles what the body leaves open: a year, or which day "Tuesday" is.
    """

    name = "dates"

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        body = body_of(article.body)
        if not body.words:
            return []
        held = dates(article.body)
        published = published_date(article.published)
        found = []
        for claim in claims:
            for mention in dates(claim.text):
                severity = _judge(mention, held, published)
                if severity is not None:
                    found.append(_finding(body, claim, mention, held, severity))
        return found


def _judge(
    claimed: DateMention, held: Sequence[DateMention], published: date | None
) -> Severity | None:
    """None where the body bears the date out, else how bad it is."""
    if any(_agree(claimed, other) for other in held):
        return None
    if published is None:
        # A headline may say which year's election it is where the body has no need to. (Of 13 dates
        # called wrong in 1,500 headlines of allsides_train 7 were such, and right.)
        unsaid = claimed.kind == "year" and all(other.year is None for other in held)
        return "warning" if unsaid else "error"
    if claimed.kind == "year" and claimed.year in (published.year, published.year + 1):
        return "warning"
    if claimed.kind == "month" and claimed.month == published.month:
        return "warning"
    if claimed.kind == "weekday":
        return "warning" if _weekday_follows(claimed, held, published) else "error"
    if claimed.kind == "day" and _day_follows(claimed, held, published):
        return None
    return "error"


def _agree(claimed: DateMention, held: DateMention) -> bool:
    if claimed.kind == "weekday":
        return claimed.weekday == held.weekday
    if claimed.kind == "decade":
        return held.year is not None and (claimed.year or 0) // 10 == held.year // 10
    for wanted, had in (
        (claimed.month, held.month),
        (claimed.day, held.day),
        (claimed.year, held.year),
    ):
        if wanted is not None and had is not None and wanted != had:
            return False
    if claimed.kind == "year":
        return claimed.year == held.year
    if claimed.kind == "month":
        return claimed.month == held.month
    return claimed.month == held.month and claimed.day == held.day


def _weekday_follows(claimed: DateMention, held: Sequence[DateMention], published: date) -> bool:
    """Whether a date of the body falls on the claimed weekday, or the story came out on it."""
    if published.weekday() == claimed.weekday:
        return True
    return any(
        day is not None and day.weekday() == claimed.weekday
        for day in (_day_of(other, published) for other in held)
    )


def _day_of(mention: DateMention, published: date) -> date | None:
    if mention.month is None or mention.day is None:
        return None
    try:
        return date(mention.year or published.year, mention.month, mention.day)
    except ValueError:
        return None


def _day_follows(claimed: DateMention, held: Sequence[DateMention], published: date) -> bool:
    """Whether the claimed day is a weekday that the body names, in the week of publication."""
    day = _day_of(claimed, published)
    if day is None or abs(day - published) > timedelta(days=_WEEK):
        return False
    return any(other.weekday == day.weekday() for other in held)


def _finding(
    body: Body,
    claim: Claim,
    mention: DateMention,
    held: Sequence[DateMention],
    severity: Severity,
) -> Finding:
    evidence, suggestion = _nearest(body, claim, mention, held)
    text = claim.text[slice(*mention.span)]
    message = f"the body does not hold the date “{text}”"
    if suggestion:
        message += f", but “{suggestion}”"
    offset = claim.span[0]
    span = (offset + mention.span[0], offset + mention.span[1])
    return Finding(
        DatesChecker.name,
        "date-not-in-body",
        severity,
        message,
        span,
        evidence,
        suggestion,
        _SCORE[severity],
    )


def _nearest(
    body: Body, claim: Claim, mention: DateMention, held: Sequence[DateMention]
) -> tuple[Span | None, str]:
    """The sentence that bears on a wrong date, and the body's date of the kind if one is certain.

    Each date of the kind is scored like a name: by what its best sentence shares with the claim,
    and by how often the body has it.
    """
    outside = [w.key for w in words(claim.text) if not mention.span[0] <= w.start < mention.span[1]]
    weights = {number: weight for weight, number in body.overlaps(outside)}
    best = max(weights.values(), default=1.0)
    places: dict[str, list[tuple[int, str]]] = {}
    for other in held:
        named = same_kind(body.text, other, mention.kind)
        if named is not None:
            places.setdefault(named[0], []).append((body.sentence_number(other.span[0]), named[1]))
    most = max(map(len, places.values()), default=1)
    ranked = []
    for told in places.values():
        number, wording = max(told, key=lambda pair: (weights.get(pair[0], 0.0), -pair[0]))
        score = weights.get(number, 0.0) / best + FAME * math.sqrt(len(told) / most)
        ranked.append((score, -number, wording))
    ranked.sort(reverse=True)
    if not ranked or not weights:
        return body.best_sentence(outside), ""
    score, number, wording = ranked[0]
    certain = len(ranked) == 1 or score - ranked[1][0] >= MARGIN
    return body.sentences[-number], wording if certain else ""


def same_kind(text: str, other: DateMention, kind: DateKind) -> tuple[str, str] | None:
    """(value, wording) of a body's date as one of the kind: of "May 5, 2019" the month or year."""
    wording = text[slice(*other.span)]
    if kind == other.kind:
        return str((other.weekday, other.month, other.day, other.year)), wording
    if kind == "year" and other.year is not None and other.kind in ("day", "month"):
        return str((None, None, None, other.year)), str(other.year)
    if kind == "month" and other.kind == "day" and wording[:1].isalpha():
        return str((None, other.month, None, None)), wording.split()[0]
    return None
