""" "A" or "an", by how the next word is spoken."""

from __future__ import annotations

import pytest

from copydesk.text.inflect import with_article


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ("ferry", "a"), ("island", "an"), ("hour", "an"), ("honour", "an"), ("heir", "an"),
        ("house", "a"), ("union", "a"), ("unnamed pilot", "an"), ("uninsured driver", "an"),
        ("user", "a"), ("European", "a"), ("Ukrainian", "a"), ("one-way ticket", "a"),
        ("onion", "an"), ("only child", "an"), ("Utah senator", "a"), ("utter mess", "an"),
        ("8-year-old", "an"), ("11th man", "an"), ("18 percent", "an"), ("110-year-old", "a"),
        ("MRI scan", "an"), ("UN envoy", "a"), ("U.S. envoy", "a"), ("F.D.A. rule", "an"),
        ("NATO base", "an"), ("Honolulu man", "a"),
    ],
)  # fmt: skip
def test_the_article_follows_the_sound_of_the_next_word(following: str, expected: str) -> None:
    for before in ("They met a ", "They met an "):
        assert with_article(before, following) == f"They met {expected} "
    assert with_article("A ", following) == f"{expected.capitalize()} "


@pytest.mark.parametrize("before", ["", "the ", "Panama ", "a", "Alabama and "])
def test_what_ends_in_no_article_stays(before: str) -> None:
    assert with_article(before, "island") == before


def test_before_a_mark_the_article_stays() -> None:
    assert with_article("a ", "“island") == "a "
