"""Plain text: paragraphs are joined again, and the headline is told from the body."""

from __future__ import annotations

import textwrap

import pytest

from copydesk.extract.headline import find_headline
from copydesk.extract.plain import paragraphs, read_plain

HEADLINE = "Harbour board to dredge northern channel"
FIRST = (
    "The harbour board of Oster said on Monday that it would dredge the northern channel in May, "
    "after two ferries ran aground there within a week."
)
SECOND = (
    "Work on the channel is expected to take nine weeks and to cost about $3 million, most of "
    "which will be paid by the ferry companies, the board's chairwoman, Ottilie Grane, said."
)
THIRD = "“We have waited eleven winters for this,” Grane said. “We can wait nine weeks more.”"


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_wrapped_text_is_joined(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(text, width) for text in (FIRST, SECOND, THIRD))
    assert paragraphs(wrapped) == [FIRST, SECOND, THIRD]


def test_a_hyphen_at_the_end_of_a_wrapped_line_joins_without_a_space() -> None:
    text = FIRST.replace("ferries", "well-known car-carrying ferries")
    assert paragraphs(textwrap.fill(f"{text} {SECOND}", 45)) == [f"{text} {SECOND}"]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "\n".join([HEADLINE, FIRST, SECOND, THIRD])
    assert paragraphs(text) == [HEADLINE, FIRST, SECOND, THIRD]
    menu = ["Home", "News", "Sport", "Weather and tides", "Opinion", "Subscribe today"]
    assert paragraphs("\n".join(menu)) == menu


@pytest.mark.parametrize(
    "head",
    [
        [HEADLINE],
        ["Home", "News", "Weather", HEADLINE, "By Ada Grane", "12 May 2021"],
        ["The Oster Mail", HEADLINE, "By Ada Grane, harbour correspondent"],
        [f"Home Posts {HEADLINE}", HEADLINE, "Ada Grane"],
        ["The Oster Mail and Harbour Gazette", "Harbour news", HEADLINE, "May 12, 2021 9:40 am"],
        [HEADLINE, "Ferry companies will pay most of the cost of work in the channel this spring"],
        [f"Title: {HEADLINE}"],
    ],
    ids=["alone", "menu", "paper", "breadcrumb", "section", "standfirst", "label"],
)
def test_the_headline_is_found_among_what_stands_above(head: list[str]) -> None:
    lines = [*head, FIRST, SECOND, THIRD]
    headline, start = find_headline(lines)
    assert headline == HEADLINE
    assert lines[start - 1].endswith(HEADLINE)


@pytest.mark.parametrize(
    "headline",
    [
        "BOARD TO DREDGE NORTHERN CHANNEL.",
        "Harbour Board Says That It Will Dredge The Northern Channel In The Month Of May.",
        "Will the northern channel be dredged at last?",
        "Grane: ‘We can wait nine weeks more’",
        "Dredged up",
    ],
)
def test_headlines_of_many_shapes(headline: str) -> None:
    assert find_headline([headline, FIRST, SECOND, THIRD]) == (headline, 1)


def test_a_headline_set_as_a_sentence_is_known_by_being_said_twice() -> None:
    headline = "The harbour board says it has no plan to dredge the northern channel this year."
    lines = [f"Home Posts {headline}", headline, "Ada Grane", headline, FIRST, SECOND, THIRD]
    assert find_headline(lines)[0] == headline


def test_a_text_of_sentences_has_no_headline_and_loses_nothing() -> None:
    article = read_plain("\n\n".join([FIRST, SECOND, THIRD]), "note")
    assert article.headline == ""
    assert article.body.split("\n") == [FIRST, SECOND, THIRD]


def test_a_quotation_set_large_is_no_headline() -> None:
    quotation = "We have waited eleven winters for this"
    lines = [FIRST, quotation, SECOND, f"“{quotation},” Grane said.", quotation, THIRD]
    assert find_headline(lines) == ("", 0)
    assert find_headline([HEADLINE, *lines]) == (HEADLINE, 1)


@pytest.mark.parametrize(
    "line",
    [
        "Were you a passenger on one of the two ferries that ran aground on the bar last March?",
        "He said no.",
        "“No!” he said, and he said it again when the board asked him for the third time.",
    ],
)
def test_sentences_are_no_headline(line: str) -> None:
    assert find_headline([line, FIRST, SECOND, THIRD]) == ("", 0)


@pytest.mark.parametrize(
    "headline",
    [
        "26 ferries ran aground in the channel last year",
        "2019 or 2020? Dredging of channel put off again",
        "Opinion: The channel was never the problem",
        "Ferry company asks board to take its case to the U.S.",
        "HARBOUR BOARD TO DREDGE CHANNEL",
    ],
)
def test_headlines_that_look_like_something_else(headline: str) -> None:
    assert find_headline(["12 May 2021", headline, "Updated 9:40 am", FIRST]) == (headline, 2)


def test_the_byline_is_kept_as_a_field() -> None:
    text = "\n\n".join([HEADLINE, "By Ada Grane, harbour correspondent", FIRST, SECOND])
    assert read_plain(text, "note").byline == "Ada Grane, harbour correspondent"
