"""Notices that a worker of a local run was killed, which a pool of processes waits for forever."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from copydesk.errors import CopydeskError


@contextmanager
def watched_workers() -> Iterator[None]:
    """Raise where a child of this process is killed from outside, as for want of memory.

    The pool puts another in its place, but the rank that it worked on is lost, and the pool waits
    for it. Only the main thread can be woken up; elsewhere nothing is watched.

    Raises:
        CopydeskError: a worker was killed.
    """
    import multiprocess

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    done, killed = threading.Event(), threading.Event()

    def watch() -> None:
        seen: dict[int, object] = {}
        while not done.wait(0.1):
            seen |= {child.pid: child for child in multiprocess.active_children()}
            if any(getattr(child, "exitcode", 0) == -signal.SIGKILL for child in seen.values()):
                killed.set()
                os.kill(os.getpid(), signal.SIGINT)
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    except KeyboardInterrupt:
        if not killed.is_set():
            raise
        raise CopydeskError(
            "a worker was killed, most likely because memory ran out",
            "run the same command again with --set tasks=1; it goes on from where it was",
        ) from None
    finally:
        done.set()
        thread.join()
