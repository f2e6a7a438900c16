"""What must hold of every text: exact spans, no crash, and a headline cut from the body passes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import BODY

from copydesk.check.claims import claims
from copydesk.plugins import CHECKERS, checker
from copydesk.records import Article
from copydesk.text.sentences import sentences

PIECES = st.lists(
    st.sampled_from(
        [
            *BODY.split(),
            "“",
            "”",
            "'",
            "‘half",
            "U.S.",
            "$3bn",
            "5-4",
            "…",
            "\n\n",
            "’s",
            "Zoë",
            "½",
        ]
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(PIECES, PIECES)
def test_spans_slice_both_texts(headline_words: list[str], body_words: list[str]) -> None:
    headline, body = " ".join(headline_words), " ".join(body_words)
    for name in CHECKERS:
        for kind in ("headline", "summary"):
            for finding in checker(name).check(Article("x", body), claims(headline, kind)):
                start, end = finding.claim_span
                assert 0 <= start < end <= len(headline)
                assert headline[start:end] == headline[start:end].strip()
                if finding.evidence_span is not None:
                    assert finding.evidence_span in sentences(body)
                assert 0 <= finding.score <= 1


@pytest.mark.parametrize("name", sorted(CHECKERS))
def test_every_sentence_of_the_body_is_true_to_it(name: str) -> None:
    for start, end in sentences(BODY):
        assert checker(name).check(Article("x", BODY), claims(BODY[start:end], "headline")) == []


def test_a_body_is_taken_apart_once() -> None:
    body = "\n\n".join(f"{BODY} Paragraph {n} of many." for n in range(50))
    article = Article("long", body)
    headline = claims("Mayor Judith Brandt finds 58 cracks on Friday", "headline")
    checks = [checker(name) for name in CHECKERS]
    began = time.process_time()
    first = [check.check(article, headline) for check in checks]
    middle = time.process_time()
    assert [check.check(article, headline) for check in checks] == first
    assert time.process_time() - middle < 0.5 * (middle - began)
