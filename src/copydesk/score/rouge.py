"""ROUGE-1, ROUGE-2, ROUGE-L and ROUGE-Lsum (Lin 2004) through Google's rouge-score library.

F1 with Porter stemming, times 100: the variant that papers on headlines and summaries report.
ROUGE-L takes the whole text as one sequence, ROUGE-Lsum each line by itself (`lined` puts every
sentence on a line).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.text.sentences import sentences

KINDS = ("rouge1", "rouge2", "rougeL", "rougeLsum")


@dataclass(frozen=True, slots=True)
class Rouge:
    """F1 of words, of pairs of words and of the longest common subsequence, 0 to 100.

    `rougeLsum` takes, for each line of the reference, the union of its subsequences with all lines
    of the candidate (Lin 2004, 3.2).
    """

    rouge1: float
    rouge2: float
    rougeL: float
    rougeLsum: float


def rouge(candidate: str, reference: str) -> Rouge:
    """How well `candidate` overlaps with `reference`; text without a letter or digit gives 0."""
    scores = _scorer().score(reference, candidate)
    return Rouge(*(100 * scores[kind].fmeasure for kind in KINDS))


def rouges(candidates: Sequence[str], references: Sequence[str]) -> list[Rouge]:
    """One Rouge for each pair, in order.

    Raises:
        CopydeskError: there are not as many candidates as references.
    """
    if len(candidates) != len(references):
        raise CopydeskError(
            f"ROUGE got {len(candidates)} candidates for {len(references)} references",
            "give one candidate for each reference",
        )
    return [rouge(*pair) for pair in zip(candidates, references, strict=True)]


def lined(text: str) -> str:
    """`text` with every sentence on a line of its own, as ROUGE-Lsum wants it."""
    return "\n".join(" ".join(text[start:end].split()) for start, end in sentences(text))


@cache
def _scorer() -> Any:
    from rouge_score.rouge_scorer import RougeScorer
    from rouge_score.tokenizers import DefaultTokenizer

    # The library's own tokenizer, named: left to choose, it would say so by way of absl, which
    # sets up the root logger, and all notices would come twice.
    tokenizer = DefaultTokenizer(use_stemmer=True)
    return RougeScorer(list(KINDS), tokenizer=tokenizer)
