"""Scorers of claims against labels: copydesk's checkers, and two baselines that cost nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from copydesk import desk
from copydesk.cli.labelled import Labelled
from copydesk.plugins import Checker
from copydesk.records import Article, Draft, LabelledSet
from copydesk.score.agreement import agreement
from copydesk.score.support import copied

Batch = Sequence[tuple[Article, Sequence[Draft]]]

# The threshold of what has no calibrated one: a share, anybody's scores, and the rules, which find
# nothing that contradicts a text from there on (`desk.rule`).
HALF = 0.5
# Documents that are judged together: fewer than the rules keep taken apart.
BATCH = 8
# More kinds than this are no kinds but, say, sentences; their table would help nobody.
KINDS = 100

_log = logging.getLogger("copydesk")


@dataclass(frozen=True, slots=True)
class Scorer:
    """Gives every draft of each article a score; from `threshold` on it counts as consistent."""

    name: str
    threshold: float
    score: Callable[[Batch], list[list[float]]]


def ours() -> Scorer:
    """What `copydesk check` says of a summary: the score of its review."""
    checkers = desk.all_checkers()
    return Scorer("copydesk", desk.supported_from(checkers), _reviewer(checkers))


def given(column: str) -> Scorer:
    """The scores that a file has in a column, from any other checker."""
    return Scorer(column, HALF, _given)


def baselines() -> list[Scorer]:
    """How far a claim is copied, and the rules without a model."""
    return [
        Scorer("3-gram precision", HALF, _copied),
        Scorer("rules", HALF, _reviewer(desk.rule_checkers())),
    ]


def evaluated(
    names: Sequence[str],
    files: Sequence[Sequence[Labelled]],
    scorers: Sequence[Scorer],
    done: Callable[[int], None],
) -> tuple[list[LabelledSet], LabelledSet | None]:
    """How well the scorers agree with each file's labels, and with those of all files together.

    `done` is told of every few claims that are judged. Of a single file there is no second.
    """
    scores = [judged(claims, scorers, done) for claims in files]
    graded = [len({claim.grade for claim in claims}) > 2 for claims in files]
    sets = [
        measured(name, claims, scorers, found, graded=fine)
        for name, claims, found, fine in zip(names, files, scores, graded, strict=True)
    ]
    if len(sets) == 1:
        return sets, None
    every = list(chain(*files))
    joined = [list(chain(*parts)) for parts in zip(*scores, strict=True)]
    # Grades and classes have no scale in common.
    return sets, measured("all together", every, scorers, joined, graded=all(graded))


def judged(
    claims: Sequence[Labelled], scorers: Sequence[Scorer], done: Callable[[int], None]
) -> list[list[float]]:
    """For each scorer the scores of the claims; `done` is told of every few that are judged.

    All claims of a document are judged together, wherever they stand, so that its body is taken
    apart once.
    """
    places: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        places.setdefault(claim.document, []).append(place)
    scores = [[0.0] * len(claims) for _ in scorers]
    documents = list(places)
    for start in range(0, len(documents), BATCH):
        chosen = documents[start : start + BATCH]
        batch = [
            (Article(id="", body=document), [_draft(claims[place]) for place in places[document]])
            for document in chosen
        ]
        order = [place for document in chosen for place in places[document]]
        for scorer, found in zip(scorers, scores, strict=True):
            for place, score in zip(order, chain(*scorer.score(batch)), strict=True):
                found[place] = score
        done(len(order))
    return scores


def measured(
    name: str,
    claims: Sequence[Labelled],
    scorers: Sequence[Scorer],
    scores: Sequence[Sequence[float]],
    *,
    graded: bool,
) -> LabelledSet:
    """How well the scores of each scorer agree with the claims' labels, or with their grades."""
    numbers: dict[str, int] = {}
    documents = [numbers.setdefault(claim.document, len(numbers)) for claim in claims]
    consistent = [claim.consistent for claim in claims]
    kinds = [claim.kind for claim in claims]
    notes = []
    if (count := len(set(kinds))) > KINDS:
        kinds = []
        notes.append(f"there are {count:,} kinds of claims, too many to tell accuracy by them")
    agreements = tuple(
        agreement(
            scorer.name,
            found,
            consistent,
            documents,
            threshold=scorer.threshold,
            grades=[claim.grade for claim in claims] if graded else None,
            kinds=kinds,
        )
        for scorer, found in zip(scorers, scores, strict=True)
    )
    if len(set(consistent)) == 1:
        word = "consistent" if consistent[0] else "inconsistent"
        notes.append(
            f"all claims count as {word} (numbers do by --consistent-from), so that nothing tells "
            "how well the two classes are kept apart"
        )
    if len(numbers) == 1:
        notes.append("all claims are of one document, so that the intervals have no width")
    notes += [
        f"{each.scorer} has scores outside 0 to 1, which are no probabilities: no calibration"
        for each in agreements
        if each.calibration_error is None
    ]
    return LabelledSet(name, len(claims), len(numbers), sum(consistent), agreements, tuple(notes))


def _reviewer(checkers: Sequence[Checker]) -> Callable[[Batch], list[list[float]]]:
    failed: set[str] = set()

    def score(batch: Batch) -> list[list[float]]:
        reviews = desk.review_all(batch, checkers)
        for finding in chain.from_iterable(each.findings for each in chain(*reviews)):
            if finding.rule == "checker-failed" and finding.checker not in failed:
                failed.add(finding.checker)
                _log.warning("%s: %s (told once)", finding.checker, finding.message)
        return [[each.score for each in of_article] for of_article in reviews]

    return score


def _draft(claim: Labelled) -> Draft:
    # As `copydesk check --claims` has it: every sentence of the text is checked.
    return Draft("", "summary", claim.claim, claim.score, "given")


def _copied(batch: Batch) -> list[list[float]]:
    return [[copied(draft.text, article.body) for draft in drafts] for article, drafts in batch]


def _given(batch: Batch) -> list[list[float]]:
    return [[draft.score for draft in drafts] for _, drafts in batch]
