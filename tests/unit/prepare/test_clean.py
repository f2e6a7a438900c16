from __future__ import annotations

import pytest

from copydesk.prepare.clean import clean, clean_headline, learn, without
from copydesk.records import Article, Rejection

PLACES = (
    "Ostrel",
    "Port Alden",
    "Larkspur",
    "Vennes",
    "Quay Street",
    "Tolbury",
    "Marsh End",
    "Orr",
)
BACKGROUND = (
    "The ferry fund helps poor families pay for the crossing in winter, and was set up in 1998."
)
NOTE = "The Harbour Gazette is printed on paper made from reeds that grow beside the harbour."


def story(number: int, *, note: str = "", background: str = "", tail: str = "") -> str:
    place = PLACES[number % len(PLACES)]
    lines = [
        "Ines Calloway",
        f"The council of {place} voted in meeting {number} to keep the library open for {number}0 "
        "years, and the mayor said that she was glad of it.",
        f"Engineers found {number} cracks in the bridge of {place}, which will close in May.",
        background,
        f"“We will not gamble with {number} lives,” said the engineer of {place} on Monday.",
        f"Drivers from {place} will have to find another way to work for {number} weeks or so.",
        f"The {place} bridge carries {number}61 cars an hour, and was built {number} years ago.",
        f"Nobody in {place} spoke against it, and the meeting was over after {number} minutes.",
        note,
        f"Updated at {number}:15 p.m. on May {number}",
        tail,
    ]
    return "\n\n".join(line for line in lines if line)


def cleaned(body: str, headline: str = "Council keeps library open", **fields: str) -> Article:
    result = clean(Article("a", body, headline, **fields))
    assert isinstance(result, Article)
    return result


def test_what_a_source_repeats_goes_and_its_stories_stay() -> None:
    bodies = [story(n, note=NOTE) for n in range(8)]
    chrome = learn(bodies)
    kept = without(story(9, note=NOTE), chrome)
    assert "Calloway" not in kept
    assert "Gazette" not in kept
    assert "Updated" not in kept
    wanted = [line for line in story(9).split("\n") if not line.startswith(("Ines", "Updated"))]
    assert [line for line in kept.split("\n") if line] == [line for line in wanted if line]


def test_background_in_the_middle_of_stories_stays() -> None:
    bodies = [story(n, background=BACKGROUND) for n in range(8)]
    assert BACKGROUND in without(bodies[0], learn(bodies))


def test_copies_of_one_story_teach_nothing() -> None:
    assert learn([story(1, tail=f"The {word} copy") for word in PLACES]) == frozenset()


def test_lines_that_lead_to_others_stay() -> None:
    bodies = [f"The council's letter in full:\n\n{story(n)}" for n in range(8)]
    assert without(bodies[0], learn(bodies)).startswith("The council's letter in full:")


def test_what_is_learned_does_not_depend_on_order() -> None:
    bodies = [story(n, note=NOTE) for n in range(12)]
    assert learn(bodies) == learn(reversed(bodies)) != frozenset()


def test_highlights_become_the_summary() -> None:
    body = f"Story highlights\nCouncil keeps the library\nMayor is glad of it\n{story(3)}"
    article = cleaned(body)
    assert article.summary == "Council keeps the library. Mayor is glad of it."
    assert article.body.startswith("The council of Vennes")


def test_a_summary_that_is_there_stays() -> None:
    body = f"Story highlights\nCouncil keeps the library\n{story(3)}"
    assert cleaned(body, summary="A written  summary.").summary == "A written summary."


def test_page_chrome_and_the_headline_said_again_go() -> None:
    body = f"Council keeps library open\nAdvertisement\n{story(3)}\nShare on Facebook"
    assert cleaned(body).body == cleaned(story(3)).body


def test_a_body_of_chrome_alone_is_rejected() -> None:
    rejected = clean(Article("a", "Advertisement\n\nShare this\n\n***", "Council keeps library"))
    assert isinstance(rejected, Rejection)
    assert (rejected.id, rejected.stage, rejected.reason) == ("a", "clean", "no-text")


@pytest.mark.parametrize(
    ("raw", "headline"),
    [
        ("Council keeps  library | Harbour Gazette", "Council keeps library"),
        ("Council keeps library - Harbour Gazette", "Council keeps library"),
        ("Council keeps library - gazette.com", "Council keeps library"),
        ("Council keeps library - Calloway Says", "Council keeps library - Calloway Says"),
        ("Exclusive: Council keeps library", "Council keeps library"),
        ("Library costs #36;3 million (Reuters)", "Library costs $3 million"),
        ("Ostrel?s mayor keeps library.", "Ostrel’s mayor keeps library"),
        ("The mayor&#8217;s library &amp; ferry", "The mayor’s library & ferry"),
        ("<HARBOUR TRUST> buys Ostrel <OSTL.O>, Orr <ORR>", "HARBOUR TRUST buys Ostrel, Orr"),
        ("Library <b>moves</b>", "Library moves"),
        ("Library moves to the U.S.", "Library moves to the U.S."),
    ],
)
def test_headlines(raw: str, headline: str) -> None:
    assert clean_headline(raw, "The Harbour Gazette") == headline
