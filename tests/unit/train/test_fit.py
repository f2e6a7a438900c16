"""A tiny random model on self-written pairs goes through training, a stop, and drafting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from copydesk.errors import CopydeskError

ROOT = Path(__file__).parents[3]
WHO = ("council", "library", "ferry company", "museum", "harbour board", "school", "choir", "court")
WHAT = ("a new bridge", "the old mill", "a longer pier", "free tickets", "an autumn fair")


def pairs() -> list[dict[str, str]]:
    rows = []
    for number, who in enumerate(WHO):
        for place, what in enumerate(WHAT):
            body = (
                f"The {who} voted on Monday to pay for {what} in the town of Ostrel, its chairman "
                "said after a long meeting, and work would begin before the end of the spring."
            )
            title = f"Ostrel {who} votes to pay for {what}"
            rows.append({"id": f"{number}-{place}", "title": title, "body": body})
    return rows


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BART of two small layers with the tokenizer of the shipped MiniLM."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("base")
    config = BartConfig(
        vocab_size=30522, d_model=16, encoder_layers=2, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=32,
        decoder_ffn_dim=32, max_position_embeddings=64, pad_token_id=0, bos_token_id=101,
        eos_token_id=102, decoder_start_token_id=101, forced_eos_token_id=None,
        normalize_before=False,
    )  # fmt: skip
    BartForConditionalGeneration(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_file=str(ROOT / "models" / "minilm" / "tokenizer.json"),
        unk_token="[UNK]", pad_token="[PAD]", bos_token="[CLS]", eos_token="[SEP]",
    ).save_pretrained(folder)  # fmt: skip
    return folder


@pytest.fixture
def recipe(base: Path, tmp_path: Path) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    rows = pairs()
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "train.parquet")
    parquet.write_table(pa.Table.from_pylist(rows[:6]), tmp_path / "validation.parquet")
    content = {
        "model": str(base),
        "work": str(tmp_path / "work"),
        "output": str(tmp_path / "model"),
        "data": {
            "train": [{"path": str(tmp_path / "train.parquet")}],
            "validation": [{"path": str(tmp_path / "validation.parquet")}],
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

    drafts = Seq2SeqDrafter(folder, "cpu").draft([Article("a", pairs()[0]["body"])], 8)[0]
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
    batch = trainer.data_collator([trainer.train_dataset[i] for i in range(4)])

    def learning() -> set[str]:
        model.zero_grad()
        model(**{k: v for k, v in batch.items() if k != "length"}).loss.backward()
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
        ("data.train.0.path=nowhere.parquet", "is not there"),
        ("data.least_overlap=2", "least_overlap"),
        ("train.epoch=2", "epoch"),
    ],
)
def test_mistakes_are_told_in_a_sentence(recipe: Path, override: str, sentence: str) -> None:
    from copydesk.train.fit import train

    with pytest.raises(CopydeskError, match=sentence):
        train(recipe, [override])


def test_a_missing_column_is_named(recipe: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from copydesk.train.fit import train

    parquet.write_table(pa.table({"id": ["a"], "text": ["b"]}), tmp_path / "train.parquet")
    with pytest.raises(CopydeskError, match="lacks the columns title, body"):
        train(recipe, [])


def test_held_out_articles_and_their_copies_are_not_trained_on(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from copydesk.prepare.splits import held_out
    from copydesk.train.data import rows
    from copydesk.train.recipe import Source

    table = [
        {"id": str(n), "title": "t", "body": " ".join(f"{word}{n}" for word in "abcdefghijkl")}
        for n in range(20)
    ]
    secret = held_out((row["id"] for row in table), 5)
    copied = next(row for row in table if row["id"] in secret)
    table.append({"id": "copy", "title": "t", "body": f"Elsewhere: {copied['body']}"})
    secret = held_out((row["id"] for row in table), 5) | {"copy"}
    parquet.write_table(pa.Table.from_pylist(table), tmp_path / "briefs.parquet")
    kept = {
        row["id"] for row in rows(Source(path=tmp_path / "briefs.parquet", held_out=5), "train")
    }
    assert not kept & held_out((row["id"] for row in table), 5)
    assert kept == {row["id"] for row in table} - secret


def test_a_prepared_folder_is_read_by_its_splits(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from copydesk.train.data import rows
    from copydesk.train.recipe import Source

    for name, ids in (("train-00000-of-00002", "ab"), ("train-00001-of-00002", "c"),
                      ("validation-00000-of-00001", "d")):  # fmt: skip
        shard = [
            {"id": id_, "headline": None if id_ == "b" else "Pier opens", "body": "A pier."}
            for id_ in ids
        ]
        parquet.write_table(pa.Table.from_pylist(shard), tmp_path / f"{name}.parquet")
    source = Source(path=tmp_path)
    assert [row["id"] for row in rows(source, "train")] == ["a", "c"]
    assert rows(source, "validation") == [{"id": "d", "title": "Pier opens", "body": "A pier."}]
    (tmp_path / "validation-00000-of-00001.parquet").unlink()
    with pytest.raises(CopydeskError, match="no validation-"):
        rows(source, "validation")
