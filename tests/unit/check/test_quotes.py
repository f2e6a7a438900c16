"""Quotations: word for word, but for case, spacing, ellipses and brackets."""

from __future__ import annotations

import pytest
from story import BODY, findings, told


@pytest.mark.parametrize(
    "headline",
    [
        "Brandt: ‘We will not gamble with anyone’s life’",
        'Mayor says "We Will Not Gamble"',
        "Mayor: “We will not gamble ... anyone's life”",
        "Mayor: “We will not gamble with [any driver’s] life”",
        "Mayor won't 'gamble' with drivers' lives",
        "mayor says `` we will not gamble ''",
        "Mayor's office: drivers' bridge of the '80s shut",
    ],
)
def test_true_quotations_pass(headline: str) -> None:
    assert told("quotes", headline) == []


def test_made_up_words() -> None:
    headline = "Brandt: “We will not gamble with the taxpayers' money”"
    [finding] = findings("quotes", headline)
    assert (finding.rule, finding.severity) == ("quote-not-in-body", "error")
    assert headline[slice(*finding.claim_span)] == "We will not gamble with the taxpayers' money"
    assert finding.evidence_span is not None
    assert "gamble" in BODY[slice(*finding.evidence_span)]


def test_altered_words_are_doubted_and_put_right() -> None:
    assert told("quotes", "Brandt: “We will not be gambling with the lives”")[0][1] == "error"
    assert told("quotes", "Brandt: “We will not gamble with any life”") == [
        (
            "quote-not-in-body",
            "error",
            "We will not gamble with any life",
            "We will not gamble with anyone's life",
        )
    ]
    assert told("quotes", "Brandt: “Will not gamble with the anyone's life”")[0][1] == "warning"


def test_a_dropped_not_is_another_statement() -> None:
    assert told("quotes", "Brandt: “We will gamble with anyone's life”")[0][1] == "error"


@pytest.mark.parametrize("words", ["doomed", "folly bridge"])
def test_a_word_or_two_may_be_irony_or_a_term(words: str) -> None:
    assert told("quotes", f"Mayor calls it a '{words}'")[0][1] == "warning"


def test_three_words_are_a_quotation() -> None:
    assert told("quotes", "Mayor calls it 'our doomed folly'")[0][1] == "error"
