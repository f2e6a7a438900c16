"""A trained model in another form: for CTranslate2, or a plain folder for transformers."""

from __future__ import annotations

import json
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, get_args

from copydesk.errors import CopydeskError
from copydesk.runtime.convert import fill, is_converted, model_files, to_ctranslate2
from copydesk.train.model import write_plain

Format = Literal["ctranslate2", "plain"]
Quantization = Literal["int8", "int8_bf16", "int8_float16", "float16", "float32"]

# What each format may be stored in, the usual one first.
FORMATS: dict[Format, tuple[Quantization, ...]] = {
    "ctranslate2": get_args(Quantization),
    "plain": ("float16", "float32"),
}
# What CTranslate2 calls "int8" leaves all but matrices as it finds it, fp16, which no CPU computes.
_CTRANSLATE2_NAMES = {"int8": "int8_float32", "int8_bf16": "int8_bfloat16"}
# An export is known by this file, which says what it was made of.
_MARK = "export.json"
_BESIDE = ("README.md", "copydesk.json", "recipe.json")


def export(model: Path, to: Path, kind: Format, quantization: Quantization | None) -> Path:
    """Write `model` into the folder `to` and return that; an earlier export there is replaced.

    A CTranslate2 folder has the tokenizer and copydesk.json beside the weights, so that `--model`
    takes it without torch or a conversion. A plain one has safetensors, and is what
    `AutoModelForSeq2SeqLM.from_pretrained` loads. `quantization` may be left to the format.

    Raises:
        CopydeskError: `model` is no model folder or of an architecture that the format lacks, the
            format has no such quantization, or `to` holds something else or cannot be written.
    """
    chosen = quantization or FORMATS[kind][0]
    if chosen not in FORMATS[kind]:
        raise CopydeskError(
            f"the format {kind} has no quantization {chosen}; it has {', '.join(FORMATS[kind])}",
            "name one of those",
        )
    if is_converted(model):
        raise CopydeskError(
            f"{model} is in CTranslate2's format, which cannot be exported again",
            "name the folder that it was made from",
        )
    model_files(model)
    if to.exists() and not (to.is_dir() and (not any(to.iterdir()) or (to / _MARK).is_file())):
        raise CopydeskError(
            f"{to} is there already and is no earlier export, so it is left alone",
            "name a new folder",
        )
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{to.name}-", suffix=".tmp", dir=to.parent))
    except OSError as error:
        raise CopydeskError(f"{to} cannot be written ({error.strerror})") from error
    try:
        fill(partial, lambda folder: _build(model, folder, kind, chosen), model)
        partial.chmod(0o755)  # mkdtemp's 0o700 would keep other users out
        if to.exists():
            shutil.rmtree(to)
        partial.rename(to)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return to


def _build(model: Path, folder: Path, kind: Format, quantization: Quantization) -> None:
    if kind == "ctranslate2":
        to_ctranslate2(model, folder, _CTRANSLATE2_NAMES.get(quantization, quantization))
        _tokenizer(model).backend_tokenizer.save(str(folder / "tokenizer.json"))
    else:
        _plain(model, folder, quantization)
    for name in _BESIDE:
        if (model / name).is_file():
            shutil.copyfile(model / name, folder / name)
    about = {
        "model": model.name,
        "format": kind,
        "quantization": quantization,
        "copydesk": version("copydesk"),
    }
    (folder / _MARK).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def _plain(model: Path, folder: Path, quantization: Quantization) -> None:
    import torch
    from transformers import AutoModelForSeq2SeqLM

    loaded: Any = AutoModelForSeq2SeqLM.from_pretrained(model, dtype=torch.float32)
    write_plain(loaded.to(getattr(torch, quantization)), _tokenizer(model), folder)


def _tokenizer(model: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model)
