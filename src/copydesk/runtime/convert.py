"""Models are converted for CTranslate2: once, at first use, into the user's cache, or for good."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.paths import cache_folder, sha256_of

_log = logging.getLogger("copydesk")
# Weights, and the files that a conversion reads beside them: configuration and vocabulary.
_WEIGHTS = (".safetensors", ".bin")
_SUFFIXES = (*_WEIGHTS, ".json", ".txt", ".model")


def converted(model: Path, build: Callable[[Path], None], note: str = "") -> Path:
    """The folder that holds `model` converted; `build` fills it if no earlier call did.

    The folder's name carries a hash of the model's files and of the versions that convert them,
    so that a changed model is converted anew. It is filled under a temporary name and then
    renamed: a broken-off conversion leaves nothing that would be taken for a model, and of two
    processes that convert at once the later takes the earlier one's folder.

    Args:
        model: a model folder with config.json and weights.
        build: writes the converted model into the empty folder it is given.
        note: what is happening, for the log, where it takes a while; said only when it happens.

    Raises:
        CopydeskError: `model` is missing, incomplete or damaged, or the cache cannot be written.
    """
    cache = cache_folder()
    target = cache / f"{model.name}-{_key(model)}"
    if target.is_dir():
        return target
    if note:
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
        fill(unfinished, build, model)
        unfinished.chmod(0o755)  # mkdtemp's 0o700 would keep other users of a shared cache out
        try:
            unfinished.rename(target)
        except OSError:
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target


def fill(folder: Path, build: Callable[[Path], None], model: Path) -> None:
    """Call `build(folder)`; what goes wrong in it is told as a fault of `model`.

    Raises:
        CopydeskError: `build` raised something.
    """
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


def model_files(model: Path) -> list[Path]:
    """The weights of a model folder, and the files that a conversion reads beside them.

    Raises:
        CopydeskError: `model` is no folder, or lacks its configuration or weights.
    """
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
    return files


def _key(model: Path) -> str:
    files = model_files(model)
    digest = hashlib.sha256(f"{version('copydesk')} {version('ctranslate2')}".encode())
    for file in files:
        digest.update(file.name.encode() + bytes.fromhex(sha256_of(file)))
    return digest.hexdigest()[:16]


def is_converted(model: Path) -> bool:
    """Whether the folder holds a model in CTranslate2's format, as `copydesk export` makes them."""
    return (model / "model.bin").is_file()


def to_ctranslate2(model: Path, out: Path, quantization: str = "int8") -> None:
    """Convert an `AutoModelForSeq2SeqLM` folder into the folder `out`, which is emptied first.

    Raises:
        CopydeskError: CTranslate2 has no model of this architecture.
    """
    from ctranslate2.converters import TransformersConverter
    from transformers.utils.logging import disable_progress_bar

    class Converter(TransformersConverter):  # type: ignore[misc]
        """Mends what its loaders read wrongly of transformers 5's configurations."""

        def load_model(self, *arguments: Any, **options: Any) -> Any:
            self.model = super().load_model(*arguments, **options)
            config = self.model.config
            # T5 1.1 does not scale what goes into its output layer. That was told by its untied
            # embeddings, which transformers 5 calls tied and keeps in a field of its own.
            scales = getattr(config, "scale_decoder_outputs", config.tie_word_embeddings)
            config.tie_word_embeddings = scales
            return self.model

        def load_tokenizer(self, *arguments: Any, **options: Any) -> Any:
            tokenizer = super().load_tokenizer(*arguments, **options)
            if tokenizer.bos_token is None and tokenizer.cls_token is not None:
                tokenizer.bos_token = tokenizer.cls_token  # MBart50Tokenizer has it by this name
            # mBART-50 and mBART-25 start their texts differently, and are told apart by this.
            self.model.config.tokenizer_class = type(tokenizer).__name__
            return tokenizer

    # It would draw one even where nobody looks.
    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        Converter(str(model)).convert(str(out), quantization=quantization, force=True)
    except ValueError as error:
        if "No conversion is registered" not in str(error):
            raise
        raise CopydeskError(
            f"CTranslate2, which copydesk writes with, has no architecture for {model}",
            "run it with transformers, or train another, such as bart or t5",
        ) from error


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
