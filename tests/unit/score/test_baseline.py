"""Which reports can be a baseline, and what is said of the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copydesk.errors import CopydeskError
from copydesk.records import EVALUATION_SCHEMA as SCHEMA
from copydesk.score.baseline import read_baseline, require_comparable

SIGNATURE = {"data": "d1", "checkers": ["names", "quotes"], "entailment": "e1", "made": "today"}


def report(tmp_path: Path, **changes: Any) -> Path:
    values = {"id": ["a", "b"], "rougeL": [10.0, None]}
    whole = {
        "schema": SCHEMA, "system": "lead", "kind": "headline", "values": values,
        "signature": SIGNATURE,
    } | changes  # fmt: skip
    path = tmp_path / "report.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_a_report_is_read_by_its_name_or_its_folder(tmp_path: Path) -> None:
    found = read_baseline(report(tmp_path))
    assert (found.system, found.kind, found.ids) == ("lead", "headline", ("a", "b"))
    assert found.values == {"rougeL": [10.0, None]}
    assert read_baseline(tmp_path) == found
    require_comparable("headline", SIGNATURE | {"made": "later"}, found)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("data", "d2", 'other articles than this run (data: "d1" there, "d2" here)'),
        ("checkers", ["names"], "other checkers"),
        ("entailment", "e2", "another version of the checker's model"),
    ],
)
def test_what_differs_is_refused_with_a_sentence(
    tmp_path: Path, field: str, value: object, said: str
) -> None:
    found = read_baseline(report(tmp_path))
    with pytest.raises(CopydeskError) as told:
        require_comparable("headline", SIGNATURE | {field: value}, found)
    assert said in str(told.value)
    assert str(told.value).count("\n") == 0


def test_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="is of headline predictions, and this run of summary"):
        require_comparable("summary", SIGNATURE, read_baseline(report(tmp_path)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": "copydesk-evaluation/9"}, "has the schema 'copydesk-evaluation/9'"),
        ({"values": {"rougeL": [1.0]}}, "is damaged"),
        ({"values": {"id": ["a"], "rougeL": [1.0, 2.0]}}, "is damaged"),
        ({"signature": None}, "is damaged"),
    ],
)
def test_what_is_no_baseline_is_told(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    path = report(tmp_path, **changes)
    with pytest.raises(CopydeskError, match=said):
        read_baseline(path)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="there is no baseline"):
        read_baseline(tmp_path)
    path = tmp_path / "report.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(CopydeskError, match="is not JSON"):
        read_baseline(path)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(CopydeskError, match="has the schema None"):
        read_baseline(path)
