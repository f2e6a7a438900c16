"""Does the body tell it of the same, and the same way round?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from copydesk.check.body import Body, body_of
from copydesk.check.contrast import Contrast
from copydesk.check.deeds import swapped
from copydesk.check.elsewhere import elsewhere
from copydesk.check.mentions import groups, labels
from copydesk.check.opposites import opposites
from copydesk.records import Article, Claim, Finding
from copydesk.text.names import Range, Style, style
from copydesk.text.words import Word, words

_SCORE = 0.9


class RelationsChecker:
    """Finds claims of which the body has every word but tells it otherwise.

    Rules of its findings: `told-of-another`, where the body has another name, date or number in
    that place; `roles-swapped`, where it tells who did it to whom the other way round;
    `opposite-told`, where it has the opposite of a verb. All three look for one sentence that
    tells the same thing and for none that bears the claim out; what is told in other words, or in
    two sentences, they leave to a model.
    """

    name = "relations"

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        body = body_of(article.body)
        if not body.words:
            return []
        look = style([word for claim in claims for word in words(claim.text)])
        return [
            _finding(body, claim, contrast)
            for claim in claims
            # A question states nothing.
            if not claim.text.endswith("?")
            for contrast in sorted(_contrasts(body, claim.text, look), key=lambda each: each.at)
        ]


def _contrasts(body: Body, text: str, look: Style) -> Iterator[Contrast]:
    found = words(text)
    names = _names(body, found, look)
    return chain(elsewhere(body, text, names), swapped(body, text, names), opposites(body, found))


def _names(body: Body, found: Sequence[Word], look: Style) -> list[Range]:
    """Where names stand in a claim: the runs of words that are sure to belong to one."""
    marks = labels(found, look, body)
    return groups(found, ["name" if mark == "name" else "no" for mark in marks], look)


def _finding(body: Body, claim: Claim, contrast: Contrast) -> Finding:
    found = words(claim.text)
    first, last = found[contrast.at[0]], found[contrast.at[1] - 1]
    offset = claim.span[0]
    return Finding(
        RelationsChecker.name,
        contrast.rule,
        "error",
        contrast.message,
        (offset + first.start, offset + last.end),
        body.sentences[contrast.sentence],
        contrast.put,
        _SCORE,
    )
