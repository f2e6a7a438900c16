from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from copydesk.check.edits import Edit, edited
from copydesk.check.rewordings import antonyms, infills, modalities, negations
from copydesk.records import Span

Rewording = Callable[[str, Span, str], Iterator[Edit]]


def texts(rewording: Rewording, text: str, wrong: str, evidence: str) -> list[str]:
    start = text.index(wrong)
    span = (start, start + len(wrong))
    return [edited(text, edit) for edit in rewording(text, span, evidence)]


def test_an_infill_is_what_the_evidence_has_between_the_same_words() -> None:
    evidence = "On Friday the council hired its former clerk. The mayor was away."
    text = "The council dismissed its former clerk"
    assert texts(infills, text, "dismissed", evidence) == ["The council hired its former clerk"]


def test_no_infill_opens_a_clause() -> None:
    evidence = "Mayor Varga said Tuesday that the bridge will close for nine weeks."
    assert texts(infills, "Mayor Varga closes bridge", "closes", evidence) == []


def test_no_infill_goes_over_the_end_of_a_sentence() -> None:
    evidence = "It was up to the council. Its former clerk was away."
    assert texts(infills, "The council dismissed its clerk", "dismissed", evidence) == []


def test_will_becomes_what_the_evidence_says() -> None:
    evidence = "Orr may sell the boat, and plans to leave."
    assert texts(modalities, "Orr will sell the boat", "will", evidence) == [
        "Orr may sell the boat",
        "Orr plans to sell the boat",
    ]
    assert texts(modalities, "Orr sold the boat", "sold", evidence) == []


@pytest.mark.parametrize(
    ("text", "wrong", "affirmed"),
    [
        ("Orr will not sell the boat", "not", "Orr will sell the boat"),
        ("Orr won't sell the boat", "won't", "Orr will sell the boat"),
        ("Orr cannot sell the boat", "cannot", "Orr can sell the boat"),
        ("Orr didn't sell the boat", "didn't sell", "Orr sold the boat"),
        ("Orr did not sell the boat", "not sell", "Orr sold the boat"),
        ("Orr does not carry cars", "not", "Orr carries cars"),
        ("The boat was never sold", "never", "The boat was sold"),
        ("The boat no longer leaks", "no longer", "The boat leaks"),
    ],
)
def test_a_negation_is_taken_out(text: str, wrong: str, affirmed: str) -> None:
    assert affirmed in texts(negations, text, wrong, "Orr sold the boat.")


@pytest.mark.parametrize(
    ("text", "wrong", "denied"),
    [
        ("Orr will sell the boat", "will sell", "Orr will not sell the boat"),
        ("Orr can sell the boat", "can", "Orr cannot sell the boat"),
        ("The bank approved the loan", "approved", "The bank did not approve the loan"),
        ("The bank approves the loan", "approves", "The bank does not approve the loan"),
    ],
)
def test_a_negation_is_put_in_where_the_evidence_has_one(
    text: str, wrong: str, denied: str
) -> None:
    assert denied in texts(negations, text, wrong, "She had refused to, and never said why.")
    assert texts(negations, text, wrong, "She said why.") == []


def test_opposites_keep_their_form_and_the_evidence_chooses_first() -> None:
    found = texts(antonyms, "Boat sales rose in May", "rose", "Sales had been falling for weeks.")
    assert found[0] == "Boat sales fell in May"
    found = texts(antonyms, "The plan was approved", "approved", "They reject it.")
    assert found[0] == "The plan was rejected"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("The crew met Brask United in May", "United"), ("It sells three-year-old wine", "old"),
     ("It was the end of the line", "end")],
)  # fmt: skip
def test_names_compounds_and_nouns_have_no_opposite(text: str, wrong: str) -> None:
    assert texts(antonyms, text, wrong, "") == []
