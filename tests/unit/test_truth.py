from __future__ import annotations

from collections.abc import Sequence

import pytest

from copydesk.desk import all_checkers
from copydesk.plugins import Checker
from copydesk.prepare.recipe import Policy
from copydesk.records import Article, Claim, Finding, Rejection
from copydesk.truth import truthful

BODY = (
    "PORT ALDEN, Oregon — Mayor Helena Brandt said Tuesday that the city would close the Larkspur "
    "Bridge, after engineers found 47 cracks in its steel towers.\n\n"
    "“We will not gamble with anyone's life,” Brandt told reporters. Gov. Marcus Oyelaran pledged "
    "$3.2 billion for repairs, and the U.S. Department of Transportation promised help.\n\n"
    "About 61,400 drivers cross the bridge each day, according to the National Bridge Institute."
)
TRUE = "Port Alden to close Larkspur Bridge after 47 cracks are found"
WRONG = "Mayor Lydia Sandoval to close Larkspur Bridge in Port Alden"
CHECKERS = all_checkers()


def judged(
    headline: str, policy: Policy = "reject", summary: str = "", checkers: Sequence[Checker] = ()
) -> Article | Rejection:
    return truthful(Article("a", BODY, headline, summary), checkers or CHECKERS, policy)


@pytest.mark.parametrize("policy", ["reject", "repair", "keep"])
def test_what_the_body_holds_is_kept_as_it_is(policy: Policy) -> None:
    summary = "Mayor Helena Brandt closes the bridge. Oyelaran pledges $3.2 billion for repairs."
    assert judged(TRUE, policy, summary) == Article("a", BODY, TRUE, summary)


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        (WRONG, "Lydia Sandoval"),
        ("Port Alden to close Larkspur Bridge after 83 cracks are found", "83"),
        ("Brandt: ‘We gamble with nothing but money’ at Larkspur Bridge",
         "We gamble with nothing but money"),
    ],
)  # fmt: skip
def test_what_it_does_not_hold_is_rejected_with_words_and_evidence(
    headline: str, words: str
) -> None:
    rejected = judged(headline)
    assert isinstance(rejected, Rejection)
    assert (rejected.stage, rejected.reason) == ("truth", "headline-unsupported")
    assert f"“{words}”" in rejected.detail
    assert rejected.finding is not None
    assert headline[slice(*rejected.finding.claim_span)] == words
    assert rejected.finding.evidence_span is not None
    assert BODY[slice(*rejected.finding.evidence_span)] in rejected.detail


GOOD_SUMMARY = "The bridge closes. Gov. Marcus Oyelaran pledged $3.2 billion."
WRONG_SUMMARY = "The bridge closes. Gov. Walter Ames pledged $3.2 billion."


@pytest.mark.parametrize(
    ("headline", "summary", "reason", "left"),
    [
        (TRUE, WRONG_SUMMARY, "summary-unsupported", Article("a", BODY, TRUE)),
        (WRONG, GOOD_SUMMARY, "headline-unsupported", Article("a", BODY, "", GOOD_SUMMARY)),
        (WRONG, WRONG_SUMMARY, "headline-unsupported", None),
        ("", WRONG_SUMMARY, "summary-unsupported", None),
        (WRONG, "", "headline-unsupported", None),
    ],
)
def test_of_two_texts_only_the_unsupported_one_goes(
    headline: str, summary: str, reason: str, left: Article | None
) -> None:
    rejected = judged(headline, summary=summary)
    assert isinstance(rejected, Rejection)
    assert (rejected.reason, rejected.left) == (reason, left)


def test_what_is_left_is_as_it_was_repaired() -> None:
    rejected = judged(WRONG, "repair", "Vennes Ferry Trust closes the bridge.")
    assert isinstance(rejected, Rejection)
    assert rejected.left == judged(WRONG, "repair")


def test_a_certain_repair_is_made_and_an_uncertain_one_is_not() -> None:
    assert judged(WRONG, "repair") == Article(
        "a", BODY, "Mayor Helena Brandt to close Larkspur Bridge in Port Alden"
    )
    invented = judged("Larkspur Bridge closes, Vennes Ferry Trust says", "repair")
    assert isinstance(invented, Rejection)


def test_keep_keeps_what_is_wrong() -> None:
    assert judged(WRONG, "keep") == Article("a", BODY, WRONG)


class Stubborn:
    """Finds the first word wrong, whatever it is, and suggests another."""

    name = "stubborn"

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        return [Finding("stubborn", "r", "error", "is wrong", (0, 4), None, "Vennes", 0.9)]


def test_a_repair_that_does_not_help_is_no_repair() -> None:
    assert isinstance(judged(TRUE, "repair", checkers=[Stubborn()]), Rejection)
