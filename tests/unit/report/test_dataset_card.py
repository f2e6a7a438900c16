"""The dataset card: figures in it, and what `datasets` makes of its front matter."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from copydesk.report.dataset import read
from copydesk.report.dataset_card import card, write_card


def test_the_card_tells_what_is_in_and_what_is_not(prepared: Path) -> None:
    text = card(read(prepared))
    assert "4 of 17 articles" in text
    assert "| train | 3 |" in text
    assert "| filters | 17 | 5 | body-short 12 |" in text
    assert "| Ansel Courier | 2 | 12 | body-short |" in text
    assert "from 2031-03 to 2031-05; 2 have no date" in text
    assert "truth: reject\n" in text


def test_front_matter_names_the_files_of_each_split(prepared: Path) -> None:
    matter = yaml.safe_load(card(read(prepared)).split("---\n")[1])
    assert matter["configs"][0]["data_files"] == [
        {"split": "train", "path": "train-*.parquet"},
        {"split": "validation", "path": "validation-*.parquet"},
    ]


def test_datasets_opens_the_shards_and_nothing_else(prepared: Path) -> None:
    datasets = pytest.importorskip("datasets")
    write_card(prepared, read(prepared))
    loaded = datasets.load_dataset(str(prepared), cache_dir=str(prepared / "cache"))
    assert {split: rows.num_rows for split, rows in loaded.items()} == {"train": 3, "validation": 1}
    assert loaded["train"][2]["headline"] is None


def test_the_card_tells_where_nothing_was_checked(prepared: Path) -> None:
    figures = read(prepared)
    assert "not who did what to whom" in card(figures)
    figures.signature["checkers"] = []
    assert "were not checked against the bodies" in card(figures)


def test_markup_in_a_source_stays_text(prepared: Path) -> None:
    figures = read(prepared)
    figures.sources["A|B <b>*x*"] = 9
    assert "| A\\|B \\<b\\>\\*x\\* | 9 | 0 |  |" in card(figures)
