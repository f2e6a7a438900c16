"""`--output`: whole or not at all, and refused before any work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from copydesk.cli.results import results
from copydesk.errors import CopydeskError

COMMANDS = [["suggest"], ["summarize"], ["check"], ["check", "--claims"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_missing_folder_is_told_before_any_work(
    run, page, tmp_path, monkeypatch, command: list[str]
) -> None:
    import copydesk.desk

    monkeypatch.setattr(copydesk.desk, "read", lambda paths: pytest.fail("work was begun"))
    monkeypatch.setattr(copydesk.desk, "all_checkers", lambda: pytest.fail("work was begun"))
    output = tmp_path / "nowhere" / "out.jsonl"
    run(*command, page, "--output", output).refused("nowhere", "does not exist")
    assert not output.parent.exists()


def test_a_folder_in_its_place_is_told(run, page, tmp_path) -> None:
    run("check", page, "--output", tmp_path).refused(str(tmp_path), "folder")


def test_what_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("old\n", encoding="utf-8")

    def break_off() -> None:
        with results(output) as stream:
            stream.write("new\n")
            raise CopydeskError("broken off")

    with pytest.raises(CopydeskError, match="broken off"):
        break_off()
    assert output.read_text(encoding="utf-8") == "old\n"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_where_nothing_was_written_there_is_no_file(tmp_path: Path) -> None:
    with results(tmp_path / "out.jsonl"):
        pass
    assert os.listdir(tmp_path) == []


def test_it_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with results(output) as stream:
        stream.write("whole\n")
        assert not output.exists()
    assert output.read_text(encoding="utf-8") == "whole\n"
    assert os.listdir(tmp_path) == ["out.jsonl"]
    usual = tmp_path / "usual"
    usual.touch()
    assert output.stat().st_mode == usual.stat().st_mode
