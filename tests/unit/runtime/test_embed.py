"""Sentence embeddings: what they say of meaning, and that rounding to int8 hardly moves them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from copydesk.errors import CopydeskError
from copydesk.paths import model_folder
from copydesk.runtime.embed import Embedder

SENTENCES = [
    "The council of Port Arden voted on Monday to close the old ferry dock.",
    "City leaders agreed to shut the harbour's ageing ferry landing.",
    "Scientists counted more puffins on the island than in any year since 1984.",
    "The number of seabirds nesting there has reached a record, researchers said.",
    "Shares of the steelmaker fell 7 percent after it cut its forecast.",
    "The company's stock dropped when it lowered its outlook for the year.",
    "Lindqvist scored twice as the Harriers beat Oldbridge 3-1.",
    "Two goals by Lindqvist gave the Harriers a win.",
    "A judge ordered the release of the emails.",
    "Rain.",
    "“We won’t wait another winter,” said Tove Lind, who has led the tenants since 2016.",
    "Flu cases rose for the third week in a row, health officials said, and schools in "
    "two counties sent pupils home while nurses set up a clinic in the sports hall.",
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def embedder(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Embedder:
    monkeypatch.setenv("COPYDESK_CACHE", str(cache))
    return Embedder()


def test_like_meanings_lie_close(embedder: Embedder) -> None:
    vectors = embedder(SENTENCES)
    assert vectors.shape == (12, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alike = vectors @ vectors.T - 2 * np.eye(12)
    # The first eight are four pairs that say the same.
    assert [int(row.argmax()) for row in alike[:8]] == [1, 0, 3, 2, 5, 4, 7, 6]


def test_neither_order_nor_company_matters(embedder: Embedder) -> None:
    many = embedder(SENTENCES * 4)
    assert embedder([]).shape == (0, 384)
    for i in (0, 9, 11):
        # int8 rounds the states of each token by themselves, so padding must not move them.
        np.testing.assert_allclose(many[i], embedder([SENTENCES[i]])[0], atol=1e-5)
        np.testing.assert_allclose(many[i], many[i + 12], atol=1e-5)


def test_a_very_long_sentence_is_cut(embedder: Embedder) -> None:
    rows = embedder(["ferry " * 3000, "ferry " * 254])
    np.testing.assert_allclose(rows[0], rows[1], atol=1e-5)


def test_a_damaged_model_is_told(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_CACHE", str(cache))
    folder = shutil.copytree(model_folder("minilm"), tmp_path / "minilm")
    weights = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(weights[:1_000_000])
    with pytest.raises(CopydeskError, match="could not be converted"):
        Embedder(folder)


def test_no_torch_once_converted(embedder: Embedder, cache: Path) -> None:
    code = (
        "import sys; from copydesk.runtime.embed import Embedder; Embedder()(['Rain.']);"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    env = os.environ | {"COPYDESK_CACHE": str(cache)}
    assert subprocess.run([sys.executable, "-c", code], env=env).returncode == 0


def test_int8_stays_close_to_the_original(embedder: Embedder) -> None:
    source = os.environ.get("COPYDESK_MINILM_SOURCE")
    if not source:
        pytest.skip("COPYDESK_MINILM_SOURCE names no folder of all-MiniLM-L6-v2")
    sys.path.insert(0, str(Path(__file__).parents[3] / "scripts"))
    from make_minilm import reference

    cosine = (embedder(SENTENCES) * reference(Path(source), SENTENCES)).sum(axis=1)
    # Measured on 200 sentences of news: least 0.977, mean 0.995 (models/minilm/README.md).
    assert cosine.min() > 0.96
    assert cosine.mean() > 0.99
