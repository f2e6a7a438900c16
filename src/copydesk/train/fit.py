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
import shutil
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.config import load
from copydesk.report.model_card import write_card
from copydesk.report.progress import Progress
from copydesk.report.training import Run
from copydesk.report.training_html import write_report
from copydesk.train.arguments import steps, training_arguments
from copydesk.train.checkpoints import Checkpoint, checkpoints, claim, clear_halves, refuse_others
from copydesk.train.data import tokenised
from copydesk.train.judge import Judge
from copydesk.train.model import beginning, collator, load_base, write_model
from copydesk.train.optimiser import optimiser, rest_encoder
from copydesk.train.recipe import Fit, TrainRecipe
from copydesk.train.signature import signature

if TYPE_CHECKING:
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
    from transformers import set_seed

    from copydesk.train.trainer import DeskTrainer, SaveOften

    settings = recipe.train
    arguments = training_arguments(settings, folder)
    if arguments.process_index > 0:
        log.setLevel(logging.ERROR)
    set_seed(settings.seed)
    model, tokenizer = load_base(recipe)
    align(model)
    with arguments.main_process_first(desc="tokenising"):
        sets = tokenised(recipe.data, tokenizer, recipe.work / "data", beginning(model))
    pairs, validation = len(sets["train"]), len(sets["validation"])
    log.info("%s pairs to train on, %s to validate on", f"{pairs:,}", f"{validation:,}")
    count = settings.eval_examples
    trainer = DeskTrainer(
        judge=Judge(recipe.data, tokenizer, count) if count else None,
        model=model,
        args=arguments,
        train_dataset=sets["train"],
        eval_dataset=sets["validation"],
        data_collator=collator(tokenizer, model),
        processing_class=tokenizer,
        optimizers=optimiser(model, settings, steps(settings, pairs)),
        callbacks=[SaveOften(settings.save_steps)],
    )
    rest_encoder(model, trainer, settings, steps(settings, pairs))
    return trainer


def align(model: Any) -> None:
    """Give each parameter memory of its own, aligned as torch aligns it.

    What safetensors reads stands where the file's bytes came to stand, and sums of floats come out
    differently in their last bits by how memory is aligned: a resumed run would not end with the
    weights of an undisturbed one.
    """
    for parameter in model.parameters():
        parameter.data = parameter.data.clone()


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
        trainer.accelerator.wait_for_everyone()  # the first process writes the last checkpoint
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
    """Write the folder of the model: weights, and all that tells how they were made."""
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
    write_model(trainer.model, trainer.processing_class, recipe, partial)
    for name, content in {"recipe.json": run.recipe, "signature.json": run.signature}.items():
        (partial / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
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
