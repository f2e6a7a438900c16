"""What an evaluation recipe may say; `configs/evaluate/*.yaml` are examples."""

from __future__ import annotations

from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from copydesk.config import Section
from copydesk.plugins import CHECKERS
from copydesk.records import Kind
from copydesk.score.bootstrap import SEED
from copydesk.score.figures import LEAST
from copydesk.score.gates import GateRule
from copydesk.score.metrics import MAX_CHARS, MAX_WORDS, METRICS

SliceBy = Literal["source", "topic", "length"]


class EvaluateRecipe(Section):
    """A whole recipe. What `shape` leaves out changes no figure."""

    data: list[Path] = Field(default=[], description="Parquet or JSONL: one file, or a list")
    kind: Kind = "headline"
    model: str = Field(
        default="default", description="default, suggest, lead, reference, or a model's folder"
    )
    predictions: Path | None = Field(
        default=None, description="JSONL of any other system, in place of a model's"
    )
    system: str | None = Field(default=None, description="what reports call it")
    output: Path = Field(description="folder of the reports")
    max_chars: int | None = Field(default=None, gt=0, description="else 100 for headlines")
    max_words: int | None = Field(default=None, gt=0, description="else 60 for summaries")
    checkers: list[str] = Field(default=[*CHECKERS], min_length=1)
    slices: list[SliceBy] = Field(default=["source", "topic", "length"])
    min_articles: int = Field(default=LEAST, gt=0, description="that a slice must have")
    limit: int | None = Field(default=None, gt=0, description="only so many articles, the first")
    jobs: int = Field(default=1, gt=0, description="processes")
    seed: int = Field(default=SEED, ge=0, description="of the bootstrap")
    baseline: Path | None = Field(default=None, description="the report.json to compare with")
    gates: list[GateRule] = Field(default=[])

    @field_validator("data", mode="before")
    @classmethod
    def _list(cls, value: Any) -> Any:
        return [value] if isinstance(value, str | Path) else value

    @field_validator("checkers")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        if unknown := [each for each in value if each not in CHECKERS]:
            raise ValueError(f"a list of some of {', '.join(CHECKERS)}, without {unknown[0]}")
        return [name for name in CHECKERS if name in value]

    @model_validator(mode="after")
    def _fits(self) -> EvaluateRecipe:
        if not self.data and not self.predictions:
            raise ValueError("`data`, or `predictions` that bring their documents")
        for gate in self.gates:
            if gate.metric not in METRICS:
                raise ValueError(f"gates on {', '.join(METRICS)}, and none on {gate.metric}")
            if gate.relative and not self.baseline:
                raise ValueError(f"a `baseline` for the gate on {gate.metric} to compare with")
            for by in [gate.each] if gate.each else gate.slice or ():
                if by not in self.slices:
                    raise ValueError(f"{by} among the `slices`, for the gate on {gate.metric}")
        return self

    @property
    def char_limit(self) -> int | None:
        """The most characters of a prediction, None for any number."""
        return self.max_chars or (MAX_CHARS if self.kind == "headline" else None)

    @property
    def word_limit(self) -> int | None:
        """The most words of a prediction, None for any number."""
        return self.max_words or (MAX_WORDS if self.kind == "summary" else None)

    @property
    def name(self) -> str:
        """What the system is called that wrote the predictions."""
        if self.system:
            return self.system
        return self.predictions.stem if self.predictions else Path(self.model).name

    def shape(self) -> str:
        """SHA-256 of what the values and figures depend on, files' contents apart."""
        left_out = {"output", "jobs", "baseline", "gates", "data", "predictions", "system"}
        content = self.model_dump(mode="json", exclude=left_out)
        return sha256(dumps(content, sort_keys=True).encode()).hexdigest()
