from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.case import title_case


@pytest.mark.parametrize(
    ("plain", "title"),
    [
        ("U.S. won't join calls for cease-fire", "U.S. Won't Join Calls for Cease-Fire"),
        ("the mayor: a life in politics", "The Mayor: A Life in Politics"),
        ("maker of iPhone cases sues eBay seller", "Maker of iPhone Cases Sues eBay Seller"),
        ("NATO allies back plan to 'start from scratch'",
         "NATO Allies Back Plan to 'Start From Scratch'"),
        ("what the storm was for", "What the Storm Was For"),
        ("“it is over,” says coach of state-of-the-art club",
         "“It Is Over,” Says Coach of State-of-the-Art Club"),
        ("Dow up 3% via S&P's gain", "Dow Up 3% via S&P's Gain"),
        ("NATO", "NATO"),
    ],
)  # fmt: skip
def test_title_case(plain: str, title: str) -> None:
    assert title_case(plain) == title


@given(st.text(max_size=60))
def test_no_letter_comes_or_goes(text: str) -> None:
    assert len(title_case(text)) == len(text)
