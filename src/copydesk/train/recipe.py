"""What a training recipe may say."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from copydesk.config import Section


class Source(Section):
    """A folder that `copydesk prepare` made; the split is that of the list that it stands in."""

    path: Path
    outlets: str = Field(default="", description="only articles whose source this pattern finds")
    limit: int | None = Field(default=None, gt=0, description="take only so many, the first")


class Data(Section):
    """Where the pairs come from, and how much of them the model sees."""

    train: list[Source] = Field(min_length=1)
    validation: list[Source] = Field(min_length=1)
    visible_words: int = Field(default=115, ge=20, description="of the body, from its beginning")
    least_overlap: float = Field(default=0.6, ge=0, le=1, description="of content words in those")
    gap_sentences: float = Field(
        default=0, ge=0, le=1, description="share of articles that give a sentence gap too"
    )
    told_lengths: float = Field(
        default=0.7, ge=0, le=1, description="share of pairs whose length band the model is told"
    )
    source_tokens: int = Field(default=160, ge=16, le=16384)
    target_tokens: int = Field(default=64, ge=8, le=512)


class Fit(Section):
    """The optimisation; learning rates are peaks of a linear schedule with warm-up."""

    epochs: float = Field(default=2, gt=0)
    batch_size: int = Field(default=32, ge=1)
    encoder_lr: float = Field(default=2e-4, ge=0)
    decoder_lr: float = Field(default=8e-4, gt=0)
    warmup: float = Field(default=0.1, ge=0, lt=1)
    weight_decay: float = Field(default=0.01, ge=0)
    label_smoothing: float = Field(default=0.1, ge=0, lt=1)
    dropout: float = Field(default=0.0, ge=0, lt=1)
    encoder_rests: float = Field(default=0.0, ge=0, le=1)
    encoder_learns_from_layer: int = Field(default=0, ge=0)
    save_steps: int = Field(default=200, ge=1)
    seed: int = 13


class Languages(Section):
    """What a multilingual model reads and writes, in its own codes, such as fr_XX for mBART."""

    source: str
    target: str


class Lora(Section):
    """Low-rank adapters: only they are trained, and merged into the model when it is saved."""

    rank: int = Field(default=16, ge=1)
    alpha: int = Field(default=32, ge=1, description="the adapters count alpha / rank times")
    dropout: float = Field(default=0.05, ge=0, lt=1)
    targets: list[str] = Field(default=[], description="linear layers, by name; none: all of them")


class TrainRecipe(Section):
    """A whole recipe, as `configs/train/*.yaml` write it."""

    model: str = Field(
        min_length=1, description="folder of the model to start from, or its Hugging Face hub name"
    )
    languages: Languages | None = None
    lora: Lora | None = None
    work: Path = Field(description="folder for tokenised data and checkpoints")
    output: Path = Field(description="folder of the finished model")
    data: Data
    train: Fit = Fit()
