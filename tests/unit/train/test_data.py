from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from copydesk.errors import CopydeskError
from copydesk.records import Pair
from copydesk.text.control import CONTROL
from copydesk.train.data import articles, control, encode, pairs, tokenised
from copydesk.train.recipe import Data, Source
from tiny import prepared, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return prepared(tmp_path / "prepared", train=rows(), validation=rows()[:6])


def data(folder: Path, **fields: object) -> Data:
    source = [Source(path=folder)]
    return Data(train=source, validation=source, **{"visible_words": 40, **fields})  # type: ignore[arg-type]


def test_a_prepared_folder_is_read_by_its_splits(folder: Path) -> None:
    train = list(articles(Source(path=folder), "train"))
    assert {article.id for article in train} == {row["id"] for row in rows()}
    assert len(list(articles(Source(path=folder), "validation"))) == 6
    assert {article.summary for article in train if article.id.endswith("-0")} == {""}


def test_some_outlets_and_so_many_can_be_asked_for(folder: Path) -> None:
    source = Source(path=folder, outlets="^Ostrel", limit=7)
    assert [article.source for article in articles(source, "train")] == ["Ostrel Post"] * 7


def test_a_folder_without_the_split_or_a_column_is_refused(folder: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    with pytest.raises(CopydeskError, match="no validation-"):
        list(articles(Source(path=tmp_path), "validation"))
    parquet.write_table(pa.table({"id": ["a"]}), folder / "train-00002-of-00003.parquet")
    with pytest.raises(CopydeskError, match="lacks the columns headline, body"):
        list(articles(Source(path=folder), "train"))


def test_pairs_of_both_kinds_come_with_their_control_tokens(folder: Path) -> None:
    made = list(pairs(data(folder), "train"))
    assert {pair.kind for pair in made} == {"headline", "summary"}
    tasks, bands = zip(*(control(pair, 0.5) for pair in made), strict=True)
    assert tasks == tuple(f"<|{pair.kind}|>" for pair in made)
    assert set(bands) == {"<|short|>", "<|any|>"}


def minilm() -> Any:
    """MiniLM's tokenizer with the control tokens."""
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file="models/minilm/tokenizer.json", pad_token="[PAD]", bos_token="[CLS]",
        eos_token="[SEP]", unk_token="[UNK]",
    )  # fmt: skip
    tokenizer.add_tokens(list(CONTROL), special_tokens=True)
    return tokenizer


def test_tokens_are_ids_with_the_ends_that_the_model_wants(folder: Path) -> None:
    tokenizer = minilm()
    pair = Pair("a", "headline", "The pier opens.", "Pier opens")
    told = ("<|headline|>", "<|short|>")
    made = encode(tokenizer, data(folder), [pair.source], [pair.target], [told], [101])
    assert tokenizer.decode(made["input_ids"][0]) == "[CLS] the pier opens. [SEP]"
    assert tokenizer.decode(made["labels"][0]) == "<|headline|> <|short|> pier opens [SEP]"
    assert made["length"][0] > len(made["input_ids"][0])


def test_the_limit_of_target_tokens_is_on_words(folder: Path) -> None:
    told = ("<|summary|>", "<|any|>")
    made = encode(minilm(), data(folder, target_tokens=8), ["pier"], ["opens " * 9], [told], [101])
    assert len(made["labels"][0]) == 2 + 8 - 1  # the start token is the decoder's


def test_tokenised_once(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizer, cache = minilm(), tmp_path / "cache"
    first = tokenised(data(folder), tokenizer, cache, [101])
    (made,) = cache.iterdir()
    stamp = made.stat().st_mtime_ns
    again = tokenised(data(folder), tokenizer, cache, [101])
    assert made.stat().st_mtime_ns == stamp
    assert again["train"][:] == first["train"][:]
    tokenised(data(folder, visible_words=30), tokenizer, cache, [101])
    monkeypatch.setattr("copydesk.train.data._ENCODING", 0)
    tokenised(data(folder), tokenizer, cache, [101])
    assert len(list(cache.iterdir())) == 3


def test_nothing_to_train_on_is_told(folder: Path, tmp_path: Path) -> None:
    nobody = Data(train=[Source(path=folder, outlets="Nobody")], validation=[Source(path=folder)])
    with pytest.raises(CopydeskError, match="no pair of the train data"):
        tokenised(nobody, minilm(), tmp_path / "cache", [101])
