"""The measuring of the gates: what a system with errors is, and what its gates say."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from copydesk.desk import rule_checkers
from copydesk.records import Article

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
TRUE = {"unsupported": 0.0, "consistency": 90.0}
FALSE = {"unsupported": 100.0, "consistency": 5.0}


@pytest.fixture(scope="module")
def measure() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SCRIPTS)
        yield importlib.import_module("measure_gates")
        for name in ("measure_gates", "measure_checks"):
            sys.modules.pop(name, None)


def test_a_headline_is_checked_once_and_its_values_are_kept(
    measure: ModuleType, tmp_path: Path
) -> None:
    article = Article("x", "The bridge in Larkspur has 47 cracks, the council said on Tuesday.")
    headlines = [(article, "Bridge has 47 cracks"), (article, "Bridge has 74 cracks")]
    path = tmp_path / "cache" / "verdicts.jsonl"
    first = measure.Verdicts(path, rule_checkers()).of(headlines)
    assert [each["unsupported"] for each in first] == [0, 100]

    class Failing:
        name = "names"

        def check(self, *_: object) -> None:
            raise AssertionError("was asked again")

    names = [each.name for each in rule_checkers()]
    checkers = [Failing() for _ in names]
    for each, name in zip(checkers, names, strict=True):
        each.name = name
    assert measure.Verdicts(path, checkers).of(headlines) == first
    assert len(path.read_text().splitlines()) == 2


def headlines(measure: ModuleType) -> Any:
    """Of 400 articles every second one has a planted headline; leads are a little better."""
    lead = TRUE | {"consistency": 94.0}
    return measure.Headlines([TRUE] * 400, [lead] * 400, {p: [FALSE] for p in range(0, 400, 2)})


def test_a_system_has_about_as_many_errors_as_asked_for(measure: ModuleType) -> None:
    every = [
        headlines(measure).compared(seed, 400, ours=5, theirs=0, everywhere=False)
        for seed in range(20)
    ]
    shares = [each.differences[0].value for each in every]
    assert len(set(shares)) > 5
    assert sum(shares) / 20 == pytest.approx(5, abs=1)
    assert all(each.differences[0].baseline == 0 for each in every)


def test_systems_that_differ_everywhere_are_still_equal(measure: ModuleType) -> None:
    found = headlines(measure).compared(1, 400, ours=0, theirs=0, everywhere=True)
    difference = found.differences[1]
    assert difference.value == pytest.approx(92, abs=0.5)
    assert difference.baseline == pytest.approx(184 - difference.value)


def test_gates_fail_for_many_errors_and_not_for_none(measure: ModuleType) -> None:
    many = headlines(measure).compared(1, 400, ours=10, theirs=0, everywhere=True)
    assert measure.failed(many) == {*measure.GATES}
    none = headlines(measure).compared(1, 400, ours=0, theirs=0, everywhere=False)
    assert measure.failed(none) == set()
    assert measure.shares([many, none]) == ["50 %"] * (len(measure.GATES) + 1)
    assert measure.wrong([many, none]) == ["50 %"] * 4


def test_stories_are_read_from_jsonl(measure: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    rows = [
        {"id": 1, "document": "A body.", "reference": "A headline"},
        {"id": 2, "body": "Another.", "title": "Another headline"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = measure.stories(path, None)
    assert [(each.id, each.body, each.headline) for each in found] == [
        ("1", "A body.", "A headline"),
        ("2", "Another.", "Another headline"),
    ]
    assert len(measure.stories(path, 1)) == 1
