from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.draft.shape import alike, grounded, malformed


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
        ("Train leaves as trains wait", "'train' twice"),
        ("Ferry line to betrusting staff", "'betrusting', which is no word"),
        ("Harbour to lay off7 people", "'off7', which is no word"),
        ("Jobless rate at 4.3.3 percent", "'4.3.3', which is no word"),
    ],
)
def test_malformed(text: str, fault: str) -> None:
    assert fault in malformed(text, "")


def test_a_doubled_word_of_the_body_may_stay() -> None:
    assert malformed("Duran Duran to play at harbour", "The band Duran Duran will play.") == ""
    body = "The Quillmore quay, release 2.0.1 of the A7b crane, sells sales."
    assert malformed("Quillmore sells sales of A7b crane 2.0.1", body) == ""


@pytest.mark.parametrize("text", ["20th", "5bn", "10am", "1990s", "3rd", "7.7", "1,300,000"])
def test_figures_with_letters_that_are_usual(text: str) -> None:
    assert malformed(f"Ferries of the {text}", "") == ""


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


BODY = (
    "Mayor Ilse Varga opened the bridge on Tuesday. The U.S. sent 3,000 tents.\n\n"
    "Ferries will run until May. The council did not close the harbour after Norland asked it to."
)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Varga opened a bridge", 1.0),
        ("Mayor opened bridge to ferries", 2 / 3),  # ferries are in another sentence
        ("Bridge opened Varga", 0.0),  # the object for the subject
        ("Ferry brings US tents", 1 / 3),
        ("US sent 3,000 tents", 1.0),
        ("It sent us 3,000 tents", 1.0),
        ("Varga sent tents", 1 / 2),
        ("Ferries won't run until May", 0.0),
        ("Council won't close harbour", 1.0),
        ("Council to close harbour", 1 / 2),
        ("Tents", 0.0),
        ("It is us", 0.0),
        ("", 0.0),
    ],
)
def test_grounded(text: str, share: float) -> None:
    assert grounded(text, BODY) == pytest.approx(share)


def test_only_the_opening_grounds() -> None:
    later = " ".join(["Nothing happened."] * 20) + " Mayor resigns."
    assert grounded("Mayor resigns", later) == 0
