from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.records import Article
from copydesk.train.pairs import gap_pair, pairs_of
from copydesk.train.recipe import Data, Source

LEAD = "The council of Port Ellery voted on Monday to keep the Quay Street library open."
BODY = (
    f"{LEAD} Mayor Ines Calloway said that the repairs of the library would cost $2 million.\n\n"
    "A hotel group that had asked for the site will look for another one, its spokesman said. "
    "The dispute over the library had gone on for three years, and the vote was close.\n\n"
    "Tom Brandt, a reader, brought a cake."
)


def data(**fields: object) -> Data:
    source = [Source(path=Path("prepared"))]
    return Data(train=source, validation=source, **{"visible_words": 60, **fields})  # type: ignore[arg-type]


def kinds(article: Article, **fields: object) -> list[str]:
    return [pair.kind for pair in pairs_of(article, data(**fields))]


@pytest.mark.parametrize(
    ("headline", "fits"),
    [
        ("Council votes to keep Port Ellery library open", True),
        ("Library repairs to cost $2 million, mayor Calloway says", True),
        ("Council ends 3 years of dispute over library with vote", True),
        ("Library repairs to cost $5 million, mayor says", False),
        ("Council keeps library, Tom Brandt brings cake", False),  # beyond what is seen
        ("Readers hope bakers forgive and forget", False),
    ],
)
def test_a_headline_is_learned_only_from_a_body_that_shows_it(headline: str, fits: bool) -> None:
    assert kinds(Article("a", BODY, headline)) == ["headline"] * fits


def test_more_is_seen_with_more_words() -> None:
    article = Article("a", BODY, "Council keeps Port Ellery library, Tom Brandt brings cake")
    assert kinds(article, visible_words=200, least_overlap=0.4) == ["headline"]


def test_a_summary_gives_a_pair_of_its_own() -> None:
    summary = "The library of Port Ellery stays open. Repairs cost $2 million."
    made = list(pairs_of(Article("a", BODY, "", summary), data()))
    assert [(pair.kind, pair.target) for pair in made] == [("summary", summary)]
    assert made[0].source == " ".join(BODY.split()[:60])


def test_gap_sentences_are_taken_out_or_copied() -> None:
    made = [
        gap_pair(f"story-{n}", BODY, data(visible_words=75, least_overlap=0)) for n in range(40)
    ]
    pairs = [pair for pair in made if pair]
    assert len(pairs) == 40
    assert len({pair.target for pair in pairs}) == 1
    copied = [pair for pair in pairs if pair.target in pair.source]
    assert 0 < len(copied) < 40


def test_a_gap_whose_names_only_it_holds_is_copied() -> None:
    body = (
        "The library of the old harbour town opened its new rooms to readers on a cold day. "
        "Mayor Ines Calloway of Port Ellery opened the new rooms of the library to readers. "
        "Some of the readers came by boat, and others walked to the library over the bridge."
    )
    for n in range(20):
        made = gap_pair(f"story-{n}", body, data(least_overlap=0))
        assert made
        assert "Calloway" not in made.target or made.target in made.source


def test_gaps_come_from_the_share_of_articles_that_is_asked_for() -> None:
    articles = [Article(f"story-{n}", BODY) for n in range(300)]
    count = sum(len(kinds(article, gap_sentences=0.2)) for article in articles)
    assert 30 < count < 90
    assert not any(kinds(article) for article in articles)
