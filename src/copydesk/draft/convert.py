"""Models are converted for CTranslate2 once, at first use, and kept in the user's cache."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.paths import cache_folder

_log = logging.getLogger("copydesk")
# Weights, and the files that a conversion reads beside them: configuration and vocabulary.
_WEIGHTS = (".safetensors", ".bin")
_SUFFIXES = (*_WEIGHTS, ".json", ".txt", ".model")


def converted(model: Path, build: Callable[[Path], None], note: str) -> Path:
    """The folder that holds `model` converted; `build` fills it if no earlier call did.

    The folder's name carries a hash of the model's files and of the versions that convert them,
    so that a changed model is converted anew. It is filled under a temporary name and then
    renamed: a broken-off conversion leaves nothing that would be taken for a model, and of two
    processes that convert at once the later takes the earlier one's folder.

    Args:
        model: a model folder with config.json and weights.
        build: writes the converted model into the empty folder it is given.
        note: what is happening, for the log, said only when something is converted.

    Raises:
        CopydeskError: `model` is missing, incomplete or damaged, or the cache cannot be written.
    """
    cache = cache_folder()
    target = cache / f"{model.name}-{_key(model)}"
    if target.is_dir():
        return target
    _log.info(note)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=cache))
    except OSError as error:
        raise CopydeskError(
            f"the cache {cache} cannot be written ({error.strerror})",
            "point the variable COPYDESK_CACHE to a folder that can",
        ) from error
    try:
        _fill(unfinished, build, model)
        unfinished.chmod(0o755)  # mkdtemp's 0o700 would keep other users of a shared cache out
        try:
            unfinished.rename(target)
        except OSError:
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def _fill(folder: Path, build: Callable[[Path], None], model: Path) -> None:
    try:
        build(folder)
    except CopydeskError:
        raise
    except Exception as error:
        # Whatever a damaged file trips over (JSON, safetensors, torch, CTranslate2) ends here.
        reason = str(error).strip().splitlines()
        raise CopydeskError(
            f"the model in {model} could not be converted: "
            f"{reason[0].rstrip('.') if reason else type(error).__name__}",
            "check that the folder is complete, or name another model",
        ) from error


def _key(model: Path) -> str:
    if not model.is_dir():
        raise CopydeskError(f"there is no model folder {model}", "name an existing one")
    files = sorted(p for p in model.iterdir() if p.is_file() and p.suffix in _SUFFIXES)
    if not (model / "config.json").is_file():
        raise CopydeskError(f"the model folder {model} has no config.json", "name a complete one")
    if not any(p.suffix in _WEIGHTS for p in files):
        raise CopydeskError(
            f"the model folder {model} has no weights",
            "a model.safetensors was expected beside config.json",
        )
    digest = hashlib.sha256(f"{version('copydesk')} {version('ctranslate2')}".encode())
    for file in files:
        with file.open("rb") as stream:
            digest.update(file.name.encode() + hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]


def chosen_device(device: str) -> str:
    """`cpu` or `cuda`; `auto` takes a GPU where CTranslate2 sees one.

    Raises:
        CopydeskError: `cuda` is asked for and there is none.
    """
    import ctranslate2

    gpus = ctranslate2.get_cuda_device_count() if device != "cpu" else 0
    if device == "cuda" and not gpus:
        raise CopydeskError(
            "there is no CUDA device that CTranslate2 can use",
            "leave --device out, or say --device cpu",
        )
    return "cuda" if gpus else "cpu"
