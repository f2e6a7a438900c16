"""The helper for other people's tests: what it lets pass, and what a failure shows."""

from __future__ import annotations

import subprocess
import sys

import pytest

from copydesk.desk import rule_checkers
from copydesk.errors import CopydeskError
from copydesk.records import Article
from copydesk.testing import assert_supported

BODY = (
    "Mayor Helena Brandt closed the Larkspur Bridge on Tuesday after engineers found 47 cracks.\n\n"
    "Drivers will need another way across the river for months, the council said."
)
TRUE = "Mayor closes Larkspur Bridge after engineers find 47 cracks"


def failure(text: str, **options: object) -> str:
    with pytest.raises(AssertionError) as told:
        assert_supported(text, BODY, **options)  # type: ignore[arg-type]
    return str(told.value)


def test_what_the_story_says_passes_as_text_or_article() -> None:
    assert_supported(TRUE, BODY)
    assert_supported(TRUE, Article("a", BODY))
    assert_supported(f"{TRUE}. The council expects it to take months.", BODY, kind="summary")


def test_a_failure_shows_words_reason_evidence_and_suggestion() -> None:
    shown = failure("Mayor Judith Brandt closes bridge", checkers=rule_checkers())
    assert shown.splitlines()[:2] == [
        "the headline is unsupported (score 0.05):",
        "  Mayor Judith Brandt closes bridge",
    ]
    assert "error (names): “Judith Brandt”: the body names Helena Brandt" in shown
    assert "the story says: “Mayor Helena Brandt closed the Larkspur Bridge on Tuesday" in shown
    assert "suggestion: Helena Brandt" in shown


def test_every_sentence_of_a_summary_counts() -> None:
    assert "“74”" in failure(f"{TRUE}. Engineers found 74 cracks.", kind="summary")


def test_a_warning_fails_unless_allowed() -> None:
    class Unsure:
        name = "unsure"

        def check(self, article: object, claims: object) -> list[object]:
            raise ValueError("cannot tell")

    shown = failure(TRUE, checkers=[Unsure()])
    assert shown.startswith("the headline is unverified")
    assert "cannot tell" in shown
    assert shown.endswith("allow_unverified=True lets warnings pass.")
    assert_supported(TRUE, BODY, checkers=[Unsure()], allow_unverified=True)  # type: ignore[list-item]


def test_what_is_empty_is_told() -> None:
    with pytest.raises(CopydeskError, match="the headline to check is empty"):
        assert_supported(" ", BODY)
    with pytest.raises(CopydeskError, match="the story to check is empty"):
        assert_supported(TRUE, "\n")


def test_importing_it_loads_nothing_heavy() -> None:
    heavy = "torch transformers numpy ctranslate2 pydantic pytest".split()
    code = f"import sys, copydesk.testing; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
