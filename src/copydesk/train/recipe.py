"""What a training recipe may say."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from copydesk.config import Section

Metric = Literal["loss", "rouge1", "rouge2", "rougeL", "unsupported"]


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
    target_tokens: int = Field(default=64, ge=8, le=512, description="control tokens come on top")


class Fit(Section):
    """The optimisation; rates are peaks of a linear schedule with warm-up.

    Steps are updates of the weights, whatever the number of devices: `batch_size` examples go into
    each, and every device computes its share of them in `accumulation` pieces.
    """

    epochs: float = Field(default=2, gt=0)
    batch_size: int = Field(default=32, ge=1, description="examples an update, over all devices")
    accumulation: int = Field(default=1, ge=1, description="pieces that a device's share comes in")
    lr: float = Field(default=5e-5, gt=0)
    encoder_lr: float | None = Field(
        default=None, ge=0, description="of encoder and embeddings, where lr is larger"
    )
    warmup: float = Field(default=0.1, ge=0, lt=1, description="share of the steps")
    weight_decay: float = Field(default=0.01, ge=0)
    max_grad_norm: float = Field(default=1.0, gt=0, description="gradients are clipped to it")
    label_smoothing: float = Field(default=0.1, ge=0, lt=1)
    dropout: float = Field(default=0.0, ge=0, lt=1)
    gradient_checkpointing: bool = Field(default=False, description="less memory, more time")
    encoder_rests: float = Field(default=0.0, ge=0, le=1)
    encoder_learns_from_layer: int = Field(default=0, ge=0)
    save_steps: int = Field(default=200, ge=1, description="between checkpoints")
    eval_steps: int | None = Field(
        default=None, ge=1, description="between evaluations, a multiple of save_steps"
    )
    eval_examples: int = Field(
        default=100, ge=0, description="validation texts that are written and checked each time"
    )
    metric: Metric | None = Field(
        default=None, description="the checkpoint that does best by it is kept, not the last"
    )
    patience: int | None = Field(
        default=None, ge=1, description="evaluations without a better metric after which it stops"
    )
    seed: int = 13

    @model_validator(mode="after")
    def _fits_together(self) -> Fit:
        if self.eval_steps and self.eval_steps % self.save_steps:
            raise ValueError(
                f"a multiple of save_steps ({self.save_steps}) as eval_steps, so that what is"
                f" evaluated is also saved; it is {self.eval_steps}"
            )
        if self.patience and not self.metric:
            raise ValueError("a metric beside patience, to be patient about")
        if self.metric not in (None, "loss") and not self.eval_examples:
            raise ValueError(f"eval_examples, to measure {self.metric} on")
        return self

    @property
    def evaluate_every(self) -> int:
        """Steps between evaluations."""
        return self.eval_steps or self.save_steps


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
