"""BERT folders whose matrices are int8: a quarter of the size, and no loss beyond the run time's.

Each row of a matrix is stored as int8 beside one fp32 scale, the row's largest absolute value / 127
(tensors NAME and NAME_scale); CTranslate2 rounds the same way when it runs a model in int8. What
CTranslate2 keeps in fp32, vectors and the tables of positions and token types, stays fp32. A folder
has config.json, tokenizer.json and model.safetensors; names are those of transformers' BertModel.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copydesk.errors import CopydeskError

Tensors = Mapping[str, NDArray[Any]]

_KEPT = ("position_embeddings", "token_type_embeddings")
# The pooler is not used here: whoever reads the token states has heads of its own.
_LEFT_OUT = ("pooler.", "embeddings.position_ids")
# What there is of BERT's configuration in a folder; copydesk.runtime.bert reads it.
_CONFIG = (
    "architectures model_type hidden_act hidden_size intermediate_size layer_norm_eps "
    "max_position_embeddings num_attention_heads num_hidden_layers pad_token_id "
    "position_embedding_type type_vocab_size vocab_size"
).split()


def quantized(weight: NDArray[np.floating[Any]]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """`weight` (rows, columns) as int8 and the scale of each row; their product restores it."""
    largest = np.abs(weight).max(axis=1)
    scale = np.where(largest == 0, 1.0, largest / 127).astype(np.float32)
    return np.rint(weight / scale[:, None]).astype(np.int8), scale


def write(
    folder: Path,
    bert: Tensors,
    config: Mapping[str, Any],
    tokenizer: str,
    *,
    settings: Mapping[str, Any],
    heads: Tensors | None = None,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Write a BERT encoder into `folder`, which is made where there is none; each file whole.

    Args:
        folder: where it goes.
        bert: the weights by the names of transformers' `BertModel`, fp32; a pooler is left out.
        config: the fields of transformers' `BertConfig`; what is no field of BERT is left out.
        tokenizer: the text of its tokenizer.json; truncation and padding are taken out of it.
        settings: what else config.json holds, such as `max_tokens`.
        heads: further tensors, which stay fp32.
        metadata: what is noted in the weights' file.
    """
    from safetensors.numpy import save_file

    tensors: dict[str, NDArray[Any]] = {}
    for name, tensor in sorted(bert.items()):
        if name.startswith(_LEFT_OUT):
            continue
        if tensor.ndim == 2 and not any(kept in name for kept in _KEPT):
            tensors[name], tensors[f"{name}_scale"] = quantized(tensor)
        else:
            tensors[name] = tensor.astype(np.float32)
    tensors |= {name: tensor.astype(np.float32) for name, tensor in (heads or {}).items()}
    vocabulary = json.loads(tokenizer)
    vocabulary["truncation"] = vocabulary["padding"] = None
    kept = {key: config[key] for key in _CONFIG if key in config} | dict(settings)

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("config.json", json.dumps(kept, indent=2) + "\n"),
        ("tokenizer.json", json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":"))),
    ):
        unfinished = folder / f"{name}.tmp"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(folder / name)
    unfinished = folder / "model.safetensors.tmp"
    save_file(tensors, unfinished, metadata=dict(metadata or {}) or None)
    unfinished.chmod(0o644)  # safetensors' 0o600 would keep other users out
    unfinished.replace(folder / "model.safetensors")


def read_weights(folder: Path, prefix: str = "") -> dict[str, NDArray[Any]]:
    """The tensors, whose names begin with `prefix`, of a folder that `write` made."""
    from safetensors import safe_open

    with safe_open(folder / "model.safetensors", framework="numpy") as file:
        return {name: file.get_tensor(name) for name in file.keys() if name.startswith(prefix)}  # noqa: SIM118


def read_config(folder: Path) -> dict[str, Any]:
    """The fields of a folder's config.json.

    Raises:
        CopydeskError: it is missing or damaged.
    """
    path = folder / "config.json"
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CopydeskError(
            f"{path} cannot be read ({error})", "name a complete model folder"
        ) from error
    return config
