from __future__ import annotations

import os
import signal
import time

import multiprocess
import pytest

from copydesk.errors import CopydeskError
from copydesk.prepare.watch import watched_workers


def work_and_be_killed(by: signal.Signals) -> None:
    """A pool waits for a worker that is killed at its work."""
    with multiprocess.get_context("forkserver").Pool(1) as pool, watched_workers():
        result = pool.apply_async(time.sleep, (60,))
        time.sleep(1)
        os.kill(multiprocess.active_children()[0].pid if by == signal.SIGKILL else os.getpid(), by)
        result.get(timeout=30)


def test_a_killed_worker_is_no_wait_without_end() -> None:
    with pytest.raises(CopydeskError, match="a worker was killed"):
        work_and_be_killed(signal.SIGKILL)


def test_an_interrupt_stays_one() -> None:
    # What a script starts in the background ignores it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            work_and_be_killed(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_workers_that_end_are_no_matter() -> None:
    with watched_workers(), multiprocess.get_context("forkserver").Pool(1) as pool:
        assert pool.apply(abs, (-1,)) == 1
