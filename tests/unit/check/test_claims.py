"""A headline is one claim, a summary one claim a sentence."""

from __future__ import annotations

from copydesk.check.claims import claims


def test_headline_is_one_claim_without_its_margins() -> None:
    text = "  Mayor resigns. Council meets. "
    [claim] = claims(text, "headline")
    assert claim.text == "Mayor resigns. Council meets."
    assert text[slice(*claim.span)] == claim.text


def test_summary_is_one_claim_a_sentence() -> None:
    text = "mayor resigns . council meets ."
    assert [claim.text for claim in claims(text, "summary")] == [
        "mayor resigns .",
        "council meets .",
    ]
    assert all(text[slice(*claim.span)] == claim.text for claim in claims(text, "summary"))


def test_nothing_to_claim() -> None:
    assert claims("", "headline") == claims(" \n ", "headline") == claims("", "summary") == []
