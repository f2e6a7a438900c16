"""Notices that a worker of a local run was killed, which a pool of processes waits for forever."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from copydesk.errors import CopydeskError


@contextmanager
def watched_workers() -> Iterator[None]:
    """Raise where a child of this process is killed from outside, as for want of memory.

    The pool puts another in its place, but the rank that it worked on is lost, and the pool waits
    for it. Only the main thread can be woken up; elsewhere nothing is watched.

    Raises:
        CopydeskError: a worker was killed.
    """
    from multiprocess import process

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    done = threading.Event()

    def watch() -> None:
        seen: dict[int, Any] = {}
        while not done.wait(0.05):
            # Not `active_children()` nor `exitcode`: they ask the fork server, which tells how a
            # worker ended once only, and the pool asks too.
            seen |= {child.pid: child for child in list(process._children)}
            ends = [getattr(child._popen, "returncode", None) for child in seen.values()]
            if -signal.SIGKILL in ends:
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
                return

    def wake(*_: object) -> None:
        raise _Killed

    # Not SIGINT, which is ignored in what a script starts in the background.
    before = signal.signal(signal.SIGUSR1, wake)
    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    except _Killed:
        raise CopydeskError(
            "a worker was killed, most likely because memory ran out",
            "run the same command again with --set tasks=1; it goes on from where it was",
        ) from None
    finally:
        done.set()
        thread.join()
        signal.signal(signal.SIGUSR1, before)


class _Killed(Exception):
    """Raised in the main thread where a worker was killed."""
