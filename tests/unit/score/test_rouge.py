"""ROUGE against counts made by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from copydesk.errors import CopydeskError
from copydesk.score.rouge import KINDS, Rouge, lined, rouge, rouges
from invented import stories


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


def test_a_thousand_pairs_score_as_rouge_score_does() -> None:
    from rouge_score.rouge_scorer import RougeScorer

    told = [story["headline"] for story in stories(1001)]
    bodies = [story["body"].replace("\n\n", "\n") for story in stories(50)]
    pairs = [*pairwise(told), *pairwise(bodies)]
    library = RougeScorer(list(KINDS), use_stemmer=True)
    for candidate, reference in pairs:
        found = rouge(candidate, reference)
        wanted = library.score(reference, candidate)
        for kind in KINDS:
            assert getattr(found, kind) == pytest.approx(100 * wanted[kind].fmeasure, abs=1e-9)


def test_sentences_come_on_lines() -> None:
    assert lined("The bridge\nclosed. Mr. Varga left.") == "The bridge closed.\nMr. Varga left."
    turned = rouge(lined("B came. A left."), lined("A left. B came."))
    assert turned.rougeLsum == pytest.approx(100)
    assert turned.rougeL == pytest.approx(50)
