"""How checkers are called: what goes wrong in one, or takes too long, is told and stops no other.

No thread can be stopped from outside, so a call that takes too long is left alone. It goes on in a
thread of its own, which keeps no process from ending; what it answers is thrown away; and until it
ends, its checker is not called again. What no thread can help against is a single step of C code
that keeps Python's lock, such as a regular expression without end: that takes a process for each
checker, with a model loaded into each.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from copydesk.plugins import BatchChecker, Checker, Stated
from copydesk.records import Finding

# What a checker says of them, or why it says nothing.
Answer = list[Finding] | Exception
Value = TypeVar("Value")

_log = logging.getLogger("copydesk")
# Calls that took too long and may still run, by the id of the checker, which they keep in memory.
_overdue: dict[int, threading.Thread] = {}


class Overdue(TimeoutError):
    """A checker took too long, or still does so with an earlier call."""


def answers(
    checkers: Sequence[Checker], batch: Sequence[Stated], seconds: float
) -> list[list[Answer]]:
    """What each checker says of each draft of a batch: a list for each draft, in both orders.

    A `BatchChecker` is called for all drafts at once and, if that fails, for one at a time. The
    others are called draft by draft, so that what they share of an article is worked out once.

    Args:
        checkers: what is called, one at a time.
        batch: the claims of each draft, and the article that they speak of.
        seconds: how long one may take for one draft; for n at once it may take n seconds more.
    """
    at_once = [_together(each, batch, seconds) for each in checkers]
    return [
        [
            whole[place] if whole else _called(each, partial(each.check, *stated), seconds)
            for each, whole in zip(checkers, at_once, strict=True)
        ]
        for place, stated in enumerate(batch)
    ]


def _together(checker: Checker, batch: Sequence[Stated], seconds: float) -> Sequence[Answer] | None:
    """The answers of a checker that takes batches, None where each draft is to be checked alone."""
    if not batch or not isinstance(checker, BatchChecker):
        return None
    found = _called(checker, partial(_whole, checker, batch), seconds + len(batch))
    if isinstance(found, Overdue):
        return [found] * len(batch)
    if isinstance(found, Exception):
        _log.debug("checker %s failed on a batch", checker.name, exc_info=found)
        return None
    return found


def _whole(checker: BatchChecker, batch: Sequence[Stated]) -> list[list[Finding]]:
    found = checker.check_all(batch)
    if len(found) != len(batch):
        raise ValueError(f"{len(found)} answers to {len(batch)} drafts")
    return found


def _called(checker: Checker, task: Callable[[], Value], seconds: float) -> Value | Exception:
    """What a call to a checker returns or raises, or `Overdue`."""
    earlier = _overdue.get(id(checker))
    if earlier and earlier.is_alive():
        return Overdue("it is still at work on an earlier draft")
    _overdue.pop(id(checker), None)
    worker = getattr(_own, "worker", None)
    # A fork has its parent's objects and none of its threads.
    if worker is None or not worker.thread.is_alive():
        worker = _own.worker = _Worker()
    worker.tasks.put(task)
    try:
        result: Value | BaseException = worker.done.get(timeout=seconds)
    except Empty:
        _overdue[id(checker)] = worker.thread
        del _own.worker
        return Overdue(f"no answer within {seconds:g} seconds")
    except BaseException:
        del _own.worker  # interrupted: what it has still to say must not answer the next call
        raise
    if isinstance(result, BaseException) and not isinstance(result, Exception):
        raise result
    return result


class _Worker:
    """A thread that runs tasks in turn and hands out what they return or raise.

    It ends, after the task that it is at, when nobody holds its worker any more.
    """

    def __init__(self) -> None:
        self.tasks: SimpleQueue[Callable[[], Any] | None] = SimpleQueue()
        self.done: SimpleQueue[Any] = SimpleQueue()
        self.thread = threading.Thread(
            target=_work, args=(self.tasks, self.done), name="checkers", daemon=True
        )
        self.thread.start()

    def __del__(self) -> None:
        self.tasks.put(None)


def _work(tasks: SimpleQueue[Callable[[], Any] | None], done: SimpleQueue[Any]) -> None:
    while task := tasks.get():
        try:
            done.put(task())
        except BaseException as error:
            done.put(error)


# The worker of the thread that calls: one for all its calls, since a thread takes longer to start
# than most checkers take.
_own = threading.local()
