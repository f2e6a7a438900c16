"""`copydesk evaluate-checker` on claims about invented stories."""

from __future__ import annotations

import json
import re
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from copydesk import desk
from copydesk.report.progress import counted
from labelled import CLAIMS


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=5)
    return path


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return write(tmp_path / "claims.jsonl", CLAIMS)


def report(run, *arguments: object) -> dict[str, Any]:
    ran = run("evaluate-checker", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    [record] = ran.records
    return record


def scorers(measured: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in measured["scorers"]}


def test_our_checker_stands_beside_two_baselines(run, claims) -> None:
    record = report(run, claims)
    [measured] = record["files"]
    assert record["together"] is None
    assert measured["file"] == str(claims)
    assert (measured["claims"], measured["documents"], measured["consistent"]) == (13, 4, 4)
    assert measured["threshold"] == desk.supported_from(desk.all_checkers())
    assert [each["name"] for each in measured["scorers"]] == [
        "copydesk",
        "3-gram precision",
        "rules",
    ]
    figures = scorers(measured)["rules"]
    for name in ("roc_auc", "balanced_accuracy", "balanced_accuracy_best", "accuracy", "f1"):
        figure = figures[name]
        assert 0 < figure["low"] <= figure["value"] <= figure["high"] <= 1
    # Rules see names and numbers, and who beat whom, but no negation.
    assert {
        each["kind"]: (each["n"], each["accuracy"]["value"]) for each in figures["by_kind"]
    } == {
        "name": (4, 1),
        "negation": (1, 0),
        "number": (3, 1),
        "swap": (1, 1),
        "true": (4, 1),
    }
    assert figures["roc_auc"]["value"] > scorers(measured)["3-gram precision"]["roc_auc"]["value"]
    assert sum(each["n"] for each in figures["reliability"]) == 13


def test_the_signature_says_what_it_takes_to_repeat_it(run, claims, tmp_path) -> None:
    from copydesk.plugins import CHECKERS

    record = report(run, claims, "--limit", 9)
    signature = record["signature"]
    assert signature["checkers"] == list(CHECKERS)
    assert (signature["seed"], signature["resamples"], signature["limit"]) == (13, 2000, 9)
    assert report(run, claims, "--limit", 9) == record
    other = write(tmp_path / "other.jsonl", CLAIMS[:9])
    assert report(run, other)["signature"]["data"] != signature["data"]


def test_the_report_is_written_beside_what_is_printed(run, claims, tmp_path) -> None:
    folder = tmp_path / "new" / "report"
    ran = run("evaluate-checker", claims, "--report", folder, "--json")
    assert ran.code == 0
    assert json.loads((folder / "report.json").read_text()) == ran.records[0]
    assert {path.name for path in folder.iterdir()} == {"report.json", "report.md", "report.html"}
    ran = run("evaluate-checker", claims, "--report", folder)
    assert "ROC-AUC" in ran.out
    # Before anything is judged.
    run("evaluate-checker", claims, "--report", claims).refused("cannot be made")


def test_parquet_and_jsonl_give_the_same(run, claims, tmp_path) -> None:
    table = write_parquet(tmp_path / "claims.parquet", CLAIMS)
    [lines], [rows] = report(run, claims)["files"], report(run, table)["files"]
    assert lines.pop("file") != rows.pop("file")
    assert lines == rows


def test_several_files_come_each_and_together(run, claims, tmp_path) -> None:
    first = write(tmp_path / "first.jsonl", CLAIMS[:6])
    second = write(tmp_path / "second.jsonl", CLAIMS[6:])
    record = report(run, first, second)
    assert [each["claims"] for each in record["files"]] == [6, 7]
    # The bakery is in both.
    assert [each["documents"] for each in record["files"]] == [2, 3]
    [whole] = report(run, claims)["files"]
    # What a model says may differ in its last digits with what goes through it together.
    together = scorers(record["together"])
    for name, figures in scorers(whole).items():
        if name != "copydesk":
            assert figures == together[name]


@pytest.mark.parametrize(
    ("consistent", "inconsistent"),
    [
        (True, False),
        (1.0, 0.0),
        ("1", "0"),
        ("Consistent", "INCONSISTENT"),
        ("supported", "unsupported"),
        ("entailment", "not_entailment"),
        ("entailment", "neutral"),
        ("CORRECT", "INCORRECT"),
        ("True", "false"),
        ("SUPPORTS", "NOT ENOUGH INFO"),
        ("supports", "Refutes"),
    ],
)
def test_labels_come_in_many_words(run, claims, tmp_path, consistent, inconsistent) -> None:
    rows = [row | {"label": consistent if row["label"] else inconsistent} for row in CLAIMS]
    [measured] = report(run, write(tmp_path / "worded.jsonl", rows))["files"]
    [as_numbers] = report(run, claims)["files"]
    assert measured["scorers"] == as_numbers["scorers"]


def test_grades_count_from_a_number_on_and_correlate(run, claims, tmp_path) -> None:
    grades = {"true": 5.0, "negation": 4.5, "swap": 4.0}
    rows = [
        {
            "document": row["document"],
            "claim": row["claim"],
            "consistency": grades.get(row["kind"], 1),
        }
        for row in CLAIMS
    ]
    path = write(tmp_path / "graded.jsonl", rows)
    [graded] = report(run, path, "--label-column", "consistency", "--consistent-from", 5)["files"]
    [plain] = report(run, claims)["files"]
    rules, before = scorers(graded)["rules"], scorers(plain)["rules"]
    assert rules["roc_auc"] == before["roc_auc"]
    assert before["spearman"] is None
    assert rules["spearman"]["value"] > 0.8
    # What the rules take for true has high grades here.
    assert rules["pearson"]["value"] > before["pearson"]["value"]
    assert rules["by_kind"] == []


def test_other_columns_can_be_named(run, claims, tmp_path) -> None:
    names = {"document": "premise", "claim": "hypothesis", "label": "gold", "kind": "error"}
    rows = [{names[name]: value for name, value in row.items()} for row in CLAIMS]
    options = [f"--{role}-column={names[role]}" for role in names]
    [measured] = report(run, write(tmp_path / "nli.jsonl", rows), *options)["files"]
    [usual] = report(run, claims)["files"]
    assert measured["scorers"] == usual["scorers"]


def test_anybodys_scores_are_judged_in_place_of_ours(run, claims, tmp_path, monkeypatch) -> None:
    import copydesk.desk

    monkeypatch.setattr(copydesk.desk, "all_checkers", lambda: pytest.fail("our checker was run"))
    rows = [row | {"theirs": 0.9 if row["label"] else -2} for row in CLAIMS]
    path = write(tmp_path / "scored.jsonl", rows)
    record = report(run, path, "--score-column", "theirs")
    [measured] = record["files"]
    assert [each["name"] for each in measured["scorers"]] == ["theirs", "3-gram precision", "rules"]
    theirs = scorers(measured)["theirs"]
    assert theirs["threshold"] == 0.5
    assert theirs["roc_auc"] == {"value": 1, "low": 1, "high": 1}
    assert theirs["calibration_error"] is None
    assert "theirs has scores outside 0 to 1" in measured["notes"][0]
    assert record["signature"]["checkers"] == [
        "names",
        "numbers",
        "dates",
        "quotes",
        "relations",
    ]


def test_scores_keep_to_their_claims_where_documents_are_mixed(run, tmp_path) -> None:
    rows = [row | {"theirs": place / 100} for place, row in enumerate(CLAIMS)]
    mixed = sorted(rows, key=lambda row: row["claim"])
    results = [
        report(run, write(tmp_path / f"{name}.jsonl", each), "--score-column", "theirs")["files"][0]
        for name, each in (("rows", rows), ("mixed", mixed))
    ]
    for name in ("theirs", "rules"):
        one, other = (scorers(each)[name] for each in results)
        assert one["roc_auc"]["value"] == other["roc_auc"]["value"]
        assert [each["accuracy"]["value"] for each in one["by_kind"]] == [
            each["accuracy"]["value"] for each in other["by_kind"]
        ]


def test_one_class_is_told_and_accuracy_stands(run, tmp_path) -> None:
    path = write(tmp_path / "true.jsonl", [row for row in CLAIMS if row["label"]])
    [measured] = report(run, path)["files"]
    rules = scorers(measured)["rules"]
    assert rules["roc_auc"] is None
    assert rules["balanced_accuracy"] is None
    assert rules["accuracy"]["value"] == 1
    assert "all claims count as consistent" in measured["notes"][0]


def test_a_kind_for_every_claim_is_none(run, tmp_path) -> None:
    rows = [CLAIMS[0] | {"kind": f"sentence {place}"} for place in range(101)]
    [measured] = report(run, write(tmp_path / "kinds.jsonl", rows))["files"]
    assert scorers(measured)["rules"]["by_kind"] == []
    assert "101 kinds" in measured["notes"][0]


def test_the_first_few_can_be_had(run, claims) -> None:
    [measured] = report(run, claims, "--limit", 5)["files"]
    assert (measured["claims"], measured["documents"]) == (5, 2)


def test_a_table_for_people(run, claims) -> None:
    ran = run("evaluate-checker", claims)
    assert (ran.code, ran.err) == (0, "")
    [row] = [line for line in ran.out.splitlines() if "ROC-AUC" in line]
    [measured] = report(run, claims)["files"]
    figures = [each["roc_auc"] for each in measured["scorers"]]
    shown = ["{value:.2f} [{low:.2f}, {high:.2f}]".format(**each) for each in figures]
    assert re.findall(r"\d\.\d\d \[[^]]+\]", row) == shown
    assert "negation (1)" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_output_is_the_json_in_a_file(run, claims, tmp_path) -> None:
    output = tmp_path / "report.json"
    ran = run("evaluate-checker", claims, "--output", output)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads(output.read_text(encoding="utf-8")) == report(run, claims)


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_for_terminals(monkeypatch, terminal: bool) -> None:
    stderr = StringIO()
    monkeypatch.setattr(stderr, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stderr", stderr)
    with counted(13, "claims") as done:
        done(5)
        done(8)
    assert ("13/13" in stderr.getvalue()) is terminal
    assert (stderr.getvalue() == "") is not terminal


def test_a_checker_that_fails_is_told_once(run, claims, monkeypatch) -> None:
    monkeypatch.setattr("copydesk.check.dates.DatesChecker.check", lambda *_: 1 / 0)
    ran = run("evaluate-checker", claims)
    assert ran.code == 0
    assert ran.err.count("dates: the checker failed (ZeroDivisionError") == 2  # ours, and the rules


GOOD = CLAIMS[0]
BROKEN: dict[str, tuple[str, ...]] = {
    '{"document": ': ("line 2", "not JSON"),
    "[1]": ("line 2", "no object"),
    json.dumps(GOOD | {"label": "perhaps"}): ("line 2", "“perhaps”", "entailment"),
    json.dumps(GOOD | {"label": None}): ("line 2", "null"),
    json.dumps(GOOD | {"claim": " "}): ("line 2", "its claim is no text"),
    json.dumps(GOOD | {"document": 4}): ("line 2", "its document is no text"),
    json.dumps({"document": "A.", "claim": "B."}): (
        "line 2", "no column “label”", "it has document, claim", "--label-column",
    ),
}  # fmt: skip


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_named_before_any_work(run, tmp_path, monkeypatch, line: str) -> None:
    import copydesk.desk

    monkeypatch.setattr(copydesk.desk, "review", lambda *_: pytest.fail("work was begun"))
    path = tmp_path / "claims.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n{line}\n", encoding="utf-8")
    run("evaluate-checker", path).refused(str(path), *BROKEN[line])


def test_parquet_rows_and_columns_are_named(run, tmp_path) -> None:
    path = write_parquet(tmp_path / "c.parquet", [GOOD, GOOD | {"claim": ""}])
    run("evaluate-checker", path).refused("row 2", "its claim is no text")
    run("evaluate-checker", path, "--score-column", "theirs").refused(
        "no column “theirs”", "it has document, claim, label, kind", "--score-column"
    )
    run("evaluate-checker", path, "--kind-column", "error").refused("no column “error”")
    path.write_bytes(path.read_bytes()[:-20])
    run("evaluate-checker", path).refused("c.parquet", "Parquet")


@pytest.mark.parametrize("score", ["high", None, True, float("nan")])
def test_a_score_that_is_no_number(run, tmp_path, score: object) -> None:
    path = write(tmp_path / "scored.jsonl", [GOOD | {"theirs": score}])
    run("evaluate-checker", path, "--score-column", "theirs").refused("line 1", "no number")


def test_missing_and_empty_files(run, tmp_path) -> None:
    run("evaluate-checker", tmp_path / "absent.jsonl").refused("absent.jsonl", "No such file")
    run("evaluate-checker", write(tmp_path / "empty.jsonl", [])).refused(
        "empty.jsonl has no claims"
    )
    run("evaluate-checker", tmp_path).refused(str(tmp_path), "directory")


def test_a_missing_folder_of_the_output_is_told_before_any_work(run, claims, tmp_path) -> None:
    output = tmp_path / "nowhere" / "report.json"
    run("evaluate-checker", claims, "--output", output).refused("nowhere", "does not exist")
