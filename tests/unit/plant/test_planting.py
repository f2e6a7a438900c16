"""What planting needs and no parser: edits, verb forms, forms of writing, names and the guard."""

from __future__ import annotations

import pytest

from copydesk.plant.edit import Edit, edited
from copydesk.plant.forms import lowered, tokenised
from copydesk.plant.named import same, things
from copydesk.plant.story import Story
from copydesk.text.antonyms import verbs, words
from copydesk.text.inflect import inflected


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("new", "old", "A sailor saw an old wall."),
        ("wall", "bridge", "A sailor saw a new bridge."),
        ("A sailor", "engineers", "Engineers saw a new wall."),
        ("new ", "", "A sailor saw a wall."),
        ("new", "European", "A sailor saw a European wall."),
        ("new", "honest", "A sailor saw an honest wall."),
    ],
)
def test_articles_and_capitals_follow_new_words(old: str, new: str, text: str) -> None:
    claim = "A sailor saw a new wall."
    at = claim.index(old)
    changed, wrong = edited(claim, [Edit(at, at + len(old), new)])
    assert changed == text
    assert [changed[a:b].casefold() for a, b in wrong] == ([new.casefold()] if new else [])


def test_several_edits_keep_their_places() -> None:
    changed, wrong = edited("Ann met Bob.", [Edit(8, 11, "Cy"), Edit(0, 3, "Dora", wrong=False)])
    assert changed == "Dora met Cy."
    assert [changed[a:b] for a, b in wrong] == ["Cy"]


@pytest.mark.parametrize(
    ("lemma", "tag", "form"),
    [
        ("sign", "VBD", "signed"), ("admit", "VBD", "admitted"), ("carry", "VBZ", "carries"),
        ("free", "VBG", "freeing"), ("lie", "VBG", "lying"), ("cut", "VBD", "cut"),
        ("withdraw", "VBN", "withdrawn"), ("pass", "VBZ", "passes"), ("stop", "VBG", "stopping"),
        ("open", "VBD", "opened"), ("have", "VBZ", "has"), ("veto", "VBZ", "vetoes"),
        ("deny", "VBD", "denied"), ("play", "VBD", "played"), ("release", "VBG", "releasing"),
        ("be", "VBD", None), ("win", "VBG", "winning"), ("show", "VBD", "showed"),
    ],
)  # fmt: skip
def test_verb_forms(lemma: str, tag: str, form: str | None) -> None:
    assert inflected(lemma, tag) == form


def test_every_antonym_can_be_inflected() -> None:
    for verb, opposites in verbs().items():
        for opposite in opposites:
            assert opposite != verb
            assert all(inflected(opposite, tag) for tag in ("VB", "VBZ", "VBD", "VBN", "VBG"))


def test_antonyms_of_other_words_go_both_ways() -> None:
    assert words()["more"] == "less"
    assert words()["less"] == "more"
    assert all(word != opposite for word, opposite in words().items())


@pytest.mark.parametrize("form", [lowered, tokenised])
def test_another_form_keeps_the_marked_words(form: object) -> None:
    text = "U.S. officials (two) didn't say “no” to Denmark's offer, Brandt said."
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("didn't", "Denmark", "Brandt said")]
    changed, moved = form(text, spans)  # type: ignore[operator]
    assert changed == changed.lower()
    plain = [changed[a:b].replace(" ", "") for a, b in moved]
    assert plain == ["didn't", "denmark", "brandtsaid"]


def test_tokens_stand_apart() -> None:
    assert tokenised("U.S. officials didn't say.", ())[0] == "u.s . officials did n't say ."


def test_the_names_of_a_story(story: Story) -> None:
    found = {(thing.kind, thing.text) for thing in things(story.body)}
    assert {
        ("person", "Otto Varga"), ("person", "Anneke Brandt"), ("person", "Joris Quist"),
        ("place", "Norway"), ("place", "Denmark"),
        ("organisation", "Tarn Ferry Company"), ("organisation", "Ormond Harbour Board"),
    } <= found  # fmt: skip
    assert not {text for kind, text in found if kind == "person"} & {"Tuesday", "Republicans"}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Otto Varga", "Varga", True),
        ("Ormond Harbour Board", "OHB", True),
        ("Russia", "Moscow", True),
        ("United States", "America", True),
        ("Otto Varga", "Joris Quist", False),
        ("Norway", "Denmark", False),
    ],
)
def test_two_names_for_one_thing(left: str, right: str, expected: bool) -> None:
    assert same(left, right) is expected


def test_the_guard_asks_for_both_the_words_and_their_company(story: Story) -> None:
    assert story.says("Brandt", "the wall could cost jobs")
    assert not story.says("Sorge", "the wall could cost jobs")
    assert story.denies("the Ormond Harbour Board published the figures")
    assert not story.denies("Varga opened the new harbour wall")
    assert story.affirms("the Tarn Ferry Company sued the Ormond Harbour Board")
    assert story.states(("opened",), "Mayor Varga opened the harbour wall")
    assert not story.states(("lend", "will"), "Norway may lend the town money")
