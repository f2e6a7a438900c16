"""From signals to a probability: few weights, fitted once, shipped beside the model.

`scripts/calibrate_checker.py` fits them on claims that the model was not trained on, and writes
them with the thresholds and their measured error to models/check-small/calibration.json.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.paths import model_folder, sha256_of


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a text beside its findings.

    Attributes:
        entailment: the model's logit that the evidence bears a sentence out, the mean over them.
        supported: the lowest logit that a word of the text is supported.
        trigrams: the share of its 3-grams that the body has, 0 to 1.
        words: the share of its words that the body has, 0 to 1.
        novel: how many of its 3-grams the body has not.
        sentences: how many sentences it has.
    """

    entailment: float
    supported: float
    trigrams: float
    words: float
    novel: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a logistic regression (Cox 1958) over signals and what the rules found.

    Overlap decides where a text is long and copied, entailment where it is short and reworded, and
    among many sentences one is sooner wrong than among few. So `copied` weighs the model's logit
    times the share of 3-grams, `novel` the logarithm of one more than the 3-grams that are new, and
    the last two the logarithm of the number of sentences, alone and times the share of 3-grams: of
    a single sentence that is 0. (The logit of the weakest sentence told texts of one wrong sentence
    and summaries of systems apart less well than the mean, by cross-validation; and with a length
    weight of its own a lower logit came out as better in texts of many sentences.)
    """

    bias: float
    entailment: float
    copied: float
    supported: float
    trigrams: float
    words: float
    novel: float
    rule_error: float
    rule_warning: float
    length: float
    length_copied: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights and the thresholds on the probability that a text is consistent.

    `unsupported_below` and `doubted_below` are for one claim by the model and its overlap alone,
    without the rules: an error, and a warning. `supported_from` is for a whole text by everything.
    """

    weights: Weights
    unsupported_below: float
    doubted_below: float
    supported_from: float

    def probability(self, signals: Signals, errors: bool = False, warnings: bool = False) -> float:
        """That a text with these signals is consistent with its article, 0 to 1."""
        w = self.weights
        total = w.bias + sum(
            weight * value
            for weight, value in zip(
                (getattr(w, field.name) for field in fields(w)[1:]),
                features(signals, errors, warnings),
                strict=True,
            )
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(signals: Signals, errors: bool, warnings: bool) -> tuple[float, ...]:
    """What the weights after the bias belong to, in their order."""
    length = math.log(signals.sentences)
    return (
        signals.entailment,
        signals.entailment * signals.trigrams,
        signals.supported,
        signals.trigrams,
        signals.words,
        math.log1p(signals.novel),
        float(errors),
        float(warnings),
        length,
        length * signals.trigrams,
    )


def signature(folder: Path | None = None) -> dict[str, object]:
    """What a report must tell of the checker to be repeated: its weights' hash and its thresholds.

    With them goes how far they err on the claims that they were fitted on, by cross-validation:
    balanced accuracy and expected calibration error, 0 to 1.

    Raises:
        CopydeskError: the folder is incomplete.
    """
    folder = folder or model_folder("check-small")
    fitted = calibration(folder)
    read = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    return {
        "model": sha256_of(folder / "model.safetensors"),
        "unsupported_below": fitted.unsupported_below,
        "doubted_below": fitted.doubted_below,
        "supported_from": fitted.supported_from,
        "measured": {
            name: read["measured"][name] for name in ("balanced_accuracy", "calibration_error")
        },
    }


@cache
def calibration(folder: Path | None = None) -> Calibration:
    """The calibration of a checker's folder, of models/check-small if none is given.

    Raises:
        CopydeskError: it is missing or damaged.
    """
    path = (folder or model_folder("check-small")) / "calibration.json"
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return Calibration(
            Weights(**read["weights"]),
            read["unsupported_below"],
            read["doubted_below"],
            read["supported_from"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CopydeskError(
            f"the checker's calibration {path} cannot be used ({error})",
            "reinstall copydesk, or make it anew with scripts/calibrate_checker.py",
        ) from error
