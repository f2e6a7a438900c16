"""Numbers: what the body bears out, rounded or in words, and what it does not."""

from __future__ import annotations

import pytest
from story import BODY, findings, told


@pytest.mark.parametrize(
    "headline",
    [
        "Engineers find forty-seven cracks",
        "Nearly 50 cracks found in bridge",
        "Dozens of cracks found",
        "$3.2bn pledged for repairs",
        "State to spend 3.2 billion dollars on bridge",
        "61,000 drivers cross bridge daily",
        "Council backs closure 7-4",
        "More than 50% of council backs closure",
        "One bridge, first closure",
    ],
)
def test_true_numbers_pass(headline: str) -> None:
    assert told("numbers", headline) == []


@pytest.mark.parametrize(
    ("headline", "words", "suggestion"),
    [
        ("Engineers find 58 cracks in steel towers", "58", "47"),
        ("Governor pledged $4.5 billion for repairs", "$4.5 billion", "$3.2 billion"),
        ("Council backs closure in 9-2 vote", "9-2", "7-4"),
    ],
)
def test_wrong_number(headline: str, words: str, suggestion: str) -> None:
    [finding] = findings("numbers", headline)
    assert (finding.rule, finding.severity) == ("number-not-in-body", "error")
    assert headline[slice(*finding.claim_span)] == words
    assert finding.suggestion == suggestion
    assert finding.evidence_span is not None
    assert suggestion in BODY[slice(*finding.evidence_span)]


def test_number_that_the_body_has_for_something_else() -> None:
    body = "The storm injured 35 sailors. It sank 59 boats in the harbour, officials said."
    assert told("numbers", "Storm sank 35 boats", body)[0][:3] == (
        "number-contradicted",
        "error",
        "35",
    )
    assert told("numbers", "Storm sank 59 boats", body) == []


@pytest.mark.parametrize("space", [" ", "\u2009", "\u202f", "\xa0"])
def test_any_space_may_stand_before_a_million(space: str) -> None:
    body = f"The bridge cost 3.2{space}million crowns, twice what the town had planned."
    assert told("numbers", "Bridge cost 3.2 million crowns", body) == []
    assert told("numbers", f"Bridge cost 4.5{space}million crowns", body)[0][1] == "error"


def test_percent_is_not_a_count() -> None:
    assert [row[1] for row in told("numbers", "47% of drivers cross bridge")] == ["error"]


def test_list_count_is_at_most_doubted() -> None:
    assert [row[1] for row in told("numbers", "5 things to know about the bridge")] == ["warning"]


@pytest.mark.parametrize(
    ("headline", "severity"), [("Council spends 0 on bridge", "error"), ("1 held", "warning")]
)
def test_nought_and_one_count_when_written_in_digits(headline: str, severity: str) -> None:
    assert [row[:2] for row in told("numbers", headline)] == [("number-not-in-body", severity)]
