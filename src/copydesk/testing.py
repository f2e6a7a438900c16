"""For the tests of a newsroom's own code: is what it writes true to the story?

    from copydesk.testing import assert_supported

    def test_the_headline_is_true() -> None:
        assert_supported(my_headline(story), story)

The AssertionError shows the words that are wrong, why, the sentence of the story that says so and
what to put in their place. All checkers take part, as in `copydesk check`; the first call loads the
model, which takes a second, and later calls share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError
from copydesk.records import Article, Draft, Finding, Kind, Review

if TYPE_CHECKING:
    from copydesk.plugins import Checker


def assert_supported(
    text: str,
    story: str | Article,
    *,
    kind: Kind = "headline",
    allow_unverified: bool = False,
    checkers: Sequence[Checker] | None = None,
) -> None:
    """Fail unless the checkers find `text` supported by `story`.

    Args:
        text: a headline, or a summary, of which each sentence is checked.
        story: an article, or the body of one, its paragraphs parted by a blank line.
        allow_unverified: let what no checker contradicts but one could not settle pass.
        checkers: others than all of copydesk's; `copydesk.desk.rule_checkers()` need no model.

    Raises:
        AssertionError: it is not supported; the message shows the findings.
        CopydeskError: the text or the story is empty.
    """
    __tracebackhide__ = True  # pytest shows the line that called
    from copydesk import desk

    article = story if isinstance(story, Article) else Article("story", story)
    for name, given in ((kind, text), ("story", article.body)):
        if not given.strip():
            raise CopydeskError(f"the {name} to check is empty", "give some text")
    draft = Draft(article.id, kind, text, 1.0, "given")
    used = _all_checkers() if checkers is None else checkers
    [review] = desk.review(article, [draft], used)
    if review.verdict == "supported" or (allow_unverified and review.verdict == "unverified"):
        return
    review = desk.with_repairs(article, review, used)
    raise AssertionError(_shown(article, review))


@cache
def _all_checkers() -> tuple[Checker, ...]:
    from copydesk.desk import all_checkers

    return tuple(all_checkers())


def _shown(article: Article, review: Review) -> str:
    """The text, then each finding, the words under it marked."""
    draft = review.draft
    lines = [f"the {draft.kind} is {review.verdict} (score {review.score:.2f}):", f"  {draft.text}"]
    for finding in review.findings:
        if finding.severity != "info":
            lines += _told(article, draft.text, finding)
    if review.verdict == "unverified":
        lines.append("allow_unverified=True lets warnings pass.")
    return "\n".join(lines)


def _told(article: Article, text: str, finding: Finding) -> list[str]:
    words = " ".join(text[slice(*finding.claim_span)].split())
    lines = [f"  {finding.severity} ({finding.checker}): “{words}”: {finding.message}"]
    if finding.evidence_span:
        evidence = " ".join(article.body[slice(*finding.evidence_span)].split())
        lines.append(f"    the story says: “{evidence}”")
    if finding.suggestion:
        lines.append(f"    suggestion: {finding.suggestion}")
    return lines
