"""Gates: what a recipe asks of an evaluation, and whether it holds.

An absolute gate (`at_most`, `at_least`) looks at a metric's mean, over all articles or over those
of a slice; with `surely`, at that end of its 95 % interval which lies nearer to the limit, so that
the gate holds only where the articles suffice to say so. A gate against the baseline
(`may_not_fall`, `may_not_rise`) allows a change up to a number, or any that chance may have made.

A gate on `significantly` looks at a two-sided p and one direction, so between equal systems it
fails in at most `alpha / 2` of runs; of several such gates the false alarms add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from copydesk.config import Section
from copydesk.errors import CopydeskError
from copydesk.records import Evaluation, Figure, Gate, Score
from copydesk.score.metrics import METRICS

Change = Literal["significantly"] | float

ALPHA = 0.05
# The conditions, of which a gate has one.
CONDITIONS = ("at_most", "at_least", "may_not_fall", "may_not_rise")
# Where a mean is the sum of many values, the last digit of what people write is beyond it.
_ROUNDING = 1e-9


class GateRule(Section):
    """One gate of a recipe: a metric and one condition, over all articles or of a slice.

    `slice` is one field and one value of it ({topic: courts}); `each` names a field, and the gate
    is asked of every slice by it. Slices are those that the report has, of articles enough.
    """

    metric: str
    at_most: float | None = None
    at_least: float | None = None
    may_not_fall: Change | None = None
    may_not_rise: Change | None = None
    alpha: Annotated[float, Field(gt=0, lt=1)] = ALPHA
    surely: bool = False
    slice: Annotated[dict[str, str], Field(min_length=1, max_length=1)] | None = None
    each: str | None = None

    @field_validator("may_not_fall", "may_not_rise", mode="before")
    @classmethod
    def _number_or_word(cls, value: Any) -> Any:
        # Else pydantic tells of both kinds of value that it could have been.
        if value == "significantly" or value is None:
            return value
        if isinstance(value, int | float) and value >= 0:
            return value
        raise ValueError("`significantly`, or how much is allowed, from 0 on")

    @model_validator(mode="after")
    def _fits(self) -> GateRule:
        given = [name for name in CONDITIONS if getattr(self, name) is not None]
        if len(given) != 1:
            too_many = f", not {' and '.join(given)}" if given else ""
            raise ValueError(f"one of {', '.join(CONDITIONS)}{too_many}")
        if self.slice and self.each:
            raise ValueError("`slice` or `each`, and not both")
        if self.relative and (self.slice or self.each):
            raise ValueError("a gate against the baseline without `slice` or `each`")
        if self.relative and self.surely:
            raise ValueError("`surely` with at_most or at_least only; else `significantly`")
        if "alpha" in self.model_fields_set and not self.significantly:
            raise ValueError("`alpha` with may_not_fall or may_not_rise: significantly only")
        return self

    @property
    def relative(self) -> bool:
        """Whether the gate is against the baseline."""
        return self.at_most is None and self.at_least is None

    @property
    def significantly(self) -> bool:
        return "significantly" in (self.may_not_fall, self.may_not_rise)


def judged(rules: Sequence[GateRule], evaluation: Evaluation) -> tuple[Gate, ...]:
    """Each rule's gates, in the order of the rules; one of `each` slice has several.

    A metric without a figure, as ROUGE without references, fails its gate.

    Raises:
        CopydeskError: a metric or slice is unknown, or a gate is against a baseline and there is
            none.
    """
    return tuple(gate for rule in rules for gate in _gates(rule, evaluation))


def _gates(rule: GateRule, evaluation: Evaluation) -> Iterable[Gate]:
    if rule.relative:
        yield _against_baseline(rule, evaluation)
    elif not rule.slice and not rule.each:
        yield _absolute(rule, _score(rule, evaluation.scores), "")
    else:
        for where, scores in _slices(rule, evaluation):
            yield _absolute(rule, _score(rule, scores), where)


def _score(rule: GateRule, scores: Sequence[Score]) -> Score:
    """The score that the rule asks for."""
    found = {score.metric: score for score in scores}
    if rule.metric not in found:
        raise CopydeskError(
            f"a gate asks for the metric {rule.metric!r}, which this evaluation does not have",
            f"choose among {', '.join(found)}",
        )
    return found[rule.metric]


def _slices(rule: GateRule, evaluation: Evaluation) -> list[tuple[str, Sequence[Score]]]:
    """The slices that the rule is asked of, by what they are called."""
    [(by, value)] = rule.slice.items() if rule.slice else [(rule.each or "", "")]
    found = [each for each in evaluation.slices if each.by == by]
    if not found:
        known = ", ".join(dict.fromkeys(each.by for each in evaluation.slices)) or "nothing"
        raise CopydeskError(
            f"a gate on {rule.metric} asks for slices by {by!r}, and this evaluation has none",
            f"it is sliced by {known}; the recipe's `slices` name more",
        )
    chosen = [each for each in found if not rule.slice or each.value == value]
    if not chosen:
        raise CopydeskError(
            f"a gate on {rule.metric} asks for {by}={value}, which is no slice of this evaluation",
            f"choose among {', '.join(each.value for each in found)}, or set min_articles lower",
        )
    return [(f"{by}={each.value}", each.scores) for each in chosen]


def _absolute(rule: GateRule, score: Score, where: str) -> Gate:
    above = rule.at_most is not None
    limit = (rule.at_most if above else rule.at_least) or 0.0
    allowed = _measured(rule.metric, limit)
    surely = "surely " if rule.surely else ""
    name = f"{rule.metric} {surely}{'≤' if above else '≥'} {allowed}"
    about = f"{rule.metric} of {where}" if where else rule.metric
    if score.figure is None:
        message = f"{about} could not be measured: no article has a value of it"
        return Gate(name, rule.metric, where, None, limit, False, 0.0, message)
    value = _end(score.figure, score.articles, above) if rule.surely else score.figure.value
    by = value - limit if above else limit - value
    passed = by <= _ROUNDING
    message = f"{about} is {_measured(rule.metric, score.figure.value)}"
    if rule.surely:
        message += f", its interval reaches {_measured(rule.metric, value)}"
    if passed:
        message += f", within the limit of {allowed}"
    else:
        message += f", {_number(by)} {'over' if above else 'under'} the limit of {allowed}"
    return Gate(name, rule.metric, where, value, limit, passed, 0.0 if passed else by, message)


def _end(figure: Figure, articles: int, above: bool) -> float:
    """The end of the interval above or below.

    Where no article or every one has an error, all resamples agree and the interval has no width.
    The exact interval of a share has (Clopper & Pearson 1934): where none of n articles has an
    error, the share could be 1 - 0.025^(1/n), which of 300 articles is 1.2 %.
    """
    end = figure.high if above else figure.low
    if figure.low == figure.high and end == (0 if above else 100):
        room: float = 100 * (1 - 0.025 ** (1 / articles))
        return room if above else 100 - room
    return end


def _against_baseline(rule: GateRule, evaluation: Evaluation) -> Gate:
    falls = rule.may_not_fall is not None
    change = rule.may_not_fall if falls else rule.may_not_rise
    what = "fall" if falls else "rise"
    if change == "significantly":
        allowed, name = 0.0, f"{rule.metric} may not {what} significantly"
        if rule.alpha != ALPHA:
            name += f" (p < {rule.alpha:g})"
    else:
        allowed = float(change or 0)
        by_more = f" by more than {_number(allowed)}" if allowed else ""
        name = f"{rule.metric} may not {what}{by_more}"
    if evaluation.comparison is None:
        raise CopydeskError(
            f"the gate “{name}” needs a baseline, and there is none",
            "name the report.json of an earlier run with --baseline",
        )
    _score(rule, evaluation.scores)
    limit = -allowed if falls else allowed
    found = {each.metric: each for each in evaluation.comparison.differences}.get(rule.metric)
    if found is None:
        message = f"{rule.metric} could not be compared: no article has it here and in the baseline"
        return Gate(name, rule.metric, "", None, limit, False, 0.0, message)
    moved = found.difference
    worse = -moved.value if falls else moved.value
    if change == "significantly":
        passed = worse <= 0 or found.p >= rule.alpha
    else:
        passed = worse - allowed <= _ROUNDING
    now = _measured(rule.metric, found.value)
    if moved.value:
        went = "fell" if moved.value < 0 else "rose"
        ends = f"95 % interval {_number(moved.low)} to {_number(moved.high)}"
        message = (
            f"{rule.metric} {went} by {_number(abs(moved.value))}, from "
            f"{_number(found.baseline)} to {now} ({ends}, {_p(found.p)})"
        )
    else:
        message = f"{rule.metric} stayed at {now}"
    if not passed and allowed:
        message += f", {_number(worse - allowed)} more than allowed"
    by = 0.0 if passed else worse - allowed
    return Gate(name, rule.metric, "", moved.value, limit, passed, by, message)


def _p(p: float) -> str:
    return f"p = {p:.3f}" if p >= 0.001 else "p < 0.001"


def _measured(metric: str, value: float) -> str:
    """The value with the unit that the metric has."""
    return f"{_number(value)} {METRICS[metric].unit}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")
