"""From archives to tokenised training pairs, once, kept in Arrow files."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from copydesk.errors import CopydeskError
from copydesk.prepare.pairs import Capitals, headline_pair
from copydesk.prepare.splits import held_out, shingles
from copydesk.records import Pair, Rejection
from copydesk.text.chrome import clean_body
from copydesk.text.surface import repair_entities
from copydesk.train.recipe import Data, Source

if TYPE_CHECKING:
    from datasets import Dataset
    from transformers import PreTrainedTokenizerFast

Split = Literal["train", "validation"]

log = logging.getLogger("copydesk")
_COLUMNS = ("id", "title", "body")


def rows(source: Source, split: Split) -> list[dict[str, str]]:
    """The rows that may be trained on: id, title and cleaned body.

    Of a Parquet file, rows held out, and rows that share eight words in a row with one of them, are
    left out. Of a folder that `copydesk prepare` made its `split` is read, as it is.

    Raises:
        CopydeskError: the file or the split is missing, or lacks a column.
    """
    import pyarrow.parquet as parquet

    if source.path.is_dir():
        return _prepared(source, split)
    if not source.path.is_file():
        raise CopydeskError(
            f"{source.path} is not there; the recipe names it under data",
            "give the path of a Parquet file with columns id, title and body",
        )
    names = parquet.read_schema(source.path).names
    if missing := [column for column in _COLUMNS if column not in names]:
        raise CopydeskError(
            f"{source.path} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}",
            "rename the columns of the file to id, title and body",
        )
    table = parquet.read_table(source.path, columns=list(_COLUMNS)).to_pylist()
    secret = held_out((row["id"] for row in table), source.held_out)
    seen: set[int] = set()
    for row in table:
        if row["id"] in secret:
            seen |= shingles(row["body"])
    kept = [r for r in table if r["id"] not in secret and not (seen and shingles(r["body"]) & seen)]
    return [_cleaned(row) for row in kept[: source.limit]]


def _prepared(source: Source, split: Split) -> list[dict[str, str]]:
    import pyarrow.parquet as parquet

    shards = _shards(source.path, split)
    if not shards:
        raise CopydeskError(
            f"{source.path} has no {split}-*.parquet; the recipe names it under data.{split}",
            "make it with copydesk prepare, or name a Parquet file",
        )
    table = parquet.read_table(shards, columns=["id", "headline", "body"]).to_pylist()
    kept = [row for row in table if row["headline"]][: source.limit]
    return [{"id": row["id"], "title": row["headline"], "body": row["body"]} for row in kept]


def _shards(folder: Path, split: str) -> list[Path]:
    return sorted(folder.glob(f"{split}-*.parquet"))


def _cleaned(row: dict[str, str]) -> dict[str, str]:
    title = repair_entities(row["title"])
    body = clean_body(repair_entities(row["body"]), title)
    return {"id": row["id"], "title": title, "body": body}


def pairs(data: Data, articles: list[dict[str, str]], capitals: Capitals) -> Iterator[Pair]:
    """The pairs fit to train on; how many were turned down, and why, is logged."""
    reasons: Counter[str] = Counter()
    for row in articles:
        pair = headline_pair(
            row["id"], row["title"], row["body"], capitals, data.visible_words, data.least_overlap
        )
        if isinstance(pair, Rejection):
            reasons[pair.reason] += 1
        else:
            yield pair
    counts = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    log.info("pairs turned down: %s of %s (%s)", sum(reasons.values()), len(articles), counts)


def encode(
    tokenizer: PreTrainedTokenizerFast, data: Data, sources: list[str], targets: list[str]
) -> dict[str, list[list[int]]]:
    """Token ids: `input_ids` as [CLS] source [SEP], `labels` as target [SEP]."""
    inputs = tokenizer(sources, truncation=True, max_length=data.source_tokens)
    labels = tokenizer(targets, truncation=True, max_length=data.target_tokens + 1)
    return {
        "input_ids": inputs["input_ids"],
        "labels": [ids[1:] for ids in labels["input_ids"]],  # BART's labels begin after the start
    }


def datasets_for(
    data: Data, tokenizer: PreTrainedTokenizerFast, cache: Path
) -> tuple[Dataset, Dataset]:
    """The tokenised train and validation sets.

    Made once: `cache` holds them under a hash of the recipe's data section and the files' sizes.
    """
    from datasets import Dataset, load_from_disk

    files = [f for s in data.train for f in [s.path, *_shards(s.path, "train")] if f.is_file()]
    sizes = [[str(file), file.stat().st_size] for file in files]
    key = sha256((data.model_dump_json() + json.dumps(sizes)).encode()).hexdigest()[:16]
    folder = cache / key
    if not (folder / "done").is_file():
        train_rows = [row for source in data.train for row in rows(source, "train")]
        capitals = Capitals(row["body"] for row in train_rows)
        for split, articles in (
            ("train", train_rows),
            ("validation", [r for source in data.validation for r in rows(source, "validation")]),
        ):
            kept = list(pairs(data, articles, capitals))
            if not kept:
                raise CopydeskError(
                    f"no pair of the {split} data is fit to train on",
                    "look at the reasons above and at data.least_overlap",
                )
            columns: dict[str, list[Any]] = dict(
                encode(tokenizer, data, [p.source for p in kept], [p.target for p in kept])
            )
            Dataset.from_dict(columns).save_to_disk(folder / split)
        (folder / "done").touch()
    return load_from_disk(str(folder / "train")), load_from_disk(str(folder / "validation"))
