"""An opinion told as a fact. (A statement moved to another speaker is one of `things.names`.)"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.edit import Planted
from copydesk.plant.story import Story
from copydesk.text.words import key

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PARTIAL = frozenset("critics opponents accusers skeptics detractors activists advocates".split())


def unattributed(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """The statement without who makes it: "Critics say the wall leaks" -> "The wall leaks".

    Every word of it may stand in the story, so none is marked.
    """
    text = claim.text
    root = next((t for t in claim if t.dep_ == "ROOT"), None)
    if root is None or root.lemma_ not in ("say", "argue", "claim", "contend", "warn"):
        return
    speaker = next((c for c in root.children if c.dep_ == "nsubj"), None)
    said = next((c for c in root.children if c.dep_ == "ccomp"), None)
    if speaker is None or said is None or speaker.lower_ not in _PARTIAL:
        return
    places = [t.i for t in said.subtree]
    if len(places) < 5 or max(places) - min(places) + 1 != len(places):
        return
    first = claim[min(places)]
    last = claim[max(places)]
    statement = text[first.idx : last.idx + len(last.text)].strip(" ,")
    if re.search(r"[\"“”]", statement):
        return
    statement = re.sub(r"^that ", "", statement)
    if not story.holding((), [key(w) for w in re.findall(r"\w+", statement)], 0.95)[1:]:
        yield Planted("attribution", statement[0].upper() + statement[1:], (), marked=False)
