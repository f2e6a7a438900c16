"""Page chrome goes, sentences of a story stay: both ways, on lines written for this test."""

from __future__ import annotations

import pytest

from copydesk.text.chrome import (
    chrome_reason,
    clean_body,
    clean_lines,
    repeats,
    split_highlights,
    trim_line,
)

FIRST = "The harbour board said on Monday that it would dredge the northern channel in May."
SECOND = "Work on the channel is expected to take nine weeks and to cost about $3 million."
THIRD = "“We have waited eleven winters for this,” said Ottilie Grane, who sails the mail boat."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", "advertisement"),
        ("ADVERTISEMENT:", "advertisement"),
        ("Story continues below", "advertisement"),
        ("Copyright © 2021 The Grane Mail. All rights reserved.", "copyright"),
        ("© 2021 Grane Mail LLC", "copyright"),
        ("We use cookies to improve your visit.", "cookies"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("Get the news of the coast delivered to your inbox.", "newsletter"),
        ("Subscribe", "newsletter"),
        ("Share", "share"),
        ("Facebook Twitter WhatsApp", "share"),
        ("Follow Nils Tarn on Twitter: @nilstarn", "share"),
        ("Follow us on Instagram", "share"),
        ("Leave a Reply", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
        ("12 Comments", "comments"),
        ("Read more: Why the channel silts up", "related"),
        ("Also read: Why the channel silts up", "related"),
        ("More: Grane bridge opens after two years", "related"),
        ("SEE ALSO: The bridge that nobody wanted", "related"),
        ("You may also like", "related"),
        ("Click here for more from the harbour.", "related"),
        ("The channel in pictures Read more", "related"),
        ("( See the Mail's full harbour coverage)", "related"),
        ("[pullquote]", "related"),
        ("BOARD MEMBER DEFENDS VOTE ON BRIDGE", "related"),
        ("Enlarge this image", "photo"),
        ("Enlarge this image toggle caption Nils Tarn/AP Nils Tarn/AP", "photo"),
        ("Photo: Nils Tarn / The Mail", "photo"),
        ("The mail boat leaves the old quay in January. (Nils Tarn/Reuters)", "photo"),
        ("The mail boat leaves the old quay. Photo: Harbour Museum", "photo"),
        ("CLOSE The mail boat has a new captain. Grane TV", "photo"),
        ("Nils Tarn contributed to this report.", "credit"),
        ("Tarn contributed reporting from Oster, and Grane from Little Marrow.", "credit"),
        ("Contributing: Nils Tarn, The Grane Mail", "credit"),
        ("(Reporting by Nils Tarn in Oster; Editing by Ada Grane)", "credit"),
        ("Additional reporting by Nils Tarn and Ada Grane", "credit"),
        ("This story has been updated with a comment from the board.", "credit"),
        ("___", "rule"),
    ],
)
def test_chrome_is_known_by_its_words(line: str, reason: str) -> None:
    assert chrome_reason(line) == reason
    assert clean_body("\n\n".join([FIRST, SECOND, line, THIRD])) == "\n\n".join(
        [FIRST, SECOND, THIRD]
    )


@pytest.mark.parametrize(
    "line",
    [
        "Close to 400 people stood on the quay when the mail boat came in.",
        "Several factors contributed to this decline, the board found.",
        "The money came from a fund to which all nine villages contributed.",
        "Copyright law does not cover the names of boats, the court said.",
        "The company changed its privacy policy in March, the regulator said.",
        "The story was first reported by a local radio station on Friday.",
        "Reporting by the radio station showed that the board had known since June.",
        "Share prices fell by 3 percent after the announcement.",
        "Follow the money, the old clerk used to say, and look at the dates.",
        "Comments made by the chairman in May had angered the pilots.",
        "Subscribe, the letter said, or lose the paper you have read for 40 years.",
        "Photos of the wreck were handed to the police, who are looking into it.",
        "Images taken by a drone show the sand bank moving 40 metres a year.",
        "Join us in asking for a second boat, the islanders wrote to the ministry.",
        "Read aloud in the assembly, the letter took eleven minutes.",
        "Home is where the boat is, he said.",
        "Get out while the road is open, the fire brigade told the residents.",
        "Tags on the birds had shown that they fly 9,000 kilometres.",
        "It was posted on Facebook and shared 12,000 times, via Twitter.",
        "File cabinets from the old office were found in the harbour.",
        "The email said “click here” and asked for a password.",
        "“This is a reporter's dream,” she said.",
        "He said no.",
        "More than half of them had never left the island.",
        "Recommended doses were exceeded in three cases, according to the clinic.",
    ],
)
def test_sentences_of_a_story_stay(line: str) -> None:
    assert chrome_reason(line) == ""
    for lines in ([FIRST, line, SECOND], [FIRST, SECOND, line], [line, FIRST, SECOND]):
        assert clean_body("\n\n".join(lines)) == "\n\n".join(lines)


def test_the_headline_goes_wherever_it_is_repeated() -> None:
    headline = "Harbour board to dredge northern channel"
    text = "\n".join(
        [f"Home Posts {headline}", headline, "Ada Grane", FIRST, headline.upper(), SECOND]
    )
    assert clean_body(text, headline) == f"{FIRST}\n\n{SECOND}"


def test_a_sentence_that_only_begins_like_the_headline_stays() -> None:
    headline = "Harbour board to dredge northern channel"
    line = f"{headline} in May, the chairman told members of the sailing club on Monday."
    assert clean_body(f"{line}\n{SECOND}", headline) == f"{line}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "headline", "same"),
    [
        ("Board: dredging starts", "Board — Dredging Starts!", True),
        ("News › Local › Board to dredge the channel", "Board to dredge the channel", True),
        ("Board to dredge", "Board to dredge the channel", False),
        ("All that the board said of it", "it", False),
        ("anything", "", False),
    ],
)
def test_repeats(line: str, headline: str, same: bool) -> None:
    assert repeats(line, headline) is same


def test_tags_and_bylines_above_the_story_go_and_the_standfirst_stays() -> None:
    standfirst = "Nine weeks of work will let larger boats in at low tide"
    lines = ["Ada Grane", "By Nils Tarn", "12 May 2021", standfirst, FIRST, SECOND]
    kept, dropped = clean_lines(lines)
    assert kept == [standfirst, FIRST, SECOND]
    assert dropped == [("head", line) for line in lines[:3]]


def test_links_and_biographies_below_the_story_go() -> None:
    tail = [
        "Why the Bridge Took Two Years",
        "Ada Grane",
        "Nils Tarn is the Mail's harbour correspondent.",
        "https://mail.example/harbour",
    ]
    kept, dropped = clean_lines([FIRST, SECOND, *tail])
    assert kept == [FIRST, SECOND]
    assert [line for _, line in dropped] == tail


def test_a_list_at_the_end_stays() -> None:
    lines = [FIRST, "The board named four steps:", "a new buoy", "two pilots", "one dredger"]
    assert clean_lines(lines)[0] == lines
    results = [FIRST, SECOND, "1. Oster 31 points", "2. Grane 28 points"]
    assert clean_lines(results)[0] == results


def test_readers_comments_are_cut_off() -> None:
    comments = [
        "2 Comments",
        "boatman says:",
        "About time they did something about that channel, it was a disgrace.",
        "Reply",
    ]
    assert clean_lines([FIRST, SECOND, THIRD, *comments])[0] == [FIRST, SECOND, THIRD]


def test_a_comments_link_between_paragraphs_cuts_nothing() -> None:
    said = "Grane says: “We have the sand, and they have the sea.” Nobody disagreed."
    lines = [FIRST, SECOND, "Join the conversation", said, THIRD]
    assert clean_lines(lines)[0] == [FIRST, SECOND, said, THIRD]


def test_glued_links_are_cut_out_of_a_paragraph() -> None:
    assert trim_line(f"{FIRST} (PHOTOS: The channel in winter)") == FIRST
    assert trim_line(f"Story Continued Below {FIRST}") == FIRST
    assert trim_line("The   board\xa0met.") == "The board met."
    for card in ("Ottilie Mary GraneBoard splits on bridge", "Ottilie Grane Board splits again"):
        glued = f"Sen. Ottilie Grane {card} Pilots strike MORE (D) said so."
        assert trim_line(glued) == "Sen. Ottilie Grane (D) said so."


def test_highlights_are_split_off() -> None:
    text = "\n\n".join(
        ["Story highlights Board votes for dredging", "Work will take nine weeks", FIRST, SECOND]
    )
    points, rest = split_highlights(text)
    assert points == ["Board votes for dredging", "Work will take nine weeks"]
    assert rest == f"{FIRST}\n\n{SECOND}"
    assert clean_body(text) == rest
    assert split_highlights(rest) == ([], rest)


def test_a_text_without_a_paragraph_loses_nothing_at_its_ends() -> None:
    assert clean_body("Oster\nGrane\nLittle Marrow") == "Oster\n\nGrane\n\nLittle Marrow"


def test_long_hostile_lines_take_no_time() -> None:
    import time

    start = time.perf_counter()
    for line in (
        "A" * 200_000,
        "Aa " * 60_000,
        "( " * 60_000,
        "reporting by " + "Ab " * 9_000 + "x",
    ):
        chrome_reason(line)
        trim_line(line)
    # Measured 0.05 s; a pattern that backtracks would take minutes.
    assert time.perf_counter() - start < 5
