"""What is planted, which words are marked, and what is left alone since it may be true."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from copydesk.plant.edit import Planted
from copydesk.plant.errors import errors
from copydesk.plant.story import Story

Plant = Callable[..., list[Planted]]


def wrong(error: Planted) -> list[str]:
    return [error.text[a:b] for a, b in error.wrong]


@pytest.mark.parametrize(
    ("kind", "claim", "planted", "words"),
    [
        ("person", "Otto Varga opened the harbour wall.",
         "Joris Quist opened the harbour wall.", ["Joris Quist"]),
        ("person", "Varga opened the harbour wall.",
         "Brandt opened the harbour wall.", ["Brandt"]),
        ("place", "Norway rejoiced.", "Denmark rejoiced.", ["Denmark"]),
        ("group", "Republicans on the council approved the loan.",
         "Democrats on the council approved the loan.", ["Democrats"]),
        ("attribution", "Brandt said the wall could cost jobs.",
         "Sorge said the wall could cost jobs.", ["Sorge"]),
        ("number", "Norway may lend the town $45 million.",
         "Norway may lend the town $45 billion.", ["billion"]),
        ("date", "Mayor Varga opened the wall on Tuesday.",
         "Mayor Varga opened the wall on Friday.", ["Friday"]),
        ("duration", "Varga will visit Lower Brask for three weeks.",
         "Varga will visit Lower Brask for three months.", ["months"]),
        ("negation", "The wall was opened on Tuesday.", "The wall was not opened on Tuesday.",
         ["was not"]),
        ("negation", "The company lost.", "The company did not lose.", ["did not lose"]),
        ("affirmation", "The harbour board did not publish the figures.",
         "The harbour board published the figures.", ["published"]),
        ("modality", "Norway may lend the town money.", "Norway will lend the town money.",
         ["will"]),
        ("modality", "Denmark plans to send engineers.", "Denmark sends engineers.", ["sends"]),
        ("antonym", "Republicans approved the loan.", "Republicans rejected the loan.",
         ["rejected"]),
        ("role-swap", "The Tarn Ferry Company sued the Ormond Harbour Board.",
         "The Ormond Harbour Board sued the Tarn Ferry Company.",
         ["The Ormond Harbour Board", "the Tarn Ferry Company"]),
    ],
)  # fmt: skip
def test_an_error_of_each_kind(
    plant: Plant, kind: str, claim: str, planted: str, words: list[str]
) -> None:
    found = {error.text: error for error in plant(claim, kind)}
    assert planted in found
    assert wrong(found[planted]) == words
    assert found[planted].marked


@pytest.mark.parametrize(
    ("kind", "claim", "planted"),
    [
        # The story says it of Quist too, in a sentence with the claim's words.
        ("person", "Wanda Sorge praised Joris Quist.", "Joris Quist praised"),
        # The body affirms elsewhere what one sentence denies.
        ("affirmation", "The company did not sue the board in 2014.", "The company sued the board"),
        # Both hold of "some".
        ("negation", "Some crews lost jobs.", "not"),
        # The deed done by one to the other is told the other way round as well.
        ("role-swap", "Otto Varga met Joris Quist.", "Joris Quist met"),
        # A town visits nobody.
        ("role-swap", "Varga will visit Lower Brask.", "Lower Brask will visit"),
        # Without the condition nothing was claimed.
        ("modality", "Norway may lend the town money if Denmark agrees.", "will"),
        # "Not only" is no denial.
        ("affirmation", "The wall did not only cost jobs.", "The wall only cost"),
    ],
)
def test_what_may_be_true_is_not_planted(plant: Plant, kind: str, claim: str, planted: str) -> None:
    assert not [error.text for error in plant(claim, kind) if planted in error.text]


def test_more_than_is_never_followed_by_less(plant: Plant) -> None:
    numbers = [
        int(wrong(error)[0])
        for error in plant("The wall could cost more than 320 jobs.", "number")
        if wrong(error)[0].isdigit()
    ]
    assert numbers
    assert min(numbers) > 320


def test_a_name_that_the_predicate_has_in_the_story_is_no_error(nlp: Any, plant: Plant) -> None:
    body = "Otto Varga opened the wall.\n\nLater Joris Quist opened the wall as well."
    assert plant("Otto Varga opened the wall.", "person")
    assert not plant("Otto Varga opened the wall.", "person", Story(body))


def test_verbs_agree_with_their_new_subject(plant: Plant) -> None:
    story = Story("The police arrest the mayor of Port Ellery.")
    texts = {error.text for error in plant("The police arrest the mayor.", "role-swap", story)}
    assert texts == {"The mayor arrests the police."}


HARBOUR = (
    "The driver of a lorry hit a cyclist on the quay. Officers questioned the driver. "
    "A judge will hear the case. The judge praised the officers."
)


@pytest.mark.parametrize(
    ("claim", "texts"),
    [
        # The judge and the officers are of one sentence, so they are two; so are one and many.
        ("A judge will hear the case.", {"Officers will hear the case."}),
        ("Officers questioned the driver.", {"The judge questioned the driver."}),
        # Of whom the verb is said too, it may be true.
        ("An officer will hear the case.", set()),
    ],
)
def test_an_actor_by_noun_gives_way_to_another(nlp: Any, claim: str, texts: set[str]) -> None:
    parsed = [nlp(sentence) for sentence in ("Officers questioned him.", "The judge spoke.")]
    story = Story(HARBOUR, parsed=parsed)
    found = [e for seed in range(8) for e in errors(nlp(claim), story, Random(seed))]
    nouns = {error.text: error for error in found if error.kind == "noun"}
    assert set(nouns) == texts
    assert all(text.startswith(*wrong(error)) for text, error in nouns.items())


def test_an_opinion_told_as_a_fact_marks_no_word(plant: Plant) -> None:
    story = Story("Critics say the harbour wall wastes public money. The board disagrees.")
    claim = "Critics say the harbour wall wastes public money."
    (error,) = [e for e in plant(claim, "attribution", story) if not e.marked]
    assert error.text == "The harbour wall wastes public money"
    assert error.wrong == ()


def test_spans_slice_words_and_no_error_repeats_the_claim(nlp: Any, plant: Plant) -> None:
    claim = "On Tuesday Varga, who may lend Denmark 45 boats, opened a wall in Port Ellery."
    kinds = ("person", "place", "number", "date", "negation", "modality", "antonym")
    found = [error for kind in kinds for error in plant(claim, kind)]
    assert len({error.kind for error in found}) > 3
    for error in found:
        assert error.text != claim
        assert all(word == word.strip() != "" for word in wrong(error))
