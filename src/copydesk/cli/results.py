"""Where results go: to stdout as they come, or whole into a file."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from copydesk.errors import CopydeskError


@contextmanager
def results(output: Path | None) -> Iterator[TextIO]:
    """Stdout, or a file that takes the name `output` once all is written.

    After an exception, and where nothing was written, there is no file, and one that had the name
    before stays as it was.

    Raises:
        CopydeskError: the folder of `output` is missing or cannot be written.
    """
    if output is None:
        yield sys.stdout
        return
    if output.is_dir():
        raise CopydeskError(f"the output {output} is a folder", "name a file in it")
    if not output.parent.is_dir():
        raise CopydeskError(
            f"the folder {output.parent} of the output does not exist",
            "make it, or name a file elsewhere",
        )
    try:
        descriptor, name = tempfile.mkstemp(
            prefix=f".{output.name}-", suffix=".tmp", dir=output.parent
        )
    except OSError as error:
        raise CopydeskError(f"the output {output} cannot be written ({error.strerror})") from error
    partial = Path(name)
    try:
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
        if partial.stat().st_size:
            partial.chmod(0o666 & ~_umask())  # mkstemp's 0o600 would keep other users out
            partial.replace(output)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise CopydeskError(f"the output {output} cannot be written ({error.strerror})") from error
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()


def made(folder: Path) -> Path:
    """The folder, which is made where it is not there.

    Raises:
        CopydeskError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CopydeskError(
            f"the folder {folder} cannot be made ({error.strerror})", "name another"
        ) from error
    return folder


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
