from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.draft.shape import alike, malformed


@pytest.mark.parametrize(
    "text",
    [
        "U.S. won't join calls for cease-fire",
        "Jobless rate falls to 7.7% as 1,100 find work",
        "“It is over,” says coach (again)",
        "Mayor’s plan for the harbour passes",
    ],
)
def test_well_formed(text: str) -> None:
    assert malformed(text, "") == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no words"),
        ("— …", "no words"),
        ("Mayor mayor resigns", "'mayor' doubled"),
        ("Vote to cut aid to cut debt", "a pair of words repeated"),
        ("“It is over, coach says", "without its partner"),
        ("It is ‘over, coach says", "without its partner"),
        ('Coach: "It is over', "without its partner"),
        ("Coach (again resigns", "without its partner"),
    ],
)
def test_malformed(text: str, fault: str) -> None:
    assert fault in malformed(text, "")


def test_a_doubled_word_of_the_body_may_stay() -> None:
    assert malformed("Duran Duran to play at harbour", "The band Duran Duran will play.") == ""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ferry leaves the quay late", "Ferry leaves quay late", True),
        ("Ferry leaves quay", "Mayor opens bridge", False),
        ("a b c d e f g h i j", "a b c d e f g x y z", True),  # 7 of 10
        ("a b c d e f g h i j", "a b c d e f w x y z", False),  # 6 of 10
    ],
)
def test_alike(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
