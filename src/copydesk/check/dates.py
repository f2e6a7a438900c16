"""Are the dates of a claim those of the body?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from copydesk.check.body import Body, body_of
from copydesk.records import Article, Claim, Finding, Severity, Span
from copydesk.text.dates import DateMention, dates, published_date
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
        return "error"
    if claimed.kind == "year" and claimed.year == published.year:
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
    """The sentence with a date of the kind that shares most with the claim, and that date."""
    outside = [w.key for w in words(claim.text) if not mention.span[0] <= w.start < mention.span[1]]
    weights = {number: score for score, number in body.overlaps(outside)}
    alike = [other for other in held if other.kind == mention.kind]
    ranked = sorted(
        ((weights.get(body.sentence_number(d.span[0]), 0.0), -d.span[0], d) for d in alike),
        key=lambda row: row[:2],
        reverse=True,
    )
    if not ranked or ranked[0][0] == 0:
        return body.best_sentence(outside), ""
    _, _, chosen = ranked[0]
    number = body.sentence_number(chosen.span[0])
    values = {
        (d.weekday, d.month, d.day, d.year)
        for score, _, d in ranked
        if body.sentence_number(d.span[0]) == number
    }
    suggestion = body.text[slice(*chosen.span)] if len(values) == 1 else ""
    return body.sentences[number], suggestion
