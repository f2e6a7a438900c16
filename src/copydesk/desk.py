"""The desk: stories go through six hops, batch in, batch out, and come back reviewed.

    1. extract   path -> Article | Rejection            `read`, by copydesk.extract
    2. prepare   Article -> keep | Rejection            `read`: extract refuses what is no English
                                                        story; training filters more, by recipe
    3. draft     articles -> Drafts                     a Drafter
    4. claims    draft -> Claims                        `find`, by copydesk.check.claims
    5. check     claims + article -> Findings           `find`, by the Checkers
    6. rule      findings -> Review                     `rule`

`review_all` runs hops 4 to 6 on drafts that are there already, and `fix` runs them again on what it
mends; `suggest` and `summarize` run hops 3 to 6 and choose what to show.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from math import prod
from pathlib import Path
from typing import Literal

from copydesk.calls import Overdue, answers
from copydesk.draft.shape import alike, grounded, malformed
from copydesk.errors import CopydeskError
from copydesk.plugins import CHECKERS, RULES, Checker, Drafter, Repairing, Weigher, checker
from copydesk.records import Article, Draft, Finding, Rejection, Review, Verdict
from copydesk.text.suggestions import repaired

Style = Literal["sentence", "title"]

# How many drafts are written for each headline asked for: about half fall to the rules of form,
# to the checkers or for likeness to a better one.
OVERDRAFT = 4
# A draft that is worth less (see `worth`) is taken for pieced together: it comes after the lead.
# Found by reading, for articles kept out of training, what the default model likes best beside the
# opening: of 41 worth 0.42 and more 31 say what the story does, of 57 worth 0.2 to 0.42 only 16. It
# costs ROUGE: of those 200 articles a third begin with a draft of the model, and ROUGE-1 of the
# first falls from 30.6 to 25.
WORTH = 0.42
# The score of a review without a `Weigher` from which a text counts as consistent, where one answer
# of two is wanted: by `rule`, nothing that was found contradicts it.
SUPPORTED_FROM = 0.5
VERDICTS: tuple[Verdict, ...] = ("supported", "unverified", "unsupported")
# How long a checker may take for a draft: the rules take milliseconds (`names`, on 200 claims of
# defacto_train, 4 ms and 43 at most), a model tens of them. Given n drafts at once, n seconds more.
CHECKER_SECONDS = 60.0
# What these say of words gives way to what a checker before them, or any other, says for certain.
_IN_DOUBT = ("relations", "entailment")
# How often a draft is mended: what is put in place of one wrong word may show another.
ROUNDS = 2
# What a folder given in place of a file is searched for.
PAGES = {".html", ".htm", ".xhtml", ".txt", ".md", ".markdown", ".json", ".jsonl", ".ndjson"}

_log = logging.getLogger("copydesk")


def read(paths: Iterable[str]) -> Iterator[Article | Rejection]:
    """Hops 1 and 2: the articles of files, of the pages in folders, or of stdin ("-"), in order.

    What cannot be used, a whole file or a line of one, comes as a Rejection whose detail says so
    in one sentence; the others go on.
    """
    from copydesk.extract import read_articles

    for path in chain.from_iterable(map(_pages, paths)):
        try:
            yield from read_articles(path)
        except CopydeskError as error:
            yield Rejection(path, "extract", "unreadable", str(error))


def find(
    drafts: Sequence[tuple[Article, Draft]], checkers: Sequence[Checker]
) -> list[list[Finding]]:
    """Hops 4 and 5: what the checkers say of the claims of each draft, in the order of its words.

    A checker that crashes, or takes longer than `CHECKER_SECONDS`, leaves a `checker-failed`
    warning, so that no draft counts as supported that was not checked.
    """
    from copydesk.check.claims import claims

    stated = [(article, claims(draft.text, draft.kind)) for article, draft in drafts]
    found = []
    for (article, draft), said in zip(
        drafts, answers(checkers, stated, CHECKER_SECONDS), strict=True
    ):
        findings: list[Finding] = []
        for each, answer in zip(checkers, said, strict=True):
            if isinstance(answer, Exception):
                _log.debug("checker %s failed on %s", each.name, article.id, exc_info=answer)
                answer = [_failed(each, draft, answer)]
            findings += answer
        found.append(sorted(_settled(findings), key=lambda finding: finding.claim_span))
    return found


def _settled(findings: Sequence[Finding]) -> list[Finding]:
    """Without what is said of words that an earlier checker of `_IN_DOUBT` or another finds wrong.

    The one that is surer says why. That others see it too counts in the review's score.
    """

    def rank(finding: Finding) -> int:
        return _IN_DOUBT.index(finding.checker) + 1 if finding.checker in _IN_DOUBT else 0

    errors = [(rank(f), f.claim_span) for f in findings if f.severity == "error"]
    return [
        f
        for f in findings
        if not any(
            other < rank(f) and span[0] < f.claim_span[1] and f.claim_span[0] < span[1]
            for other, span in errors
        )
    ]


def rule(draft: Draft, findings: Sequence[Finding], likely: float | None = None) -> Review:
    """Hop 6: any error makes a draft unsupported, else any warning unverified, else supported.

    The review's score is `likely`, what a `Weigher` says of the draft and the findings: the
    probability that it is consistent. Without one, each error or warning is taken to be wrong with
    probability `Finding.score`, independently, so that all of the draft's words are right with
    p = Π(1 - score); the score is p / 2 where there is an error, else 1/2 + p / 2: above one half
    means that nothing contradicts the draft, and 1 that nothing is in doubt either.
    """
    severities = {finding.severity for finding in findings}
    verdict: Verdict = "supported"
    if "error" in severities:
        verdict = "unsupported"
    elif "warning" in severities:
        verdict = "unverified"
    if likely is None:
        sound = prod(1 - finding.score for finding in findings if finding.severity != "info")
        likely = (sound + (verdict != "unsupported")) / 2
    return Review(draft, tuple(findings), round(likely, 4), verdict)


def review(article: Article, drafts: Sequence[Draft], checkers: Sequence[Checker]) -> list[Review]:
    """Hops 4 to 6 for the drafts of one article, in their order."""
    [reviews] = review_all([(article, drafts)], checkers)
    return reviews


def review_all(
    batch: Sequence[tuple[Article, Sequence[Draft]]], checkers: Sequence[Checker]
) -> list[list[Review]]:
    """Hops 4 to 6 for the drafts of many articles, in their order, all drafts together."""
    every = [(article, draft) for article, drafts in batch for draft in drafts]
    ruled = iter(
        rule(draft, findings, _likely(article, draft, findings, checkers))
        for (article, draft), findings in zip(every, find(every, checkers), strict=True)
    )
    return [[next(ruled) for _ in drafts] for _, drafts in batch]


def supported_from(checkers: Sequence[Checker]) -> float:
    """The score from which a text counts as consistent, where one answer of two is wanted."""
    return next((c.supported_from for c in checkers if isinstance(c, Weigher)), SUPPORTED_FROM)


def _likely(
    article: Article, draft: Draft, findings: Sequence[Finding], checkers: Sequence[Checker]
) -> float | None:
    """What the `Weigher` among the checkers says, unless there is none or it failed."""
    from copydesk.check.claims import claims

    failed = {finding.checker for finding in findings if finding.rule == "checker-failed"}
    for each in checkers:
        if isinstance(each, Weigher) and each.name not in failed:
            others = {f.severity for f in findings if f.checker != each.name}
            return each.probability(
                article,
                claims(draft.text, draft.kind),
                errors="error" in others,
                warnings="warning" in others,
            )
    return None


def with_repairs(article: Article, reviewed: Review, checkers: Sequence[Checker]) -> Review:
    """The review with repairs of its errors, by the checkers that look for them (`Repairing`).

    What throws unsupported drafts away has no need of it.
    """
    from copydesk.check.claims import claims

    if not any(finding.severity == "error" for finding in reviewed.findings):
        return reviewed
    stated = claims(reviewed.draft.text, reviewed.draft.kind)
    for each in checkers:
        if isinstance(each, Repairing):
            try:
                findings = each.repair(article, stated, reviewed.findings)
            except Exception:
                # The errors stand without repairs.
                _log.debug("no repairs by %s of %s", each.name, article.id, exc_info=True)
            else:
                reviewed = replace(reviewed, findings=tuple(findings))
    return reviewed


def fix(article: Article, reviewed: Review, checkers: Sequence[Checker]) -> Review | None:
    """The review of a draft whose errors are mended; None where they cannot be.

    What the review suggests (`with_repairs`) is put in place and the result checked like any draft,
    at most `ROUNDS` times. It must not be unsupported, and no other checker than the one that
    weighs how likely it is may find worse of it than of the draft: warnings may stay, but none may
    come. A draft that is not unsupported comes back as it is.
    """
    if reviewed.verdict != "unsupported":
        return reviewed
    plain = [each.name for each in checkers if not isinstance(each, Weigher)]
    worst = _worst(reviewed, plain)
    for number in range(ROUNDS):
        if number:
            reviewed = with_repairs(article, reviewed, checkers)
        text = repaired(reviewed)
        if text == reviewed.draft.text:
            return None
        [reviewed] = review(article, [replace(reviewed.draft, text=text)], checkers)
        if reviewed.verdict != "unsupported":
            break
    good = reviewed.verdict != "unsupported"
    worse = any(score > worst[name] for name, score in _worst(reviewed, plain).items())
    return reviewed if good and not worse else None


def suggest(
    articles: Sequence[Article],
    drafter: Drafter,
    fallback: Drafter,
    checkers: Sequence[Checker],
    *,
    count: int = 5,
    min_chars: int = 20,
    max_chars: int = 100,
    style: Style = "sentence",
    show_all: bool = False,
) -> list[list[Review]]:
    """Hops 3 to 6: up to `count` headlines for each article, best first, no two alike.

    The drafter writes more than are asked for; drafts that are too short, too long or malformed
    are dropped, the others checked. Where fewer than `count` are supported and of `WORTH`, the
    fallback's drafts join them. The more consistent come first; of those the ones of `WORTH`, then
    the fallback's, then the rest; and of those what is worth more. Unsupported drafts are left out;
    `show_all` adds up to `count` of them at the end.
    """

    def reviewed(writer: Drafter, batch: Sequence[Article]) -> list[list[Review]]:
        written = zip(batch, writer.draft(batch, OVERDRAFT * count), strict=True)
        return review_all(
            [
                (article, _printable(drafts, article, min_chars, max_chars))
                for article, drafts in written
            ],
            checkers,
        )

    pools = reviewed(drafter, articles)
    short = [
        place
        for place, (article, pool) in enumerate(zip(articles, pools, strict=True))
        if _good(article, pool, count) < count
    ]
    if short:
        extra = reviewed(fallback, [articles[place] for place in short])
        for place, reviews in zip(short, extra, strict=True):
            pools[place] += reviews
    chosen = [
        _choose(ranked(article, pool, fallback.name), count, show_all)
        for article, pool in zip(articles, pools, strict=True)
    ]
    if style == "title":
        chosen = [[_title_cased(each) for each in reviews] for reviews in chosen]
    return chosen


def summarize(
    articles: Sequence[Article],
    drafter: Drafter,
    checkers: Sequence[Checker],
    *,
    show_all: bool = False,
) -> list[Review | None]:
    """Hops 3 to 6: the best summary of each article, every sentence checked.

    The most consistent of the drafter's summaries, and of those the one it likes best; None where
    it writes none within its limits, or only unsupported ones (`show_all` takes those too).
    """
    written = drafter.draft(articles, OVERDRAFT)
    pools = review_all(list(zip(articles, written, strict=True)), checkers)
    return [
        max(
            (each for each in pool if show_all or each.verdict != "unsupported"),
            key=lambda each: (-VERDICTS.index(each.verdict), each.draft.score),
            default=None,
        )
        for pool in pools
    ]


def ranked(article: Article, reviews: Iterable[Review], fallback: str) -> list[Review]:
    """Those of the better verdict first, then those of `WORTH`, then by what they are worth.

    Drafts by the one named `fallback` come after those of `WORTH` and before the others, in the
    order of their scores.
    """

    def order(each: Review) -> tuple[int, int, float]:
        verdict = VERDICTS.index(each.verdict)
        if each.draft.drafter == fallback:
            return verdict, 1, -each.draft.score
        value = worth(article, each.draft)
        return verdict, 0 if value >= WORTH else 2, -value

    return sorted(reviews, key=order)


def worth(article: Article, draft: Draft) -> float:
    """How far a generated draft can be trusted to say what the story does, 0 to 1.

    How much of it one sentence has in the same order, times how sure the model is of each word:
    what a model pieces together it is seldom sure of.
    """
    return grounded(draft.text, article.body) * draft.score


def distinct(reviews: Iterable[Review], count: int, beside: Sequence[Review] = ()) -> list[Review]:
    """The first `count` that are like none before them, nor like any of `beside`."""
    kept: list[Review] = []
    for each in reviews:
        if len(kept) == count:
            break
        if not any(alike(each.draft.text, other.draft.text) for other in (*beside, *kept)):
            kept.append(each)
    return kept


def all_checkers() -> list[Checker]:
    """Every checker there is, by the table in `copydesk.plugins`."""
    return [checker(name) for name in CHECKERS]


def _worst(reviewed: Review, checkers: Iterable[str]) -> dict[str, float]:
    """For each of the checkers the highest score of its errors and warnings, 0 without any."""
    worst = dict.fromkeys(checkers, 0.0)
    for finding in reviewed.findings:
        if finding.severity != "info" and finding.checker in worst:
            worst[finding.checker] = max(finding.score, worst[finding.checker])
    return worst


def rule_checkers() -> list[Checker]:
    """The checkers that need no model."""
    return [checker(name) for name in RULES]


def _failed(failing: Checker, draft: Draft, error: Exception) -> Finding:
    """What stands for the findings of a checker that did not come back with any."""
    why = str(error) if isinstance(error, Overdue) else f"{type(error).__name__}: {error}"
    message = f"the checker failed ({why}), so this is unchecked"
    whole = (0, len(draft.text))
    return Finding(failing.name, "checker-failed", "warning", message, whole, None, "", 0.5)


def _pages(path: str) -> Iterable[str]:
    folder = Path(path)
    if path == "-" or not folder.is_dir():
        return [path]
    # A folder without pages goes on as it is, to be refused with the reader's own words.
    return sorted(str(p) for p in folder.iterdir() if p.suffix.lower() in PAGES) or [path]


def _printable(
    drafts: Sequence[Draft], article: Article, min_chars: int, max_chars: int
) -> list[Draft]:
    return [
        draft
        for draft in drafts
        if min_chars <= len(draft.text) <= max_chars and not malformed(draft.text, article.body)
    ]


def _good(article: Article, pool: Sequence[Review], count: int) -> int:
    """How many, up to `count`, are supported, of `WORTH` and unlike one another."""
    good = (r for r in pool if r.verdict == "supported" and worth(article, r.draft) >= WORTH)
    return len(distinct(good, count))


def _choose(pool: Sequence[Review], count: int, show_all: bool) -> list[Review]:
    chosen = distinct([each for each in pool if each.verdict != "unsupported"], count)
    if show_all:
        rejected = [each for each in pool if each.verdict == "unsupported"]
        chosen += distinct(rejected, count, beside=chosen)
    return chosen


def _title_cased(reviewed: Review) -> Review:
    from copydesk.text.case import title_case

    return replace(reviewed, draft=replace(reviewed.draft, text=title_case(reviewed.draft.text)))
