"""The model to train: any `AutoModelForSeq2SeqLM`, with control tokens and, if asked for, LoRA.

What differs between architectures is settled here, from what the tokenizer and the configuration
say rather than from their names, so that the rest of training knows nothing of it:

- the token that the decoder begins with, and the one that every target begins with: after a start
  of `</s>`, BART's targets begin with `<s>`, mBART-50's with a language; T5's have no such token;
- the control tokens that come next, which are told and not learned;
- the languages of a multilingual model;
- LED's global attention, on the first token (Beltagy et al. 2020, "Longformer", section 7).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.text.control import CONTROL
from copydesk.train.recipe import Languages, Lora, TrainRecipe

# Trained in half precision by those who made them; T5 and PEGASUS come from bfloat16, and their
# activations overflow in fp16, which is what a model runs in if it is stored so.
_HALF = {"bart", "mbart", "led"}
# The label that torch's cross entropy and transformers' label smoother pass over.
_NO_LOSS = -100


def load_base(recipe: TrainRecipe) -> tuple[Any, Any]:
    """The model that the recipe starts from, ready to train, and its tokenizer.

    Weights are fp32 whatever they are stored in: small steps vanish in half precision.

    Raises:
        CopydeskError: there is no such model, it is no seq2seq model, or the recipe's languages
            or LoRA targets are not its own.
    """
    import torch
    from transformers import AutoConfig, AutoModelForSeq2SeqLM, AutoTokenizer

    name = recipe.model
    if Path(name).is_dir() and not (Path(name) / "config.json").is_file():
        raise CopydeskError(
            f"{name} holds no model; config.json and weights were expected",
            "make the base model with scripts/make_base_model.py, or name another in the recipe",
        )
    # Without a network, transformers would ask six times and wait in between. Told that there is
    # none, it takes what the hub's cache has.
    here = {"local_files_only": Path(name).is_dir() or not _hub_answers()}
    try:
        config = AutoConfig.from_pretrained(name, **here)
        if not config.is_encoder_decoder:
            raise CopydeskError(
                f"{name} is of the type {config.model_type}, and a sequence-to-sequence model, "
                "such as bart or t5, was expected",
                "name another in the recipe",
            )
        setattr(
            config,
            "dropout_rate" if hasattr(config, "dropout_rate") else "dropout",
            recipe.train.dropout,
        )
        tokenizer: Any = AutoTokenizer.from_pretrained(name, **here)
        model: Any = AutoModelForSeq2SeqLM.from_pretrained(
            name, config=config, dtype=torch.float32, **here
        )
    except CopydeskError:
        raise
    except Exception as error:  # OSError, ValueError, and what safetensors and tokenizers raise
        raise _unloadable(name, error) from error
    set_languages(tokenizer, recipe.languages, name)
    add_control(tokenizer, model)
    set_starts(tokenizer, model)
    if recipe.lora:
        model = with_adapters(tokenizer, model, recipe.lora)
    return model, tokenizer


def _hub_answers() -> bool:
    from huggingface_hub import constants, get_session

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        get_session().head(constants.ENDPOINT, timeout=5)
    except Exception:  # whatever the HTTP library of the day raises: there is no way to the hub
        return False
    return True


def _unloadable(name: str, error: Exception) -> CopydeskError:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    if Path(name).is_dir():
        return CopydeskError(
            f"the model in {name} could not be loaded: {reason}",
            "check that the folder is complete, or name another in the recipe",
        )
    return CopydeskError(
        f"{name} holds no model: a folder with config.json and weights was expected, or a name on "
        f"the Hugging Face hub and a network to fetch it ({reason})",
        "where there is no network, copy the model here and say --set model=FOLDER",
    )


def set_languages(tokenizer: Any, languages: Languages | None, name: str) -> None:
    """Tell a multilingual tokenizer what it reads and writes.

    Raises:
        CopydeskError: it does not know the languages, is told none, or has none.
    """
    multilingual = hasattr(tokenizer, "src_lang")
    if not multilingual and languages is None:
        return
    if not multilingual:
        raise CopydeskError(
            f"{name} has no language codes, and the recipe has languages",
            "leave them out, or name a multilingual model",
        )
    if languages is None:
        raise CopydeskError(
            f"{name} is multilingual, and the recipe does not say what it reads and writes",
            "add languages, such as languages: {source: fr_XX, target: fr_XX}",
        )
    vocabulary = tokenizer.get_vocab()
    for field, code in (("source", languages.source), ("target", languages.target)):
        if code not in vocabulary:
            raise CopydeskError(
                f"languages.{field}: {name} has no language {code!r}",
                "its model card lists its codes, such as fr_XX",
            )
    tokenizer.src_lang = languages.source
    tokenizer.tgt_lang = languages.target


def add_control(tokenizer: Any, model: Any) -> None:
    """Give tokenizer and model the control tokens, where they lack them.

    Each begins as the mean of the pieces of its word ("headline", "short"): transformers would
    draw them so close to one another that the decoder could not tell them apart at first. T5 has
    rows to spare in its embeddings, which are used first.
    """
    import torch
    from tokenizers import AddedToken

    added = [token for token in CONTROL if token not in tokenizer.get_vocab()]
    words = [tokenizer(token.strip("<|>"), add_special_tokens=False).input_ids for token in added]
    tokenizer.add_tokens(
        [AddedToken(token, special=True, normalized=False) for token in added], special_tokens=True
    )
    if len(tokenizer) > model.get_input_embeddings().weight.shape[0]:
        model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    table = model.get_input_embeddings().weight
    with torch.no_grad():
        for token, pieces in zip(added, words, strict=True):
            table[tokenizer.convert_tokens_to_ids(token)] = table[pieces].mean(0)


def set_starts(tokenizer: Any, model: Any) -> None:
    """Have the model begin its texts as the tokenizer begins its targets.

    mBART-25 ends targets with their language, and its decoder begins with that; mBART-50 begins
    them with it, after a start of `</s>`.
    """
    labels: list[int] = tokenizer(text_target="a").input_ids
    start = _first(model.generation_config, model.config, "decoder_start_token_id")
    if language := getattr(tokenizer, "tgt_lang", None):
        code = tokenizer.convert_tokens_to_ids(language)
        start = tokenizer.eos_token_id if labels[0] == code else code
    elif start is None:
        start = tokenizer.pad_token_id if tokenizer.bos_token_id is None else labels[0]
    opening = labels[0] if labels[0] in tokenizer.all_special_ids else None
    for settings in (model.config, model.generation_config):
        settings.decoder_start_token_id = start
        settings.pad_token_id = tokenizer.pad_token_id
        settings.eos_token_id = tokenizer.eos_token_id
    # Decoding may not choose another; what the decoder begins with anyway is not in the targets.
    model.generation_config.forced_bos_token_id = None if opening == start else opening


def _first(*places: Any) -> int | None:
    """The attribute that is named last, from the first place that has it."""
    *settings, name = places
    return next((v for each in settings if (v := getattr(each, name, None)) is not None), None)


def beginning(model: Any) -> list[int]:
    """What the decoder of a model that went through `set_starts` begins with, before control."""
    settings = model.generation_config
    opening = settings.forced_bos_token_id
    return [settings.decoder_start_token_id, *([] if opening is None else [opening])]


def opening_tokens(tokenizer: Any, model: Any) -> list[str]:
    """What CTranslate2 is to begin a text with, after the start token that it knows.

    It knows of no forced token, and of no start for mBART-25, whose start is the language.
    """
    if language := getattr(tokenizer, "tgt_lang", None):
        return [language]
    forced = model.generation_config.forced_bos_token_id
    return [] if forced is None else [tokenizer.convert_ids_to_tokens(forced)]


def with_adapters(tokenizer: Any, model: Any, lora: Lora) -> Any:
    """The model as peft wraps it: only adapters and the control tokens' embeddings are trained.

    Hu et al. 2021, "LoRA"; Dettmers et al. 2023 ("QLoRA", section 4) find that adapters on all
    linear layers are needed to match full fine-tuning.
    """
    try:
        from peft import LoraConfig, TaskType, get_peft_model
    except ImportError as error:
        raise CopydeskError(
            "the recipe asks for LoRA, and peft is not installed", "pip install 'copydesk[train]'"
        ) from error
    config = LoraConfig(
        task_type=TaskType.SEQ_2_SEQ_LM,
        r=lora.rank,
        lora_alpha=lora.alpha,
        lora_dropout=lora.dropout,
        target_modules=lora.targets or "all-linear",
        trainable_token_indices=tokenizer.convert_tokens_to_ids(list(CONTROL)),
    )
    try:
        return get_peft_model(model, config)
    except ValueError as error:
        raise CopydeskError(
            f"lora.targets: {', '.join(lora.targets)} are no linear layers of the model",
            "leave them out to adapt all linear layers",
        ) from error


def collator(tokenizer: Any, model: Any) -> Callable[[list[dict[str, Any]]], Any]:
    """What makes a batch of pairs: padded, with decoder inputs, and LED's global attention.

    The decoder is fed the control tokens, and no loss is taken on them.
    """
    import torch
    from transformers import DataCollatorForSeq2Seq

    padded = DataCollatorForSeq2Seq(tokenizer, model=model)
    control = torch.tensor(tokenizer.convert_tokens_to_ids(list(CONTROL)))

    def collate(pairs: list[dict[str, Any]]) -> Any:
        batch = padded(pairs)
        if (labels := batch.get("labels")) is not None:
            batch["labels"] = labels.masked_fill(torch.isin(labels, control), _NO_LOSS)
        if model.config.model_type == "led":  # of the shape of input_ids
            batch["global_attention_mask"] = torch.zeros_like(batch["input_ids"])
            batch["global_attention_mask"][:, 0] = 1
        return batch

    return collate


def write_model(model: Any, tokenizer: Any, recipe: TrainRecipe, folder: Path) -> None:
    """Write safetensors weights, configuration, tokenizer and copydesk.json into `folder`.

    LoRA's adapters are merged, so that the folder is a plain one. Weights are fp16 where that is
    safe, which halves the file; int8 at run time rounds far more coarsely than it does.
    """
    import torch

    if recipe.lora:
        model = model.merge_and_unload()
    dtype = torch.float16 if model.config.model_type in _HALF else torch.float32
    write_plain(model.to(dtype), tokenizer, folder)
    settings = {
        "source_tokens": recipe.data.source_tokens,
        "target_tokens": recipe.data.target_tokens,
        "target_prefix": opening_tokens(tokenizer, model),
    }
    (folder / "copydesk.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def write_plain(model: Any, tokenizer: Any, folder: Path) -> None:
    """Write what `from_pretrained` reads, for everybody to read."""
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    for weights in folder.glob("*.safetensors"):
        weights.chmod(0o644)  # safetensors writes for the owner alone
