"""The claims that were written to train the checker: whole, and apart where they must be."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture(scope="module")
def written() -> Iterator[Any]:
    """The module under test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPTS))
        import claims_written

        yield claims_written
        for name in [n for n in sys.modules if n.startswith("claims_")]:
            del sys.modules[name]


@pytest.fixture(scope="module")
def rows(written: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = written.given.read(written.WRITTEN)
    return found


def test_wrong_words_lie_in_their_claims(rows: list[dict[str, Any]]) -> None:
    for each in rows:
        claim, wrong = each["claim"], each["wrong"]
        assert claim == claim.strip() != ""
        assert (each["kind"] == "written") == (wrong == [])
        assert wrong == sorted(wrong)
        for start, end in zip(wrong[::2], wrong[1::2], strict=True):
            assert claim[start:end] == claim[start:end].strip() != ""


def test_no_article_is_in_two_splits(rows: list[dict[str, Any]]) -> None:
    splits = defaultdict(set)
    for each in rows:
        splits[each["article"]].add(each["split"])
    assert all(len(each) == 1 for each in splits.values())
    assert {name for each in splits.values() for name in each} == {
        "train",
        "validation",
        "test",
    }


def test_true_and_false_are_as_many(rows: list[dict[str, Any]]) -> None:
    true = sum(each["kind"] == "written" for each in rows) / len(rows)
    assert 0.48 < true < 0.52


def test_an_excerpt_is_whole_sentences_without_addresses(written: Any) -> None:
    body = "The dam holds. See www.example.org for more.\n\n" + "It rained again all day. " * 60
    found = written.excerpt(body)
    assert found.startswith("The dam holds. It rained")
    assert found.endswith("day.")
    assert len(found.split()) <= written.WORDS


def test_claims_come_with_the_articles_that_are_there(
    written: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    body = "The dam at Orle holds. Nobody was hurt."
    claims = [
        {"claim": "Dam at Orle holds", "wrong": [], "kind": "written", "original": ""},
        {"claim": "Dam in Orle bursts", "wrong": [4, 6, 12, 18], "kind": "antonym", "original": ""},
    ]
    key = written.article_key(body)
    own = [each | {"article": key, "split": "train"} for each in claims]
    others = [each | {"article": "elsewhere", "split": "train"} for each in claims]
    path = tmp_path / "claims.parquet"
    parquet.write_table(pa.Table.from_pylist(own + others), path)
    monkeypatch.setattr(written, "WRITTEN", path)
    monkeypatch.setattr(written, "_bodies", lambda data, prepared: [body])
    found = written.written(tmp_path, [])
    assert [(row["claim"], row["label"], row["wrong"]) for row in found["train"]] == [
        ("Dam at Orle holds", 1, []),
        ("Dam in Orle bursts", 0, [[4, 6], [12, 18]]),
    ]
    assert all(row["document"] == body and row["marked"] for row in found["train"])
