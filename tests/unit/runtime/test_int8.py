"""The int8 format: what is written can be read, and rounding loses half a step at most."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from copydesk.errors import CopydeskError
from copydesk.paths import model_folder
from copydesk.runtime.int8 import quantized, read_config, read_weights, write

matrices = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, max_side=5),
    elements=st.floats(-100, 100, width=32, allow_subnormal=False),
)


@given(matrices)
def test_a_weight_moves_by_half_a_step_at_most(weight: np.ndarray) -> None:
    rounded, scale = quantized(weight)
    assert rounded.dtype == np.int8
    assert scale.shape == (len(weight),)
    assert (np.abs(rounded * scale[:, None] - weight) <= scale[:, None] * 0.5001).all()


def test_matrices_are_rounded_and_the_rest_is_kept(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    names = {
        "encoder.layer.0.output.dense.weight": (4, 3),
        "encoder.layer.0.output.dense.bias": (4,),
        "embeddings.position_embeddings.weight": (8, 3),
        "pooler.dense.weight": (3, 3),
    }
    bert = {name: random.normal(size=shape).astype(np.float32) for name, shape in names.items()}
    head = np.ones((1, 3), dtype=np.float64)
    write(
        tmp_path / "made", bert, {"hidden_size": 3, "transformers_version": "5"},
        (model_folder("minilm") / "tokenizer.json").read_text(encoding="utf-8"),
        settings={"max_tokens": 9}, heads={"heads.a.weight": head},
    )  # fmt: skip
    tensors = read_weights(tmp_path / "made")
    dense = "encoder.layer.0.output.dense.weight"
    assert {name: str(tensor.dtype) for name, tensor in tensors.items()} == {
        dense: "int8",
        f"{dense}_scale": "float32",
        "encoder.layer.0.output.dense.bias": "float32",
        "embeddings.position_embeddings.weight": "float32",
        "heads.a.weight": "float32",
    }
    np.testing.assert_allclose(
        tensors[dense] * tensors[f"{dense}_scale"][:, None], bert[dense], atol=0.02
    )
    assert read_config(tmp_path / "made") == {"hidden_size": 3, "max_tokens": 9}
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "config.json", "model.safetensors", "tokenizer.json",
    ]  # fmt: skip


@pytest.mark.parametrize("content", [None, "{"])
def test_a_missing_or_damaged_configuration_is_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "config.json").write_text(content)
    with pytest.raises(CopydeskError, match=r"config\.json cannot be read"):
        read_config(tmp_path)
