"""Which articles a report shows: the worst and those that fell, whatever their number."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

import evaluations
from copydesk.errors import CopydeskError
from copydesk.report.evaluation_articles import CELL, read_articles


def test_all_are_shown_where_they_fit_the_worst_first(tmp_path: Path) -> None:
    lines = list(evaluations.articles(50))
    found = read_articles(evaluations.write(tmp_path / "articles.jsonl", lines))
    assert found.count == len(found.shown) == 50
    verdicts = [each["verdict"] for each in found.shown]
    assert verdicts == sorted(verdicts, key=evaluations.VERDICTS.index, reverse=True)
    scores = [each["score"] for each in found.shown if each["verdict"] == "supported"]
    assert scores == sorted(scores)
    assert found.verdicts == {name: verdicts.count(name) for name in evaluations.VERDICTS}


def test_of_many_the_worst_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    lines = list(evaluations.articles(300))
    found = read_articles(evaluations.write(tmp_path / "articles.jsonl", lines), most=20)
    ranked = sorted(
        lines, key=lambda each: (-evaluations.VERDICTS.index(each["verdict"]), each["score"])
    )
    assert found.shown == ranked[:20]
    assert found.count == 300
    assert sum(found.spreads["consistency"].values()) == 300
    with_reference = sum(each["values"]["rougeL"] is not None for each in lines)
    assert sum(found.spreads["rougeL"].values()) == with_reference
    drawn = found.cells + found.wrong
    assert drawn.total() == with_reference
    assert all(0 < x < 100 and x % CELL == CELL / 2 for x, _ in drawn)
    wrong = [each for each in lines if each["verdict"] == "unsupported"]
    assert found.wrong.total() == sum(each["values"]["rougeL"] is not None for each in wrong)


def test_those_that_got_worse_are_kept_though_others_are_as_bad(tmp_path: Path) -> None:
    lines = list(evaluations.articles(300))
    fell = [each["id"] for each in lines if each["verdict"] == "supported"][:30]
    found = read_articles(evaluations.write(tmp_path / "articles.jsonl", lines), fell, most=20)
    assert len(found.shown) == 20
    # Half of the places, in the order of the comparison.
    assert found.worse == set(fell[:10])
    assert found.worse < {each["id"] for each in found.shown}


def test_memory_does_not_grow_with_the_articles(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = evaluations.write(tmp_path / f"{count}.jsonl", evaluations.articles(count))
        tracemalloc.start()
        read_articles(path, most=50)
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    # What is kept is the same; the squares and bins that are counted are bounded.
    assert peak(4_000) < peak(500) + 200_000


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', "null", '{"id": "a", "verdict": 1}'])
def test_a_line_that_is_no_article_is_told(tmp_path: Path, line: str) -> None:
    path = evaluations.write(tmp_path / "articles.jsonl", evaluations.articles(3))
    with path.open("a") as stream:
        stream.write(line + "\n")
    with pytest.raises(CopydeskError, match=r"line 4 of .*articles.jsonl is no article"):
        read_articles(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="cannot be read"):
        read_articles(tmp_path / "none.jsonl")
