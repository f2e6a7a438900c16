"""Sentence embeddings with MiniLM, by CTranslate2 on the CPU: no torch once it is converted.

The model (models/minilm) is all-MiniLM-L6-v2 (Wang et al. 2020, "MiniLM: Deep Self-Attention
Distillation"; trained for sentences as in Reimers & Gurevych 2019, "Sentence-BERT"). An
embedding is the mean of a sentence's token states, brought to length 1.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copydesk.draft.convert import chosen_device, converted
from copydesk.errors import CopydeskError
from copydesk.paths import model_folder

# Sentences are sorted by length and go through in groups of this many, so that few pads do.
_BATCH = 32


class Embedder:
    """Turns sentences into vectors; loading it converts the model at first use.

    Raises:
        CopydeskError: the model folder is missing or damaged.
    """

    def __init__(self, model: Path | None = None, device: str = "cpu") -> None:
        import ctranslate2
        from tokenizers import Tokenizer

        folder = model or model_folder("minilm")
        ready = converted(
            folder, lambda out: _convert(folder, out), "converting MiniLM, once for this machine"
        )
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # tokenizers raises bare Exception
            raise CopydeskError(
                f"{folder / 'tokenizer.json'} cannot be read ({error})", "reinstall copydesk"
            ) from error
        self._tokenizer.enable_truncation(_config(folder)["max_tokens"])
        self._encoder = ctranslate2.Encoder(
            str(ready), device=chosen_device(device), compute_type="int8"
        )

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """One row for each of the n sentences, n × 384, each row of length 1."""
        import ctranslate2

        if not sentences:
            return np.zeros((0, 384), dtype=np.float32)
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(sentences))]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        rows: list[NDArray[np.float32]] = []
        for start in range(0, len(order), _BATCH):
            batch = [ids[i] for i in order[start : start + _BATCH]]
            lengths = np.array([len(row) for row in batch], dtype=np.int32)
            padded = np.zeros((len(batch), int(lengths.max())), dtype=np.int32)
            for row, tokens in zip(padded, batch, strict=True):
                row[: len(tokens)] = tokens
            out = self._encoder.forward_batch(
                ctranslate2.StorageView.from_array(padded),
                ctranslate2.StorageView.from_array(lengths),
            )
            states = np.array(out.last_hidden_state)  # batch × tokens × 384
            mask = np.arange(padded.shape[1]) < lengths[:, None]
            rows.append((states * mask[:, :, None]).sum(axis=1) / lengths[:, None])
        vectors: NDArray[np.float32] = np.empty((len(ids), rows[0].shape[1]), dtype=np.float32)
        vectors[order] = np.concatenate(rows)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _config(folder: Path) -> dict[str, Any]:
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return config


def _convert(folder: Path, out: Path) -> None:
    """Writes the BERT encoder in `folder` as a CTranslate2 model, its int8 rows as they are.

    CTranslate2 has a converter for transformers' BertModel, but that would need the weights in
    fp32 and torch; here they are only renamed.
    """
    from ctranslate2.specs import TransformerEncoderModelSpec, TransformerEncoderSpec, common_spec
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    config = _config(folder)
    weights = load_file(folder / "model.safetensors")
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
    vocabulary = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
    spec.register_vocabulary(sorted(vocabulary, key=lambda token: vocabulary[token]))
    spec.config.unk_token = "[UNK]"
    spec.config.layer_norm_epsilon = config["layer_norm_eps"]
    spec.validate()
    spec.save(str(out))
