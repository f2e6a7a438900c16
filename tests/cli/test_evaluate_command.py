"""`copydesk evaluate` on invented stories."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from copydesk.evaluation.judge import BATCH
from copydesk.score.metrics import METRICS
from invented import stories

RULES = ["names", "numbers", "dates", "quotes"]
FILES = {"report.json", "report.md", "report.html", "junit.xml", "articles.jsonl"}


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def predicted(count: int) -> list[dict[str, Any]]:
    """Predictions beside documents: every tenth has a wrong number, every twentieth is empty."""
    rows = []
    for number, story in enumerate(stories(count)):
        text = story["headline"]
        if number % 10 == 3:
            text = text.replace(f"in {number + 3} weeks", "in 7,000 weeks")
        if number % 20 == 19:
            text = ""
        rows.append(
            {
                "id": story["id"],
                "document": story["body"],
                "reference": story["headline"],
                "source": story["source"],
                "prediction": text,
            }
        )
    return rows


def recipe(folder: Path, **fields: Any) -> Path:
    content = {"output": str(folder / "out"), "checkers": RULES} | fields
    path = folder / "recipe.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A recipe for 150 given predictions, which is more than two batches."""
    return recipe(tmp_path, predictions=str(write(tmp_path / "given.jsonl", predicted(150))))


def read(folder: Path) -> dict[str, Any]:
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return dict(report)


def contents(folder: Path) -> dict[str, Any]:
    """What a run leaves, without when it was made."""
    report = read(folder)
    assert report["signature"].pop("made")
    return {"report": report, "articles": (folder / "articles.jsonl").read_bytes()}


def test_given_predictions_are_judged_and_reported(run, given: Path, tmp_path: Path) -> None:
    ran = run("evaluate", given)
    assert (ran.code, ran.err) == (0, "")
    assert "Unsupported ↓" in ran.out
    assert str(tmp_path / "out") in ran.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    report = read(tmp_path / "out")
    assert report["schema"] == "copydesk-evaluation/1"
    assert (report["system"], report["kind"], report["articles"]) == ("given", "headline", 150)
    assert set(report["scores"]) == set(METRICS)
    scores = {name: each["value"] for name, each in report["scores"].items()}
    # 15 have a wrong number, and 7 say nothing: both are unsupported.
    assert scores["unsupported"] == pytest.approx(100 * 22 / 150)
    assert scores["unsupported_numbers"] == pytest.approx(100 * 15 / 150)
    assert scores["empty"] == pytest.approx(100 * 7 / 150)
    assert scores["unsupported_names"] == scores["duplicates"] == 0
    assert 80 < scores["rouge1"] < 100
    for each in report["scores"].values():
        assert each["low"] <= each["value"] <= each["high"]
    assert report["scores"]["unsupported"]["low"] < scores["unsupported"]
    assert {each["by"] for each in report["slices"]} == {"source", "length"}
    assert {each["value"]: each["articles"] for each in report["slices"]} == {
        "Brask Courier": 75,
        "Ellery Gazette": 75,
        "under 200 words": 31,
        "200 to 499 words": 119,
    }


def test_articles_have_their_values_and_findings(run, given: Path, tmp_path: Path) -> None:
    run("evaluate", given)
    lines = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    report = read(tmp_path / "out")
    assert [each["id"] for each in articles] == report["values"]["id"]
    for name in METRICS:
        assert [each["values"][name] for each in articles] == report["values"][name]
    wrong, empty = articles[3], articles[19]
    assert wrong["verdict"] == "unsupported"
    assert [each["claim_text"] for each in wrong["findings"]] == ["7,000"]
    assert "in 6 weeks" in wrong["findings"][0]["evidence_text"]
    assert (empty["prediction"], empty["verdict"], empty["score"]) == ("", "unsupported", 0)
    assert empty["values"]["words_held"] is None
    assert "document" not in wrong


def test_a_second_run_differs_in_its_time_stamp_alone(run, given: Path, tmp_path: Path) -> None:
    run("evaluate", given)
    run("evaluate", given, "--output", tmp_path / "again")
    assert contents(tmp_path / "out") == contents(tmp_path / "again")


def test_processes_do_not_show(run, given: Path, tmp_path: Path) -> None:
    run("evaluate", given)
    ran = run("evaluate", given, "--output", tmp_path / "two", "--jobs", 2)
    assert (ran.code, ran.err) == (0, "")
    assert contents(tmp_path / "out") == contents(tmp_path / "two")


def test_json_is_the_report_without_values(run, given: Path, tmp_path: Path) -> None:
    [record] = run("evaluate", given, "--json").records
    report = read(tmp_path / "out")
    del report["values"]
    assert record == report


# Judges two batches and then never comes back.
_STUCK = """
import sys, time
from copydesk.evaluation import judge
real, calls = judge.Judge.__call__, []
def call(self, stories):
    calls.append(1)
    if len(calls) == 3:
        time.sleep(600)
    return real(self, stories)
judge.Judge.__call__ = call
from copydesk.cli.app import app
app(["evaluate", sys.argv[1]])
"""


def killed(path: Path, work: Path) -> None:
    """Run a recipe until two batches are done, and end it as the power cord does."""
    process = subprocess.Popen([sys.executable, "-c", _STUCK, str(path)])
    end = time.monotonic() + 120
    while not (work.exists() and work.read_bytes().count(b"\n") == 1 + 2 * BATCH):
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_after_a_kill_it_goes_on(run, given: Path, tmp_path: Path, monkeypatch) -> None:
    work = tmp_path / "out" / ".work.jsonl"
    killed(given, work)
    with work.open("ab") as stream:
        stream.write(b'{"id": "story-0128", "sou')  # what a kill leaves of a batch
    assert not (tmp_path / "out" / "report.json").exists()
    judged: list[str] = []
    from copydesk.evaluation import judge

    real = judge.Judge.__call__

    def call(self: Any, batch: Any) -> list[str]:
        judged.extend(story.id for story in batch)
        return real(self, batch)

    monkeypatch.setattr(judge.Judge, "__call__", call)
    assert run("evaluate", given).code == 0
    assert len(judged) == 150 - 2 * BATCH
    assert not work.exists()
    monkeypatch.undo()
    run("evaluate", given, "--output", tmp_path / "whole")
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_the_work_of_another_run_is_not_taken_up(run, given: Path, tmp_path: Path) -> None:
    killed(given, tmp_path / "out" / ".work.jsonl")
    ran = run("evaluate", given, "--set", "max_chars=40")
    assert ran.code == 0
    assert "is of another run" in ran.err
    assert read(tmp_path / "out")["scores"]["too_long"]["value"] > 50


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
def test_no_process_outlives_a_killed_run(given: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "copydesk.cli.app", "evaluate", str(given), "--jobs", "2"]
    process = subprocess.Popen(command)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + 120
    # The resource tracker, and two that judge.
    while len(found := children.read_text().split()) < 3:
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    while any(Path(f"/proc/{child}").exists() for child in found):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_predictions_join_the_data_by_id(run, tmp_path: Path) -> None:
    rows = predicted(30)
    data = write(tmp_path / "data.jsonl", [{**row, "title": row["reference"]} for row in rows])
    told = [{"id": row["id"], "prediction": row["prediction"]} for row in reversed(rows)]
    given = write(tmp_path / "system.jsonl", told)
    path = recipe(tmp_path, data=str(data))
    assert run("evaluate", path, "--predictions", given).code == 0
    joined = read(tmp_path / "out")
    assert joined["system"] == "system"
    assert joined["values"]["id"] == [row["id"] for row in rows]
    alone = recipe(tmp_path, predictions=str(write(tmp_path / "all.jsonl", rows)))
    assert run("evaluate", alone, "--output", tmp_path / "alone").code == 0
    assert read(tmp_path / "alone")["values"] == joined["values"]
    # The same articles, whatever file they come from.
    assert read(tmp_path / "alone")["signature"]["data"] == joined["signature"]["data"]


@pytest.mark.parametrize(("kind", "column"), [("headline", "headline"), ("summary", "summary")])
def test_references_and_the_lead_can_be_judged(run, tmp_path: Path, kind: str, column: str) -> None:
    rows = [
        {"id": s["id"], "body": s["body"], column: s["headline"], "topic": "roads"}
        for s in stories(24)
    ]
    path = recipe(tmp_path, data=[str(write(tmp_path / "data.jsonl", rows))], kind=kind)
    for model in ("reference", "lead"):
        ran = run("evaluate", path, "--set", f"model={model}", "--output", tmp_path / model)
        assert (ran.code, ran.err) == (0, "")
    own, lead = read(tmp_path / "reference")["scores"], read(tmp_path / "lead")["scores"]
    assert own["rougeL"]["value"] == own["supported"]["value"] == 100
    assert lead["words_held"]["value"] == 100
    assert lead["rougeL"]["value"] < 100
    assert (tmp_path / "lead" / "report.html").stat().st_size > 1000


def test_a_model_writes_what_is_judged(run, tmp_path: Path, tiny_model: Path) -> None:
    rows = [{"id": s["id"], "body": s["body"], "title": s["headline"]} for s in stories(3)]
    path = recipe(tmp_path, data=str(write(tmp_path / "data.jsonl", rows)), model=str(tiny_model))
    assert run("evaluate", path).code == 0
    report = read(tmp_path / "out")
    assert report["system"] == "tiny"
    assert str(tiny_model) in report["signature"]["model"]
    assert report["scores"]["words"]["value"] > 0


def test_what_suggest_shows_first_is_judged(run, tmp_path: Path) -> None:
    rows = [{"id": s["id"], "body": s["body"], "title": s["headline"]} for s in stories(2)]
    path = recipe(tmp_path, data=str(write(tmp_path / "data.jsonl", rows)), model="suggest")
    assert run("evaluate", path).code == 0
    scores = read(tmp_path / "out")["scores"]
    assert scores["unsupported"]["value"] == scores["empty"]["value"] == 0


def test_a_failed_gate_is_exit_code_1(run, given: Path, tmp_path: Path) -> None:
    gate = "gates=[{metric: unsupported, at_most: 5}, {metric: empty, at_most: 5}]"
    ran = run("evaluate", given, "--set", gate)
    assert ran.code == 1
    assert "✗ unsupported ≤ 5" in ran.out
    assert "✓ empty ≤ 5" in ran.out
    report = read(tmp_path / "out")
    assert not report["passed"]
    assert [each["passed"] for each in report["gates"]] == [False, True]
    assert report["gates"][0]["by"] == pytest.approx(100 * 22 / 150 - 5)


def test_a_run_is_compared_with_its_baseline(run, given: Path, tmp_path: Path) -> None:
    run("evaluate", given, "--output", tmp_path / "old", "--set", "system=before")
    better = [{**row, "prediction": row["reference"]} for row in predicted(150)]
    new = write(tmp_path / "new.jsonl", better)
    baseline = tmp_path / "old" / "report.json"
    gate = "gates=[{metric: unsupported, may_not_rise: significantly}]"
    ran = run("evaluate", given, "--predictions", new, "--baseline", baseline, "--set", gate)
    assert ran.code == 0
    assert "before" in ran.out
    comparison = read(tmp_path / "out")["comparison"]
    [unsupported] = [e for e in comparison["differences"] if e["metric"] == "unsupported"]
    assert unsupported["difference"]["value"] == pytest.approx(-100 * 22 / 150)
    assert unsupported["p"] < 0.001
    assert comparison["worse"] == []
    # And the other way round the gate fails.
    back = tmp_path / "out" / "report.json"
    ran = run("evaluate", given, "--baseline", back, "--output", tmp_path / "b", "--set", gate)
    assert ran.code == 1
    assert len(read(tmp_path / "b")["comparison"]["worse"]) == 22


def test_another_set_or_other_checkers_are_no_baseline(run, given: Path, tmp_path: Path) -> None:
    run("evaluate", given, "--output", tmp_path / "old")
    baseline = tmp_path / "old" / "report.json"
    run("evaluate", given, "--baseline", baseline, "--set", "limit=100").refused("other articles")
    run("evaluate", given, "--baseline", baseline, "--set", "checkers=[names]").refused(
        "other checkers"
    )
    assert not (tmp_path / "out").exists()


def test_a_checker_that_fails_is_told_of(run, given: Path, monkeypatch) -> None:
    monkeypatch.setattr("copydesk.check.dates.DatesChecker.check", lambda *_: 1 / 0)
    ran = run("evaluate", given)
    assert ran.code == 0
    assert (
        ran.err == "copydesk: the checker dates failed on 143 predictions, which are unverified\n"
    )


GOOD = {"id": "a", "document": "Ormond has a new bridge.", "prediction": "Ormond has a bridge"}
BROKEN: dict[str, tuple[str, ...]] = {
    "": ("holds no articles",),
    "\n\n": ("holds no articles",),
    "{": ("line 1", "not JSON"),
    "[1, 2]": ("line 1", "no object with id, document, prediction"),
    json.dumps({"document": "A.", "prediction": "A"}): ("line 1", "has no id", "document"),
    json.dumps({"id": "b", "prediction": "A"}): ("line 1", "has no document or body or text"),
    json.dumps({"id": "b", "document": "A."}): ("line 1", "has no prediction"),
    json.dumps({"id": "b", "document": " ", "prediction": "A"}): ("document is missing or empty",),
    json.dumps({"id": "b", "document": 3, "prediction": "A"}): ("its document is no text",),
    json.dumps({"id": "b", "document": "A.", "prediction": None}): ("prediction is missing",),
    json.dumps({"id": None, "document": "A.", "prediction": "A"}): ("neither text nor a number",),
    json.dumps(GOOD) + "\n" + json.dumps(GOOD): ("'a'", "two articles"),
}


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_broken_predictions_are_refused(run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "given.jsonl"
    path.write_text(content, encoding="utf-8")
    run("evaluate", recipe(tmp_path, predictions=str(path))).refused(*BROKEN[content])
    assert not (tmp_path / "out").exists()


JOINED: dict[str, tuple[str, ...]] = {
    "": ("is empty",),
    '{"id": "a"}': ("line 1", "no prediction"),
    '{"id": "a", "prediction": "A"}': ("no prediction for the article 'b'",),
    '{"id": "a", "prediction": "A"}\n{"id": "a", "prediction": "A"}': ("two predictions", "'a'"),
    "\n".join(f'{{"id": "{each}", "prediction": "A"}}' for each in "abc"): (
        "1 of the 3 predictions",
        "no document",
    ),
}


@pytest.mark.parametrize("content", JOINED, ids=range(len(JOINED)))
def test_predictions_that_do_not_fit_the_data_are_refused(
    run, tmp_path: Path, content: str
) -> None:
    data = write(tmp_path / "data.jsonl", [{**GOOD, "id": name} for name in "ab"])
    path = tmp_path / "given.jsonl"
    path.write_text(content, encoding="utf-8")
    ran = run("evaluate", recipe(tmp_path, data=str(data), predictions=str(path)))
    ran.refused("given.jsonl", *JOINED[content])


RECIPES: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({}, ("`data`, or `predictions`",)),
    ({"data": "gone.jsonl"}, ("gone.jsonl", "cannot be read")),
    ({"data": ".", "model": "lead"}, ("cannot be read",)),
    ({"predictions": "gone.jsonl"}, ("gone.jsonl", "cannot be read")),
    ({"data": "DATA", "model": "no/such/folder"}, ("no model no/such/folder", "suggest")),
    ({"data": "DATA", "model": "reference"}, ("'a' has no reference",)),
    ({"data": "DATA", "model": "lead", "baseline": "gone.json"}, ("no baseline gone.json",)),
    ({"data": "DATA", "checkers": ["spelling"]}, ("checkers", "spelling")),
    ({"data": "DATA", "slices": ["author"]}, ("slices", "source")),
    ({"data": "DATA", "gates": [{"metric": "bleu", "at_most": 1}]}, ("gates on", "bleu")),
    (
        {"data": "DATA", "gates": [{"metric": "rougeL", "may_not_fall": 1}]},
        ("baseline", "rougeL"),
    ),
    (
        {
            "data": "DATA",
            "slices": [],
            "gates": [{"metric": "empty", "at_most": 1, "each": "topic"}],
        },
        ("topic", "slices"),
    ),
]


@pytest.mark.parametrize(("fields", "said"), RECIPES, ids=range(len(RECIPES)))
def test_recipes_that_cannot_work_are_refused(
    run, tmp_path: Path, fields: dict[str, Any], said: tuple[str, ...]
) -> None:
    data = write(tmp_path / "data.jsonl", [{"id": "a", "document": GOOD["document"]}])
    fields = {name: str(data) if value == "DATA" else value for name, value in fields.items()}
    run("evaluate", recipe(tmp_path, **fields)).refused(*said)


def test_parquet_is_read_and_lacks_are_told(run, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = predicted(80)
    path = tmp_path / "given.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=30)
    assert run("evaluate", recipe(tmp_path, data=str(path), model="reference")).code == 0
    assert read(tmp_path / "out")["articles"] == 80
    table = pyarrow.Table.from_pylist([{"id": row["id"], "story": "x"} for row in rows])
    parquet.write_table(table, path)
    run("evaluate", recipe(tmp_path, data=str(path))).refused("no document or body", "id, story")
    path.write_bytes(path.read_bytes()[:200])
    run("evaluate", recipe(tmp_path, data=str(path))).refused("cannot be read as Parquet")


def test_loading_it_takes_no_heavy_library() -> None:
    code = (
        "import sys, copydesk.evaluation.run, copydesk.score;"
        "print({'torch', 'transformers', 'datasets', 'evaluate', 'pyarrow'} & sys.modules.keys())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True
    )
    assert ran.stdout == "set()\n"
