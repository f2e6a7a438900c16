"""Is an archive's own headline true to its story? The desk's checkers say so, before any training.

A headline that names, counts or quotes what its body does not hold teaches a model to invent
(Maynez et al. 2020, "On Faithfulness and Factuality in Abstractive Summarization"; Nan et al. 2021
filter training pairs by their named entities). So an archive is checked by the same rules that
later check what the model writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.desk import review
from copydesk.plugins import Checker
from copydesk.records import Article, Draft, Finding, Kind, Rejection, Review
from copydesk.text.suggestions import repaired

if TYPE_CHECKING:
    from copydesk.prepare.recipe import Policy

# The body says who or how much it was. Of 18 planted errors found so on allsides_train 17 were
# mended rightly; where the body only lacks the words, 4 in 5 of 289, which is too few to train on.
CERTAIN = frozenset({"role-contradicted", "name-contradicted", "number-contradicted"})


def truthful(article: Article, checkers: Sequence[Checker], policy: Policy) -> Article | Rejection:
    """The article if the checkers find no error in its headline and summary, else a Rejection.

    Where only one of two texts is unsupported, that alone is rejected: the article without it is
    the Rejection's `left`.

    With the policy "repair" a text is mended where the body contradicts every error (`CERTAIN`) and
    nothing is wrong with the mended text; with "keep" nothing is checked. The Rejection's stage is
    "truth", its reason `headline-unsupported` or `summary-unsupported`, and its detail the surest
    finding and the sentence of the body that shows it.
    """
    if policy == "keep":
        return article
    kinds: tuple[Kind, ...] = ("headline", "summary")
    rejection = None
    for kind in kinds:
        text = getattr(article, kind)
        if not text:
            continue
        found = _reviewed(article, kind, text, checkers)
        if found.verdict != "unsupported":
            continue
        mended = repaired(found) if policy == "repair" and _mendable(found) else text
        if mended != text and _reviewed(article, kind, mended, checkers).verdict != "unsupported":
            article = replace(article, **{kind: mended})
        else:
            article = replace(article, **{kind: ""})
            rejection = rejection or _rejection(article, found)
    if rejection is None:
        return article
    return replace(rejection, left=article if article.headline or article.summary else None)


def _reviewed(article: Article, kind: Kind, text: str, checkers: Sequence[Checker]) -> Review:
    return review(article, [Draft(article.id, kind, text, 0.0, "editor")], checkers)[0]


def _errors(found: Review) -> list[Finding]:
    return [finding for finding in found.findings if finding.severity == "error"]


def _mendable(found: Review) -> bool:
    return all(each.suggestion and each.rule in CERTAIN for each in _errors(found))


def _rejection(article: Article, found: Review) -> Rejection:
    """Why, by the surest error: the words, what is wrong with them, and what shows it."""
    finding = max(_errors(found), key=lambda each: each.score)
    words = found.draft.text[slice(*finding.claim_span)]
    detail = f"“{words}”: {finding.message}"
    if finding.evidence_span:
        detail += f"; it says: “{article.body[slice(*finding.evidence_span)]}”"
    return Rejection(article.id, "truth", f"{found.draft.kind}-unsupported", detail, finding)
