from __future__ import annotations

import pytest

from copydesk.text.control import CONTROL, asked, told


@pytest.mark.parametrize(
    ("kind", "limit", "tokens"),
    [
        ("headline", None, ("<|headline|>", "<|any|>")),
        ("headline", 100, ("<|headline|>", "<|any|>")),
        ("headline", 99, ("<|headline|>", "<|medium|>")),
        ("headline", 60, ("<|headline|>", "<|short|>")),
        ("headline", 20, ("<|headline|>", "<|short|>")),
        ("summary", 260, ("<|summary|>", "<|medium|>")),
    ],
)
def test_a_limit_asks_for_the_longest_band_within_it(kind, limit, tokens) -> None:
    assert asked(kind, limit) == tokens


def test_a_text_of_the_band_that_is_asked_for_keeps_the_limit() -> None:
    for limit in range(55, 100):
        fitting = [told("headline", "x" * length) for length in range(limit + 1)]
        longer = [told("headline", "x" * length) for length in range(limit + 1, 200)]
        assert asked("headline", limit) in fitting
        assert asked("headline", limit) not in longer[20:]


def test_whatever_is_asked_or_told_is_made_of_control_tokens() -> None:
    asked_for = {token for limit in (20, 80, 99, None) for token in asked("headline", limit)}
    written = {token for length in (50, 200, 900) for token in told("summary", "x" * length)}
    assert asked_for | written == set(CONTROL)
