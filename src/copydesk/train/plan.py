"""A run looked at before it is made: a few real steps tell how long it takes and what it needs."""

from __future__ import annotations

import logging
import resource
import time
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from copydesk.config import load
from copydesk.report.training_plan import Plan
from copydesk.train.arguments import steps
from copydesk.train.fit import counts, setup
from copydesk.train.recipe import TrainRecipe

if TYPE_CHECKING:
    from copydesk.train.trainer import DeskTrainer

log = logging.getLogger("copydesk")
# Batches that are timed: of a short, a middling and a long length.
_TIMED = 3
# Validation texts that are timed, and pairs that are shown.
_WRITTEN = 8
_SHOWN = 3


def plan(recipe_path: Path, overrides: list[str]) -> Plan:
    """What the recipe's run would take; only the tokenised pairs are left behind.

    The longest batch comes first: it shows the peak of memory and warms up. Time is measured with
    the encoder learning, so that one which rests makes it less.

    Raises:
        CopydeskError: as `copydesk.train.fit.train` does.
    """
    recipe = load(recipe_path, TrainRecipe, overrides)
    awake = recipe.train.model_copy(update={"encoder_rests": 0.0})
    with TemporaryDirectory() as scratch:
        trainer = setup(recipe.model_copy(update={"train": awake}), Path(scratch))
        pairs, validation = trainer.train_dataset, trainer.eval_dataset
        sizes = pairs.with_format("numpy")["length"][:]
        chosen = _chosen(sizes.argsort(kind="stable")[::-1].tolist(), recipe.train.batch_size)
        log.info("timing %d steps", _TIMED + 1)
        seconds = _timed(trainer, pairs.select(list(chain.from_iterable(chosen))))
        cost = sum(int(sizes[place]) for batch in chosen[1 : _TIMED + 1] for place in batch)
        each = sum(seconds[1 : _TIMED + 1]) / cost
        total = steps(recipe.train, len(pairs))
        evaluations = -(-total // recipe.train.evaluate_every)
        # A forward pass is a third of a step.
        looked = each / 3 * float(sum(validation["length"][:]))
        return Plan(
            counts={"train": counts(pairs), "validation": counts(validation)},
            batch=[_decoded(trainer, pairs[place]) for place in range(min(_SHOWN, len(pairs)))],
            batch_size=recipe.train.batch_size,
            tokens=(_mean(pairs["input_ids"]), _mean(pairs["labels"])),
            steps=total,
            evaluations=evaluations,
            parameters=_parameters(trainer.model),
            where=_where(trainer),
            memory=_peak(trainer),
            # Weights and the optimiser's two moments, in fp32.
            checkpoint=4 * _parameters(trainer.model)[0] + 8 * _parameters(trainer.model)[1],
            seconds=each * float(sizes.sum()) * recipe.train.epochs,
            judged=evaluations * (looked + _judging(trainer)),
        )


def _chosen(longest_first: list[int], size: int) -> list[list[int]]:
    """The longest batch, three that stand for all, and one more, which no run may end with."""
    last = max(0, len(longest_first) - size)
    starts = [0, *(round(last * (2 * n + 1) / (2 * _TIMED)) for n in range(_TIMED)), last]
    return [longest_first[start : start + size] for start in starts]


def _timed(trainer: DeskTrainer, pairs: Any) -> list[float]:
    """Seconds of each step; the trainer is stopped before its last one, which it would save."""
    from transformers import PrinterCallback, TrainerCallback

    class Timer(TrainerCallback):
        """Times steps, and stops after those that are to be timed."""

        def __init__(self) -> None:
            self.seconds: list[float] = []
            self._began = 0.0

        def on_step_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            self._began = time.perf_counter()

        def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            self.seconds.append(time.perf_counter() - self._began)
            control.should_save = control.should_evaluate = False
            control.should_training_stop = state.global_step > _TIMED

    timer = Timer()
    trainer.remove_callback(PrinterCallback)
    trainer.add_callback(timer)
    trainer.train_dataset = pairs
    trainer.args.train_sampling_strategy = "sequential"
    trainer.args.num_train_epochs = 1
    trainer.train()
    return timer.seconds


def _judging(trainer: DeskTrainer) -> float:
    """Seconds that the judge needs at each evaluation."""
    judge = trainer.judge
    if not judge or not len(judge):
        return 0.0
    began = time.perf_counter()
    judge.metrics(texts := judge.write(trainer, _WRITTEN))
    return (time.perf_counter() - began) * len(judge) / len(texts)


def _decoded(trainer: DeskTrainer, pair: dict[str, Any]) -> tuple[str, str]:
    decode = trainer.processing_class.decode
    return decode(pair["input_ids"]), decode(pair["labels"])


def _mean(rows: Any) -> float:
    return sum(map(len, rows)) / max(1, len(rows))


def _parameters(model: Any) -> tuple[int, int]:
    sizes = [(p.numel(), p.requires_grad) for p in model.parameters()]
    return sum(n for n, _ in sizes), sum(n for n, trained in sizes if trained)


def _peak(trainer: DeskTrainer) -> int:
    import torch

    if trainer.args.device.type == "cuda":
        return int(torch.cuda.max_memory_allocated())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _where(trainer: DeskTrainer) -> str:
    import torch

    precision = "bf16" if trainer.args.bf16 else "fp32"
    if trainer.args.device.type == "cuda":
        return f"{torch.cuda.get_device_name()}, {precision}"
    return f"CPU, {torch.get_num_threads()} threads, {precision}"
