"""Batches are judged in this process or in several: in order, and few of them in memory."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process

from copydesk.evaluation.judge import Judge
from copydesk.evaluation.read import Story
from copydesk.evaluation.recipe import EvaluateRecipe
from copydesk.runtime.bert import cores

# Batches for each process that wait or are done before their turn.
_AHEAD = 3


def judged(batches: Iterable[list[Story]], recipe: EvaluateRecipe) -> Iterator[list[str]]:
    """The lines of each batch, in order; `recipe.jobs` says how many processes judge.

    Raises:
        CopydeskError: as `Judge`.
    """
    if recipe.jobs == 1:
        judge = Judge(recipe)
        yield from map(judge, batches)
        return
    waiting: deque[Future[list[str]]] = deque()
    with _threads(max(1, cores() // recipe.jobs)):
        # Spawned: a fork would have the locks of threads that it has not.
        pool = ProcessPoolExecutor(recipe.jobs, get_context("spawn"), _begin, (recipe,))
        try:
            for batch in batches:
                waiting.append(pool.submit(_judge, batch))
                if len(waiting) > _AHEAD * recipe.jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    """Processes that begin here use so many threads each."""
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = str(count)
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before


_recipe: EvaluateRecipe
_judges: list[Judge] = []


def _begin(recipe: EvaluateRecipe) -> None:
    global _recipe
    _recipe = recipe
    # An interrupt is the parent's to act on; and no process is to outlive it, however it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _judge(batch: list[Story]) -> list[str]:
    if not _judges:  # here, not in `_begin`: what it raises there breaks the pool without a word
        _judges.append(Judge(_recipe))
    return _judges[0](batch)
