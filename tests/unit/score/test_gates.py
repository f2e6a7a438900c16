"""Gates: what passes, what fails and by how much, and which rules cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from copydesk.errors import CopydeskError
from copydesk.records import Comparison, Difference, Evaluation, Figure, Gate, Score, Slice
from copydesk.score.gates import CONDITIONS, GateRule, judged

SCORES = (
    Score("rougeL", Figure(30.0, 28.0, 32.0), 200),
    Score("unsupported", Figure(2.5, 1.0, 4.5), 200),
    Score("empty", Figure(0.0, 0.0, 0.0), 200),
    Score("supported", Figure(100.0, 100.0, 100.0), 200),
    Score("rouge1", None, 0),
)
SLICES = (
    Slice("topic", "courts", 30, (Score("unsupported", Figure(10.0, 0.0, 20.0), 30),)),
    Slice("topic", "sport", 150, (Score("unsupported", Figure(1.0, 0.0, 2.0), 150),)),
    Slice("topic", "opera", 5, (Score("unsupported", Figure(60.0, 20.0, 100.0), 5),)),
    Slice("source", "Wire", 200, (Score("unsupported", Figure(2.5, 1.0, 4.5), 200),)),
)
COMPARED = Comparison(
    "last week",
    200,
    (
        Difference("rougeL", 30.0, 32.0, Figure(-2.0, -3.0, -1.0), 0.004, 200),
        Difference("unsupported", 2.5, 1.0, Figure(1.5, -0.5, 3.0), 0.09, 200),
        Difference("supported", 100.0, 100.0, Figure(0.0, 0.0, 0.0), 1.0, 200),
    ),
    (),
)
WHOLE = Evaluation("ours", "headline", 200, SCORES, SLICES, COMPARED, (), {})


def gates(**rule: Any) -> list[Gate]:
    return list(judged([GateRule(**rule)], WHOLE))


def gate(**rule: Any) -> Gate:
    [found] = gates(**rule)
    return found


def test_an_absolute_gate_says_value_limit_and_by_how_much() -> None:
    assert gate(metric="unsupported", at_most=1) == Gate(
        name="unsupported ≤ 1 %",
        metric="unsupported",
        slice="",
        value=2.5,
        limit=1.0,
        passed=False,
        by=1.5,
        message="unsupported is 2.5 %, 1.5 over the limit of 1 %",
    )
    held = gate(metric="rougeL", at_least=30.0)
    assert (held.passed, held.by, held.name) == (True, 0.0, "rougeL ≥ 30 points")
    assert held.message == "rougeL is 30 points, within the limit of 30 points"
    assert gate(metric="rougeL", at_least=31).by == pytest.approx(1)
    assert gate(metric="empty", at_most=0).passed


def test_a_mean_that_is_the_limit_but_for_rounding_passes() -> None:
    score = Score("unsupported", Figure(1.0000000000000002, 0.0, 2.0), 300)
    [found] = judged([GateRule(metric="unsupported", at_most=1)], replace(WHOLE, scores=(score,)))
    assert found.passed


def test_surely_looks_at_the_end_of_the_interval() -> None:
    found = gate(metric="unsupported", at_most=3, surely=True)
    assert gate(metric="unsupported", at_most=3).passed
    assert (found.passed, found.value, found.by) == (False, 4.5, 1.5)
    assert found.message == (
        "unsupported is 2.5 %, its interval reaches 4.5 %, 1.5 over the limit of 3 %"
    )
    assert not gate(metric="rougeL", at_least=29, surely=True).passed
    assert gate(metric="rougeL", at_least=28, surely=True).passed


def test_an_interval_of_no_width_is_not_taken_for_certainty() -> None:
    """0 of 200: Clopper and Pearson's interval reaches 1.83 %."""
    assert gate(metric="empty", at_most=1, surely=True).value == pytest.approx(1.8276, abs=1e-3)
    assert gate(metric="supported", at_least=98, surely=True).passed
    assert not gate(metric="supported", at_least=99, surely=True).passed


def test_slices_are_judged_one_or_each() -> None:
    one = gate(metric="unsupported", at_most=5, slice={"topic": "courts"})
    assert (one.slice, one.passed, one.by) == ("topic=courts", False, 5)
    assert one.message == "unsupported of topic=courts is 10 %, 5 over the limit of 5 %"
    each = gates(metric="unsupported", at_most=5, each="topic")
    assert [(found.slice, found.passed) for found in each] == [
        ("topic=courts", False),
        ("topic=sport", True),
        ("topic=opera", False),
    ]


def test_against_the_baseline_significantly_or_by_a_number() -> None:
    fell = gate(metric="rougeL", may_not_fall="significantly")
    assert (fell.passed, fell.value, fell.limit, fell.by) == (False, -2, 0, 2)
    assert fell.name == "rougeL may not fall significantly"
    assert fell.message == (
        "rougeL fell by 2, from 32 to 30 points (95 % interval −3 to −1, p = 0.004)"
    )
    assert gate(metric="rougeL", may_not_fall="significantly", alpha=0.001).passed
    assert gate(metric="rougeL", may_not_rise="significantly").passed
    assert gate(metric="unsupported", may_not_rise="significantly").passed
    assert not gate(metric="unsupported", may_not_rise="significantly", alpha=0.1).passed
    assert gate(metric="rougeL", may_not_fall=2).passed
    by = gate(metric="rougeL", may_not_fall=1.5)
    assert (by.passed, by.limit, by.by) == (False, -1.5, 0.5)
    assert by.message.endswith(", 0.5 more than allowed")
    assert not gate(metric="unsupported", may_not_rise=0).passed
    assert gate(metric="supported", may_not_fall=0).message == "supported stayed at 100 %"


def test_what_was_not_measured_fails() -> None:
    for rule in ({"at_least": 10}, {"may_not_fall": 1}, {"may_not_fall": "significantly"}):
        found = gate(metric="rouge1", **rule)
        assert (found.passed, found.value) == (False, None)
        assert "could not be" in found.message


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"metric": "rouge", "at_least": 1}, "choose among rougeL, unsupported"),
        ({"metric": "rouge", "may_not_fall": 1}, "choose among rougeL, unsupported"),
        ({"metric": "rougeL", "at_least": 1, "each": "topic"}, "choose among unsupported"),
        (
            {"metric": "unsupported", "at_most": 1, "each": "author"},
            "it is sliced by topic, source",
        ),
        (
            {"metric": "unsupported", "at_most": 1, "slice": {"topic": "chess"}},
            "choose among courts, sport, opera",
        ),
    ],
)
def test_what_the_evaluation_lacks_is_told_with_the_choices(
    rule: dict[str, Any], said: str
) -> None:
    with pytest.raises(CopydeskError, match=said):
        gates(**rule)


def test_a_gate_against_a_baseline_needs_one() -> None:
    rule = GateRule(metric="rougeL", may_not_fall="significantly")
    with pytest.raises(CopydeskError, match="needs a baseline, and there is none; name the report"):
        judged([rule], replace(WHOLE, comparison=None))


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"at_most": 1, "at_least": 1},
        {"may_not_fall": "slightly"},
        {"may_not_fall": -1},
        {"may_not_fall": 1, "each": "topic"},
        {"may_not_fall": 1, "surely": True},
        {"may_not_fall": 1, "alpha": 0.1},
        {"at_most": 1, "slice": {"topic": "courts"}, "each": "topic"},
        {"at_most": 1, "slice": {"topic": "courts", "source": "Wire"}},
        {"at_most": 1, "more": 3},
    ],
)
def test_a_rule_that_makes_no_sense_is_a_mistake_of_the_recipe(rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GateRule(metric="rougeL", **rule)


def test_the_gates_of_the_documentation_are_gates() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "ci.md").read_text(encoding="utf-8")
    [example] = [each for each in re.findall(r"```yaml\n(.*?)```", page, re.S) if "gates:" in each]
    rules = [GateRule(**rule) for rule in yaml.safe_load(example)["gates"]]
    conditions = {name for rule in rules for name in CONDITIONS if getattr(rule, name) is not None}
    assert conditions == {*CONDITIONS}
    assert len(judged(rules, WHOLE)) == len(rules)
