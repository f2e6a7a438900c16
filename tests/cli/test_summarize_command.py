from __future__ import annotations

import pytest

from copydesk.text.sentences import sentences


def summary(run, *arguments: object) -> dict:
    ran = run("summarize", "--json", *arguments)
    assert ran.code == 0, ran.err
    [record] = ran.records
    assert set(record) == {"article", "summary"}
    assert set(record["summary"]) == {"text", "score", "verdict", "drafter", "findings"}
    return record["summary"]


def test_two_sentences_by_default_and_the_drafter_is_named(run, page) -> None:
    found = summary(run, page)
    assert len(sentences(found["text"])) == 2
    assert found["drafter"] == "salience-minilm"
    assert found["verdict"] == "supported"


@pytest.mark.parametrize("count", [1, 3])
def test_sentences(run, page, count: int) -> None:
    assert len(sentences(summary(run, page, "--sentences", count)["text"])) == count


def test_max_words(run, page) -> None:
    assert len(summary(run, page, "--max-words", 15, "--sentences", 3)["text"].split()) <= 15


def test_max_chars(run, page) -> None:
    assert len(summary(run, page, "--max-chars", 150, "--sentences", 3)["text"]) <= 150


def test_device_and_all(run, page) -> None:
    assert summary(run, page, "--device", "cpu", "--all")["verdict"] == "supported"
    run("summarize", page, "--model", "nowhere").refused("nowhere")


def test_where_nothing_fits_the_others_are_done(run, page, archive, tmp_path) -> None:
    run("summarize", page, "--max-words", 1).refused("bridge", "--max-words")


def test_for_people(run, page) -> None:
    ran = run("summarize", page)
    assert ran.code == 0
    assert "salience-minilm" in ran.out
    assert "✓" in ran.out
