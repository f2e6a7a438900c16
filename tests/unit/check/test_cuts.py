from __future__ import annotations

import pytest

from copydesk.check.cuts import cuts
from copydesk.check.edits import edited


def cut(text: str, wrong: str) -> list[str]:
    start = text.index(wrong)
    return [edited(text, edit) for edit in cuts(text, (start, start + len(wrong)))]


@pytest.mark.parametrize(
    ("text", "wrong", "rest"),
    [
        ("Sales fell sharply in March", "sharply", "Sales fell in March"),
        ("The port reported a 15% fall in visits", "15%", "The port reported a fall in visits"),
        ("At least 13 sailors have been saved", "13", "Sailors have been saved"),
        ("A record number of herons have come back", "record number of", "Herons have come back"),
        ("The former mayor Ann Orr has left Ormond", "former mayor", "Ann Orr has left Ormond"),
        ("Brask coach Ulla Venn has signed a defender", "coach", "Ulla Venn has signed a defender"),
        ("A ferry has sunk in Lower Brask", "Lower Brask", "A ferry has sunk"),
        ("A hall in Brask has been closed.", "Brask", "A hall has been closed."),
        ("The crew won the cup at Brask on Sunday.", "at Brask", "The crew won the cup."),
        ("Ann Orr, a retired judge, has died.", "retired judge,", "Ann Orr has died."),
        ("The ferry was sold, a lawyer wrote.", "lawyer", "The ferry was sold."),
        ("Two men were held after a boat burned", "boat burned", "Two men were held"),
        ("Orr has sold a part of Lind's ferry", "Lind's", "Orr has sold a part of the ferry"),
        ("A lift in Brask has failed after a storm", "Brask", "A lift has failed after a storm"),
        ("In Brask, the ferry has been sold", "Brask,", "The ferry has been sold"),
    ],
)  # fmt: skip
def test_what_is_wrong_goes_with_what_hangs_on_it(text: str, wrong: str, rest: str) -> None:
    assert rest in cut(text, wrong)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The ferry is in Brask", "Brask"),  # no predicate would be left
        ("The mayor did not close the bridge", "not"),
        ("The ferry leaves only if the ice melts", "if the ice"),
        ("Orr stole the boat, according to the police", "police"),
        ("Ann Orr “never saw the red boat” on Monday", "saw"),
        ("Orr wins", "Orr"),
        ("The council approved the plan", "approved"),
        ("He feared for his mother's life", "mother's"),
        ("It opened 20 years ago", "20"),
        ("The New Brask Ferry has sunk", "Brask"),
        ("As the Tarn prepares to vote, Orr waits", "Tarn"),
        ("The Board of Health and Social Care met", "Social"),
    ],
)
def test_what_the_rest_needs_stays(text: str, wrong: str) -> None:
    assert cut(text, wrong) == []


def test_no_verb_that_is_on_no_list_goes_with_a_phrase() -> None:
    assert cut("The mill in Brask grinds 40 tons a day", "40") == [
        "The mill in Brask grinds tons a day"
    ]
