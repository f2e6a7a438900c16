"""Workers whose command was killed."""

from __future__ import annotations

import os
import threading
import time

_NAME = "copydesk-orphans"


def end_with_parent() -> None:
    """Let this process end soon after the one that started it, if it was started by a pool.

    Pools notice that who started them is gone only when a rank is done, and datatrove's sandbox
    never: after `kill -9` they would go on beside the next run.
    """
    import multiprocessing

    import multiprocess

    started = multiprocess.parent_process() or multiprocessing.parent_process()
    if started is None or any(thread.name == _NAME for thread in threading.enumerate()):
        return
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, name=_NAME, daemon=True).start()
