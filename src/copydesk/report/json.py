"""The JSON of every command: the one place where its fields are named.

Spans are `[start, end]`, half open, in characters: `claim_span` slices the text under check,
`evidence_span` the article's body; `claim_text` and `evidence_text` are those slices.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from copydesk.records import Agreement, Article, Figure, Finding, LabelledSet, Review
from copydesk.text.sentences import sentence_around, sentences
from copydesk.text.suggestions import unrepaired

Json = dict[str, Any]
# Of figures: beyond these, machines that add in another order differ.
DIGITS = 6


def line(record: Mapping[str, Any]) -> str:
    """`record` on one line, in UTF-8's own letters, with its newline."""
    return json.dumps(record, ensure_ascii=False) + "\n"


def headlines(article: Article, reviews: Sequence[Review]) -> Json:
    """What `copydesk suggest --json` prints for an article."""
    return {
        "article": story(article),
        "headlines": [drafted(article, review) for review in reviews],
    }


def summary(article: Article, review: Review) -> Json:
    """What `copydesk summarize --json` prints for an article."""
    return {"article": story(article), "summary": drafted(article, review)}


def checked(article: Article, review: Review) -> Json:
    """What `copydesk check --json` prints for a headline or summary."""
    return {
        "article": {"id": article.id, "headline": article.headline},
        "claim": review.draft.text,
        "score": review.score,
        "verdict": review.verdict,
        "findings": [found(article, review, finding) for finding in review.findings],
    }


def claimed(name: str | int | float, article: Article, review: Review) -> Json:
    """What `copydesk check --claims` prints for a line: as `checked`, its id kept as it was."""
    result = checked(article, review)
    return {"id": name} | result | {"article": {"id": name, "headline": article.headline}}


def fixed(review: Review, mended: Review | None) -> Json:
    """What `copydesk check --fix` adds: the text as it should be, or why there is none."""
    return {
        "fixed": mended.draft.text if mended else None,
        "unfixable": [] if mended else [each.message for each in unrepaired(review)],
    }


def story(article: Article) -> Json:
    """The article with all that was read from its page."""
    return {
        "id": article.id,
        "headline": article.headline,
        "summary": article.summary,
        "body": article.body,
        "url": article.url,
        "byline": article.byline,
        "published": article.published,
        "source": article.source,
        "language": article.language,
    }


def drafted(article: Article, review: Review) -> Json:
    """A draft with its verdict and what was found; `score` is its consistency, 0 to 1."""
    return {
        "text": review.draft.text,
        "score": review.score,
        "verdict": review.verdict,
        "drafter": review.draft.drafter,
        "findings": [found(article, review, finding) for finding in review.findings],
    }


def found(article: Article, review: Review, finding: Finding) -> Json:
    """A finding with the words that its spans slice."""
    evidence = finding.evidence_span
    return {
        "checker": finding.checker,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "claim_span": list(finding.claim_span),
        "claim_text": review.draft.text[slice(*finding.claim_span)],
        "evidence_span": list(evidence) if evidence else None,
        "evidence_text": article.body[slice(*evidence)] if evidence else "",
        "suggestion": finding.suggestion,
        "score": finding.score,
    }


def sourced(article: Article, review: Review) -> list[Json]:
    """The findings of a review, for those who do not have the body at hand.

    As `found`, with the sentence of the body that the evidence stands in: `sentence_span` slices
    the body and `sentence_text` is that slice, null and "" where there is no evidence.
    """
    spans = sentences(article.body) if review.findings else []
    told = []
    for finding in review.findings:
        evidence = finding.evidence_span
        sentence = sentence_around(spans, evidence) if evidence else None
        told.append(
            found(article, review, finding)
            | {
                "sentence_span": list(sentence) if sentence else None,
                "sentence_text": article.body[slice(*sentence)] if sentence else "",
            }
        )
    return told


def agreements(
    files: Sequence[LabelledSet], together: LabelledSet | None, signature: Mapping[str, Any]
) -> Json:
    """What `copydesk evaluate-checker --json` prints: each file's figures, and those of all.

    A figure is `{"value", "low", "high"}` with the ends of its 95 % interval, or null where it is
    not defined.
    """
    return {
        "files": [_labelled(each) for each in files],
        "together": together and _labelled(together),
        "signature": signature,
    }


def _labelled(measured: LabelledSet) -> Json:
    return {
        "file": measured.name,
        "claims": measured.claims,
        "documents": measured.documents,
        "consistent": measured.consistent,
        "threshold": measured.agreements[0].threshold,
        "scorers": [_agreement(each) for each in measured.agreements],
        "notes": list(measured.notes),
    }


def _agreement(agreement: Agreement) -> Json:
    best = agreement.best_threshold
    return {
        "name": agreement.scorer,
        "threshold": agreement.threshold,
        "accuracy": _figure(agreement.accuracy),
        "roc_auc": _figure(agreement.roc_auc),
        "balanced_accuracy": _figure(agreement.balanced_accuracy),
        "balanced_accuracy_best": _figure(agreement.balanced_accuracy_best),
        # A score, which is not rounded: the claim that has it counts as consistent.
        "best_threshold": None if best is None else asdict(best),
        "f1": _figure(agreement.f1),
        "pearson": _figure(agreement.pearson),
        "spearman": _figure(agreement.spearman),
        "calibration_error": _figure(agreement.calibration_error),
        "by_kind": [
            {"kind": kind, "n": count, "accuracy": _figure(accuracy)}
            for kind, (count, accuracy) in agreement.kinds.items()
        ],
        "reliability": [
            {
                "from": each.low,
                "to": each.high,
                "n": each.count,
                "score": round(each.score, DIGITS),
                "consistent": _figure(each.consistent),
            }
            for each in agreement.reliability
        ],
    }


def _figure(figure: Figure | None) -> Json | None:
    if figure is None:
        return None
    return {name: round(value, DIGITS) for name, value in asdict(figure).items()}
