"""python scripts/measure_training.py PART RECIPE.yaml [--set FIELD=VALUE ...]

How fast is training, and what grows with the examples? Prints JSON; docs/training.md has the
figures and their commands. PART is one of

- `speed --steps N --rounds R`: examples a second of the recipe's run beside a stock
  `Seq2SeqTrainer`, set up as transformers' examples/pytorch/summarization/run_summarization.py
  does it with its default arguments: random order, padded to the longest of a batch, AdamW, no
  label smoothing, targets of up to 128 tokens. Its sources are `bodies`, up to the 1,024 tokens of
  that script or as many as the model has places for, as the script is given articles; and, to part
  what the trainer gives from what the short source gives, `openings`, the very pairs of the recipe.
  Ours is measured as the recipe has it, with all layers learning and with a resting encoder. All
  take turns, R times N steps each, on the same model, pairs, batch size and machine; the median of
  a step's seconds counts, after one to warm up.
- `growth --articles N [N ...]`: pairs, seconds and peak memory (of the process, in MB) of
  tokenising the first N articles, and peak memory after N steps of training on them, each in a
  process of its own.

Memory is VmHWM, the most that the process ever had resident.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from copydesk.config import load
from copydesk.train.recipe import TrainRecipe

WARM = 1


def timed(trainer: Any, steps: int) -> list[float]:
    """Seconds of each of the first `steps` steps, those that warm up left out."""
    from transformers import PrinterCallback, TrainerCallback

    class Timer(TrainerCallback):
        def __init__(self) -> None:
            self.seconds: list[float] = []

        def on_step_begin(self, *args: Any, **kwargs: Any) -> None:
            self.began = time.perf_counter()

        def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            if trainer.args.device.type == "cuda":
                import torch

                torch.cuda.synchronize()
            self.seconds.append(time.perf_counter() - self.began)
            control.should_save = control.should_evaluate = False
            control.should_training_stop = state.global_step >= WARM + steps

    timer = Timer()
    trainer.remove_callback(PrinterCallback)
    trainer.add_callback(timer)
    trainer.train()
    trainer.remove_callback(timer)
    return timer.seconds[WARM:]


def stock(recipe: TrainRecipe, whole: bool, scratch: Path) -> Any:
    """The trainer of run_summarization.py, on bodies or on the recipe's own openings."""
    import torch
    from datasets import Dataset
    from transformers import (
        AutoModelForSeq2SeqLM,
        AutoTokenizer,
        DataCollatorForSeq2Seq,
        Seq2SeqTrainer,
        Seq2SeqTrainingArguments,
    )

    from copydesk.train.data import articles
    from copydesk.train.pairs import pairs_of

    tokenizer: Any = AutoTokenizer.from_pretrained(recipe.model)
    # fp32 as ours: in the half precision that the weights are stored in, it would learn nothing.
    model = AutoModelForSeq2SeqLM.from_pretrained(recipe.model, dtype=torch.float32)
    places = getattr(model.config, "max_position_embeddings", 1024)
    rows = [
        (article.body if whole else pair.source, pair.target)
        for source in recipe.data.train
        for article in articles(source, "train")
        for pair in pairs_of(article, recipe.data)
    ]
    inputs = tokenizer([s for s, _ in rows], max_length=min(1024, places), truncation=True)
    labels = tokenizer(text_target=[t for _, t in rows], max_length=128, truncation=True)
    arguments = Seq2SeqTrainingArguments(
        output_dir=str(scratch),
        per_device_train_batch_size=recipe.train.batch_size,
        use_cpu=not torch.cuda.is_available(),
        report_to=[],
        disable_tqdm=True,
    )
    return Seq2SeqTrainer(
        model=model,
        args=arguments,
        train_dataset=Dataset.from_dict(
            {"input_ids": inputs["input_ids"], "labels": labels["input_ids"]}
        ),
        processing_class=tokenizer,
        data_collator=DataCollatorForSeq2Seq(tokenizer, model=model, label_pad_token_id=-100),
    )


def speed(recipe: TrainRecipe, steps: int, rounds: int) -> dict[str, Any]:
    """Examples a second of the stock trainer and of ours, by turns."""
    from copydesk.train.fit import setup

    def ours(scratch: Path, **fields: Any) -> Any:
        settings = recipe.train.model_copy(update={"eval_examples": 0, **fields})
        return setup(recipe.model_copy(update={"train": settings}), scratch)

    kinds: dict[str, Callable[[Path], Any]] = {
        "stock, bodies": lambda scratch: stock(recipe, True, scratch),
        "stock, openings": lambda scratch: stock(recipe, False, scratch),
        "ours, all layers learn": lambda scratch: ours(
            scratch, encoder_learns_from_layer=0, encoder_rests=0.0
        ),
        "ours, by the recipe": lambda scratch: ours(scratch, encoder_rests=0.0),
        "ours, encoder at rest": lambda scratch: ours(scratch, encoder_rests=1.0),
    }
    seconds: dict[str, list[float]] = {name: [] for name in kinds}
    with TemporaryDirectory() as scratch:
        trainers = {name: make(Path(scratch)) for name, make in kinds.items()}
        for _ in range(rounds):
            for name, trainer in trainers.items():
                seconds[name] += timed(trainer, steps)
                print(name, [round(each, 2) for each in seconds[name]], file=sys.stderr)
    rates = {name: recipe.train.batch_size / median(each) for name, each in seconds.items()}
    return {
        "examples a second": {name: round(rate, 2) for name, rate in rates.items()},
        "times the stock trainer, bodies": round(
            rates["ours, by the recipe"] / rates["stock, bodies"], 2
        ),
        "times the stock trainer, openings": round(
            rates["ours, by the recipe"] / rates["stock, openings"], 2
        ),
        "steps of each": len(seconds["stock, bodies"]),
        "batch": recipe.train.batch_size,
    }


def growth(recipe: TrainRecipe, articles: int, steps: int) -> dict[str, Any]:
    """What tokenising and a few steps of training take, in this process."""
    from copydesk.train.data import tokenised
    from copydesk.train.fit import setup
    from copydesk.train.model import beginning, load_base

    first, *_ = recipe.data.train
    data = recipe.data.model_copy(update={"train": [first.model_copy(update={"limit": articles})]})
    model, tokenizer = load_base(recipe)
    begin = beginning(model)
    del model
    with TemporaryDirectory() as scratch:
        before, began = peak(), time.perf_counter()
        sets = tokenised(data, tokenizer, Path(scratch) / "data", begin)
        seconds, after = time.perf_counter() - began, peak()
        told = {
            "articles": articles,
            "pairs": len(sets["train"]),
            "seconds to tokenise": round(seconds, 1),
            "pairs a second": round(len(sets["train"]) / seconds),
            "MB before": before,
            "MB tokenising": after,
            "MB on disk": sum(f.stat().st_size for f in Path(scratch).rglob("*.arrow")) >> 20,
        }
        if steps:
            settings = recipe.train.model_copy(update={"eval_examples": 0})
            trainer = setup(
                recipe.model_copy(update={"data": data, "work": Path(scratch), "train": settings}),
                Path(scratch) / "checkpoints",
            )
            each = median(timed(trainer, steps))
            told["MB training"] = peak()
            told["hours a pass"] = round(
                each * len(sets["train"]) / recipe.train.batch_size / 3600, 2
            )
    return told


def peak() -> int:
    """The most memory that this process ever had, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    raise OSError("/proc/self/status has no VmHWM")


def main() -> None:
    """Parse the command line and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", choices=["speed", "growth"])
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--set", action="append", default=[], dest="overrides")
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 20_000, 40_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    recipe = load(arguments.recipe, TrainRecipe, arguments.overrides)
    if arguments.part == "speed":
        print(json.dumps(speed(recipe, arguments.steps, arguments.rounds), indent=2))
    elif arguments.one:
        print(json.dumps(growth(recipe, arguments.one, arguments.steps)))
    else:
        for count in arguments.articles:
            command = [sys.executable, *sys.argv, "--one", str(count)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
