"""Are the quantities of a claim those of the body?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from copydesk.check.body import Body, body_of
from copydesk.records import Article, Claim, Finding, Severity, Span
from copydesk.text.dates import dates
from copydesk.text.lexicon import FUNCTION_WORDS
from copydesk.text.numbers import Quantity, quantities
from copydesk.text.sentences import sentence_at
from copydesk.text.words import stem, words

# "5 things to know", "Top 10": how many items the writer made, no fact of the story.
_LISTED = frozenset(
    "things thing ways way reasons reason takeaways takeaway questions question facts fact tips "
    "lessons lesson moments charts maps photos quotes issues myths signs steps times ideas books "
    "stories highlights points numbers rules truths examples winners losers thoughts theories "
    "scenarios options tweets lines clips surprises keys storylines graphics graphs observations "
    "arguments answers predictions mistakes problems key big must best worst biggest top most "
    "important".split()
)
# A claim rounds: it may differ from the body by this share of the body's number.
_ROUNDING = 0.05
# After "more than", "nearly", "about" the number may lie so far from the body's.
_REACH = {"about": 0.2, "under": 0.2, "over": 0.35}
# Words that follow numbers of all sorts, and so do not say what is counted.
_ANY_NOUN = FUNCTION_WORDS | frozenset(
    "people percent million billion year years old day days month months week weeks hours minutes "
    "says said times time dead killed points point new first last".split()
)
_LOW_ORDINAL = 3
_SCORE: dict[Severity, float] = {"error": 0.9, "warning": 0.4, "info": 0.1}


class NumbersChecker:
    """Finds numbers that the body does not hold, even rounded: rule `number-not-in-body`.

    `number-contradicted` is a number that the body has for other things only, while it counts what
    the claim counts with another.
    """

    name = "numbers"

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        body = body_of(article.body)
        if not body.words:
            return []
        held = quantities(article.body)
        found = []
        for claim in claims:
            for quantity in _claimed(claim.text):
                judged = _judge(quantity, held, article.body)
                if judged is not None:
                    found.append(_finding(body, claim, quantity, held, *judged))
        return found


def _judge(quantity: Quantity, held: Sequence[Quantity], body: str) -> tuple[str, Severity] | None:
    """The rule that the quantity breaks and how surely; None where the body bears it out."""
    agreeing = [other for other in held if agree(quantity, other)]
    if lists(quantity):
        rivals = [o for o in held if _counts_the_same(quantity, o)]
        if agreeing:
            return None
        # "5 things": the body may have the things without their count.
        return ("number-contradicted", "error") if rivals else ("number-not-in-body", "warning")
    if quantity.unit == "vague":
        if any(o.unit == "vague" or _counts_the_same(quantity, o) for o in agreeing):
            return None
        return ("number-not-in-body", "warning" if agreeing else "error")
    if agreeing:
        # Ordinals and "one of the" say nothing against another number.
        rivals = [
            o
            for o in held
            if o not in agreeing
            and o.unit != "ordinal"
            and o.low > 1
            and _counts_the_same(quantity, o)
            and quantity.nouns[:1] == o.nouns[:1]
            and len(quantity.nouns[0]) > 2
        ]
        others = [o for o in agreeing if not _counts_another(quantity, o)]
        return ("number-contradicted", "error") if rivals and not others else None
    if _written_out(quantity, body):
        return None
    # "On second thought": such words are often no count. "1 dead" may be "a man died" in the body.
    idle = quantity.low == 1 and quantity.unit == "plain"
    idle |= quantity.unit == "ordinal" and quantity.spelled and quantity.low <= _LOW_ORDINAL
    return "number-not-in-body", "warning" if idle else "error"


def _nouns(quantity: Quantity) -> set[str]:
    """What is counted, as stems, without words that go with any number."""
    return {stem(n) for n in quantity.nouns if n not in _ANY_NOUN and len(n) > 2}


def _counts_the_same(left: Quantity, right: Quantity) -> bool:
    return same_sort(left, right) and not _nouns(left).isdisjoint(_nouns(right))


def _counts_another(left: Quantity, right: Quantity) -> bool:
    """Whether both say what they count, and it is not the same."""
    return bool(_nouns(left) and _nouns(right)) and _nouns(left).isdisjoint(_nouns(right))


def _claimed(text: str) -> list[Quantity]:
    """The quantities that the claim states: no dates, list counts, or "one" and "first"."""
    calendar = [mention.span for mention in dates(text)]
    return [
        quantity
        for quantity in quantities(text)
        if not any(a < quantity.span[1] and quantity.span[0] < b for a, b in calendar)
        and not _says_nothing(text, quantity)
    ]


def _says_nothing(text: str, quantity: Quantity) -> bool:
    if quantity.unit in ("plain", "ordinal") and quantity.low in (0, 1) and quantity.spelled:
        return True
    before = text[: quantity.span[0]]
    if re.search(r"\b(?:top|these|no\.?)\s$", before, re.IGNORECASE):
        return True
    if quantity.text == "101" and not quantity.nouns:
        return True
    # "24/7", "50-50", "20/20" and the like are idioms.
    return quantity.text.replace("–", "-") in ("50-50", "24-7", "20-20")


def lists(quantity: Quantity) -> bool:
    """Whether it counts the items that the writer made: "5 things to know"."""
    return quantity.unit == "plain" and any(noun in _LISTED for noun in quantity.nouns)


def agree(claimed: Quantity, held: Quantity) -> bool:
    """Whether the body's quantity bears out the claim's: one unit, one number but for rounding."""
    if "score" in (claimed.unit, held.unit):
        return _scores_agree(claimed, held)
    if not _units_agree(claimed, held):
        return False
    if claimed.unit == "vague" or held.unit == "vague":
        if claimed.unit == held.unit:
            return claimed.low == held.low
        if claimed.unit == "vague":
            return held.high >= claimed.low and held.low <= claimed.high
        return False
    return _close(claimed.low, held.low, claimed.hedge, held.hedge)


def _units_agree(claimed: Quantity, held: Quantity) -> bool:
    units = {claimed.unit, held.unit}
    if len(units) == 1 or units == {"plain", "vague"}:
        return True
    if units == {"money", "vague"}:
        return True
    # The currency may be left out ("a 3 billion deal"), and so may "percent" in a list of shares.
    if units == {"money", "plain"} and claimed.low >= 1000:
        return True
    if units in ({"money", "plain"}, {"percent", "plain"}):
        return claimed.unit != "plain" and not _nouns(held)
    return False


def _close(claim: float, body: float, hedge: str, body_hedge: str) -> bool:
    if claim == body:
        return True
    if min(claim, body) <= 0:
        return False
    reach = _REACH.get(hedge, 0.0)
    if hedge == "about":
        return abs(claim - body) <= reach * body
    if hedge == "under" and claim * (1 - reach) <= body <= claim:
        return True
    if hedge == "over" and claim <= body <= claim * (1 + reach):
        return True
    # "2,000" for "at least 1,980": round numbers with two figures or fewer, over a hundred.
    if claim >= 100 or claim != int(claim) or body != int(body):
        unit = _last_figure(claim)
        rounded = abs(claim - body) <= 0.5 * unit + 1e-9 and unit > _last_figure(body)
        if rounded and abs(claim - body) <= _ROUNDING * body:
            return True
    return False


def _last_figure(value: float) -> float:
    """The place of the last figure that is not zero: 1,300,000 -> 100,000; 2.5 -> 0.1."""
    digits = f"{value:.6f}".rstrip("0").rstrip(".")
    if "." in digits:
        return float(10 ** -len(digits.split(".")[1]))
    stripped = digits.rstrip("0")
    return float(10 ** (len(digits) - len(stripped)))


def _scores_agree(claimed: Quantity, held: Quantity) -> bool:
    if claimed.unit == held.unit:
        return {claimed.low, claimed.second} == {held.low, held.second}
    if claimed.unit == "score":
        return False
    return claimed.low in (held.low, held.second)


def _written_out(quantity: Quantity, body: str) -> bool:
    """Whether a score's two numbers stand in one sentence: "five votes to four"."""
    if quantity.unit != "score":
        return False
    spans = body_of(body).sentences
    wanted = {quantity.low, quantity.second}
    seen: dict[Span, set[float]] = {}
    for other in quantities(body):
        sentence = sentence_at(spans, other.span[0])
        if sentence is not None and other.low in wanted:
            seen.setdefault(sentence, set()).add(other.low)
    return any(found == wanted for found in seen.values())


def _finding(
    body: Body,
    claim: Claim,
    quantity: Quantity,
    held: Sequence[Quantity],
    rule: str,
    severity: Severity,
) -> Finding:
    evidence, suggestion = _nearest(body, claim, quantity, held)
    message = f"the body does not hold the number “{quantity.text}”"
    if rule == "number-contradicted":
        message = f"the body gives another number than “{quantity.text}”"
    if suggestion:
        message += f", but “{suggestion}”"
    offset = claim.span[0]
    span = (offset + quantity.span[0], offset + quantity.span[1])
    return Finding(
        NumbersChecker.name,
        rule,
        severity,
        message,
        span,
        evidence,
        suggestion,
        _SCORE[severity],
    )


def _nearest(
    body: Body, claim: Claim, quantity: Quantity, held: Sequence[Quantity]
) -> tuple[Span | None, str]:
    """The sentence that counts the same thing, and its number if it is the only such one."""
    outside = [
        w.key for w in words(claim.text) if not quantity.span[0] <= w.start < quantity.span[1]
    ]
    weights = {number: score for score, number in body.overlaps(outside)}
    if not weights:
        return None, ""
    best = max(weights.values())
    nouns = {stem(noun) for noun in quantity.nouns}
    ranked: list[tuple[float, int, Quantity, int]] = []
    for position, other in enumerate(held):
        number = body.sentence_number(other.span[0])
        if not same_sort(quantity, other) or number not in weights:
            continue
        same_noun = bool(nouns & {stem(noun) for noun in other.nouns})
        score = weights[number] / best + (0.5 if same_noun else 0.0)
        ranked.append((score, -position, other, number))
    if not ranked:
        return body.best_sentence(outside), ""
    ranked.sort(key=lambda row: row[:2], reverse=True)
    score, _, chosen, number = ranked[0]
    if score < 0.6:
        return body.best_sentence(outside), ""
    rivals = [
        other
        for rival_score, _, other, _ in ranked[1:]
        if rival_score > score - 0.25 and not math.isclose(other.low, chosen.low)
    ]
    return body.sentences[number], "" if rivals else chosen.text


def same_sort(left: Quantity, right: Quantity) -> bool:
    """Whether the one can stand in the other's place: two shares, two sums of money, two counts."""
    sorts = {"vague": "plain"}
    return sorts.get(left.unit, left.unit) == sorts.get(right.unit, right.unit)
