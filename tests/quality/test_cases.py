"""Hand-written cases of every kind of error: the verdict, the wrong words and the evidence.

pytest tests/quality/test_cases.py -rx      # lists what still fails
"""

from __future__ import annotations

import re

import pytest
from cases import CASES, Case

from copydesk.desk import all_checkers, review_all
from copydesk.records import Article, Draft, Finding, Review, Span

# So many words beside the wrong ones may be marked with them.
BESIDE = 6
# What still fails, and how. Strict: a case that comes out right must leave the list.
KNOWN = {
    **dict.fromkeys("modality-doors invented-free".split(), "taken for supported"),
    "negation-removed-noise": "a warning, no error",
    "sister-drowned": "the right word, but the evidence is the lead, not “No one was killed”",
    "sister-power": "the right number, but the evidence is the lead, not what went dark",
}
# So many come out right. Whoever lets more fail must say so here as well.
FLOOR = 35


@pytest.fixture(scope="module")
def reviews() -> dict[str, Review]:
    batch = [
        (Article(case.name, case.story), [Draft(case.name, case.draft, case.claim, 1.0, "given")])
        for case in CASES
    ]
    reviewed = review_all(batch, all_checkers())
    return {case.name: each for case, [each] in zip(CASES, reviewed, strict=True)}


def right(case: Case, reviewed: Review) -> bool:
    """A true claim is not unsupported; a false one is, with its wrong words and what decides it."""
    if not case.false:
        return reviewed.verdict != "unsupported"
    return reviewed.verdict == "unsupported" and any(
        marks(case, finding) for finding in reviewed.findings
    )


def marks(case: Case, finding: Finding) -> bool:
    """Whether an error names the wrong words, little beside them, and the deciding sentence."""
    (start, end), (first, last) = finding.claim_span, case.wrong
    beside = case.claim[start:first] + " " + case.claim[last:end]
    return (
        finding.severity == "error"
        and overlap(finding.claim_span, case.wrong)
        and len(re.findall(r"\S*\w\S*", beside)) <= BESIDE
        and finding.evidence_span is not None
        and overlap(finding.evidence_span, case.decided)
    )


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.name,
            marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=KNOWN[case.name])
            if case.name in KNOWN
            else (),
        )
        for case in CASES
    ],
)
def test_it_comes_out_right(case: Case, reviews: dict[str, Review]) -> None:
    reviewed = reviews[case.name]
    assert right(case, reviewed), f"{case.marked!r}: {reviewed.verdict} {reviewed.findings}"


def test_no_fewer_come_out_right_than_before(reviews: dict[str, Review]) -> None:
    assert sum(right(case, reviews[case.name]) for case in CASES) >= FLOOR


@pytest.mark.parametrize("case", [case for case in CASES if case.false], ids=lambda case: case.name)
def test_one_sentence_of_the_story_decides(case: Case) -> None:
    assert case.story.count(case.decides) == 1
    assert case.decides.endswith(".")
    assert case.claim[slice(*case.wrong)] == re.findall(r"\[(.*)\]", case.marked)[0]
