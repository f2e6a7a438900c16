"""The page this project began with: its headline names the wrong Secretary of State."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def seed(shared: Path) -> Path:
    return shared / "seed" / "misheadlined_page.txt"


def test_its_headline_is_caught_with_evidence_and_repair(run, seed: Path) -> None:
    ran = run("check", seed, "--json")
    assert ran.code == 1
    [result] = ran.records
    assert result["verdict"] == "unsupported"
    [finding] = [each for each in result["findings"] if each["severity"] == "error"]
    assert finding["claim_text"] == "John Kerry"
    assert result["claim"][slice(*finding["claim_span"])] == "John Kerry"
    assert "Antony Blinken" in finding["evidence_text"]
    assert finding["suggestion"] == "Antony Blinken"


def test_it_is_shown_to_people(run, seed: Path) -> None:
    ran = run("check", seed)
    assert ran.code == 1
    assert "^" * len("John Kerry") in ran.out
    assert "Secretary Of State Antony Blinken Indicates" in ran.out


def test_it_gets_five_true_headlines_without_the_wrong_name(run, seed: Path) -> None:
    ran = run("suggest", seed, "--json")
    assert ran.code == 0, ran.err
    [record] = ran.records
    assert len(record["headlines"]) == 5
    for headline in record["headlines"]:
        assert headline["verdict"] != "unsupported"
        assert "Kerry" not in headline["text"]


def test_no_chrome_is_left_in_its_body(run, seed: Path) -> None:
    [record] = run("suggest", seed, "--json").records
    body = record["article"]["body"]
    for chrome in ("Kerry", "Leave a Reply", "Home", "contributed reporting", "Required fields"):
        assert chrome not in body
    assert body.startswith("As fighting between Israel and Gaza")
