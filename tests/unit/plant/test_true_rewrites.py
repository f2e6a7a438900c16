"""True rewordings stay true."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from copydesk.plant.rewrites import rewritten


@pytest.mark.parametrize(
    ("claim", "how", "text"),
    [
        ("The council approved the loan on Monday.", "turned",
         "The loan was approved by the council on Monday."),
        ("The mayor was praised by the editors.", "turned", "The editors praised the mayor."),
        ("The fares will rise by 5 percent.", "reworded", "The fares will rise by 5%."),
        ("The ferry has three decks.", "reworded", "The ferry has 3 decks."),
        ("The lawmakers agreed.", "reworded", "The legislators agreed."),
    ],
)  # fmt: skip
def test_a_claim_in_other_words(nlp: Any, claim: str, how: str, text: str) -> None:
    assert (how, text) in [rewritten(nlp(claim), Random(seed)) for seed in range(8)]


@pytest.mark.parametrize(
    "claim",
    [
        # Whose figures these are would change with the voice.
        "The company published its figures.",
        "The company did not reply.",
    ],
)
def test_what_cannot_be_said_otherwise_is_left(nlp: Any, claim: str) -> None:
    assert rewritten(nlp(claim), Random(0)) is None


def test_labels_keep_their_digits(nlp: Any) -> None:
    for seed in range(8):
        told = rewritten(nlp("The wall opened on March 7."), Random(seed))
        assert told is None or "seven" not in told[1]
