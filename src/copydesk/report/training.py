"""What is told of a training run: its figures, for the report and the model card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

Json = dict[str, Any]
# What is measured at an evaluation, by the name that the trainer's history has.
METRICS = {
    "eval_loss": "loss",
    "eval_rouge1": "ROUGE-1",
    "eval_rouge2": "ROUGE-2",
    "eval_rougeL": "ROUGE-L",
    "eval_unsupported": "unsupported, %",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A validation text: what the model saw, what the editor wrote and what the model writes."""

    kind: str
    opening: str
    editor: str
    model: str
    verdict: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run.

    Args:
        name: of the model.
        recipe: as resolved.
        signature: versions, hashes, seed and hardware.
        history: what the trainer logged, in order; each has a `step`.
        step: the one whose weights were kept.
        counts: articles, pairs of each kind and the like, of each split.
        examples: validation texts by the weights that were kept.
    """

    name: str
    recipe: Json
    signature: Json
    history: list[Json]
    step: int
    counts: dict[str, dict[str, int]]
    examples: list[Example]

    def curve(self, name: str) -> list[tuple[int, float]]:
        """Step and value of what was logged under `name`; a later value of a step counts."""
        return sorted({log["step"]: log[name] for log in self.history if name in log}.items())

    @property
    def evaluations(self) -> list[Json]:
        """What was measured at each evaluation, by step."""
        found = {log["step"]: log for log in self.history if "eval_loss" in log}
        return [found[step] for step in sorted(found)]

    @property
    def kept(self) -> Json:
        """What was measured of the weights that were kept; empty where nothing was."""
        return next((log for log in self.evaluations if log["step"] == self.step), {})


def recipe_text(run: Run) -> str:
    """The recipe as resolved, in YAML."""
    return yaml.safe_dump(run.recipe, sort_keys=False, allow_unicode=True, width=100)


def signature_line(run: Run) -> str:
    """The signature in one line, after sacrebleu."""
    return "|".join(f"{key}:{_short(value)}" for key, value in run.signature.items())


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ",".join(f"{key}={_short(each)}" for key, each in value.items())
    text = str(value)
    return text[:12] if re.fullmatch(r"[0-9a-f]{32,}", text) else text
