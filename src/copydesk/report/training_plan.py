"""What `copydesk train --dry-run` tells of a run before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.report.progress import duration


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would take.

    Args:
        counts: articles, and pairs of each kind, of each split.
        batch: sources and targets as the model gets them, control tokens and all.
        tokens: mean tokens of a source and of a target.
        parameters: how many there are, and how many of them are trained.
        where: device and precision.
        memory: bytes at the peak, of the process or of the GPU.
        checkpoint: bytes of one on the disk.
        seconds: in training.
        judged: seconds in evaluations.
    """

    counts: dict[str, dict[str, int]]
    batch: Sequence[tuple[str, str]]
    batch_size: int
    tokens: tuple[float, float]
    steps: int
    evaluations: int
    parameters: tuple[int, int]
    where: str
    memory: int
    checkpoint: int
    seconds: float
    judged: float

    @property
    def speed(self) -> float:
        """Examples a second in training."""
        return self.steps * self.batch_size / self.seconds


def text(plan: Plan) -> str:
    """The plan, in lines for a terminal."""
    parts = [
        f"{split:<12}{', '.join(f'{n:,} {kind}' for kind, n in counts.items())}"
        for split, counts in plan.counts.items()
    ]
    source, target = plan.tokens
    whole, trained = plan.parameters
    parts += [
        f"tokens      {source:.0f} a source, {target:.0f} a target, on average",
        f"steps       {plan.steps:,} of {plan.batch_size} examples; {plan.evaluations}"
        f" evaluation{'s' * (plan.evaluations != 1)}",
        f"model       {whole / 1e6:,.1f} million parameters, {trained / 1e6:,.1f} million trained",
        f"hardware    {plan.where}",
        f"memory      {_size(plan.memory)} at the longest batch",
        f"disk        {_size(plan.checkpoint)} a checkpoint, up to three of them",
        f"time        {duration(plan.seconds + plan.judged)}: {duration(plan.seconds)} of training"
        f" at {plan.speed:,.1f} examples/s, {duration(plan.judged)} of evaluation",
        "",
        "Some of what the model gets:",
    ]
    for given, asked in plan.batch:
        parts += ["", f"  from  {given}", f"  to    {asked}"]
    return "\n".join(parts)


def _size(count: int) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"
