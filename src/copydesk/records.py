"""The records that pass from hop to hop: frozen, slotted, stdlib only.

A span is a half-open pair of character offsets, `text[span[0]:span[1]]`. Spans of a claim slice
the claim's text, spans of evidence slice `Article.body`, always exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Kind = Literal["headline", "summary"]
Verdict = Literal["supported", "unverified", "unsupported"]
# How bad a finding is: an `error` is a claim that the body contradicts or does not hold, a
# `warning` is one that the rule could not settle, `info` is only there to read.
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Article:
    """One story: its body as paragraphs parted by a blank line, and what stood around it."""

    id: str
    body: str
    headline: str = ""
    summary: str = ""
    url: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A training example: `source` is the article body, `target` its headline or summary."""

    article_id: str
    kind: Kind
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A headline or summary that a drafter wrote; a higher `score` is one it likes better."""

    article_id: str
    kind: Kind
    text: str
    score: float
    drafter: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of a draft that can be true or false by itself; `span` slices the draft's text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What a checker says of some words of a claim, and the words of the body that decide it.

    `claim_span` slices the text under check (the whole headline or summary), `evidence_span`
    slices the article body; it is None where no place in the body bears on the words.
    `suggestion` are words to put in place of `claim_span`, empty where no repair is certain.
    `score` is how sure the checker is that the words are wrong, 0 to 1.
    """

    checker: str
    rule: str
    severity: Severity
    message: str
    claim_span: Span
    evidence_span: Span | None
    suggestion: str
    score: float


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why an input did not become an article, or an article did not become a pair.

    `finding` is there where a checker decided; its spans slice the rejected article's texts. `left`
    is the article without the text that was turned down, where it goes on with its other one.
    """

    id: str
    stage: str
    reason: str
    detail: str = ""
    finding: Finding | None = None
    left: Article | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A draft with what the checkers found; `score` is 0 to 1, higher is more consistent."""

    draft: Draft
    findings: tuple[Finding, ...]
    score: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic, and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose scores lie between `low` and `high`, whose mean is `score`.

    `consistent` is the share of the `count` claims that are: of a calibrated score as much.
    """

    low: float
    high: float
    count: int
    score: float
    consistent: Figure


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well a scorer tells consistent claims from others; None where that is not defined.

    A claim is taken for consistent from `threshold` on. `balanced_accuracy_best` is at
    `best_threshold`, chosen on the same claims. `f1` is of finding the inconsistent claims.
    `pearson` and `spearman` are with the labels; `spearman` only where these are finer than two
    classes. `kinds` has the accuracy and the number of the claims of each kind. `roc` is a curve to
    draw, from (0, 0) to (1, 1): the shares of the inconsistent and of the consistent claims that a
    threshold lets through; empty where one class is not there.
    """

    scorer: str
    threshold: float
    accuracy: Figure
    roc_auc: Figure | None
    balanced_accuracy: Figure | None
    balanced_accuracy_best: Figure | None
    best_threshold: Figure | None
    f1: Figure | None
    pearson: Figure | None
    spearman: Figure | None
    calibration_error: Figure | None
    kinds: dict[str, tuple[int, Figure]]
    reliability: tuple[Bin, ...]
    roc: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The labelled claims of a file (or of several), and how well each scorer agrees with them.

    `notes` say what was not measured, and why.
    """

    name: str
    claims: int
    documents: int
    consistent: int
    agreements: tuple[Agreement, ...]
    notes: tuple[str, ...]


# Of report.json: a field that is added leaves it as it is; it changes where one goes or comes to
# mean something else.
EVALUATION_SCHEMA = "copydesk-evaluation/1"
# Which way a metric is better; `none` where it only describes.
Direction = Literal["higher", "lower", "none"]


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured of a prediction: `unit` is of its mean ("points", "%", "words" ...)."""

    name: str
    title: str
    unit: str
    direction: Direction
    about: str


@dataclass(frozen=True, slots=True)
class Score:
    """The mean of a metric over `articles` articles that have it, None where there is none."""

    metric: str
    figure: Figure | None
    articles: int


@dataclass(frozen=True, slots=True)
class Slice:
    """The scores of the articles whose field `by` (source, topic, length ...) has this value."""

    by: str
    value: str
    articles: int
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric of a run less that of its baseline, article by article, over those in both.

    `p` is two-sided (`score.compare`): how easily chance alone gives such a difference.
    """

    metric: str
    value: float
    baseline: float
    difference: Figure
    p: float
    articles: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against its baseline; `worse` are the ids of articles that got worse, worst first."""

    baseline: str
    articles: int
    differences: tuple[Difference, ...]
    worse: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition that a run has to meet, and whether it does.

    `name` says it in words ("unsupported ≤ 1 %"), `slice` names the slice it is asked of
    ("source=Wire"; "" for all). `value` is None where it could not be measured, which fails.
    `by` is how far the value lies beyond the limit, 0 where the gate holds.
    """

    name: str
    metric: str
    slice: str
    value: float | None
    limit: float
    passed: bool
    by: float
    message: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good the predictions of a system are: what a report shows.

    `signature` holds all that is needed to repeat the run (versions, model and data hashes, recipe,
    seed). `metrics` tells what the scores are. The articles themselves lie beside it, one JSON line
    each.
    """

    system: str
    kind: Kind
    articles: int
    scores: tuple[Score, ...]
    slices: tuple[Slice, ...]
    comparison: Comparison | None
    gates: tuple[Gate, ...]
    signature: dict[str, object]
    metrics: tuple[Metric, ...] = ()
