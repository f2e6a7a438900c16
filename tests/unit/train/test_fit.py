"""A tiny random model on self-written pairs goes through training, a stop, and drafting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from copydesk.errors import CopydeskError
from tiny import bart, prepared, rows


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bart(tmp_path_factory.mktemp("base"))


@pytest.fixture
def recipe(base: Path, tmp_path: Path) -> Path:
    folder = prepared(tmp_path / "prepared", train=rows(), validation=rows()[:6])
    content = {
        "model": str(base),
        "work": str(tmp_path / "work"),
        "output": str(tmp_path / "model"),
        "data": {
            "train": [{"path": str(folder)}],
            "validation": [{"path": str(folder)}],
            "visible_words": 40,
            "source_tokens": 48,
            "target_tokens": 16,
        },
        "train": {
            "epochs": 2,
            "batch_size": 8,
            "encoder_rests": 0.25,
            "encoder_learns_from_layer": 1,
            "save_steps": 4,
        },
    }
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(content))
    return path


def test_trains_saves_and_drafts(recipe: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    from copydesk.draft.seq2seq import Seq2SeqDrafter
    from copydesk.records import Article
    from copydesk.train.fit import train

    folder = train(recipe, [])
    assert folder == tmp_path / "model"
    names = {path.name for path in folder.iterdir()}
    assert {"model.safetensors", "config.json", "tokenizer.json", "copydesk.json"} <= names
    assert json.loads((folder / "recipe.json").read_text())["train"]["batch_size"] == 8
    weights = load_file(folder / "model.safetensors")
    assert {tensor.dtype for tensor in weights.values()} == {torch.float16}

    drafts = Seq2SeqDrafter(folder, "cpu").draft([Article("a", rows()[0]["body"] or "")], 8)[0]
    assert all(0 <= draft.score <= 1 and draft.drafter == "model" for draft in drafts)
    assert [d.score for d in drafts] == sorted((d.score for d in drafts), reverse=True)


def test_a_broken_off_run_ends_with_the_same_weights(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from safetensors.torch import load_file
    from transformers import Trainer

    from copydesk.train.fit import train

    whole = load_file(train(recipe, [f"output={tmp_path / 'whole'}"]) / "model.safetensors")

    step = Trainer.training_step
    steps = 0

    def killed(self: Trainer, *args: object, **kwargs: object) -> object:
        nonlocal steps
        steps += 1
        if steps == 6:
            raise KeyboardInterrupt
        return step(self, *args, **kwargs)

    again = [f"work={tmp_path / 'again'}", f"output={tmp_path / 'resumed'}"]
    monkeypatch.setattr(Trainer, "training_step", killed)
    with pytest.raises(KeyboardInterrupt):
        train(recipe, again)
    assert not (tmp_path / "resumed").exists()
    monkeypatch.setattr(Trainer, "training_step", step)
    resumed = load_file(train(recipe, again) / "model.safetensors")
    assert whole.keys() == resumed.keys()
    for name, tensor in whole.items():
        assert torch.equal(tensor, resumed[name]), name


def test_the_encoder_rests_and_then_learns_from_a_layer_on(recipe: Path) -> None:
    import torch

    from copydesk.config import load
    from copydesk.train.fit import setup
    from copydesk.train.recipe import TrainRecipe

    trainer, _ = setup(load(recipe, TrainRecipe, []))
    model = trainer.model.train()
    columns = trainer.train_dataset.select_columns(["input_ids", "labels"])
    batch = trainer.data_collator([columns[i] for i in range(4)])

    def learning() -> set[str]:
        model.zero_grad()
        model(**batch).loss.backward()
        names = {n for n, p in model.named_parameters() if p.grad is not None and p.grad.any()}
        return {n.split(".layers.")[1][0] for n in names if "encoder.layers" in n}

    trainer.state.global_step = 0
    assert learning() == set()
    trainer.state.global_step = 5
    assert learning() == {"1"}
    assert isinstance(trainer.optimizer, torch.optim.AdamW)
    encoder_lr, decoder_lr = (group["initial_lr"] for group in trainer.optimizer.param_groups)
    assert encoder_lr < decoder_lr


@pytest.mark.parametrize(
    ("override", "sentence"),
    [
        ("model=nowhere", "holds no model"),
        ("data.train.0.path=nowhere", "has no train-"),
        ("data.least_overlap=2", "least_overlap"),
        ("train.epoch=2", "epoch"),
    ],
)
def test_mistakes_are_told_in_a_sentence(recipe: Path, override: str, sentence: str) -> None:
    from copydesk.train.fit import train

    with pytest.raises(CopydeskError, match=sentence):
        train(recipe, [override])
