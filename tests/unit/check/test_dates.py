"""Dates: the body's, another, and what the day of publication settles."""

from __future__ import annotations

import pytest
from story import BODY, findings, told


@pytest.mark.parametrize(
    "headline",
    [
        "Mayor closes bridge on Tuesday",
        "Bridge of 1987 closed",
        "Bridge opened in May",
        "Bridge opened May 9",
        "Mayor to speak today",
        "Mayor may close bridge",
    ],
)
def test_true_dates_pass(headline: str) -> None:
    assert told("dates", headline) == []


@pytest.mark.parametrize(
    ("headline", "words", "suggestion"),
    [
        ("Mayor said Friday the city would close bridge", "Friday", "Tuesday"),
        ("Former mayor opened bridge in 1992", "1992", "1987"),
        ("Former mayor opened bridge on June 9", "June 9", "May 9, 1987"),
    ],
)
def test_wrong_date(headline: str, words: str, suggestion: str) -> None:
    [finding] = findings("dates", headline)
    assert finding.severity == "error"
    assert headline[slice(*finding.claim_span)] == words
    assert finding.suggestion == suggestion
    assert finding.evidence_span is not None
    assert suggestion in BODY[slice(*finding.evidence_span)]


def test_publication_settles_a_day_and_leaves_a_year_open() -> None:
    # 14 March 2023 was a Tuesday.
    assert findings("dates", "Mayor closes bridge on March 14", published="2023-03-15") == []
    [year] = findings("dates", "Bridges to watch in 2023", published="2023-03-15")
    assert year.severity == "warning"
    [next_year] = findings("dates", "Bridges to watch in 2024", published="2023-03-15")
    assert next_year.severity == "warning"
    [other] = findings("dates", "Bridges to watch in 2019", published="2023-03-15")
    assert other.severity == "error"


def test_a_year_may_be_named_where_the_body_names_none() -> None:
    body = "The mayor said the bridge would be closed. An election is due in the spring."
    [finding] = findings("dates", "Mayor closes bridge before 2024 election", body=body)
    assert finding.severity == "warning"
