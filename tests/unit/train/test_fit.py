"""A tiny random model on self-written pairs goes through training, saving and drafting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk.config import load
from copydesk.errors import CopydeskError
from copydesk.train.recipe import TrainRecipe
from tiny import rows, weights


def test_trains_saves_and_drafts(undisturbed: Path) -> None:
    import torch
    from safetensors.torch import load_file

    from copydesk.draft.seq2seq import Seq2SeqDrafter
    from copydesk.records import Article

    folder = undisturbed / "model"
    names = {path.name for path in folder.iterdir()}
    assert {"model.safetensors", "config.json", "tokenizer.json", "copydesk.json"} <= names
    assert json.loads((folder / "recipe.json").read_text())["train"]["batch_size"] == 8
    weights = load_file(folder / "model.safetensors")
    assert {tensor.dtype for tensor in weights.values()} == {torch.float16}

    drafts = Seq2SeqDrafter(folder, "cpu").draft([Article("a", rows()[0]["body"] or "")], 8)[0]
    assert all(0 <= draft.score <= 1 and draft.drafter == "model" for draft in drafts)
    assert [d.score for d in drafts] == sorted((d.score for d in drafts), reverse=True)


def test_tells_beside_the_weights_how_they_were_made(undisturbed: Path) -> None:
    folder = undisturbed / "model"
    report = (folder / "training_report.html").read_text()
    assert "http" not in report.replace('http-equiv="Content', "")
    assert report.count("<polyline") == 2 + 3 + 1
    assert report.count('<ol class="examples">') == 1
    assert "40 articles" in (folder / "README.md").read_text()
    signature = json.loads((folder / "signature.json").read_text())
    assert signature["seed"] == 13
    assert len(signature["data"]) == len(signature["base"]) == 64
    assert list((undisturbed / "work" / "tensorboard").glob("events*"))


def test_a_card_by_hand_stays(recipe: Path, tmp_path: Path) -> None:
    from copydesk.train.fit import train

    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "README.md").write_text("by hand")
    train(recipe, ["train.epochs=0.1", "train.eval_examples=0"])
    assert (tmp_path / "model" / "README.md").read_text() == "by hand"
    assert (tmp_path / "model" / "model.safetensors").is_file()


def test_the_encoder_rests_and_then_learns_from_a_layer_on(recipe: Path, tmp_path: Path) -> None:
    from copydesk.train.fit import setup

    trainer = setup(load(recipe, TrainRecipe, []), tmp_path / "checkpoints")
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


@pytest.mark.parametrize(
    ("overrides", "rates"),
    [
        ([], [2e-4, 8e-4]),
        (["train.lr=3e-5"], [3e-5, 3e-5]),
        (["train.encoder_lr=null"], [8e-4, 8e-4]),
    ],
)
def test_one_rate_for_all_and_a_smaller_one_for_the_encoder(
    recipe: Path, base: Path, overrides: list[str], rates: list[float]
) -> None:
    from transformers import AutoModelForSeq2SeqLM

    from copydesk.train.optimiser import optimiser

    model = AutoModelForSeq2SeqLM.from_pretrained(base)
    settings = load(recipe, TrainRecipe, overrides).train
    optimizer, schedule = optimiser(model, settings, 10)
    assert [group["initial_lr"] for group in optimizer.param_groups] == rates
    followed = []
    for _ in range(11):
        followed.append(optimizer.param_groups[1]["lr"] / rates[1])
        optimizer.step()
        schedule.step()
    assert followed[0] == 0
    assert followed[1] == max(followed) == 1
    assert followed[-1] == 0


def test_the_best_is_kept_and_a_run_that_no_longer_improves_is_stopped(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of ROUGE 5, 9, 4 and 3 the second is kept and the fourth never measured."""
    import torch

    from copydesk.train.fit import train
    from copydesk.train.judge import Judge
    from copydesk.train.trainer import DeskTrainer

    values = iter([5.0, 9.0, 4.0, 3.0])
    monkeypatch.setattr(Judge, "metrics", lambda self, texts: {"rouge1": next(values)})
    overrides = ["train.metric=rouge1", "train.patience=1", "train.eval_steps=4"]
    kept = weights(train(recipe, overrides) or tmp_path)
    assert next(values) == 3.0
    saved = weights(tmp_path / "work" / "checkpoints" / "checkpoint-8")
    assert all(torch.equal(kept[name], saved[name].half()) for name in saved)

    def step(self: DeskTrainer, *args: object) -> None:
        raise AssertionError("a run that was stopped went on")

    monkeypatch.setattr(DeskTrainer, "training_step", step)
    again = weights(train(recipe, [*overrides, f"output={tmp_path / 'again'}"]) or tmp_path)
    assert all(torch.equal(kept[name], again[name]) for name in kept)


def test_a_loss_that_is_no_number_stops_the_run_and_keeps_the_last_good_checkpoint(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from copydesk.train.checkpoints import checkpoints
    from copydesk.train.fit import train
    from copydesk.train.trainer import DeskTrainer

    real = DeskTrainer.compute_loss

    def diverging(self: DeskTrainer, *args: object, **kwargs: object) -> object:
        return real(self, *args, **kwargs) * (float("nan") if self.state.global_step == 6 else 1)

    monkeypatch.setattr(DeskTrainer, "compute_loss", diverging)
    with pytest.raises(CopydeskError, match=r"became nan at step 7; .*checkpoint-4, is kept"):
        train(recipe, [])
    assert [c.folder.name for c in checkpoints(tmp_path / "work" / "checkpoints")] == [
        "checkpoint-4"
    ]


def test_weights_that_are_no_numbers_are_not_saved(recipe: Path, tmp_path: Path) -> None:
    from copydesk.train.fit import train

    with pytest.raises(CopydeskError, match=r"no number|became (nan|inf)"):
        train(
            recipe, ["train.lr=1e38", "train.warmup=0", "train.save_steps=1", "train.eval_steps=9"]
        )
    assert not (tmp_path / "model").exists()


def test_the_folder_of_another_recipe_is_not_taken_up(undisturbed: Path) -> None:
    from copydesk.train.fit import train

    with pytest.raises(CopydeskError, match=r"another train\.lr, train\.seed;"):
        train(undisturbed / "recipe.yaml", ["train.lr=1e-4", "train.seed=4"])


@pytest.mark.parametrize(
    ("override", "sentence"),
    [
        ("model=nowhere", "holds no model"),
        ("data.train.0.path=nowhere", "has no train-"),
        ("data.least_overlap=2", "least_overlap"),
        ("train.epoch=2", "epoch"),
        ("train.accumulation=3", "do not divide"),
        ("train.encoder_learns_from_layer=2", "the encoder has 2 layers"),
        ("train.eval_steps=6", "a multiple of save_steps"),
        ("train.patience=2", "a metric beside patience"),
        ("train.metric=bleu", "metric: expected 'loss', 'rouge1'"),
    ],
)
def test_mistakes_are_told_in_a_sentence(recipe: Path, override: str, sentence: str) -> None:
    from copydesk.train.fit import train

    with pytest.raises(CopydeskError, match=sentence):
        train(recipe, [override])
