"""`copydesk prepare` from end to end, on an invented archive."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from copydesk.archive import prepare
from copydesk.config import load
from copydesk.prepare.recipe import PrepareRecipe
from invented import changed, page, stories, story

STORIES = stories(24)
COPY = story(3) | {"id": "copy-of-3", "body": changed(story(3)["body"])}
WRONG = story(30) | {"headline": story(30)["headline"].replace("Mayor", "Mayor Otis Grenfell and")}
HALF = story(32) | {
    "summary": "The library of Port Ellery closes in 35 weeks, Mayor Otis Grenfell said on Tuesday."
}
OPINION = story(31) | {"headline": "Opinion: " + story(31)["headline"]}
TWICE = story(5)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rejections(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "rejected.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a recipe and what it makes when nothing disturbs it, in `out`."""
    folder = tmp_path_factory.mktemp("archive")
    records = [*STORIES, COPY, WRONG, HALF, OPINION, TWICE, {"id": "empty"}]
    lines = [json.dumps(record) for record in records]
    (folder / "old.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n")
    prepare(load(write_recipe(folder, {"splits": {"validation": 0.3}}), PrepareRecipe))
    return folder


@pytest.fixture
def recipe(archive: Path, tmp_path: Path) -> Path:
    """The same recipe with folders of its own."""
    more = {"work": str(tmp_path / "work"), "output": str(tmp_path / "out")}
    return write_recipe(archive, more | {"splits": {"validation": 0.3}}, tmp_path)


def write_recipe(folder: Path, more: dict[str, Any], beside: Path | None = None) -> Path:
    """Fewer buckets than an archive has, since each costs time."""
    path = (beside or folder) / "recipe.yaml"
    settings = {
        "sources": [{"path": str(folder / "old.jsonl")}],
        "work": str(folder / "work"),
        "output": str(folder / "out"),
        "buckets": 3,
    }
    path.write_text(json.dumps(settings | more))  # JSON is YAML
    return path


def test_pairs_come_out_and_what_was_turned_down_is_told(archive: Path, tmp_path: Path) -> None:
    from datasets import load_dataset

    out = archive / "out"
    found = {each["id"]: each for each in rejections(out)}
    told = {id_: (each["stage"], each["reason"]) for id_, each in found.items()}
    # Which of two copies comes first in the archive is the hash's choice.
    assert told.pop("copy-of-3", "") or told.pop("story-0003", "")
    assert told == {
        "old/old.jsonl-30": ("read", "no-body"),
        "old/old.jsonl-31": ("read", "broken-json"),
        "story-0005": ("extract", "id-twice"),
        "story-0031": ("filters", "opinion"),
        "story-0030": ("truth", "headline-unsupported"),
        "story-0032": ("truth", "summary-unsupported"),
    }
    assert "Grenfell" in found["story-0030"]["finding"]["claim_text"]
    assert "left" not in found["story-0030"]
    assert "Grenfell" in found["story-0032"]["finding"]["claim_text"]
    assert found["story-0032"]["left"] == "headline"
    data = load_dataset(str(out), cache_dir=str(tmp_path))
    assert set(data) == {"train", "validation"}
    kept = {row["id"]: row for split in data.values() for row in split}
    assert len(kept) == 25
    assert kept["story-0032"]["headline"] == story(32)["headline"]
    assert kept["story-0032"]["summary"] is None
    for field in ("headline", "body", "url", "published", "byline", "source"):
        assert kept["story-0007"][field] == story(7)[field]
    assert kept["story-0007"]["cluster"] == "story-0007"
    assert kept["story-0007"]["summary"] is None
    funnel = json.loads((out / "funnel.json").read_text())
    counts = [(stage["stage"], stage["in"], stage["out"]) for stage in funnel["stages"]]
    assert counts[0] == ("read", 31, 29)
    assert counts[-1] == ("decontamination", 25, 25)
    assert all(before[2] == after[1] for before, after in pairwise(counts))
    assert (out / "README.md").is_file()
    assert (out / "report.html").is_file()


def test_any_number_of_tasks_and_buckets_gives_the_same_bytes(
    run, archive: Path, recipe: Path, tmp_path: Path
) -> None:
    ran = run("prepare", recipe, "--set", "tasks=8", "--set", "buckets=5")
    assert ran.code == 0, ran.err
    assert ran.out.strip() == str(tmp_path / "out")
    assert bytes_of(tmp_path / "out") == bytes_of(archive / "out")


def test_a_second_run_has_nothing_to_do(run, archive: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (archive / "out").iterdir()}
    assert run("prepare", archive / "recipe.yaml").code == 0
    assert {path: path.stat().st_mtime_ns for path in (archive / "out").iterdir()} == before


def test_filters_can_be_turned_off(run, recipe: Path, tmp_path: Path) -> None:
    assert run("prepare", recipe, "--set", "filters={opinion: false}").code == 0
    assert "opinion" not in {each["reason"] for each in rejections(tmp_path / "out")}


def test_copies_stay_together_where_all_are_kept(run, recipe: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    ran = run("prepare", recipe, "--set", "duplicates.keep=all", "--set", "truth=keep",
              "--set", "splits.validation=0")  # fmt: skip
    assert ran.code == 0, ran.err
    table = parquet.read_table(tmp_path / "out" / "train-00000-of-00001.parquet").to_pylist()
    names = {row["id"]: row["cluster"] for row in table}
    assert names["copy-of-3"] == names["story-0003"]
    assert "story-0030" in names


def test_what_is_measured_on_is_left_out(run, recipe: Path, tmp_path: Path) -> None:
    evaluation = tmp_path / "evaluation.jsonl"
    evaluation.write_text(json.dumps({"text": "Intro. " + story(4)["body"][100:400]}) + "\n")
    files = f"decontaminate.files=[{{path: {evaluation}}}]"
    assert run("prepare", recipe, "--set", files).code == 0
    [found] = [each for each in rejections(tmp_path / "out") if each["stage"] == "decontamination"]
    assert (found["id"], found["reason"]) == ("story-0004", "evaluation-text")


def hang(*_: object, **__: object) -> None:
    time.sleep(600)


def test_a_folder_of_pages_with_broken_and_hanging_ones(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from copydesk.extract import read

    folder = tmp_path / "pages"
    folder.mkdir()
    for each in STORIES[:3]:
        (folder / f"{each['id']}.html").write_text(page(each))
    (folder / "empty.html").write_text("")
    (folder / "binary.html").write_bytes(b"%PDF-1.4 \0\0")
    (folder / "hangs.html").write_text(page(STORIES[3]).replace("<nav>", "<nav class='hangs'>"))
    real = read.read_page
    monkeypatch.setattr(
        read, "read_page", lambda text, name: hang() if "hangs" in text else real(text, name)
    )
    write_recipe(tmp_path, {"sources": [{"path": str(folder)}], "page_seconds": 3, "buckets": 1})
    started = time.monotonic()
    ran = run("prepare", tmp_path / "recipe.yaml")
    assert ran.code == 0, ran.err
    assert time.monotonic() - started < 100
    assert {each["id"]: each["reason"] for each in rejections(tmp_path / "out")} == {
        "pages/empty.html": "empty",
        "pages/binary.html": "binary",
        "pages/hangs.html": "too-slow",
    }


def test_a_headline_that_its_page_does_not_support(run, examples: Path, tmp_path: Path) -> None:
    page_ = examples / "misheadlined_page.txt"
    write_recipe(tmp_path, {"sources": [{"path": str(page_)}], "buckets": 1})
    ran = run("prepare", tmp_path / "recipe.yaml")
    assert ran.code == 2
    assert "nothing of 1 rows is fit to train on" in ran.err.splitlines()[-1]
    [found] = rejections(tmp_path / "out")
    assert found["reason"] == "headline-unsupported"
    assert found["finding"]["claim_text"] == "Marek Dunholm"


def test_mistakes_are_one_sentence(run, recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,kop\n1,x\n")
    for override, said in (
        ("sources.0.path=absent.csv", "absent.csv is not there"),
        (f"sources.0.path={tmp_path / 'a.csv'}", "no column that holds the body"),
        ("filters={humour: true}", "no humour"),
        ("executor={kind: local, options: {nodes: 3}}", "no option nodes"),
        ("executor={kind: slurm}", "sbatch"),
    ):
        run("prepare", recipe, "--set", override).refused(said)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(run, recipe: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    run("prepare", recipe, "--set", f"work={closed / 'work'}").refused(
        "closed", "cannot be written"
    )


def test_a_full_disk_is_one_sentence(run, recipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from copydesk.prepare import store

    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store, "line", full)
    ran = run("prepare", recipe)
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith("copydesk: the disk is full")


def test_killed_and_run_again_it_gives_the_same_bytes(
    run, archive: Path, recipe: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "copydesk.cli.app", "prepare", str(recipe), "--set", "tasks=2"]
    for stage in ("2/8", "4/8", "7/8"):
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as killed:
            assert killed.stderr
            assert any(stage in line for line in killed.stderr)
            time.sleep(0.3)
            killed.send_signal(signal.SIGKILL)
        assert not (tmp_path / "out").exists()
    ran = run("prepare", recipe)
    assert ran.code == 0, ran.err
    assert bytes_of(tmp_path / "out") == bytes_of(archive / "out")
    assert not list((tmp_path / "work").rglob("*.tmp"))


def test_ray_gives_the_same_bytes(archive: Path, recipe: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    # In a process of its own, which may connect to the cluster that it starts.
    options = "executor={kind: ray, options: {mem_per_cpu_gb: 0.2}}"
    command = [sys.executable, "-m", "copydesk.cli.app", "prepare", str(recipe), "--set", "tasks=2",
               "--set", "buckets=2"]  # fmt: skip
    ran = subprocess.run([*command, "--set", options], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert bytes_of(tmp_path / "out") == bytes_of(archive / "out")


def test_other_files_are_not_replaced(run, recipe: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letters.txt").write_text("Dear Ann")
    run("prepare", recipe).refused("out holds other files")
    assert (tmp_path / "out" / "letters.txt").read_text() == "Dear Ann"


def test_half_a_character_is_no_stop(run, tmp_path: Path) -> None:
    line = json.dumps(story(1) | {"body": story(1)["body"] + " Half \ud83d."})
    (tmp_path / "old.jsonl").write_text(line + "\n")
    ran = run("prepare", write_recipe(tmp_path, {"buckets": 1}))
    assert ran.code == 0, ran.err


def test_slurm_gets_a_chain_of_jobs(
    run, recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "bin" / "sbatch"
    fake.parent.mkdir()
    jobs = tmp_path / "jobs"
    fake.write_text(
        f'#!/bin/sh\nfor file; do :; done\necho "$*" >> {jobs}\ngrep array= "$file" >> {jobs}\n'
        f"echo Submitted batch job $(wc -l < {jobs})\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    run("prepare", recipe, "--set", "executor={kind: slurm}").refused("partition")
    options = "executor={kind: slurm, options: {partition: cpu, time: '01:00:00'}}"
    ran = run("prepare", recipe, "--set", options, "--set", "tasks=4")
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert "8 jobs wait" in ran.err
    told = jobs.read_text()
    assert told.count("RUN_OFFSET") == 8
    assert told.count("--dependency=afterok") == 7
    assert "--array=0-2%3" in told
