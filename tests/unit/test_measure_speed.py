"""Timing of fresh processes: that the right one is measured, and a failing one stops it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("copydesk.cli.app")


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    import measure_speed

    return measure_speed


def test_time_and_memory_of_a_process(script: ModuleType, tmp_path: Path) -> None:
    seconds, megabytes = script.run(["--help"], tmp_path)
    assert 0 < seconds < 20
    assert 5 < megabytes < 500


def test_a_failing_command_stops_the_measurement(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"suggest .*nowhere"):
        script.run(["suggest", str(tmp_path / "nowhere.txt")], tmp_path)
