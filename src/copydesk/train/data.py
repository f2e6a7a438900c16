"""From prepared folders to tokenised training pairs, once, kept in Arrow files."""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from copydesk.errors import CopydeskError
from copydesk.prepare.splits import drawn
from copydesk.records import Article, Pair
from copydesk.text.control import Control, asked, told
from copydesk.train.pairs import pairs_of
from copydesk.train.recipe import Data, Source

if TYPE_CHECKING:
    from datasets import Dataset
    from transformers import PreTrainedTokenizerBase

Split = Literal["train", "validation"]

log = logging.getLogger("copydesk")
_COLUMNS = ("id", "headline", "body", "summary", "source")
# What a token of the target costs, beside one of the source: it goes through the decoder and the
# whole vocabulary. Measured on the default model.
_TARGET_COST = 2
# Goes up with what `encode` makes of a pair, so that no cache of before is taken for it.
_ENCODING = 2
# Pairs tokenised at a time.
_BATCH = 1000


def articles(source: Source, split: Split) -> Iterator[Article]:
    """The articles of a split of a prepared folder, in its order.

    Raises:
        CopydeskError: the folder has no such split, or is not one that `copydesk prepare` made.
    """
    import pyarrow.parquet as parquet

    shards = sorted(source.path.glob(f"{split}-*.parquet"))
    if not shards:
        raise CopydeskError(
            f"{source.path} has no {split}-*.parquet; the recipe names it under data.{split}",
            "make it with copydesk prepare",
        )
    for shard in shards:
        file = parquet.ParquetFile(shard)
        if missing := [name for name in _COLUMNS if name not in file.schema_arrow.names]:
            raise CopydeskError(
                f"{shard} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}",
                "make the folder with copydesk prepare",
            )
    wanted = re.compile(source.outlets)
    rows = (
        row
        for shard in shards
        for batch in parquet.ParquetFile(shard).iter_batches(1000, columns=list(_COLUMNS))
        for row in batch.to_pylist()
        if wanted.search(row["source"] or "")
    )
    for row in islice(rows, source.limit):
        yield Article(**{name: value or "" for name, value in row.items()})


def pairs(data: Data, split: Split) -> Iterator[Pair]:
    """All pairs of a split that are fit to train on; how many there are of each kind is logged."""
    counts: Counter[str] = Counter()
    for source in getattr(data, split):
        for article in articles(source, split):
            counts["articles"] += 1
            for pair in pairs_of(article, data):
                counts[pair.kind] += 1
                yield pair
    log.info("%s: %s", split, ", ".join(f"{count:,} {kind}" for kind, count in counts.items()))


def control(pair: Pair, told_lengths: float) -> Control:
    """The control tokens of a pair; of some pairs the length is left untold."""
    tell = drawn("told", pair.article_id + pair.kind) < told_lengths
    return told(pair.kind, pair.target) if tell else asked(pair.kind)


def encode(
    tokenizer: PreTrainedTokenizerBase,
    data: Data,
    sources: list[str],
    targets: list[str],
    controls: list[Control],
    begin: list[int],
) -> dict[str, list[Any]]:
    """Token ids, `input_ids` and `labels` with the tokenizer's own special tokens, and `length`.

    `begin` is what the decoder begins with, as `copydesk.train.model.beginning` tells: all of it
    but the first token is in the labels, then come control tokens, words and end. `length` is what
    the pair costs, by which batches are grouped.
    """
    inputs = tokenizer(sources, truncation=True, max_length=data.source_tokens)["input_ids"]
    written = tokenizer(text_target=targets, truncation=True, max_length=data.target_tokens)
    words = [ids[1:] if ids[0] in begin else ids for ids in written["input_ids"]]
    labels = [
        [*begin[1:], *map(tokenizer.convert_tokens_to_ids, told), *ids]
        for told, ids in zip(controls, words, strict=True)
    ]
    length = [len(a) + _TARGET_COST * len(b) for a, b in zip(inputs, labels, strict=True)]
    return {"input_ids": inputs, "labels": labels, "length": length}


def tokenised(
    data: Data, tokenizer: PreTrainedTokenizerBase, cache: Path, begin: list[int]
) -> dict[str, Dataset]:
    """The tokenised train and validation sets, made once; `begin` as in `encode`.

    `cache` holds them under a hash of the recipe's data section, the tokenizer and the files'
    sizes, in Arrow files that are mapped into memory. Columns: input_ids, labels, length, and the
    pair's id and kind.

    Raises:
        CopydeskError: a source is not as it must be, or gives no pair.
    """
    from datasets import Dataset

    folder = cache / _key(data, tokenizer, begin)
    if not folder.is_dir():
        partial = folder.with_suffix(".tmp")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for split in get_args(Split):
            _write(partial / f"{split}.arrow", data, tokenizer, split, begin)
        partial.rename(folder)
    return {split: Dataset.from_file(str(folder / f"{split}.arrow")) for split in get_args(Split)}


def _write(
    path: Path, data: Data, tokenizer: PreTrainedTokenizerBase, split: Split, begin: list[int]
) -> None:
    """Write the pairs of a split batch by batch, so that no more than one is held."""
    import pyarrow as pa

    tokens = pa.list_(pa.int32())
    schema = pa.schema(
        {"input_ids": tokens, "labels": tokens, "length": pa.int32()}
        | {"id": pa.string(), "kind": pa.string()}
    )
    kept = pairs(data, split)
    count = 0
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, schema) as stream:
        while batch := list(islice(kept, _BATCH)):
            count += len(batch)
            sources, targets = [p.source for p in batch], [p.target for p in batch]
            controls = [control(pair, data.told_lengths) for pair in batch]
            columns = encode(tokenizer, data, sources, targets, controls, begin)
            columns |= {"id": [p.article_id for p in batch], "kind": [p.kind for p in batch]}
            stream.write_batch(pa.RecordBatch.from_pydict(columns, schema))
    if not count:
        raise CopydeskError(
            f"no pair of the {split} data is fit to train on",
            "look at data.least_overlap and data.visible_words",
        )


def _key(data: Data, tokenizer: PreTrainedTokenizerBase, begin: list[int]) -> str:
    files = [file for s in [*data.train, *data.validation] for file in s.path.glob("*.parquet")]
    sizes = [[str(file), file.stat().st_size] for file in sorted(files)]
    vocabulary = sorted(tokenizer.get_vocab().items())
    # Languages show in these alone.
    ends = encode(tokenizer, data, ["a"], ["a"], [asked("headline")], begin)
    text = data.model_dump_json() + json.dumps([_ENCODING, sizes, vocabulary, ends])
    return sha256(text.encode()).hexdigest()[:16]
