"""python scripts/train_checker.py --claims runs/claims --source DIR --work runs/check-small

Trains the checker models/check-small: MiniLM reads a claim and its evidence together and says, with
one head, whether the evidence bears the claim out, and with another, of each word of the claim,
whether it does (Nogueira & Cho 2019 for the cross-encoder; Kryściński et al. 2020, "FactCC", for
training on planted errors; Goyal & Durrett 2021 for marking words beside the whole).

DIR holds all-MiniLM-L6-v2 (see scripts/make_minilm.py); runs/claims what scripts/make_claims.py
left. After a stop the same command goes on from the last checkpoint. What it leaves in
runs/check-small/model is what models/check-small is, without its calibration
(scripts/calibrate_checker.py). A second leg, on claims of another seed, begins with `--start`, the
first one's checkpoints, and its own `--work`; with `--keep` what it saves is a mean of the weights
that it began with and those that it ended with, since what was learned last overwrote some of the
rest (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). `--threads` cores work, in
bf16 where there is a GPU or AMX.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertModel, Trainer, TrainerCallback, TrainingArguments, trainer_utils

from copydesk.check.body import body_of
from copydesk.check.crossencoder import PREFIX, encode, reading, save_checker
from copydesk.check.evidence import evidence, joined, ranked
from copydesk.check.overlap import held
from copydesk.prepare.splits import drawn
from copydesk.runtime.int8 import read_weights
from copydesk.train.arguments import has_amx
from copydesk.train.trainer import GroupedByLength

# Word pieces of a claim, and of claim and evidence together: evidence.ROOM words are seldom more.
CLAIM_TOKENS = 80
MAX_TOKENS = 224
BATCH = 32
# As the checker reads each claim beside its best sentence alone too (entailment.judged_claims), so
# many claims are read like that here, of those of which that sentence has most words: others it may
# not bear out though the body does.
NARROW, WORDS = 0.4, 0.7
# Of the usual rates for BERT (2e-5 to 1e-4) the highest: one pass over the data, and new heads.
RATE = 1e-4
# What systems wrote and people judged is little beside what was planted, and worth more.
TIMES = {"defacto": 3}
IGNORED = -100
# The embeddings of the vocabulary: what words mean is not to be learned from these claims.
RESTING = "bert.embeddings.word_embeddings.weight"


class Checker(nn.Module):
    """MiniLM with a head for the claim and one for each of its words; `RESTING` stays as it is."""

    def __init__(self, source: Path, dropout: float = 0.0) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            source,
            add_pooling_layer=False,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=dropout,
            # With AMX "eager" trains 1.7 times as fast as SDPA, whose backward pass in bf16 takes
            # half of the time (32 × 140 tokens: 28 and 16 examples a second and core); in fp32,
            # on a CPU without, SDPA does 1.15 times as much (5.2 examples).
            attn_implementation="eager" if has_amx() else "sdpa",
        )
        self.get_parameter(RESTING).requires_grad_(False)
        self.consistent = nn.Linear(self.bert.config.hidden_size, 1)
        self.supported = nn.Linear(self.bert.config.hidden_size, 1)

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor,
        labels: Tensor,
        words: Tensor,
    ) -> dict[str, Tensor]:
        """`labels`: batch, 1 for consistent; `words`: batch × tokens, 1, 0 or IGNORED."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        claim = self.consistent(states[:, 0]).squeeze(-1)
        word = self.supported(states).squeeze(-1)
        told = words != IGNORED
        loss = nn.functional.binary_cross_entropy_with_logits(claim, labels.float())
        if told.any():
            loss = loss + nn.functional.binary_cross_entropy_with_logits(
                word[told], words[told].float()
            )
        return {"loss": loss, "logits": claim, "word_logits": word}


def claims(path: Path, limit: int | None, groups: list[int]) -> Iterator[list[dict[str, Any]]]:
    """The claims of row groups of a file; with `limit` so many of all, by the hash of their ids.

    Those of an origin in `TIMES` come so often, each time beside evidence of its own draw.
    """
    import pyarrow.parquet as parquet

    file = parquet.ParquetFile(path)
    share = 1.0 if limit is None else limit / file.metadata.num_rows
    for group in groups:
        rows = file.read_row_group(group).to_pylist()
        yield [
            row | {"id": f"{row['id']} {time}" if time else row["id"]}
            for row in rows
            for time in range(TIMES.get(row["origin"], 1))
            if drawn("claims", row["id"]) < share
        ]


def evidence_for(row: dict[str, Any]) -> str:
    """What the model is to read beside the claim of a row."""
    body = body_of(row["document"])
    order = ranked(body, row["claim"])
    if order and drawn("narrow", row["id"]) < NARROW:
        best = joined(body, [body.sentences[order[0]]])
        if held(row["original"] or row["claim"], body_of(best), 1) >= WORDS:
            return best
    return joined(body, evidence(body, order))


def encoded(tokenizer: Any, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The claims as the model reads them, with the label of the first piece of each word."""
    pairs = [(row["claim"], evidence_for(row)) for row in rows]
    for row, read in zip(rows, encode(tokenizer, pairs, CLAIM_TOKENS, MAX_TOKENS), strict=True):
        words = [IGNORED] * len(read.ids)
        if row["marked"]:
            for (start, end), place in read.words:
                words[place] = int(not any(a < end and start < b for a, b in row["wrong"]))
        yield {
            "input_ids": read.ids,
            "token_type_ids": read.types,
            "words": words,
            "labels": row["label"],
            "length": len(read.ids),
        }


def examples(
    path: Path, limit: int | None, tokenizer: Path, groups: list[int]
) -> Iterator[dict[str, Any]]:
    """The encoded claims of row groups of a file."""
    read = reading(tokenizer)
    read.no_padding()
    return (each for rows in claims(path, limit, groups) for each in encoded(read, rows))


def dataset(path: Path, limit: int | None, tokenizer: Path, cache: Path) -> Any:
    """The encoded claims, made once, by a process a core, and kept in a file."""
    import pyarrow.parquet as parquet
    from datasets import Dataset

    kept = cache / f"{path.stem}-{limit or 'all'}"
    if not kept.is_dir():
        groups = list(range(parquet.ParquetFile(path).num_row_groups))
        made = Dataset.from_generator(
            examples,
            cache_dir=str(cache / "generated"),
            gen_kwargs={"path": path, "limit": limit, "tokenizer": tokenizer, "groups": groups},
            num_proc=min(os.cpu_count() or 1, len(groups)),
        )
        made.save_to_disk(str(kept))
    return Dataset.load_from_disk(str(kept))


class Collator:
    """Pads a batch to its longest."""

    def __init__(self, pad: int) -> None:
        self._pads = {"input_ids": pad, "token_type_ids": 0, "words": IGNORED}

    def __call__(self, features: list[dict[str, Any]]) -> dict[str, Tensor]:
        longest = max(len(f["input_ids"]) for f in features)
        batch = {
            name: torch.tensor([f[name] + [pad] * (longest - len(f[name])) for f in features])
            for name, pad in self._pads.items()
        }
        lengths = torch.tensor([[len(f["input_ids"])] for f in features])
        batch["attention_mask"] = (torch.arange(longest) < lengths).long()
        batch["labels"] = torch.tensor([f["labels"] for f in features])
        return batch


class ByLength(Trainer):
    """Batches of like length, in an order that depends on the seed alone."""

    def _get_train_sampler(self, train_dataset: Any = None) -> Any:
        return GroupedByLength(
            self.train_dataset["length"][:],
            self.args.train_batch_size,
            self.args.seed,
            lambda: int(self.state.epoch or 0),
        )


class Told(TrainerCallback):
    """A line for each report of the trainer, on stderr."""

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **kwargs: Any) -> None:
        print(f"step {state.global_step} of {state.max_steps}: {logs}", file=sys.stderr, flush=True)


def metrics(prediction: Any) -> dict[str, float]:
    """Accuracy and area under the ROC curve of the claim head; of the words, both error rates."""
    (claim, word), (label, words) = prediction.predictions, prediction.label_ids
    good, bad = claim[label == 1], claim[label == 0]
    auc = (good[:, None] > bad[None, :]).mean() + (good[:, None] == bad[None, :]).mean() / 2
    told = words != IGNORED
    found = word[told] < 0
    wrong = words[told] == 0
    return {
        "accuracy": float(((claim > 0) == (label == 1)).mean()),
        "auc": float(auc),
        "wrong_words_found": float(found[wrong].mean()),
        "right_words_marked": float(found[~wrong].mean()),
    }


def train(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    tokenizer = arguments.source / "tokenizer.json"
    data = {
        split: dataset(
            arguments.claims / f"{split}.parquet", limit, tokenizer, arguments.work / "data"
        )
        for split, limit in (("train", arguments.limit), ("validation", arguments.validate))
    }
    print({split: len(part) for split, part in data.items()}, file=sys.stderr)
    folder = arguments.work / "checkpoints"
    model = Checker(arguments.source, arguments.dropout)
    if arguments.start:
        began = weights_of(arguments.start, model.state_dict())
        model.load_state_dict(began)
    trainer = ByLength(
        model=model,
        args=TrainingArguments(
            output_dir=str(folder),
            num_train_epochs=arguments.epochs,
            per_device_train_batch_size=BATCH,
            per_device_eval_batch_size=32,
            learning_rate=arguments.rate,
            warmup_steps=100,
            weight_decay=0.01,
            lr_scheduler_type="linear",
            logging_steps=25,
            eval_strategy="steps",
            eval_steps=arguments.evaluate_every,
            save_steps=200,
            save_total_limit=2,
            label_names=["labels", "words"],
            use_cpu=not torch.cuda.is_available(),
            bf16=torch.cuda.is_available() or has_amx(),
            remove_unused_columns=True,
            disable_tqdm=True,
            report_to=[],
            seed=arguments.seed,
            dataloader_pin_memory=False,
        ),
        data_collator=Collator(reading(tokenizer).token_to_id("[PAD]")),
        train_dataset=data["train"],
        eval_dataset=data["validation"],
        compute_metrics=metrics,
        preprocess_logits_for_metrics=None,
        callbacks=[Told()],
    )
    last = trainer_utils.get_last_checkpoint(str(folder)) if folder.is_dir() else None
    trainer.train(resume_from_checkpoint=last)
    if arguments.start:
        learned = trainer.model.state_dict()
        trainer.model.load_state_dict(
            {name: torch.lerp(learned[name], began[name], arguments.keep) for name in began}
        )
    save(trainer.model, arguments.source, arguments.work / "model")


def weights_of(folder: Path, initial: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights of a folder of checkpoints (the last's), or of a model that `save` left.

    The latter are int8, so that they are near what was trained; what rests is as in `initial`.
    """
    if not (folder / "model.safetensors").is_file():
        last = trainer_utils.get_last_checkpoint(str(folder))
        return load_file(Path(last) / "model.safetensors")
    stored = read_weights(folder)
    weights = dict(initial)
    for name in initial:
        _, _, plain = name.partition("bert.")
        if name != RESTING and plain in stored:
            tensor = torch.from_numpy(stored[plain]).float()
            if f"{plain}_scale" in stored:
                tensor *= torch.from_numpy(stored[f"{plain}_scale"])[:, None]
            weights[name] = tensor
        elif (head := f"{PREFIX}{name}") in stored:
            weights[name] = torch.from_numpy(stored[head])
    return weights


def save(model: Checker, source: Path, folder: Path) -> None:
    """Write the folder that `copydesk.check.crossencoder` reads."""
    weights = {name: part.float().numpy() for name, part in model.bert.state_dict().items()}
    heads = {
        f"{name}.{part}": getattr(getattr(model, name), part).detach().float().numpy()
        for name in ("consistent", "supported")
        for part in ("weight", "bias")
    }
    save_checker(
        weights,
        heads,
        source / "tokenizer.json",
        model.bert.config.to_dict(),
        folder,
        claim_tokens=CLAIM_TOKENS,
        max_tokens=MAX_TOKENS,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("runs/check-small"))
    parser.add_argument(
        "--start", type=Path, help="begin with the weights of a model's or a checkpoints' folder"
    )
    parser.add_argument("--keep", type=float, default=0.0, help="their share in what is saved")
    parser.add_argument("--rate", type=float, default=RATE, help="the highest learning rate")
    # In one pass nothing is learned by heart; with dropout it was 1.1 steps a second for 1.6.
    parser.add_argument("--dropout", type=float, default=0.0, help="for several passes")
    parser.add_argument("--limit", type=int, help="train on so many claims of the file")
    parser.add_argument("--validate", type=int, default=600)
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--evaluate-every", type=int, default=400)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--seed", type=int, default=17)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
