from __future__ import annotations

import pytest

from copydesk.text.control import CONTROL, asked, told


@pytest.mark.parametrize(
    ("kind", "limit", "prefix"),
    [
        ("headline", None, "<|headline|>"),
        ("headline", 100, "<|headline|>"),
        ("headline", 99, "<|headline|><|medium|>"),
        ("headline", 60, "<|headline|><|short|>"),
        ("headline", 20, "<|headline|><|short|>"),
        ("summary", 260, "<|summary|><|medium|>"),
    ],
)
def test_a_limit_asks_for_the_longest_band_within_it(kind, limit, prefix) -> None:
    assert asked(kind, limit) == prefix


def test_a_text_of_the_band_that_is_asked_for_keeps_the_limit() -> None:
    for limit in range(55, 100):
        fitting = [told("headline", "x" * length) for length in range(limit + 1)]
        longer = [told("headline", "x" * length) for length in range(limit + 1, 200)]
        assert asked("headline", limit) in fitting
        assert asked("headline", limit) not in longer[20:]


def test_every_prefix_is_made_of_control_tokens() -> None:
    text = told("summary", "x" * 200)
    for token in CONTROL:
        text = text.replace(token, "")
    assert text == ""
