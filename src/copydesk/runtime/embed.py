"""Sentence embeddings with MiniLM, by CTranslate2 on the CPU: no torch.

The model (models/minilm) is all-MiniLM-L6-v2 (Wang et al. 2020, "MiniLM: Deep Self-Attention
Distillation"; trained for sentences as in Reimers & Gurevych 2019, "Sentence-BERT"). An
embedding is the mean of a sentence's token states, brought to length 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copydesk.paths import model_folder
from copydesk.runtime.bert import Bert


class Embedder:
    """Turns sentences into vectors; loading it converts the model at first use.

    Raises:
        CopydeskError: the model folder is missing or damaged, or there is no such device.
    """

    def __init__(self, model: Path | None = None, device: str = "cpu") -> None:
        self._bert = Bert(model or model_folder("minilm"), device)
        self._bert.tokenizer.enable_truncation(self._bert.config["max_tokens"])

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """One row for each of the n sentences, n × 384, each row of length 1."""
        if not sentences:
            return np.zeros((0, self._bert.config["hidden_size"]), dtype=np.float32)
        encoded = self._bert.tokenizer.encode_batch(list(sentences))
        inputs = [(encoding.ids, encoding.type_ids) for encoding in encoded]
        vectors = np.stack(self._bert.each(inputs, lambda states: states.mean(axis=0)))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors
