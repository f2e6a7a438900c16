"""The trainer: `Seq2SeqTrainer` with the desk's own reading of what the model writes.

Only functions import this module: its classes are transformers' own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch.utils.data import Sampler
from transformers import Seq2SeqTrainer, TrainerCallback

from copydesk.errors import CopydeskError
from copydesk.report.progress import Progress
from copydesk.train.checkpoints import checkpoints
from copydesk.train.judge import Judge
from copydesk.train.recipe import Metric

# Examples are shuffled, and of so many batches at a time those of like length come together: with
# more of them there is less padding, and less chance in what stands in a batch.
_POOL = 50


class GroupedByLength(Sampler[int]):
    """Batches of like length in random order, which depends on nothing but seed and epoch.

    transformers draws its order from the global generator, which processes leave in different
    states, and which a resumed run finds in another state than the run that was broken off.

    Args:
        lengths: what each example costs.
        batch_size: examples an update, over all devices.
        epoch: tells which epoch begins.
    """

    def __init__(
        self, lengths: Sequence[int], batch_size: int, seed: int, epoch: Callable[[], int]
    ) -> None:
        self._lengths = torch.tensor(lengths)
        self._batch_size = batch_size
        self._seed = seed
        self._epoch = epoch

    def __len__(self) -> int:
        return len(self._lengths)

    def __iter__(self) -> Iterator[int]:
        random = torch.Generator().manual_seed(self._seed + self._epoch())
        shuffled = torch.randperm(len(self), generator=random)
        batches: list[torch.Tensor] = []
        for pool in torch.split(shuffled, _POOL * self._batch_size):
            in_order = pool[self._lengths[pool].argsort(stable=True)]
            batches += torch.split(in_order, self._batch_size)
        # What is left over comes last, or it would shift the bounds of all batches after it.
        whole = [batch for batch in batches if len(batch) == self._batch_size]
        rest = [batch for batch in batches if len(batch) < self._batch_size]
        order = torch.randperm(len(whole), generator=random).tolist()
        for batch in [*(whole[place] for place in order), *rest]:
            yield from batch.tolist()


class DeskTrainer(Seq2SeqTrainer):
    """Groups by length, judges what is written at each evaluation, and stops on a bad number.

    Args:
        judge: reads validation texts, or None to look at the loss alone.
    """

    # What transformers allows here besides is never given.
    args: Any
    model: Any
    processing_class: Any
    train_dataset: Any
    eval_dataset: Any

    def __init__(self, judge: Judge | None, **kwargs: Any) -> None:
        self.judge = judge
        super().__init__(**kwargs)

    def _get_train_sampler(self, train_dataset: Any = None) -> Any:
        if self.args.train_sampling_strategy != "group_by_length":
            return super()._get_train_sampler(train_dataset)
        lengths = self.train_dataset["length"][:]
        total = self.args.train_batch_size * self.args.gradient_accumulation_steps
        total *= self.args.world_size
        return GroupedByLength(lengths, total, self.args.seed, lambda: int(self.state.epoch or 0))

    def training_step(self, *args: Any, **kwargs: Any) -> Any:
        loss = super().training_step(*args, **kwargs)
        if not torch.isfinite(loss):
            raise self._lost(f"the loss became {loss.item()}")
        return loss

    def evaluation_loop(self, *args: Any, **kwargs: Any) -> Any:
        output: Any = super().evaluation_loop(*args, **kwargs)
        if self.judge and self.is_in_train:
            read = self.judge.metrics(self.judge.write(self))
            output.metrics.update({f"eval_{name}": value for name, value in read.items()})
        return output

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        # A gradient may be infinite where the loss was not, and what comes of it may not be kept.
        if not all(bool(torch.isfinite(p).all()) for p in model.parameters()):
            raise self._lost("a weight became infinite or no number")
        super()._save_checkpoint(model, trial)

    def _lost(self, what: str) -> CopydeskError:
        kept = checkpoints(Path(self.args.output_dir))
        left = (
            f"the last good checkpoint, {kept[-1].folder}, is kept"
            if kept
            else "there is no checkpoint yet"
        )
        return CopydeskError(
            f"{what} at step {self.state.global_step + 1}; {left}",
            "try a smaller train.lr or a longer train.warmup, with another work folder",
        )


class SaveOften(TrainerCallback):
    """Asks for a checkpoint every so many steps; the trainer itself saves what it evaluates."""

    def __init__(self, steps: int) -> None:
        self._steps = steps

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if state.global_step % self._steps == 0:
            control.should_save = True


class Patience(TrainerCallback):
    """Stops where so many evaluations in a row brought no better metric.

    It counts in the trainer's history, which checkpoints keep; transformers' own callback forgets
    its count when a run is resumed.
    """

    def __init__(self, metric: Metric, evaluations: int) -> None:
        self._metric, self._evaluations = metric, evaluations

    def on_evaluate(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if out_of_patience(state.log_history, self._metric, self._evaluations):
            control.should_training_stop = True


def out_of_patience(history: list[dict[str, Any]], metric: Metric, evaluations: int) -> bool:
    """Whether the last `evaluations` of a trainer's history brought no better `metric`."""
    values = [logged[f"eval_{metric}"] for logged in history if f"eval_{metric}" in logged]
    if not larger_is_better(metric):
        values = [-value for value in values]
    return bool(values) and len(values) - 1 - values.index(max(values)) >= evaluations


def larger_is_better(metric: Metric) -> bool:
    """Whether more of `metric` is better."""
    return metric.startswith("rouge")


class Watch(TrainerCallback):
    """Tells `progress` of steps, losses and evaluations."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._began = 0.0

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        self._progress.start(state.global_step, state.max_steps)

    def on_step_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        self._began = time.perf_counter()

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        self._progress.step(state.global_step, time.perf_counter() - self._began)

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **kwargs: Any) -> None:
        if "loss" in logs:
            self._progress.loss(logs["loss"])

    def on_evaluate(
        self, args: Any, state: Any, control: Any, metrics: Any = None, **kwargs: Any
    ) -> None:
        shown = {name: metrics[f"eval_{name}"] for name in _SHOWN if f"eval_{name}" in metrics}
        self._progress.evaluated(state.global_step, shown)


_SHOWN = ("loss", "rouge1", "rouge2", "rougeL", "unsupported")
