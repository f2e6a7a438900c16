"""Fine-tune a seq2seq model: set up, fit, save.

    setup   recipe -> a trainer with model, tokenised pairs, optimiser and judge in place
    fit     train, from the last checkpoint where there is one, and take the weights to be kept
    save    weights, tokenizer, resolved recipe, signature, report and model card

Under `torchrun` or `accelerate launch` every process runs all of this; the first one tokenises,
saves and tells, the others wait for it.
"""

from __future__ import annotations

import json
import logging
import math
import os
import shutil
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.config import load
from copydesk.errors import CopydeskError
from copydesk.report.model_card import write_card
from copydesk.report.progress import Progress
from copydesk.report.training import Run
from copydesk.report.training_html import write_report
from copydesk.text.control import CONTROL
from copydesk.train.checkpoints import Checkpoint, checkpoints, claim, clear_halves, refuse_others
from copydesk.train.data import tokenised
from copydesk.train.judge import Judge
from copydesk.train.optimiser import optimiser, rest_encoder
from copydesk.train.recipe import Fit, TrainRecipe
from copydesk.train.signature import signature

if TYPE_CHECKING:
    from transformers import Seq2SeqTrainingArguments

    from copydesk.train.trainer import DeskTrainer

log = logging.getLogger("copydesk")
# Validation texts shown in the report.
_EXAMPLES = 12


def train(recipe_path: Path, overrides: list[str]) -> Path | None:
    """Train as the recipe says and return the folder of the model; None in a second process.

    Checkpoints go to `<work>/checkpoints`; run the same command again after a stop and it goes
    on from the last whole one, to the same weights.

    Raises:
        CopydeskError: the recipe, the base model or the data are not as they must be, or the loss
            is no number.
    """
    recipe = load(recipe_path, TrainRecipe, overrides)
    refuse_others(recipe)
    trainer = setup(recipe, recipe.work / "checkpoints")
    last = fit(trainer, recipe)
    folder = save(trainer, recipe, last)
    trainer.end()  # type: ignore[no-untyped-call]
    return folder


def setup(recipe: TrainRecipe, folder: Path) -> DeskTrainer:
    """The trainer with model, data, optimiser and judge in place; checkpoints go into `folder`.

    Raises:
        CopydeskError: as `train` does.
    """
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq, set_seed

    from copydesk.train.trainer import DeskTrainer, SaveOften

    settings = recipe.train
    arguments = training_arguments(settings, folder)
    if arguments.process_index > 0:
        log.setLevel(logging.ERROR)
    set_seed(settings.seed)
    if not (recipe.model / "config.json").is_file():
        raise CopydeskError(
            f"{recipe.model} holds no model; config.json and weights were expected",
            "make the base model with scripts/make_base_model.py, or name another in the recipe",
        )
    tokenizer: Any = AutoTokenizer.from_pretrained(recipe.model)
    # Models are stored in fp16, and transformers would train them in what they are stored in.
    model = AutoModelForSeq2SeqLM.from_pretrained(
        recipe.model, dropout=settings.dropout, dtype=torch.float32
    )
    add_control(tokenizer, model)
    with arguments.main_process_first(desc="tokenising"):
        start = model.config.decoder_start_token_id
        sets = tokenised(recipe.data, tokenizer, recipe.work / "data", start)
    pairs, validation = len(sets["train"]), len(sets["validation"])
    log.info("%s pairs to train on, %s to validate on", f"{pairs:,}", f"{validation:,}")
    count = settings.eval_examples
    trainer = DeskTrainer(
        judge=Judge(recipe.data, tokenizer, count) if count else None,
        model=model,
        args=arguments,
        train_dataset=sets["train"],
        eval_dataset=sets["validation"],
        data_collator=DataCollatorForSeq2Seq(tokenizer, model=model),
        processing_class=tokenizer,
        optimizers=optimiser(model, settings, steps(settings, pairs)),
        callbacks=[SaveOften(settings.save_steps)],
    )
    rest_encoder(model, trainer, settings, steps(settings, pairs))
    return trainer


def steps(settings: Fit, pairs: int) -> int:
    """How many updates the recipe makes of so many pairs."""
    return math.ceil(settings.epochs * math.ceil(pairs / settings.batch_size))


def training_arguments(settings: Fit, folder: Path) -> Seq2SeqTrainingArguments:
    """What transformers is told, on the hardware that there is.

    Raises:
        CopydeskError: the batch cannot be shared out evenly.
    """
    import torch
    from transformers import Seq2SeqTrainingArguments

    from copydesk.train.trainer import larger_is_better

    cuda = torch.cuda.is_available()
    processes = int(os.environ.get("WORLD_SIZE", "1"))
    share, rest = divmod(settings.batch_size, processes * settings.accumulation)
    if rest or not share:
        raise CopydeskError(
            f"train.batch_size is {settings.batch_size}, which {processes} processes times"
            f" train.accumulation={settings.accumulation} do not divide",
            "give a multiple",
        )
    arguments = Seq2SeqTrainingArguments(
        output_dir=str(folder),
        num_train_epochs=settings.epochs,
        per_device_train_batch_size=share,
        per_device_eval_batch_size=share,
        gradient_accumulation_steps=settings.accumulation,
        max_grad_norm=settings.max_grad_norm,
        label_smoothing_factor=settings.label_smoothing,
        activation_checkpointing=settings.gradient_checkpointing,
        train_sampling_strategy="group_by_length",
        bf16=torch.cuda.is_bf16_supported() if cuda else has_amx(),
        use_cpu=not cuda,
        ddp_backend="gloo" if processes > 1 and not cuda else None,
        # A resting encoder has no gradients to wait for.
        ddp_find_unused_parameters=bool(
            settings.encoder_rests or settings.encoder_learns_from_layer
        ),
        eval_strategy="steps",
        eval_steps=settings.evaluate_every,
        save_steps=settings.evaluate_every,
        save_total_limit=2,
        metric_for_best_model=settings.metric,
        greater_is_better=larger_is_better(settings.metric) if settings.metric else None,
        logging_steps=10,
        logging_nan_inf_filter=False,
        disable_tqdm=True,
        seed=settings.seed,
        report_to=[],
        dataloader_pin_memory=cuda,
    )
    # One process uses one GPU: several are for torchrun, which is faster than DataParallel.
    arguments._n_gpu = min(1, arguments.n_gpu)
    return arguments


def has_amx() -> bool:
    """Whether the CPU has units for matrices of bf16; without, bf16 is slower than fp32."""
    path = Path("/proc/cpuinfo")
    return path.is_file() and " amx_bf16" in path.read_text(encoding="utf-8", errors="replace")


def fit(trainer: DeskTrainer, recipe: TrainRecipe) -> Checkpoint:
    """Train to the end, take the weights that are to be kept, and return the last checkpoint."""
    from transformers import PrinterCallback

    from copydesk.train.trainer import Patience, Watch, out_of_patience

    settings, folder = recipe.train, recipe.work / "checkpoints"
    with trainer.args.main_process_first(desc="clearing"):
        if trainer.is_world_process_zero():
            claim(recipe)
            clear_halves(folder)
    found = checkpoints(folder)
    last = found[-1] if found else None
    stopped = (
        last and settings.metric and settings.patience
        and out_of_patience(last.history, settings.metric, settings.patience)
    )  # fmt: skip
    if last and (last.finished or stopped):
        log.info("all steps were done already")
    else:
        if last:
            log.info("going on from %s", last.folder)
        progress = Progress(settings.batch_size, shown=trainer.is_world_process_zero())
        trainer.remove_callback(PrinterCallback)
        trainer.add_callback(Watch(progress))
        if settings.metric and settings.patience:
            trainer.add_callback(Patience(settings.metric, settings.patience))
        if find_spec("tensorboard") and trainer.is_world_process_zero():
            trainer.add_callback(_tensorboard(recipe.work / "tensorboard"))
        try:
            trainer.train(resume_from_checkpoint=str(last.folder) if last else None)
        finally:
            progress.stop()
        last = checkpoints(folder)[-1]
    # Also where this step was just done: the report is then of what the checkpoint holds.
    trainer._load_from_checkpoint(str(folder / f"checkpoint-{kept_step(last, settings)}"))
    return last


def kept_step(last: Checkpoint, settings: Fit) -> int:
    """The step whose weights are kept: the best by the recipe's metric, else the last."""
    step = last.state["best_global_step"] if settings.metric else None
    return int(step or last.state["global_step"])


def _tensorboard(folder: Path) -> Any:
    from torch.utils.tensorboard import SummaryWriter
    from transformers.integrations import integration_utils

    callback: Any = integration_utils.TensorBoardCallback
    return callback(SummaryWriter(str(folder)))


def save(trainer: DeskTrainer, recipe: TrainRecipe, last: Checkpoint) -> Path | None:
    """Write the folder of the model: weights, and all that tells how they were made.

    Weights are fp16 safetensors, which halves the file; int8 at run time rounds far more coarsely
    than it does.
    """
    import torch

    judge = trainer.judge
    examples = judge.examples(judge.write(trainer, _EXAMPLES)) if judge else []
    if not trainer.is_world_process_zero():
        return None
    run = Run(
        name=recipe.output.name,
        recipe=recipe.model_dump(mode="json"),
        signature=signature(recipe, trainer),
        history=last.history,
        step=kept_step(last, recipe.train),
        counts={"train": counts(trainer.train_dataset), "validation": counts(trainer.eval_dataset)},
        examples=examples,
    )
    partial = recipe.output.with_name(f"{recipe.output.name}.tmp")
    shutil.rmtree(partial, ignore_errors=True)
    trainer.model.to(torch.float16).save_pretrained(partial)
    trainer.processing_class.save_pretrained(partial)
    told = {
        "copydesk.json": {
            "source_tokens": recipe.data.source_tokens,
            "target_tokens": recipe.data.target_tokens,
        },
        "recipe.json": run.recipe,
        "signature.json": run.signature,
    }
    for name, content in told.items():
        (partial / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (partial / "model.safetensors").chmod(0o644)  # safetensors writes for the owner alone
    if (card := recipe.output / "README.md").is_file():
        shutil.copy(card, partial)
    write_report(partial, run)
    write_card(partial, run)
    shutil.rmtree(recipe.output, ignore_errors=True)
    partial.rename(recipe.output)
    return recipe.output


def counts(pairs: Any) -> dict[str, int]:
    """How many articles a tokenised set is from, and its pairs of each kind."""
    kinds = Counter(pairs["kind"][:])
    return {"articles": len(set(pairs["id"][:])), **dict(sorted(kinds.items()))}


def add_control(tokenizer: Any, model: Any) -> None:
    """Give tokenizer and model the control tokens, where they lack them.

    Each begins as the mean of the pieces of its word ("headline", "short"): transformers would
    draw them so close to one another that a resting encoder could not tell them apart.
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
