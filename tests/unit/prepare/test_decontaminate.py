from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copydesk.prepare.decontaminate import Index, write_index
from copydesk.records import Article, Rejection
from invented import stories

TRAINED, MEASURED = stories(2)
WORDS = MEASURED["body"].split()


@pytest.fixture
def index(tmp_path: Path) -> Index:
    write_index(tmp_path / "hashes", [(MEASURED["headline"], MEASURED["body"]), ("News", "")], 13)
    return Index(tmp_path / "hashes", 13)


def reason(index: Index, headline: str, body: str) -> str:
    result = index(Article("a", body, headline))
    return result.reason if isinstance(result, Rejection) else ""


def test_what_is_measured_on_is_turned_down(index: Index) -> None:
    own = TRAINED["headline"], TRAINED["body"]
    assert reason(index, *own) == ""
    assert reason(index, own[0], MEASURED["body"]) == "evaluation-text"
    assert reason(index, MEASURED["headline"].upper() + "!", own[1]) == "evaluation-headline"
    assert reason(index, own[0], f"{own[1]} {' '.join(WORDS[20:33])}") == "evaluation-text"
    assert reason(index, own[0], f"{own[1]} {' '.join(WORDS[20:32])}") == ""
    assert reason(index, "News", own[1]) == ""


def test_the_shared_words_are_told(index: Index) -> None:
    article = Article("a", "One. " + " ".join(WORDS[20:33]).upper())
    told = index(article)
    assert isinstance(told, Rejection)
    assert told.detail.split()[:2] == [word.lower() for word in WORDS[20:22]]


def test_without_evaluation_files_all_is_kept(tmp_path: Path) -> None:
    write_index(tmp_path / "hashes", [], 13)
    article = Article("a", MEASURED["body"], MEASURED["headline"])
    assert Index(tmp_path / "hashes", 13)(article) == article
    assert Index(tmp_path / "hashes", 13)(replace(article, body="")).body == ""
