"""Headlines from the lead: they stand by themselves and say nothing that the body does not."""

from __future__ import annotations

import re

import pytest

from copydesk.draft.lead import LeadDrafter, stands
from copydesk.records import Article
from copydesk.text.sentences import sentences

BODY = """PORT ARDEN (AP) — After two years of quarrels, the city council of Port Arden voted 7-2 \
on Monday to replace the old ferry with a tram bridge, officials said.

“It was about time,” said Tove Lind, who has led the residents' campaign since 2016.

But opponents of the bridge, among them the fishermen's union, said the council had ignored a \
study that puts the cost at 84 million crowns. They plan to go to court.

The ferry, which has run since 1931, will stay in service until the bridge opens.

Will it? Mayor Lucía Peña promised that no one would lose a job, and the union welcomed that."""


@pytest.fixture
def article() -> Article:
    return Article("ferry", BODY)


def test_candidates_come_best_first_and_differ(article: Article) -> None:
    (drafts,) = LeadDrafter().draft([article], 5)
    texts = [draft.text for draft in drafts]
    assert len(texts) >= 3
    assert len(set(texts)) == len(texts)
    assert [draft.score for draft in drafts] == sorted((d.score for d in drafts), reverse=True)
    assert all(0 < draft.score <= 1 for draft in drafts)
    assert {(d.article_id, d.kind, d.drafter) for d in drafts} == {("ferry", "headline", "lead")}
    assert any("tram bridge" in text and "PORT ARDEN" not in text for text in texts)


def test_every_candidate_is_cut_out_of_one_sentence(article: Article) -> None:
    whole = [BODY[i:j].casefold() for i, j in sentences(BODY)]
    for draft in LeadDrafter().draft([article], 9)[0]:
        wanted = re.findall(r"\w+", draft.text.casefold())
        # `word in iterator` moves on: the words must follow in this order.
        held = [
            all(word in rest for word in wanted)
            for rest in (iter(re.findall(r"\w+", sentence)) for sentence in whole)
        ]
        assert any(held), draft.text


@pytest.mark.parametrize("max_chars", [40, 60, 100])
def test_length_is_kept(article: Article, max_chars: int) -> None:
    for draft in LeadDrafter(max_chars).draft([article], 9)[0]:
        assert len(draft.text) <= max_chars
        assert not draft.text.endswith(".")
        assert draft.text[0].isupper()


def test_count_and_batch() -> None:
    articles = [Article("a", BODY), Article("b", "Rain."), Article("c", "")]
    first, second, third = LeadDrafter().draft(articles, 2)
    assert len(first) == 2
    assert second == third == []


@pytest.mark.parametrize(
    "text",
    [
        "The council voted to close the dock",
        "The treasurer stole the money, a former colleague said",
        "Three officers were found guilty",
        "Moss: US must not leave the pact",
        "No one was hurt in the blast",
        "Peña said “rents must fall”",
    ],
)
def test_headlines_that_stand(text: str) -> None:
    assert stands(text)


@pytest.mark.parametrize(
    "text",
    [
        "He said the vote was illegal",  # who?
        "That's why the council voted no",
        "After the council voted to close the dock",
        "Will the council close the dock?",
        "The bridge over the river at dawn",  # no verb
        "Tove Lind, a nurse who led the strike",  # a verb only in the relative clause
        "The mayor of the town announced",
        "The mayor announced in a letter to us",
        "The council voted to close the",
        "Lind says we must leave the harbour",
        "Lind said that the mayor and the council",  # the clause has no verb
        "Rain fell",
        "“We left,” said the mayor",
        "The attempted theft by two dockers",  # no verb but in -ed
        "Friday brought the city a new",
        "Lind called the “plan a disgrace",
        "Mayor Lucía Peña of Port Arden, left",
    ],
)
def test_fragments_that_do_not(text: str) -> None:
    assert not stands(text)
