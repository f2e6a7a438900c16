"""Fine-tune a seq2seq model: set up, fit, save."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.config import load
from copydesk.train.data import tokenised
from copydesk.train.model import collator, load_base, write_model
from copydesk.train.recipe import Fit, TrainRecipe

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, Seq2SeqTrainer

log = logging.getLogger("copydesk")


def train(recipe_path: Path, overrides: list[str]) -> Path:
    """Train as the recipe says and return the folder of the model.

    Checkpoints go to `<work>/checkpoints`; run the same command again after a stop and it goes
    on from the last one.

    Raises:
        CopydeskError: the recipe, the base model or the data are not as they must be.
    """
    recipe = load(recipe_path, TrainRecipe, overrides)
    trainer, tokenizer = setup(recipe)
    checkpoints = recipe.work / "checkpoints"
    started = any(checkpoints.glob("checkpoint-*"))
    trainer.train(resume_from_checkpoint=started or None)
    save(trainer.model, tokenizer, recipe)
    return recipe.output


def setup(recipe: TrainRecipe) -> tuple[Seq2SeqTrainer, Any]:
    """The trainer with model, data and optimiser in place, and its tokenizer."""
    import torch
    from transformers import Seq2SeqTrainer, Seq2SeqTrainingArguments, set_seed

    fit = recipe.train
    set_seed(fit.seed)
    model, tokenizer = load_base(recipe)
    start = model.config.decoder_start_token_id
    sets = tokenised(recipe.data, tokenizer, recipe.work / "data", start)
    train_set, validation_set = sets["train"], sets["validation"]
    log.info("%d pairs to train on, %d to validate on", len(train_set), len(validation_set))
    cuda = torch.cuda.is_available()
    arguments = Seq2SeqTrainingArguments(
        output_dir=str(recipe.work / "checkpoints"),
        num_train_epochs=fit.epochs,
        per_device_train_batch_size=fit.batch_size,
        per_device_eval_batch_size=fit.batch_size,
        label_smoothing_factor=fit.label_smoothing,
        train_sampling_strategy="group_by_length",
        bf16=cuda and torch.cuda.is_bf16_supported(),
        use_cpu=not cuda,
        eval_strategy="steps",
        eval_steps=fit.save_steps,
        save_steps=fit.save_steps,
        save_total_limit=2,
        logging_steps=20,
        seed=fit.seed,
        report_to=[],
        dataloader_pin_memory=cuda,
    )
    steps = int(fit.epochs * -(-len(train_set) // fit.batch_size))
    optimizer, schedule = optimiser(model, fit, steps)
    trainer = Seq2SeqTrainer(
        model=model,
        args=arguments,
        train_dataset=train_set,
        eval_dataset=validation_set,
        data_collator=collator(tokenizer, model),
        processing_class=tokenizer,
        optimizers=(optimizer, schedule),
    )
    rest_encoder(model, trainer, fit, steps)
    return trainer, tokenizer


def optimiser(
    model: PreTrainedModel, fit: Fit, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW with a smaller learning rate for the warm-started encoder and embeddings.

    Liu & Lapata 2019, "Text Summarization with Pretrained Encoders", section 3.
    """
    import torch

    new: list[torch.nn.Parameter] = []
    old: list[torch.nn.Parameter] = []
    for name, parameter in model.named_parameters():
        (new if "decoder" in name else old).append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": fit.encoder_lr}, {"params": new, "lr": fit.decoder_lr}],
        weight_decay=fit.weight_decay,
        fused=True,
    )
    warmup = max(1, int(fit.warmup * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / warmup, max(0.0, (steps - step) / (steps - warmup)))
    )
    return optimizer, schedule


def rest_encoder(model: PreTrainedModel, trainer: Seq2SeqTrainer, fit: Fit, steps: int) -> None:
    """Cut the gradient below a layer of the encoder: all of it at first, some of it later.

    Detaching the hidden states, rather than freezing parameters, leaves the embeddings that
    encoder and decoder share free to learn from the decoder's side, and depends on nothing but
    the step, so that a resumed run does what an undisturbed one does.
    """
    encoder: Any = model.get_encoder()

    def resting() -> bool:
        return bool(trainer.state.global_step < fit.encoder_rests * steps)

    def detach_output(_module: Any, _inputs: Any, output: Any) -> Any:
        if model.training and resting():
            output.last_hidden_state = output.last_hidden_state.detach()
        return output

    def detach_input(_module: Any, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
        return (inputs[0].detach(), *inputs[1:]) if model.training else inputs

    if fit.encoder_rests:
        encoder.register_forward_hook(detach_output)
    if fit.encoder_learns_from_layer:
        encoder.layers[fit.encoder_learns_from_layer].register_forward_pre_hook(detach_input)


def save(model: Any, tokenizer: Any, recipe: TrainRecipe) -> None:
    """Write the model and the resolved recipe; a model card that is there already stays."""
    partial = recipe.output.with_name(f"{recipe.output.name}.tmp")
    shutil.rmtree(partial, ignore_errors=True)
    write_model(model, tokenizer, recipe, partial)
    (partial / "recipe.json").write_text(recipe.model_dump_json(indent=2) + "\n", encoding="utf-8")
    if (card := recipe.output / "README.md").is_file():
        shutil.copy(card, partial)
    shutil.rmtree(recipe.output, ignore_errors=True)
    partial.rename(recipe.output)
