"""Each recipe trains a tiny model of its architecture for three steps; what it saves can write."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from architectures import ARCHITECTURES
from copydesk.text.control import CONTROL
from tiny import prepared, rows

CHECKOUT = Path(__file__).resolve().parents[2]
CONFIGS = CHECKOUT / "configs" / "train"
DOCS = CHECKOUT / "docs" / "training.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(
        tmp_path_factory.mktemp("archive") / "prepared", train=rows(), validation=rows()[:4]
    )


def trained(name: str, folder: Path, tmp_path: Path, *overrides: str) -> Path:
    """The model that three steps of the recipe `name` make of a tiny one of its kind."""
    import torch

    from copydesk.train.fit import train

    torch.manual_seed(1)
    base = ARCHITECTURES[name](tmp_path / "base")
    made = train(
        CONFIGS / f"{name}.yaml",
        [
            f"model={base}",
            f"work={tmp_path / 'work'}",
            f"output={tmp_path / 'model'}",
            f"data.train=[{{path: {folder}, limit: 12}}]",
            f"data.validation=[{{path: {folder}, limit: 2}}]",
            "data.visible_words=40",
            "data.source_tokens=96",
            "data.target_tokens=24",
            "data.gap_sentences=0",
            "train.epochs=0.5",
            "train.batch_size=4",
            "train.accumulation=1",
            "train.eval_examples=2",
            *overrides,
        ],
    )
    assert made
    return made


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_recipe_trains_its_architecture(name: str, folder: Path, tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    model_folder = trained(name, folder, tmp_path)
    (state,) = (tmp_path / "work" / "checkpoints").glob("*/trainer_state.json")
    assert json.loads(state.read_text())["global_step"] == 3
    assert not list(model_folder.glob("*adapter*"))
    tokenizer: Any = AutoTokenizer.from_pretrained(model_folder)
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(model_folder, dtype=torch.float32)
    for token in CONTROL:
        assert len(tokenizer(token, add_special_tokens=False).input_ids) == 1
    # As docs/training.md has it for who uses transformers alone.
    names = {"torch": torch, "model": model, "tokenizer": tokenizer, "opening": rows()[0]["body"]}
    exec(re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[0], names)
    assert tokenizer.decode(names["begun"]).endswith("<|headline|><|short|>")
    assert isinstance(names["text"], str)
    assert "<|" not in names["text"]
    assert torch.isfinite(model(**names["batch"], labels=names["written"]).loss)
    old = AutoModelForSeq2SeqLM.from_pretrained(tmp_path / "base").get_input_embeddings().weight
    new = model.get_input_embeddings().weight
    assert new.shape[0] == max(len(tokenizer), old.shape[0])
    # An output layer of its own, as T5 1.1 has, stays one.
    own = model.get_output_embeddings().weight.data_ptr() != new.data_ptr()
    assert own == (ARCHITECTURES[name].__name__ == "flan_t5")


def test_lora_resumes_to_the_same_weights(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from safetensors.torch import load_file
    from transformers import Trainer

    step = Trainer.training_step
    steps = 0

    def killed(self: Trainer, *args: Any, **kwargs: Any) -> Any:
        nonlocal steps
        steps += 1
        if steps == 3:
            raise KeyboardInterrupt
        return step(self, *args, **kwargs)

    # Not the best of three checkpoints, of which the first has learned nothing yet, but the last.
    often = ("train.save_steps=1", "train.metric=null")
    whole = load_file(trained("lora", folder, tmp_path / "whole", *often) / "model.safetensors")
    monkeypatch.setattr(Trainer, "training_step", killed)
    with pytest.raises(KeyboardInterrupt):
        trained("lora", folder, tmp_path / "again", *often)
    monkeypatch.setattr(Trainer, "training_step", step)
    resumed = load_file(trained("lora", folder, tmp_path / "again", *often) / "model.safetensors")
    base = load_file(tmp_path / "again" / "base" / "model.safetensors")
    assert whole.keys() == resumed.keys() == base.keys()
    assert all(torch.equal(tensor, resumed[name]) for name, tensor in whole.items())
    changed = {name for name, tensor in whole.items() if not torch.equal(tensor, base[name])}
    assert "shared.weight" in changed
    assert any("SelfAttention.q" in name for name in changed)
    assert not any("layer_norm" in name for name in changed)
