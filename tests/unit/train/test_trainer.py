"""The order of batches, and when a run is out of patience."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from copydesk.train.trainer import GroupedByLength, out_of_patience


def order(lengths: list[int], size: int = 4, seed: int = 1, epoch: int = 0) -> list[int]:
    return list(GroupedByLength(lengths, size, seed, lambda: epoch))


def test_every_example_comes_once_and_every_epoch_has_its_own_order() -> None:
    lengths = [random.Random(1).randrange(10, 90) for _ in range(1003)]
    first, again, second = order(lengths), order(lengths), order(lengths, epoch=1)
    assert Counter(first) == Counter(range(1003))
    assert first == again
    assert first != second
    assert order(lengths, seed=2) != first


def test_batches_are_of_like_length_and_come_in_no_order_of_length() -> None:
    lengths = [random.Random(n).randrange(10, 90) for n in range(1003)]
    made = order(lengths)
    batches = [[lengths[i] for i in made[start : start + 4]] for start in range(0, 1003, 4)]
    padding = sum(max(batch) * len(batch) - sum(batch) for batch in batches)
    assert padding / sum(lengths) < 0.05
    assert [len(batch) for batch in batches] == [4] * 250 + [3]
    longest = [max(batch) for batch in batches]
    assert longest[:25] != sorted(longest[:25])
    assert longest[:25] != sorted(longest[:25], reverse=True)


@pytest.mark.parametrize(
    ("metric", "values", "out"),
    [
        ("loss", [3.0, 2.0, 2.5], False),
        ("loss", [3.0, 2.0, 2.5, 2.1], True),
        ("rouge1", [3.0, 2.0, 1.0], True),
        ("rouge1", [1.0, 2.0, 3.0], False),
        ("unsupported", [9.0, 9.0, 9.0], True),
        ("rouge2", [], False),
    ],
)
def test_patience(metric: str, values: list[float], out: bool) -> None:
    history = [{f"eval_{metric}": value, "step": n} for n, value in enumerate(values)]
    history.append({"loss": 0.5, "step": 9})
    assert out_of_patience(history, metric, 2) is out  # type: ignore[arg-type]
