"""The kinds of planted errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.edit import Planted
from copydesk.plant.modality import certain
from copydesk.plant.negation import affirmed, negated
from copydesk.plant.nouns import nouns
from copydesk.plant.numbers import dates, durations, numbers
from copydesk.plant.opposites import opposite
from copydesk.plant.roles import swapped
from copydesk.plant.speakers import unattributed
from copydesk.plant.story import Story
from copydesk.plant.things import groups, names

if TYPE_CHECKING:
    from spacy.tokens import Doc

Planter = Callable[["Doc", Story, Random], Iterator[Planted]]

PLANTERS: tuple[Planter, ...] = (
    names,
    groups,
    nouns,
    numbers,
    dates,
    durations,
    negated,
    affirmed,
    certain,
    opposite,
    swapped,
    unattributed,
)


def errors(claim: Doc, story: Story, draw: Random) -> list[Planted]:
    """Every error that can be planted in `claim`, a true sentence of or about `story`.

    None of them says again what the claim says, and none stands word for word in the story.
    """
    found = [error for plant in PLANTERS for error in plant(claim, story, draw)]
    return [e for e in found if e.text != claim.text and e.text not in story.body]
