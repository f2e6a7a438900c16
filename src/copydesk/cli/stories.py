"""What the commands read: stories in batches, faults told on stderr as they come."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from copydesk.records import Article, Rejection

# Enough articles for the model to work on both cores, few enough to show results as they come.
BATCH = 16


class Stories:
    """The articles of `paths`; `failed` counts what could not be used so far.

    On a terminal that is not busy with results, a count of the articles goes on stderr.
    """

    def __init__(self, paths: Sequence[str], *, quiet: bool) -> None:
        self._paths = paths
        self._counting = not quiet and sys.stderr.isatty()
        self.failed = 0

    def batches(self) -> Iterator[list[Article]]:
        """Up to `BATCH` articles at a time."""
        from copydesk.desk import read

        batch: list[Article] = []
        done = 0
        for record in read(self._paths):
            if isinstance(record, Rejection):
                self.fail(record.detail)
                continue
            batch.append(record)
            if len(batch) == BATCH:
                yield batch
                done += len(batch)
                self._count(f"{done} articles")
                batch = []
        if batch:
            yield batch
        if done:
            self._count("")

    def fail(self, sentence: str) -> None:
        """Tell what could not be done, and count it."""
        self.failed += 1
        self._count("")
        print(f"copydesk: {sentence}", file=sys.stderr)

    def _count(self, text: str) -> None:
        if self._counting:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
