"""The lines of a run under way, in a file that survives `kill -9`.

The first line tells whose run it is. Batches are written whole; what a kill left of one is cut off
when the run goes on, so that the same stories go through together as without it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

_log = logging.getLogger("copydesk")


class Work:
    """The work file of an output folder.

    Args:
        run: all that its lines depend on; lines of another run are thrown away.
        batch: how many lines are written together.
    """

    def __init__(self, folder: Path, run: Mapping[str, Any], batch: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / ".work.jsonl"
        self._head = (json.dumps(run, sort_keys=True) + "\n").encode()
        self.done = self._resume(batch)
        self._stream = self._path.open("ab")

    def _resume(self, batch: int) -> int:
        """How many lines of this run are there; the file is cut off after them."""
        found, ends = 0, [len(self._head)]
        if self._path.exists():
            with self._path.open("rb") as stream:
                if stream.readline() == self._head:
                    place = ends[0]
                    for found, line in enumerate(stream, start=1):
                        if not line.endswith(b"\n"):
                            break
                        place += len(line)
                        if found % batch == 0:
                            ends.append(place)
                else:
                    _log.info("%s is of another run; it begins anew", self._path)
        if len(ends) > 1:
            with self._path.open("rb+") as stream:
                stream.truncate(ends[-1])
        else:
            self._path.write_bytes(self._head)
        return (len(ends) - 1) * batch

    def write(self, lines: Sequence[str]) -> None:
        """Add the lines of a batch."""
        self._stream.write("".join(lines).encode())
        self._stream.flush()

    def lines(self) -> Iterator[dict[str, Any]]:
        """What was written, line by line."""
        with self._path.open("rb") as stream:
            next(stream)
            yield from map(json.loads, stream)

    def close(self) -> None:
        """Stop writing; the file stays."""
        self._stream.close()

    def remove(self) -> None:
        """The run is done."""
        self.close()
        self._path.unlink()
