from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import architectures
from copydesk.errors import CopydeskError
from copydesk.text.control import CONTROL
from copydesk.train.data import encode
from copydesk.train.model import beginning, collator, load_base
from copydesk.train.recipe import Data, Fit, Languages, Lora, Source, TrainRecipe
from tiny import CHECKOUT

TOLD = ("<|headline|>", "<|short|>")
T5_STYLE = (
    "▁The ▁pier </s>",
    "<pad> <|headline|> <|short|> ▁a ▁new ▁bridge",
    "- - ▁a ▁new ▁bridge </s>",
)
FRENCH_TO_GERMAN = Languages(source="fr_XX", target="de_DE")


def recipe(model: Path | str, **fields: Any) -> TrainRecipe:
    source = [Source(path=Path("prepared"))]
    return TrainRecipe(
        model=str(model),
        work=Path("work"),
        output=Path("model"),
        data=Data(train=source, validation=source),
        **fields,
    )


def pair(tokenizer: Any, model: Any) -> dict[str, Any]:
    """A batch of one pair, and beside the ids their tokens, joined, `-` where no loss is taken."""
    data = recipe("base").data
    columns = encode(tokenizer, data, ["The pier"], ["a new bridge"], [TOLD], beginning(model))
    batch = collator(tokenizer, model)([{k: v[0] for k, v in columns.items() if k != "length"}])
    names = ("input_ids", "decoder_input_ids", "labels")
    ids = {name: batch[name][0].tolist() for name in names}
    return dict(batch) | {
        f"{name} as text": " ".join(
            "-" if i == -100 else tokenizer.convert_ids_to_tokens(i) for i in ids[name]
        )
        for name in names
    }


@pytest.mark.parametrize(
    ("make", "source", "begun", "labels"),
    [
        ("t5", *T5_STYLE),
        ("pegasus", *T5_STYLE),
        (
            "bart",
            "<s> The Ġpier </s>",
            "</s> <s> <|headline|> <|short|> a Ġnew Ġbridge",
            "<s> - - a Ġnew Ġbridge </s>",
        ),
        (
            "mbart",
            "fr_XX ▁The ▁pier </s>",
            "</s> de_DE <|headline|> <|short|> ▁a ▁new ▁bridge",
            "de_DE - - ▁a ▁new ▁bridge </s>",
        ),
        (
            "mbart25",
            "▁The ▁pier </s> fr_XX",
            "de_DE <|headline|> <|short|> ▁a ▁new ▁bridge </s>",
            "- - ▁a ▁new ▁bridge </s> de_DE",
        ),
    ],
)
def test_pairs_look_as_the_architecture_was_pre_trained(
    make: str, source: str, begun: str, labels: str, tmp_path: Path
) -> None:
    base = getattr(architectures, make)(tmp_path)
    languages = FRENCH_TO_GERMAN if "mbart" in make else None
    model, tokenizer = load_base(recipe(base, languages=languages))
    batch = pair(tokenizer, model)
    assert batch["input_ids as text"] == source
    assert batch["decoder_input_ids as text"] == begun
    assert batch["labels as text"] == labels
    # generate() begins as the decoder was trained to.
    first, second = begun.split()[:2]
    settings = model.generation_config
    assert tokenizer.convert_ids_to_tokens(settings.decoder_start_token_id) == first
    special = second != "<|headline|>"
    forced = settings.forced_bos_token_id
    assert (forced is not None) == special
    assert forced is None or tokenizer.convert_ids_to_tokens(forced) == second


def test_the_default_model_starts_its_texts_with_cls() -> None:
    model, tokenizer = load_base(recipe(CHECKOUT / "models" / "headline-small"))
    batch = pair(tokenizer, model)
    assert batch["decoder_input_ids as text"].startswith("[CLS] <|headline|> <|short|> a ")
    assert batch["labels as text"].startswith("- - a ")
    assert model.generation_config.forced_bos_token_id is None


def test_led_attends_to_its_first_token_from_everywhere(tmp_path: Path) -> None:
    model, tokenizer = load_base(recipe(architectures.led(tmp_path)))
    mask = pair(tokenizer, model)["global_attention_mask"]
    assert mask.tolist() == [[1, 0, 0, 0]]


@pytest.mark.parametrize("make", ["t5", "bart", "pegasus", "mbart", "led"])
def test_control_tokens_begin_as_their_words(make: str, tmp_path: Path) -> None:
    import torch

    base = getattr(architectures, make)(tmp_path)
    languages = FRENCH_TO_GERMAN if make == "mbart" else None
    model, tokenizer = load_base(recipe(base, languages=languages))
    table = model.get_input_embeddings().weight
    assert table.dtype == torch.float32
    assert len(tokenizer) <= table.shape[0]
    word = tokenizer("headline", add_special_tokens=False).input_ids
    row = table[tokenizer.convert_tokens_to_ids("<|headline|>")]
    assert torch.allclose(row, table[word].mean(0))
    # The embeddings of encoder, decoder and output stay one table.
    assert model.get_output_embeddings().weight.data_ptr() == table.data_ptr()
    assert model.get_encoder().get_input_embeddings().weight.data_ptr() == table.data_ptr()


@pytest.mark.parametrize(("make", "field"), [("t5", "dropout_rate"), ("bart", "dropout")])
def test_dropout_is_the_recipe_s(make: str, field: str, tmp_path: Path) -> None:
    base = getattr(architectures, make)(tmp_path)
    model, _ = load_base(recipe(base, train=Fit(dropout=0.3)))
    assert getattr(model.config, field) == 0.3
    rates = {m.p for m in model.modules() if type(m).__name__ == "Dropout"}
    assert rates <= {0.3} if make == "t5" else model.model.encoder.dropout == 0.3


def test_lora_trains_adapters_and_control_tokens_alone(tmp_path: Path) -> None:
    model, _ = load_base(recipe(architectures.t5(tmp_path), lora=Lora(rank=2)))
    learning = {name: p for name, p in model.named_parameters() if p.requires_grad}
    assert all("lora_" in name or "trainable_tokens_delta" in name for name in learning)
    rows = [p for name, p in learning.items() if "trainable_tokens_delta" in name]
    assert [tuple(p.shape) for p in rows] == [(len(CONTROL), 16)]
    assert any(".q." in name for name in learning)
    assert any(".wo." in name for name in learning)
    model, _ = load_base(recipe(architectures.t5(tmp_path), lora=Lora(rank=2, targets=["q"])))
    adapters = [name for name, _ in model.named_parameters() if "lora_" in name]
    assert {name.split(".lora_")[0].rpartition(".")[2] for name in adapters} == {"q"}


@pytest.mark.parametrize(
    ("make", "fields", "sentence"),
    [
        ("mbart", {}, "does not say what it reads"),
        (
            "mbart",
            {"languages": Languages(source="fr_XX", target="fr")},
            "target.*no language 'fr'",
        ),
        ("t5", {"languages": FRENCH_TO_GERMAN}, "has no language codes"),
        ("t5", {"lora": Lora(targets=["queries"])}, "lora.targets: queries"),
    ],
)
def test_what_does_not_fit_the_model_is_told(
    make: str, fields: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    base = getattr(architectures, make)(tmp_path)
    with pytest.raises(CopydeskError, match=sentence):
        load_base(recipe(base, **fields))


def test_what_is_no_model_is_told(tmp_path: Path) -> None:
    from transformers import BertConfig

    (tmp_path / "empty").mkdir()
    with pytest.raises(CopydeskError, match=r"empty holds no model; config\.json and"):
        load_base(recipe(tmp_path / "empty"))
    for name in ("nobody/nothing", "nowhere", str(tmp_path / "absent")):
        with pytest.raises(CopydeskError, match=r"a folder with config\.json.*hub and a network"):
            load_base(recipe(name))
    BertConfig().save_pretrained(tmp_path / "bert")
    with pytest.raises(CopydeskError, match="of the type bert"):
        load_base(recipe(tmp_path / "bert"))
    base = architectures.bart(tmp_path / "bart")
    (base / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(CopydeskError, match="could not be loaded"):
        load_base(recipe(base))
