"""Where the default models lie, and where converted ones are kept."""

from __future__ import annotations

import os
from pathlib import Path

from copydesk.errors import CopydeskError

_PACKAGE = Path(__file__).parent


def model_folder(name: str) -> Path:
    """The folder of the default model `name`: inside the installed package, or the checkout's.

    Raises:
        CopydeskError: the models are in neither place.
    """
    for folder in (_PACKAGE / "models" / name, _PACKAGE.parents[1] / "models" / name):
        if folder.is_dir():
            return folder
    raise CopydeskError(
        f"the default model {name!r} is not part of this installation",
        "reinstall copydesk, or name a model folder with --model",
    )


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits; it is read in blocks."""
    from hashlib import file_digest

    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def cache_folder() -> Path:
    """The user's cache for converted models; the variable COPYDESK_CACHE overrides it."""
    if override := os.environ.get("COPYDESK_CACHE"):
        return Path(override)
    from platformdirs import user_cache_path

    return user_cache_path("copydesk")
