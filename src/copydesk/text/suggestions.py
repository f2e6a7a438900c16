"""A text with the checkers' suggestions put in place."""

from __future__ import annotations

from copydesk.records import Finding, Review


def repaired(review: Review) -> str:
    """The draft's text with every suggestion for an error in place of the words it is about.

    Of suggestions for overlapping words the one that its checker is surest of is taken; without
    suggestions the text comes back as it is. What opens the text keeps its capital.
    """
    text = review.draft.text
    wrong = [each for each in review.findings if each.severity == "error" and each.suggestion]
    taken: list[tuple[int, int, str]] = []
    for finding in sorted(wrong, key=lambda each: -each.score):
        start, end = finding.claim_span
        if all(end <= left or right <= start for left, right, _ in taken):
            taken.append((start, end, finding.suggestion))
    for start, end, words in sorted(taken, reverse=True):
        if start == 0 and text[:1].isupper() and words.islower():
            words = words[0].upper() + words[1:]
        text = text[:start] + words + text[end:]
    return text


def unrepaired(review: Review) -> list[Finding]:
    """Why a text that could not be repaired could not: its errors that have no suggestion.

    Where each has one, what they suggest did not help, and all of them are in the way.
    """
    errors = [each for each in review.findings if each.severity == "error"]
    return [each for each in errors if not each.suggestion] or errors
