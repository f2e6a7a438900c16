from __future__ import annotations

import pytest

from copydesk.prepare.filters import FILTERS, filtered
from copydesk.records import Article, Rejection

BODY = (
    "The council of Port Ellery voted on Monday to keep the Quay Street library open, ending a "
    "dispute of three years, and mayor Ines Calloway said the repairs would cost $2 million.\n\n"
    "A spokesman for the hotel group, Tom Brandt, said that his company would look for another "
    "site.\n\nCalloway: a mayor who listens.\n\n“We won,” she said. “Now we build.”"
)
HEADLINE = "Port Ellery council votes to keep library open"


def reason(headline: str = HEADLINE, body: str = BODY, url: str = "", **switches: bool) -> str:
    article = Article("a", body, headline, url=url)
    named = {name.replace("_", "-"): value for name, value in switches.items()}
    result = filtered(article, named)
    if isinstance(result, Rejection):
        assert (result.id, result.stage) == ("a", "filters")
        return result.reason
    assert result is article
    return "kept"


def turns(*speakers: str) -> str:
    return "\n\n".join(f"{speaker}: The library is what we keep." for speaker in speakers)


@pytest.mark.parametrize(
    ("headline", "outcome"),
    [
        (HEADLINE, "kept"),
        ("World news", "section-name"),
        ("Letters to the Editor", "section-name"),
        ("Council keeps \ufffdlibrary\ufffd open", "headline-damaged"),
        ("Council keeps <b>library open", "headline-damaged"),
        ("Opinion: Council keeps Quay Street library open", "opinion"),
        ("Council keeps library open | Editorial", "opinion"),
        ("Council's opinion: Library stays open", "kept"),
        ("Watch: Council votes on Quay Street library", "not-a-story"),
        ("Watch group faults council vote on library", "kept"),
        ("Live updates: Council votes on library", "live-blog"),
        ("Transcript: Council meeting on Quay Street library", "transcript"),
        ("Council releases transcript of library meeting", "kept"),
        ("Q&A with Port Ellery's mayor on her library", "transcript"),
        ("Morning briefing: Library, ferry and harbour", "roundup"),
        ("5 things the council said of the library", "listicle"),
        ("Council keeps 5 libraries of Port Ellery open", "kept"),
        ("Will the council keep the library open?", "question"),
        ("How your council library vote was won", "address"),
        ("Why we keep the Quay Street library", "address"),
        ("Calloway: We keep the Quay Street library", "kept"),
        ("Mayor on library vote: ‘We won, now we build’", "kept"),
        ("Ex-chief of C.I.A. joins Port Ellery council", "kept"),
        ("Library open", "headline-length"),
        (" ".join(["library"] * 26), "headline-length"),
        ("The council of Port Ellery voted on Monday to keep the Quay Street library open, ending "
         "a dispute of three years", "kept"),
    ],
)  # fmt: skip
def test_headlines(headline: str, outcome: str) -> None:
    assert reason(headline) == outcome


def test_the_address_of_a_page_tells_opinion() -> None:
    assert reason(url="https://gazette.example/opinion/2020/library") == "opinion"
    assert reason(url="https://gazette.example/opinions-differ-on-library") == "kept"


def test_a_closing_note_tells_opinion() -> None:
    assert reason(body=f"{BODY}\n\nThe views expressed here are the author's.") == "opinion"


def test_interviews_are_told_from_stories_with_headings() -> None:
    assert reason(body=turns("Q", "A", "Q", "A")) == "transcript"
    assert reason(body=turns("TOM BRANDT", "INES CALLOWAY", "BRANDT", "CALLOWAY", "BRANDT",
                             "CALLOWAY")) == "transcript"  # fmt: skip
    assert reason(body=turns("Library", "Ferry", "Harbour", "Bridge", "Pier")) == "kept"
    assert reason(body=f"{BODY}\n\n{turns('Q', 'A', 'Q')}") == "kept"


def test_logs_of_entries_are_live_blogs() -> None:
    entries = [f"{hour}:15 p.m. Council votes on part {hour} of the plan." for hour in range(1, 6)]
    assert reason(body="\n\n".join(entries)) == "live-blog"
    assert reason(body="\n\n".join([BODY, *entries[:3]])) == "kept"


def test_short_bodies_and_stubs() -> None:
    assert reason(body="Council keeps library open.") == "body-short"
    assert reason(body=f"{BODY}\n\nSubscribe to continue reading.") == "paywall"
    assert reason(body=f"{BODY}\n\nAlready a subscriber? Log in.") == "paywall"
    assert reason(body=f"{BODY}\n\nThe hotel group had planned to tear the build...") == "paywall"
    assert reason(body="\n\n".join([BODY] * 4 + ["Subscribe to continue reading."])) == "kept"


def test_a_headline_that_is_the_first_sentence() -> None:
    first = "Port Ellery council votes to keep library open."
    assert reason(body=f"{first} {BODY}") == "headline-is-first-sentence"
    assert reason(body=f"{first[:-1]} for three more years in spite of the cost. {BODY}") == "kept"


@pytest.mark.parametrize("name", ["opinion", "question", "headline-length", "body-short"])
def test_each_filter_has_a_switch(name: str) -> None:
    article = Article("a", "Too short.", "Opinion: open?", url="")
    off = dict.fromkeys(FILTERS, False)
    assert filtered(article, off) is article
    result = filtered(article, off | {name: True})
    assert isinstance(result, Rejection)
    assert result.reason == name
    assert result.detail
