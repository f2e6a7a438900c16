"""The token states of a BERT encoder, by CTranslate2 in int8: no torch, not even to convert it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from copydesk.errors import CopydeskError
from copydesk.runtime.convert import chosen_device, converted
from copydesk.runtime.int8 import read_config, read_weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# The ids of the tokens of one input, and their types: 0 in its first part, 1 in its second.
Input = tuple[Sequence[int], Sequence[int]]
Kept = TypeVar("Kept")

# Inputs are sorted by length and go through in groups of at most so many, with at most so many
# tokens, pads included: few pads are computed, and memory stays small.
_ROWS = 32
_TOKENS = 2048


class Bert:
    """A BERT encoder from a folder that `copydesk.runtime.int8` wrote.

    Loading it converts it for CTranslate2 at first use, within a second. `tokenizer` is its
    tokenizer and `config` its config.json.

    Args:
        folder: a folder with config.json, tokenizer.json and model.safetensors.
        device: `auto` takes a GPU where CTranslate2 sees one, else the CPU.

    Raises:
        CopydeskError: the folder is missing or damaged, or there is no such device.
    """

    def __init__(self, folder: Path, device: str = "cpu") -> None:
        import ctranslate2

        ready = converted(folder, lambda out: _convert(folder, out))
        self.config = read_config(folder)
        self.tokenizer = _tokenizer(folder)
        where = chosen_device(device)
        # A core for each group, rather than all cores for one: they need not wait for one another.
        self._threads = cores() if where == "cpu" else 1
        self._encoder = ctranslate2.Encoder(
            str(ready),
            device=where,
            compute_type="int8",
            inter_threads=self._threads,
            intra_threads=1,
        )

    def each(
        self, inputs: Sequence[Input], keep: Callable[[NDArray[np.float32]], Kept]
    ) -> list[Kept]:
        """What `keep` makes of the token states (tokens × hidden size) of each input, in order.

        States are held of no more inputs than are at work; `keep` is called in several threads.
        """
        import ctranslate2

        kept: dict[int, Kept] = {}

        def run(group: list[int]) -> None:
            out = self._encoder.forward_batch(
                [list(inputs[place][0]) for place in group],
                token_type_ids=[list(inputs[place][1]) for place in group],
            )
            states = np.asarray(out.last_hidden_state.to_device(ctranslate2.Device.cpu))
            for place, rows in zip(group, states, strict=True):
                kept[place] = keep(rows[: len(inputs[place][0])])

        with ThreadPoolExecutor(self._threads) as threads:
            list(threads.map(run, _groups([len(ids) for ids, _ in inputs])))
        return [kept[place] for place in range(len(inputs))]


def cores() -> int:
    """How many cores to use: what OMP_NUM_THREADS says, else all that this process may run on."""
    if (wanted := os.environ.get("OMP_NUM_THREADS", "")).isdecimal() and int(wanted):
        return int(wanted)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _groups(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of inputs that go through together, the longest first."""
    group: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if group and (len(group) == _ROWS or (len(group) + 1) * lengths[group[0]] > _TOKENS):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exceptions
        raise CopydeskError(
            f"{path} cannot be read ({error})", "name a complete model folder"
        ) from error


def _convert(folder: Path, out: Path) -> None:
    """Writes the BERT encoder in `folder` as a CTranslate2 model, its int8 rows as they are.

    CTranslate2 has a converter for transformers' BertModel, but that would need the weights in
    fp32 and torch; here they are only renamed.
    """
    from ctranslate2.specs import TransformerEncoderModelSpec, TransformerEncoderSpec, common_spec

    config = read_config(folder)
    weights = read_weights(folder)
    spec = TransformerEncoderModelSpec(
        TransformerEncoderSpec(
            config["num_hidden_layers"],
            config["num_attention_heads"],
            pre_norm=False,
            activation=common_spec.Activation.GELU,
            layernorm_embedding=True,
            num_source_embeddings=2,
            embeddings_merge=common_spec.EmbeddingsMerge.ADD,
        )
    )
    encoder = spec.encoder
    encoder.scale_embeddings = False

    def dense(target: Any, *names: str) -> None:
        # CTranslate2 multiplies by its scale to round, so it keeps the inverse of ours.
        target.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
        scale = np.concatenate([weights[f"{name}.weight_scale"] for name in names])
        target.weight_scale = (1 / scale).astype(np.float32)
        if f"{names[0]}.bias" in weights:
            target.bias = np.concatenate([weights[f"{name}.bias"] for name in names])

    def norm(target: Any, name: str) -> None:
        target.gamma, target.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]

    dense(encoder.embeddings[0], "embeddings.word_embeddings")
    encoder.embeddings[1].weight = weights["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = weights["embeddings.position_embeddings.weight"]
    norm(encoder.layernorm_embedding, "embeddings.LayerNorm")
    for i, layer in enumerate(encoder.layer):
        name = f"encoder.layer.{i}"
        attention = f"{name}.attention.self"
        dense(
            layer.self_attention.linear[0],
            *(f"{attention}.{part}" for part in ("query", "key", "value")),
        )
        dense(layer.self_attention.linear[1], f"{name}.attention.output.dense")
        norm(layer.self_attention.layer_norm, f"{name}.attention.output.LayerNorm")
        dense(layer.ffn.linear_0, f"{name}.intermediate.dense")
        dense(layer.ffn.linear_1, f"{name}.output.dense")
        norm(layer.ffn.layer_norm, f"{name}.output.LayerNorm")
    vocabulary = _tokenizer(folder).get_vocab()
    spec.register_vocabulary(sorted(vocabulary, key=lambda token: vocabulary[token]))
    spec.config.unk_token = "[UNK]"
    spec.config.layer_norm_epsilon = config["layer_norm_eps"]
    spec.validate()
    spec.save(str(out))
