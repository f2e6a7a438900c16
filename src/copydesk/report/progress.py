"""How a run is getting on, told on stderr: training with a bar on a terminal, else a line a minute;
what is merely counted with a bar, and else not at all."""

from __future__ import annotations

import logging
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

log = logging.getLogger("copydesk")
# Seconds between lines where stderr is no terminal: a night's training leaves some 500.
_EVERY = 60.0
# The speed that is shown is that of the last steps.
_STEPS = 20


class Progress:
    """Step of steps, examples a second, time left and loss.

    Args:
        batch_size: examples a step.
        shown: whether this process tells anything; of several only the first does.
    """

    def __init__(self, batch_size: int, *, shown: bool = True) -> None:
        self._batch_size, self._shown = batch_size, shown
        self._seconds: deque[float] = deque(maxlen=_STEPS)
        self._loss = ""
        self._bar: Any = None
        self._task: Any = None
        self._first = self._steps = 0
        self._began = self._told = 0.0

    def start(self, step: int, steps: int) -> None:
        """Begin at `step` of `steps`."""
        self._first, self._steps = step, steps
        self._began = self._told = time.monotonic()
        if self._shown and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("", completed=step, total=steps, speed="", loss="")
            self._bar.start()

    def step(self, step: int, seconds: float) -> None:
        """A step is done; it took `seconds`, evaluation and saving left out."""
        self._seconds.append(seconds)
        speed = f"{self._batch_size * len(self._seconds) / sum(self._seconds):,.1f} examples/s"
        if self._bar:
            self._bar.update(self._task, completed=step, speed=speed, loss=self._loss)
        elif time.monotonic() - self._told >= _EVERY or step == self._steps:
            self._told = time.monotonic()
            done = max(1, step - self._first)
            left = (self._told - self._began) / done * (self._steps - step)
            parts = [f"step {step:,}/{self._steps:,}", speed, self._loss, f"{duration(left)} left"]
            self._say(", ".join(part for part in parts if part))

    def loss(self, loss: float) -> None:
        """The mean training loss of the steps since the last one told."""
        self._loss = f"loss {loss:.3f}"

    def evaluated(self, step: int, metrics: dict[str, float]) -> None:
        """The validation set was measured."""
        figures = ", ".join(f"{name} {value:.{_DIGITS[name]}f}" for name, value in metrics.items())
        self._say(f"step {step:,}: validation {figures}")

    def stop(self) -> None:
        """Leave the terminal as it was."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _say(self, line: str) -> None:
        if self._bar:
            self._bar.console.print(line, highlight=False)
        elif self._shown:
            log.info(line)


_DIGITS = {"loss": 3, "rouge1": 1, "rouge2": 1, "rougeL": 1, "unsupported": 1}


def duration(seconds: float) -> str:
    """`seconds` in words: 40 s, 12 min, 3 h 05 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TextColumn("{task.fields[loss]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        # Evaluations come between steps: an estimate over a few steps would jump at each.
        speed_estimate_period=1800,
    )


@contextmanager
def counted(total: int, unit: str) -> Iterator[Callable[[int], None]]:
    """A bar of `total` things where stderr is a terminal; call what it gives with more of them."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(f"{unit},"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("", total=total)
        yield lambda count: bar.advance(task, count)
