"""What transformers is told about a run, on the hardware that there is."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError
from copydesk.train.recipe import Fit

if TYPE_CHECKING:
    from transformers import Seq2SeqTrainingArguments


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
