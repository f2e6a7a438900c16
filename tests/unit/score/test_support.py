"""What share of a headline the body holds."""

from __future__ import annotations

import pytest

from copydesk.score.support import copied, missing, ngram_precision, words, words_held

BODY = (
    "PORT ARDEN (AP) — Mayor Lucía Peña’s plan for a U.S.-built ferry passed 7–2 on Monday.\n\n"
    "Some 1,300 Ardenites had signed against it. “We won’t stop,” said Tove Lind."
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("U.S. won’t", ["us", "won't"]),
        ("Peña's 1,300", ["pena", "1300"]),
        ("cease-fire, 3.5%", ["cease-fire", "3.5"]),
        ("the boys’ club…", ["the", "boys", "club"]),
        ("", []),
    ],
)
def test_words_fold(text: str, folded: list[str]) -> None:
    assert words(text) == folded


def test_shares() -> None:
    assert words_held("Mayor wins ferry vote", BODY) == pytest.approx(2 / 4)
    assert ngram_precision("ferry passed 7-2", BODY) == 1
    assert ngram_precision("passed ferry", BODY) == 0
    assert ngram_precision("ferry", BODY) == 1  # it has no pair of words


@pytest.mark.parametrize(
    ("claim", "share"),
    [
        ("Ferry passed 7–2 on Monday", 1),
        ("Mayor passed 7–2 on Friday", 2 / 4),
        ("passed 7–2", 1),  # shorter ones by their longest n-gram
        ("7–2 passed", 0),
        ("Ferry", 1),
        ("Tram", 0),
    ],
)
def test_copied(claim: str, share: float) -> None:
    assert copied(claim, BODY) == pytest.approx(share)


@pytest.mark.parametrize(
    ("headline", "not_held"),
    [
        ("Mayor Pena’s ferry passes 7-2", []),
        ("Ferry: 1300 Ardenite signatures against US ship", []),
        ("Mayor Moss’s ferry passes 8-2", ["Moss’s", "8"]),
        ("Unknown first word is not a name", []),
        ("The U.S.-led plan by Lind", []),
        ("Sudden vote: Seven to 2", []),
        ("American ferry: Two Norwegians on “Board”", ["Norwegians"]),
        ("The anti-Lind and Lind-Moss plan", ["Lind-Moss"]),
    ],
)
def test_names_and_numbers_missing(headline: str, not_held: list[str]) -> None:
    assert missing(headline, BODY) == not_held
