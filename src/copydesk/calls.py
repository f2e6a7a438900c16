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
from queue import Empty, SimpleQueue
from typing import TypeVar

from copydesk.plugins import BatchChecker, Checker
from copydesk.records import Article, Claim, Finding

Value = TypeVar("Value")

_log = logging.getLogger("copydesk")
# Calls that took too long and may still run, by the id of the checker, which they keep in memory.
_overdue: dict[int, threading.Thread] = {}


class Overdue(TimeoutError):
    """A checker took too long, or still does so with an earlier call."""


def answers(
    checker: Checker, batch: Sequence[tuple[Article, Sequence[Claim]]], seconds: float
) -> list[list[Finding] | Exception]:
    """A checker's findings on the claims of each draft of a batch, or why there are none, in order.

    A `BatchChecker` is called for all of them at once and, if that fails, for one at a time.

    Args:
        checker: what is called.
        batch: the claims of a draft, and the article that they speak of.
        seconds: how long it may take for one draft; n at once may take n seconds more.
    """
    if batch and isinstance(checker, BatchChecker):
        [together] = _run(checker, [lambda: _whole(checker, batch)], seconds + len(batch))
        if isinstance(together, Overdue):
            return [together] * len(batch)
        if not isinstance(together, Exception):
            return list(together)
        _log.debug("checker %s failed on a batch", checker.name, exc_info=together)

    def alone(article: Article, claims: Sequence[Claim]) -> Callable[[], list[Finding]]:
        return lambda: checker.check(article, claims)

    return _run(checker, [alone(*each) for each in batch], seconds)


def _whole(
    checker: BatchChecker, batch: Sequence[tuple[Article, Sequence[Claim]]]
) -> list[list[Finding]]:
    found = checker.check_all(batch)
    if len(found) != len(batch):
        raise ValueError(f"{len(found)} answers to {len(batch)} drafts")
    return found


def _run(
    checker: Checker, tasks: Sequence[Callable[[], Value]], seconds: float
) -> list[Value | Exception]:
    """What each task returns or raises; once one is overdue, it and all after it are."""
    earlier = _overdue.get(id(checker))
    if earlier and earlier.is_alive():
        return [Overdue("it is still at work on an earlier draft")] * len(tasks)
    _overdue.pop(id(checker), None)
    done: SimpleQueue[Value | BaseException] = SimpleQueue()
    given_up = threading.Event()

    def work() -> None:
        for task in tasks:
            if given_up.is_set():
                return
            try:
                done.put(task())
            except BaseException as error:
                done.put(error)

    thread = threading.Thread(target=work, name=f"checker {checker.name}", daemon=True)
    thread.start()
    results: list[Value | Exception] = []
    for _ in tasks:
        try:
            result = done.get(timeout=seconds)
        except Empty:
            given_up.set()
            _overdue[id(checker)] = thread
            overdue = Overdue(f"no answer within {seconds:g} seconds")
            return results + [overdue] * (len(tasks) - len(results))
        if isinstance(result, BaseException) and not isinstance(result, Exception):
            raise result
        results.append(result)
    return results
