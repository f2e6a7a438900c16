"""Two runs compared: what moved, how sure that is, and how often chance is taken for a change."""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import numpy as np
import pytest

from copydesk.errors import CopydeskError
from copydesk.records import Comparison, Difference
from copydesk.score.compare import FLIPS, compare


def of(ours: list[float | None], theirs: list[float | None], name: str = "rougeL") -> Difference:
    ids = [f"a{number}" for number in range(len(ours))]
    [difference] = compare(ids, {name: ours}, ids, {name: theirs}, baseline="b").differences
    return difference


def shares(verdicts: str) -> dict[str, list[float | None]]:
    """Of s(upported), w (unverified), u(nsupported)."""
    return {
        name: [100.0 * (each == letter) for each in verdicts]
        for name, letter in (("supported", "s"), ("unverified", "w"), ("unsupported", "u"))
    }


def test_a_difference_has_its_means_and_an_interval_as_the_normal_one() -> None:
    random = np.random.default_rng(1)
    theirs = random.normal(30, 10, 800)
    ours = theirs + random.normal(1, 4, 800)
    found = of(ours.tolist(), theirs.tolist())
    gaps = ours - theirs
    error = 1.96 * gaps.std() / 800**0.5
    assert found.value == pytest.approx(ours.mean())
    assert found.baseline == pytest.approx(theirs.mean())
    assert found.difference.value == pytest.approx(gaps.mean())
    assert found.difference.low == pytest.approx(gaps.mean() - error, abs=0.03)
    assert found.difference.high == pytest.approx(gaps.mean() + error, abs=0.03)
    assert found.p == pytest.approx(1 / (1 + FLIPS))


@pytest.mark.parametrize(("worse", "better"), [(3, 0), (6, 0), (9, 2), (5, 5)])
def test_of_shares_p_is_that_of_mcnemars_exact_test(worse: int, better: int) -> None:
    same = 200
    ours = [100.0] * worse + [0.0] * (better + same)
    theirs = [0.0] * worse + [100.0] * better + [0.0] * same
    n = worse + better
    tail = sum(comb(n, k) for k in range(worse, n + 1)) / 2**n
    assert of(ours, theirs).p == pytest.approx(min(1, 2 * tail), abs=0.012)


def test_what_did_not_change_is_no_difference() -> None:
    found = of([3.0, 4.0, 5.0], [3.0, 4.0, 5.0])
    assert (found.difference.low, found.difference.high, found.p) == (0, 0, 1)


def test_pairs_are_made_by_id_and_of_values_that_both_have() -> None:
    found = compare(
        ["a", "b", "c", "d"],
        {"rougeL": [1.0, None, 3.0, 9.0], "only": [0.0] * 4, "none": [None] * 4},
        ["x", "c", "b", "a"],
        {"rougeL": [0.0, 1.0, 2.0, None], "other": [0.0] * 4, "none": [None] * 4},
        baseline="b",
    )
    assert found.articles == 3
    [difference] = found.differences
    assert (difference.metric, difference.articles, difference.difference.value) == ("rougeL", 1, 2)


def test_the_same_seed_gives_the_same_and_another_metric_changes_nothing() -> None:
    random = np.random.default_rng(5)
    ids = [str(number) for number in range(60)]
    ours, theirs = ({name: random.normal(size=60).tolist() for name in "pq"} for _ in range(2))

    def compared(names: str, seed: int = 13) -> Comparison:
        some = {name: ours[name] for name in names}
        return compare(ids, some, ids, theirs, baseline="b", seed=seed)

    assert compared("pq") == compared("pq")
    both, alone = compared("pq").differences[1], compared("q").differences[0]
    assert both.p == alone.p
    assert both.difference.low == pytest.approx(alone.difference.low)
    assert compared("pq") != compared("pq", seed=14)


def test_the_worst_come_first_by_verdict_then_consistency_then_rouge() -> None:
    ids = ["rouge", "better", "two", "one", "less", "noise", "mixed"]
    before = shares("swswsss") | {
        "consistency": [90.0, 50.0, 90.0, 50.0, 90.0, 90.0, 80.0],
        "rougeL": [40.0, 10.0, 10.0, 10.0, 10.0, 10.0, None],
    }
    after = shares("ssuusss") | {
        "consistency": [90.0, 90.0, 10.0, 10.0, 70.0, 89.8, 95.0],
        "rougeL": [20.0, 0.0, 90.0, 10.0, 60.0, 10.0, 1.0],
    }
    found = compare(ids, after, ids, before, baseline="b")
    assert found.worse == ("two", "one", "less", "rouge")


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda random, n: 100.0 * (random.random(n) < 0.02), id="rare share"),
        pytest.param(lambda random, n: 100.0 * (random.random(n) < 0.3), id="share"),
        pytest.param(lambda random, n: random.gamma(0.5, 40, n), id="skewed"),
    ],
)
@pytest.mark.parametrize("articles", [40, 200])
def test_equal_systems_differ_by_chance_in_one_of_twenty_at_most(
    draw: Callable[[np.random.Generator, int], np.ndarray], articles: int
) -> None:
    """400 pairs of equal systems, each pair a metric; 20 expected, 33 with p = 0.003."""
    random = np.random.default_rng(7)
    ids = [str(number) for number in range(articles)]
    # What an article is like shows in both systems' values.
    shared = {str(number): draw(random, articles) for number in range(400)}

    def system() -> dict[str, list[float | None]]:
        return {
            name: np.where(random.random(articles) < 0.3, base, draw(random, articles)).tolist()
            for name, base in shared.items()
        }

    found = compare(ids, system(), ids, system(), baseline="b", resamples=10)
    assert sum(each.p < 0.05 for each in found.differences) <= 33


def test_bad_pairs_are_told() -> None:
    values: dict[str, list[float | None]] = {"rougeL": [1.0, 2.0]}
    with pytest.raises(CopydeskError, match="none of the 2 articles is in the baseline old"):
        compare(["a", "b"], values, ["c", "d"], values, baseline="old")
    with pytest.raises(CopydeskError, match="'a' stands for more than one article"):
        compare(["a", "a"], values, ["a", "b"], values, baseline="old")
