"""The measuring of the checks: what it plants, and how it judges what was found."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from copydesk.desk import rule_checkers
from copydesk.records import Article

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "measure_checks.py"
BODY = (
    "Mayor Helena Brandt closed the Larkspur Bridge on Tuesday after engineers found 47 cracks.\n\n"
    "Drivers will need another way across the river for months, the council said."
)


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_checks", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure_checks"] = module
    spec.loader.exec_module(module)
    return module


def outcome(measure: ModuleType, planted: Any) -> dict[str, bool]:
    [review] = measure.check([(planted.article, planted.headline)], rule_checkers())
    return measure.outcome(planted, review)


def test_caught_with_span_evidence_and_suggestion(measure: ModuleType) -> None:
    article = Article("x", BODY)
    headline = "Mayor Judith Brandt closes bridge"
    planted = measure.Planted(article, "person", "elsewhere", headline, (6, 19), "Helena Brandt")
    result = outcome(measure, planted)
    assert result == dict.fromkeys(("caught", "span", "evidence", "offered", "suggestion"), True)


def test_not_caught_where_the_swap_is_true(measure: ModuleType) -> None:
    planted = measure.Planted(Article("x", BODY), "number", "same body", "47 cracks", (0, 2), "12")
    assert not any(outcome(measure, planted).values())


def test_things_lose_articles_and_hedges(measure: ModuleType) -> None:
    def thing(label: str, text: str) -> object:
        return measure.thing_of(SimpleNamespace(label_=label, text=text, start_char=10))

    assert thing("CARDINAL", "more than 200").span == (20, 23)
    assert thing("PERSON", "Brandt’s").text == "Brandt"
    assert thing("DATE", "Tuesday").shape == "weekday"
    assert thing("DATE", "last year") is None
    assert thing("ORG", "Acme") is None


def test_share_is_in_its_interval(measure: ModuleType) -> None:
    cell = measure.share([True] * 80 + [False] * 20, seed=0)
    assert cell["low"] < cell["share"] == 80 < cell["high"]
