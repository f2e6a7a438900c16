from __future__ import annotations

import io
import logging
import sys

import pytest

from copydesk.report import progress
from copydesk.report.progress import Progress, duration


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (3541, "59 min"), (11100, "3 h 05 min")],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_without_a_terminal_there_is_a_line_a_minute(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now = 1000.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    caplog.set_level(logging.INFO, "copydesk")
    told = Progress(32)
    told.start(100, 1000)
    told.loss(3.21987)
    for step in range(101, 201):
        now += 3
        told.step(step, 2.0)
    told.evaluated(200, {"loss": 3.0, "rouge1": 30.04})
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 5 + 1
    assert lines[0] == "step 120/1,000, 16.0 examples/s, loss 3.220, 44 min left"
    assert lines[-1] == "step 200: validation loss 3.000, rouge1 30.0"


def test_a_second_process_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "copydesk")
    told = Progress(32, shown=False)
    told.start(0, 1)
    told.step(1, 2.0)
    told.evaluated(1, {"loss": 3.0})
    assert not caplog.records


def test_a_terminal_has_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    told = Progress(32)
    told.start(0, 4)
    told.loss(2.5)
    for step in range(1, 5):
        told.step(step, 2.0)
    told.evaluated(4, {"loss": 3.0})
    told.stop()
    shown = terminal.getvalue()
    assert "4/4" in shown
    assert "16.0 examples/s" in shown
    assert "loss 2.500" in shown
    assert "validation loss 3.000" in shown
