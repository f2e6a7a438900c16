from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import architectures
from copydesk.errors import CopydeskError
from copydesk.records import Article
from copydesk.train.export import FORMATS, export
from copydesk.train.recipe import Data, Languages, Source, TrainRecipe
from tiny import rows

Make = Any
FRENCH = Languages(source="fr_XX", target="fr_XX")


def written(make: Make, folder: Path) -> Path:
    """A random model of an architecture, as training leaves it."""
    import torch

    from copydesk.train.model import load_base, write_model

    torch.manual_seed(3)
    source = [Source(path=folder)]
    recipe = TrainRecipe(
        model=str(make(folder / "base")),
        work=folder,
        output=folder,
        data=Data(train=source, validation=source, source_tokens=64, target_tokens=16),
        languages=FRENCH if "mbart" in make.__name__ else None,
    )
    model, tokenizer = load_base(recipe)
    (folder / "model").mkdir()
    write_model(model, tokenizer, recipe, folder / "model")
    return folder / "model"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(architectures.bart, tmp_path_factory.mktemp("export"))


@pytest.mark.parametrize(
    "make",
    [
        architectures.bart,
        architectures.t5,
        architectures.flan_t5,
        architectures.pegasus,
        architectures.mbart,
        architectures.mbart25,
    ],
)
def test_ctranslate2_gives_the_probabilities_of_transformers(make: Make, tmp_path: Path) -> None:
    import ctranslate2
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from copydesk.train.model import beginning

    folder = written(make, tmp_path)
    out = export(folder, tmp_path / "out", "ctranslate2", "float32")
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    ids = tokenizer("The council of Ostrel voted").input_ids
    told = ["<|headline|>", "<|any|>"]
    begun = beginning(model) + tokenizer.convert_tokens_to_ids(told)
    words = tokenizer("votes for a new bridge", add_special_tokens=False).input_ids
    with torch.no_grad():
        logits = model(
            input_ids=torch.tensor([ids]), decoder_input_ids=torch.tensor([begun + words[:-1]])
        ).logits[0]
    expected = logits[-len(words) :].log_softmax(-1).gather(1, torch.tensor(words)[:, None])[:, 0]

    translator = ctranslate2.Translator(str(out), device="cpu")
    prefix = json.loads((out / "copydesk.json").read_text())["target_prefix"] + told
    (scored,) = translator.score_batch(
        [tokenizer.convert_ids_to_tokens(ids)], [prefix + tokenizer.convert_ids_to_tokens(words)]
    )
    assert scored.log_probs[len(scored.log_probs) - len(words) - 1 : -1] == pytest.approx(
        expected.tolist(), abs=1e-4
    )


@pytest.mark.parametrize("quantization", FORMATS["ctranslate2"])
def test_an_export_for_ctranslate2_writes_alone(
    model: Path, tmp_path: Path, quantization: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from copydesk.draft.seq2seq import Seq2SeqDrafter

    out = export(model, tmp_path / "out", "ctranslate2", quantization)
    names = {path.name for path in out.iterdir()}
    assert {"model.bin", "tokenizer.json", "copydesk.json", "export.json"} <= names
    assert out.stat().st_mode & 0o055 == 0o055
    monkeypatch.setattr("copydesk.draft.seq2seq.converted", None)
    drafts = Seq2SeqDrafter(out, "cpu").draft([Article("a", rows()[0]["body"] or "")], 3)[0]
    assert drafts
    assert {draft.drafter for draft in drafts} == {"out"}


@pytest.mark.parametrize("quantization", FORMATS["plain"])
def test_a_plain_export_is_safetensors(model: Path, tmp_path: Path, quantization: Any) -> None:
    import torch
    from safetensors.torch import load_file
    from transformers import AutoModelForSeq2SeqLM

    out = export(model, tmp_path / "deep" / "out", "plain", quantization)
    weights = load_file(out / "model.safetensors")
    assert {tensor.dtype for tensor in weights.values()} == {getattr(torch, quantization)}
    assert not list(out.glob("*.bin"))
    old = load_file(model / "model.safetensors")
    assert all(torch.equal(old[name], weights[name].to(torch.float16)) for name in old)
    assert (out / "copydesk.json").read_bytes() == (model / "copydesk.json").read_bytes()
    assert AutoModelForSeq2SeqLM.from_pretrained(out).dtype == getattr(torch, quantization)


def test_an_earlier_export_is_replaced_and_nothing_else(model: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    export(model, out, "plain", None)
    export(model, out, "ctranslate2", None)
    assert json.loads((out / "export.json").read_text())["quantization"] == "int8"
    assert not (out / "model.safetensors").exists()
    (tmp_path / "novel").mkdir()
    (tmp_path / "novel" / "chapter.txt").write_text("It rained in Ostrel.")
    for place in (tmp_path / "novel", tmp_path / "novel" / "chapter.txt", model):
        with pytest.raises(CopydeskError, match="no earlier export"):
            export(model, place, "plain", None)
    assert (tmp_path / "novel" / "chapter.txt").read_text() == "It rained in Ostrel."
    assert {path.name for path in tmp_path.iterdir()} == {"out", "novel"}


def test_what_cannot_be_exported_is_told(model: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(CopydeskError, match="no quantization int8; it has float16, float32"):
        export(model, out, "plain", "int8")
    with pytest.raises(CopydeskError, match="there is no model folder"):
        export(tmp_path / "absent", out, "plain", None)
    led = written(architectures.led, tmp_path)
    with pytest.raises(CopydeskError, match="no architecture for"):
        export(led, out, "ctranslate2", None)
    with pytest.raises(CopydeskError, match="cannot be exported again"):
        export(export(model, tmp_path / "ready", "ctranslate2", None), out, "plain", None)
    (led / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(CopydeskError, match="could not be converted"):
        export(led, out, "plain", None)
    assert not out.exists()
    assert not list(tmp_path.glob(".*"))


def test_a_damaged_export_is_told(model: Path, tmp_path: Path) -> None:
    from copydesk.draft.seq2seq import Seq2SeqDrafter

    out = export(model, tmp_path / "out", "ctranslate2", None)
    (out / "model.bin").write_bytes(b"broken")
    with pytest.raises(CopydeskError, match="out cannot be run"):
        Seq2SeqDrafter(out, "cpu")
