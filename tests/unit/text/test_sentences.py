"""Sentence spans: exact, trimmed, and ended where a reader would end them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.sentences import sentence_at, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The U.S. Senate voted.", "It passed."],
        ["He left the U.S.", "The trip was short."],
        ["Sen. J. R. Moss (D., Ohio) won.", "Mr. Orr lost."],
        ["It rose 3.5 percent.", "That was on Jan. 5, at No. 7."],
        ["They met at 5 p.m. Monday in St. Oda.", "Nobody spoke."],
        ["Acme Corp. Chairman Bo Lind spoke.", "Acme Inc. fell."],
        ["“We won.”", "The crowd sang."],
        ['"Really?" he asked.', "(It was true.)", "So be it."],
        ["He waited … and left.", "He waited …", "Then he rang."],
        ["Sales rose!", "iPhone users cheered.", "Did they?"],
    ],
)
def test_prose(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_a_blank_line_always_ends() -> None:
    assert cut("One\n\nTwo. Three") == ["One", "Two.", "Three"]


def test_lowercased_and_tokenised() -> None:
    assert cut("u.s . officials said . mr. orr is 5.2 feet tall . he left .") == [
        "u.s . officials said .",
        "mr. orr is 5.2 feet tall .",
        "he left .",
    ]
    assert cut("he said '' no . '' she left .") == ["he said '' no . ''", "she left ."]
    assert cut('he said . " we go . " then he left .') == [
        "he said .",
        '" we go . "',
        "then he left .",
    ]
    assert cut('"what?" he asked. then no.') == ['"what?" he asked.', "then no."]


@pytest.mark.parametrize("text", ["", "   ", "\n\n\n"])
def test_nothing_to_cut(text: str) -> None:
    assert sentences(text) == []


@given(st.text(alphabet="aB .!?…\"”“'’)\n5,-", max_size=80))
def test_spans_hold_every_visible_character_once(text: str) -> None:
    spans = sentences(text)
    joined = "".join(text[a:b] for a, b in spans)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert all("\n\n" not in text[a:b] for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_sentence_at() -> None:
    spans = sentences("One two. Three four.")
    assert sentence_at(spans, 0) == (0, 8)
    assert sentence_at(spans, 8) is None
    assert sentence_at(spans, 9) == sentence_at(spans, 19) == (9, 20)
    assert sentence_at(spans, 20) is None
