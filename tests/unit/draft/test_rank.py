"""The model scores the lead's cuts as it scores its own drafts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from copydesk.draft.rank import ScoredDrafter
from copydesk.draft.seq2seq import Seq2SeqDrafter
from copydesk.paths import model_folder
from copydesk.records import Article, Draft

BODY = (
    "The council of Port Ellery voted on Monday to keep the Quay Street library open, ending a "
    "dispute of three years. Mayor Ines Calloway said the repairs would cost $2 million."
)
ARTICLES = [Article("a", BODY), Article("b", "The ferry to Ormond leaves at dawn on Sundays.")]
LINES = ["library the of on ending Monday", "Port Ellery council votes to keep library open"]


class Writer:
    name = "writer"

    def __init__(self) -> None:
        self.asked: list[int] = []

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
        self.asked.append(count)
        lines = {"a": LINES[:count], "b": []}
        return [[Draft(a.id, "headline", x, 0.5, self.name) for x in lines[a.id]] for a in articles]


@pytest.fixture(scope="module")
def model() -> Seq2SeqDrafter:
    return Seq2SeqDrafter(model_folder("headline-small"), "cpu")


def test_the_likelier_cut_comes_first_under_its_drafters_name(model: Seq2SeqDrafter) -> None:
    writer = Writer()
    drafts, none = ScoredDrafter(writer, model).draft(ARTICLES, 20)
    assert [draft.text for draft in drafts] == LINES[::-1]
    assert drafts[0].score > 2 * drafts[1].score > 0
    assert {draft.drafter for draft in drafts} == {"writer"}
    assert none == []
    assert writer.asked[0] < 20
    assert [
        [draft.text for draft in each] for each in ScoredDrafter(writer, model).draft(ARTICLES, 1)
    ] == [
        [LINES[1]],
        [],
    ]


def test_a_draft_of_its_own_is_scored_as_it_was_written(model: Seq2SeqDrafter) -> None:
    own = model.draft(ARTICLES[:1], 4)
    again = model.scored(ARTICLES[:1], own)
    for draft, scored in zip(own[0], again[0], strict=True):
        assert scored.score == pytest.approx(draft.score, rel=0.1)
