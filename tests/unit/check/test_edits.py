from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.check.edits import Edit, difference, edited


def over(text: str, old: str, new: str) -> str:
    start = text.index(old)
    return edited(text, Edit(start, start + len(old), new))


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("It sold a red boat", "red", "old", "It sold an old boat"),
        ("It sold an empty boat", "empty ", "", "It sold a boat"),
        ("A red owl flew", "red ", "", "An owl flew"),
        ("She joined an NHS board", "NHS", "BBC", "She joined a BBC board"),
        ("It took an hour", "hour", "year", "It took a year"),
        ("A boat left on Monday.", " on Monday", "", "A boat left."),
        ("A boat left, sadly", " sadly", "", "A boat left"),
        ("Old boats left", "Old ", "", "Boats left"),
        ("Forty boats left", "Forty", "twelve", "Twelve boats left"),
        ("BOATS WILL LEAVE", "WILL", "may", "BOATS MAY LEAVE"),
        ("Old Boats Will Leave Town", "Will", "may", "Old Boats May Leave Town"),
        ("boats left ormond", "ormond", "Port Ellery", "boats left port ellery"),
    ],
)
def test_what_stands_around_an_edit_follows_it(text: str, old: str, new: str, result: str) -> None:
    assert over(text, old, new) == result


@pytest.mark.parametrize(
    ("old", "new", "wrong", "put"),
    [
        ("A 15% rise", "A rise", "A 15%", "A"),
        ("He left on Monday.", "He left.", "left on Monday", "left"),
        ("Old boats left", "Boats left", "Old boats", "Boats"),
        ("It cost £80m.", "It cost £91m.", "£80m", "£91m"),
        ("It is open", "It is not open", "is", "is not"),
        ("Ann Orr’s boat", "Lea Orr’s boat", "Ann", "Lea"),
    ],
)
def test_a_difference_is_of_whole_words(old: str, new: str, wrong: str, put: str) -> None:
    span, suggestion = difference(old, new)
    assert (old[slice(*span)], suggestion) == (wrong, put)


TOKENS = "the a old boat, left Ormond. 15% £3m U.S. it’s".split()
sentences = st.lists(st.sampled_from(TOKENS), min_size=1)


@given(sentences, sentences)
def test_the_words_of_a_difference_stand_in_place_of_its_span(
    old: list[str], new: list[str]
) -> None:
    left, right = " ".join(old), " ".join(new)
    (start, end), put = difference(left, right)
    assert left[:start] + put + left[end:] == right
    assert left == right or (put and start < end)
