"""What a preparation recipe may say; `configs/prepare/*.yaml` are examples."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from copydesk.config import Section

Policy = Literal["reject", "repair", "keep"]
SourceKind = Literal["auto", "pages", "warc", "jsonl", "csv", "parquet", "dataset"]


class Columns(Section):
    """What a table calls our fields; without a name here, the usual ones are looked for."""

    id: str | None = None
    headline: str | None = None
    body: str | None = None
    summary: str | None = None
    url: str | None = None
    published: str | None = None
    byline: str | None = None
    source: str | None = None


class Source(Section):
    """A file, a folder or a glob on any fsspec path, compressed or not."""

    path: str
    kind: SourceKind = "auto"
    name: str = Field(default="", description="what its articles are told apart by; else its stem")
    columns: Columns = Columns()
    limit: int | None = Field(default=None, gt=0, description="take only so many rows, the first")

    @property
    def label(self) -> str:
        """The source's name, or the last part of its path that is no pattern, without suffixes."""
        parts = [part for part in self.path.split("/") if part and not set(part) & set("*?[")]
        return self.name or (parts[-1].partition(".")[0] if parts else "") or "pages"


class Clean(Section):
    """What is taken out of bodies and mended in headlines."""

    source_chrome: bool = Field(default=True, description="learn the lines that a source repeats")
    recase: bool = Field(default=True, description="ALL CAPS and Title Case to sentence case")


class Pairing(Section):
    """Which of an article's two texts may become pairs."""

    headline: bool = True
    summary: bool = True


class Duplicates(Section):
    """Near-duplicates by MinHash; see `copydesk.prepare.duplicates`."""

    keep: Literal["one", "all"] = Field(
        default="one", description="of each cluster: its first, or all, in one split"
    )
    similarity: float = Field(
        default=0.45, gt=0, le=1, description="Jaccard of word trigrams from which two are copies"
    )


class Evaluation(Source):
    """A file to measure on, or the `held_out` rows of one, those whose hash of the id is first."""

    held_out: int | None = Field(default=None, gt=0)


class Decontaminate(Section):
    """Evaluation files whose articles must not be trained on."""

    files: list[Evaluation] = Field(default=[])
    ngram: int = Field(default=13, ge=5, le=30, description="words in a row not to be shared")


class Splits(Section):
    """Which clusters are held out: a share of them by hash, or those from a date on."""

    by: Literal["hash", "date"] = "hash"
    validation: float = Field(default=0.02, ge=0, le=1)
    test: float = Field(default=0.0, ge=0, le=1)
    validation_from: date | None = None
    test_from: date | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Splits:
        if self.validation + self.test > 1:
            raise ValueError("shares of validation and test that are at most 1 together")
        if self.by == "date" and not (self.validation_from or self.test_from):
            raise ValueError("validation_from or test_from, where by is date")
        return self


class Executor(Section):
    """Which datatrove executor runs the steps, and its own arguments."""

    kind: Literal["local", "slurm", "ray"] = "local"
    options: dict[str, Any] = Field(default={})


class PrepareRecipe(Section):
    """A whole recipe. What `shape` leaves out changes how it runs, never what comes out."""

    sources: list[Source] = Field(min_length=1)
    work: Path = Field(description="folder for what lies between the steps; all workers share it")
    output: Path = Field(description="folder of the finished dataset")
    tasks: int = Field(default=1, ge=1, description="how many run at once")
    buckets: int = Field(default=16, ge=1, le=1024, description="parts that the archive is cut in")
    executor: Executor = Executor()
    page_seconds: float = Field(default=30, gt=0, description="a page that takes longer is cut off")
    clean: Clean = Clean()
    language: Literal["en", "any"] = "en"
    filters: dict[str, bool] = Field(default={}, description="reasons to turn on or off")
    pairing: Pairing = Pairing()
    truth: Policy = "reject"
    duplicates: Duplicates = Duplicates()
    decontaminate: Decontaminate = Decontaminate()
    splits: Splits = Splits()

    @model_validator(mode="after")
    def _distinct(self) -> PrepareRecipe:
        labels = [source.label for source in self.sources]
        if twice := sorted({label for label in labels if labels.count(label) > 1}):
            raise ValueError(f"a `name` of its own for each source called {twice[0]}")
        return self

    def shape(self) -> dict[str, Any]:
        """The recipe without what leaves the result alone: folders, tasks, buckets, executor."""
        running = {"work", "output", "tasks", "buckets", "executor"}
        return self.model_dump(mode="json", exclude=running)
