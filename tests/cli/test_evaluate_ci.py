"""What the example workflow does, run here: the commands are read from it and from the action."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))
WORKFLOW = yaml.safe_load(
    (CHECKOUT / ".github" / "workflows" / "evaluate.yml").read_text(encoding="utf-8")
)
STEPS = WORKFLOW["jobs"]["headlines"]["steps"]
EVALUATE: dict[str, Any] = next(
    step for step in ACTION["runs"]["steps"] if step.get("id") == "evaluate"
)
EXAMPLES = CHECKOUT / "examples" / "evaluate"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


@dataclass
class Done:
    """How a step of the action ended."""

    code: int
    output: dict[str, str]
    summary: str
    out: str
    folder: Path


def environment(folder: Path) -> dict[str, str]:
    """This checkout's copydesk first in the path, as the installed one is in a job."""
    return os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(CHECKOUT / "src"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }


def bash(command: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """As GitHub runs a step whose shell is bash."""
    options = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
    return subprocess.run(options, cwd=CHECKOUT, env=env, capture_output=True, text=True)


def evaluate(folder: Path, **given: str) -> Done:
    """The action's own step with these inputs; reports lie under `folder`."""
    folder.mkdir(exist_ok=True)
    defaults = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
    assert given.keys() <= defaults.keys()
    inputs = {
        name: value.replace("runs/evaluate", str(folder))
        for name, value in (defaults | given).items()
    }
    filled = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value)
        for name, value in EVALUATE["env"].items()
    }
    env = environment(folder)
    for each in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        Path(env[each]).write_text("", encoding="utf-8")
    done = bash(EVALUATE["run"], env | filled)
    lines = Path(env["GITHUB_OUTPUT"]).read_text(encoding="utf-8").splitlines()
    output = dict(line.split("=", 1) for line in lines)
    summary = Path(env["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")
    return Done(done.returncode, output, summary, done.stdout + done.stderr, Path(inputs["output"]))


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> list[Done]:
    """The workflow's two uses of the action, in order."""
    folder = tmp_path_factory.mktemp("reports")
    uses = [step for step in STEPS if step.get("uses") == "./"]
    return [evaluate(folder, **step["with"]) for step in uses]


def test_true_headlines_pass_and_those_with_errors_fail(jobs: list[Done]) -> None:
    clean, planted = jobs
    assert (clean.code, clean.output["exit-code"]) == (0, "0"), clean.out
    assert (planted.code, planted.output["exit-code"]) == (1, "1"), planted.out
    # Of 24 headlines twelve are wrong; how many of those are found is the checker's affair.
    said = " ".join(planted.out.split())
    found = re.search(r"unsupported is ([\d.]+) %, [\d.]+ over the limit of 1 %", said)
    assert found
    assert 30 < float(found[1]) <= 50


def test_the_last_step_holds_the_gate_to_it(jobs: list[Done], tmp_path: Path) -> None:
    command = STEPS[-1]["run"]
    for done, expected in zip(jobs, (1, 0), strict=True):
        env = environment(tmp_path) | {"CODE": done.output["exit-code"]}
        assert bash(command, env).returncode == expected


def test_the_summary_and_the_reports_are_there(jobs: list[Done]) -> None:
    for done in jobs:
        assert done.summary == (done.folder / "report.md").read_text(encoding="utf-8")
        assert "unsupported ≤ 1 %" in done.summary
        assert (done.folder / "report.html").is_file()


def test_the_planted_headlines_are_found_and_no_other_is_blamed(jobs: list[Done]) -> None:
    clean, planted = (
        {
            row["id"]: row["prediction"]
            for row in map(json.loads, (EXAMPLES / name).read_text("utf-8").splitlines())
        }
        for name in ("predictions_clean.jsonl", "predictions_planted.jsonl")
    )
    wrong = {name for name in clean if clean[name] != planted[name]}
    assert len(wrong) == 12
    report = json.loads((jobs[1].folder / "report.json").read_text(encoding="utf-8"))
    values = report["values"]
    blamed = {
        name for name, value in zip(values["id"], values["unsupported"], strict=True) if value
    }
    assert blamed <= wrong
    assert len(blamed) >= 10
    assert blamed <= set(report["comparison"]["worse"]) <= wrong


def test_what_cannot_be_done_is_code_2_and_no_summary(tmp_path: Path) -> None:
    done = evaluate(tmp_path / "reports", recipe="configs/evaluate/none.yaml")
    assert (done.code, done.output["exit-code"], done.summary) == (2, "2", "")
    assert "copydesk: there is no recipe configs/evaluate/none.yaml" in done.out


def test_fields_of_the_recipe_can_be_set(tmp_path: Path) -> None:
    done = evaluate(
        tmp_path / "reports",
        recipe="configs/evaluate/examples.yaml",
        set="limit=3\ncheckers=[numbers]\ngates=[]\n",
    )
    assert done.code == 0, done.out
    report = json.loads((done.folder / "report.json").read_text(encoding="utf-8"))
    assert (report["articles"], report["gates"]) == (3, [])
    # The recipe's min_articles; by default slices of three articles are not told of.
    topics = [
        (each["value"], each["articles"]) for each in report["slices"] if each["by"] == "topic"
    ]
    assert topics == [("council", 3)]


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_the_demo_shows_both_and_says_where_the_reports_lie(tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    installed.touch()
    command = ["make", "evaluate-demo", f"BIN={tmp_path}", f"INSTALLED={installed}"]
    # In place of copydesk something that only fails as the gates do.
    (tmp_path / "copydesk").write_text('#!/bin/sh\ncase "$*" in *planted*) exit 1;; esac\n')
    (tmp_path / "copydesk").chmod(0o755)
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "exit code 1" in done.stdout
    assert f"{CHECKOUT}/runs/evaluate/examples-planted/report.html" in done.stdout
    (tmp_path / "copydesk").write_text("#!/bin/sh\n")
    assert subprocess.run(command, cwd=CHECKOUT, capture_output=True).returncode != 0
