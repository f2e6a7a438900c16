from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.errors import CopydeskError
from copydesk.records import Pair
from copydesk.train.data import articles, encode, pairs, prompt, tokenised
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
    prompts = [prompt(pair, 0.5) for pair in made]
    assert all(
        text.startswith(f"<|{pair.kind}|>") for pair, text in zip(made, prompts, strict=True)
    )
    assert 0 < sum("<|short|>" in text for text in prompts) < len(prompts)


def test_tokens_are_ids_with_the_ends_that_the_model_wants(folder: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file="models/minilm/tokenizer.json", pad_token="[PAD]", bos_token="[CLS]",
        eos_token="[SEP]", unk_token="[UNK]",
    )  # fmt: skip
    pair = Pair("a", "headline", "The pier opens.", "Pier opens")
    made = encode(tokenizer, data(folder), [pair.source], [pair.target], 101)
    assert made["input_ids"][0][0] == 101
    assert made["input_ids"][0][-1] == made["labels"][0][-1] == 102
    assert tokenizer.decode(made["labels"][0][:-1]) == "pier opens"
    assert made["length"][0] > len(made["input_ids"][0])


def test_tokenised_once(folder: Path, tmp_path: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file="models/minilm/tokenizer.json", pad_token="[PAD]", bos_token="[CLS]",
        eos_token="[SEP]", unk_token="[UNK]",
    )  # fmt: skip
    first = tokenised(data(folder), tokenizer, tmp_path / "cache", 101)
    (made,) = (tmp_path / "cache").iterdir()
    stamp = made.stat().st_mtime_ns
    again = tokenised(data(folder), tokenizer, tmp_path / "cache", 101)
    assert made.stat().st_mtime_ns == stamp
    assert again["train"][:] == first["train"][:]
    tokenised(data(folder, visible_words=30), tokenizer, tmp_path / "cache", 101)
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_nothing_to_train_on_is_told(folder: Path, tmp_path: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(tokenizer_file="models/minilm/tokenizer.json")
    nobody = Data(train=[Source(path=folder, outlets="Nobody")], validation=[Source(path=folder)])
    with pytest.raises(CopydeskError, match="no pair of the train data"):
        tokenised(nobody, tokenizer, tmp_path / "cache", 101)
