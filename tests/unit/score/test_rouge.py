"""ROUGE against counts made by hand."""

from __future__ import annotations

import pytest

from copydesk.errors import CopydeskError
from copydesk.score.rouge import Rouge, rouge, rouges


def test_counts_made_by_hand() -> None:
    # 4 of 5 words, 2 of 4 pairs, and a common subsequence of 4 on both sides.
    scores = rouge("ferry strike ends after talks", "ferry strike ended as talks")
    assert scores.rouge1 == pytest.approx(80)
    assert scores.rouge2 == pytest.approx(50)
    assert scores.rougeL == pytest.approx(80)


def test_order_counts_only_where_it_should() -> None:
    scores = rouge("talks end strike", "strike end talks")
    assert scores.rouge1 == pytest.approx(100)
    assert scores.rouge2 == pytest.approx(0)
    assert scores.rougeL == pytest.approx(100 / 3)


def test_lengths_weigh_in_as_f1() -> None:
    # precision 1, recall 2/4
    assert rouge("mayor resigns", "mayor resigns over budget").rouge1 == pytest.approx(200 / 3)


@pytest.mark.parametrize("empty", ["", "…", "  "])
def test_text_without_words_scores_nothing(empty: str) -> None:
    assert rouge(empty, "mayor resigns") == Rouge(0, 0, 0, 0)


def test_lists_pair_up_in_order() -> None:
    both = rouges(["a mayor", "a tram"], ["a mayor", "the bus"])
    assert [score.rouge1 for score in both] == [pytest.approx(100), 0]
    with pytest.raises(CopydeskError, match="1 candidates for 2 references"):
        rouges(["a"], ["a", "b"])
