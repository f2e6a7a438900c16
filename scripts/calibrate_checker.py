"""python scripts/calibrate_checker.py runs/claims/validation.parquet --model runs/check-small/model

Fits what turns the checker's signals into a probability (copydesk.check.calibration) on claims that
the model was not trained on, chooses the thresholds, and writes both, with their measured error, to
calibration.json in the model's folder. scripts/make_claims.py left those claims: planted errors and
true claims of articles kept out of training, and DeFacto's claims of 150 documents.

- Weights: logistic regression with a small ridge, on claims, on texts of two and three of them, and
  on the summaries of half of SummEval's documents (claims_summaries.py). DeFacto's claims come with
  their own share of wrong ones, most; elsewhere either label counts the same, so that the threshold
  leans to neither where nothing is known of who wrote a text. (With SummEval's own share, a fifth,
  the best threshold on it was 0.85 and on DeFacto 0.25.) `MIX` has what each counts.
- `supported_from`: where the balanced accuracy over origins is best.
- `unsupported_below`, `doubted_below`: so low that of newspapers' headlines no more than --alarms,
  respectively --doubts, per cent are called unsupported, or doubted, by the model alone.

Figures are by cross-validation over documents in --folds parts; the weights are then fitted to all.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np

import claims_given as given
from claims_summaries import joined, summaries
from copydesk.check.body import body_of
from copydesk.check.calibration import Weights, features
from copydesk.check.claims import claims
from copydesk.check.crossencoder import CrossEncoder
from copydesk.check.entailment import judged_claims, signals_of
from copydesk.desk import find, rule_checkers
from copydesk.prepare.splits import drawn
from copydesk.records import Article, Draft
from copydesk.score.agreement import agreement
from make_claims import articles_of

RIDGE = 1e-3
# How much each origin counts, see above.
MIX = {
    "articles": 2.0, "written": 3.0, "joined": 1.0, "defacto": 3.0, "summeval": 3.0, "nli": 0.5,
}  # fmt: skip
NATURAL = {"defacto"}
NEWS = "news"
GOVERNMENT = ("US Senate", "digital", "18F")
# The names of the columns, which are the weights but the bias.
FEATURES = [field.name for field in fields(Weights)][1:]
BATCH = 256


def signals(rows: list[dict[str, Any]], model: CrossEncoder) -> np.ndarray:
    """The features of each row, rows × features, as `calibration.features` has them."""
    checkers = rule_checkers()
    found = []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        parts = [[c.text for c in claims(row["claim"], "summary")] for row in batch]
        judged = iter(
            judged_claims(
                model,
                [
                    (body_of(row["document"]), text)
                    for row, texts in zip(batch, parts, strict=True)
                    for text in texts
                ],
            )
        )
        for row, texts in zip(batch, parts, strict=True):
            own = signals_of(body_of(row["document"]), row["claim"], [next(judged) for _ in texts])
            draft = Draft(row["id"], "summary", row["claim"], 1.0, "given")
            [findings] = find([(Article(row["id"], row["document"]), draft)], checkers)
            severities = {finding.severity for finding in findings}
            found.append(features(own, "error" in severities, "warning" in severities))
        print(f"{len(found)} of {len(rows)} claims read", file=sys.stderr)
    return np.array(found)


def news_headlines(prepared: Path) -> list[dict[str, Any]]:
    """Headlines of the prepared validation articles, by newspapers: what false alarms are told by.

    Press releases and government posts are left out, whose headlines are plainer.
    """
    return [
        given.row(article["body"], article["headline"], 1, "headline", NEWS, id_=article["id"])
        for article in articles_of(prepared, "validation")
        if not article["source"].startswith(GOVERNMENT)
    ]


def fit(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Bias and weights by Newton's method; the ridge spares the bias."""
    x = np.column_stack([np.ones(len(x)), x])
    beta = np.zeros(x.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * (x.shape[1] - 1)) * weights.sum()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (weights * (y - p)) - ridge @ beta
        hessian = (x * (weights * p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return beta


def predict(x: np.ndarray, beta: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(beta[0] + x @ beta[1:], -30, 30)))


def mixed(origins: np.ndarray, kinds: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A weight for each claim to fit by; people's repairs, which no system wrote, have none."""
    weights = np.zeros(len(y))
    for origin, share in MIX.items():
        at = (origins == origin) & (kinds != "repair")
        labels = [at] if origin in NATURAL else [at & (y == 0), at & (y == 1)]
        for part in labels:
            if part.any():
                weights[part] = share / len(labels) / part.sum()
    return weights * len(y) / weights.sum()


def balanced(origins: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A weight for each claim: origins count the same, and in each the two labels."""
    weights = np.zeros(len(y))
    for origin in MIX:
        for label in (0, 1):
            at = (origins == origin) & (y == label)
            if at.any():
                weights[at] = 1 / at.sum()
    return weights * len(y) / weights.sum()


def calibration_error(p: np.ndarray, y: np.ndarray, weights: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015), weighted."""
    place = np.minimum((p * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        at = place == b
        if at.any():
            w = weights[at]
            total += w.sum() * abs(np.average(p[at], weights=w) - np.average(y[at], weights=w))
    return float(total / weights.sum())


def balanced_accuracy(p: np.ndarray, y: np.ndarray, weights: np.ndarray, threshold: float) -> float:
    good = np.average(p[y == 1] >= threshold, weights=weights[y == 1])
    bad = np.average(p[y == 0] < threshold, weights=weights[y == 0])
    return float(good + bad) / 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--prepared", type=Path, default=Path("runs/prepare/default-model"))
    parser.add_argument("--alarms", type=float, default=1.0)
    parser.add_argument("--doubts", type=float, default=6.0)
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    rows = given.read(arguments.claims)
    rows += [*joined(rows), *summaries(arguments.data, tuning=True)]
    rows += news_headlines(arguments.prepared)
    x = signals(rows, CrossEncoder(arguments.model))
    y = np.array([row["label"] for row in rows])
    origins = np.array([row["origin"] for row in rows])
    kinds = np.array([row["kind"] for row in rows])
    weights, fitting = balanced(origins, y), mixed(origins, kinds, y)
    fold = np.array([int(drawn("fold", row["document"][:200]) * arguments.folds) for row in rows])
    p = np.zeros(len(y))
    for number in range(arguments.folds):
        out = fold == number
        p[out] = predict(x[out], fit(x[~out], y[~out], fitting[~out]))
    beta = fit(x, y, fitting)
    threshold = max(
        np.linspace(0.1, 0.9, 81), key=lambda t: balanced_accuracy(p, y, weights, float(t))
    )
    alone = x.copy()
    alone[:, [FEATURES.index("rule_error"), FEATURES.index("rule_warning")]] = 0.0
    headlines = origins == NEWS
    likely = predict(alone, beta)
    true = likely[headlines]
    low = round(float(np.quantile(true, arguments.alarms / 100)), 4)
    high = round(float(np.quantile(true, arguments.doubts / 100)), 4)
    measured: dict[str, Any] = {"claims": len(y), "true_headlines": int(headlines.sum())}
    measured["calibration_error"] = calibration_error(p, y, fitting)
    measured["balanced_accuracy"] = balanced_accuracy(p, y, weights, float(threshold))
    numbers: dict[str, int] = {}
    documents = np.array([numbers.setdefault(row["document"], len(numbers)) for row in rows])
    measured["called"] = {
        name: {
            "claims": int(at.sum()),
            "unsupported": round(float((likely < low)[at].mean()), 4),
            "doubted": round(float((likely < high)[at].mean()), 4),
            "by_rules": round(float(x[at, FEATURES.index("rule_error")].mean()), 4),
        }
        for name, at in (
            ("true news headlines", headlines),
            ("true claims of articles", (origins == "articles") & (y == 1)),
            ("planted errors", (origins == "articles") & (y == 0)),
        )
    }
    measured["by_origin"] = {}
    for origin in MIX:
        at = origins == origin
        found = agreement(
            origin, p[at], y[at], documents[at], threshold=float(threshold), kinds=kinds[at]
        )
        measured["by_origin"][origin] = {
            "claims": int(at.sum()),
            "roc_auc": found.roc_auc and found.roc_auc.value,
            "balanced_accuracy": found.balanced_accuracy and found.balanced_accuracy.value,
            "by_kind": {kind: [n, round(f.value, 3)] for kind, (n, f) in found.kinds.items()},
        }
    result = {
        "weights": asdict(Weights(*(round(float(b), 4) for b in beta))),
        "unsupported_below": low,
        "doubted_below": high,
        "supported_from": round(float(threshold), 3),
        "measured": measured,
    }
    partial = arguments.model / "calibration.json.tmp"
    partial.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    partial.replace(arguments.model / "calibration.json")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
