"""A claim and its evidence, read together by one encoder: is the claim consistent, and which words?

A cross-encoder as Devlin et al. 2019 ("BERT", section 4.1) use it for sentence pairs: the input is
[CLS] claim [SEP] evidence [SEP], with token type 0 up to the first [SEP] and 1 after it. Two linear
heads read the token states: `consistent` that of [CLS], for the whole claim, and `supported` that
of the first word piece of each word of the claim, for that word (as in section 5.3 for names).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from copydesk.errors import CopydeskError
from copydesk.paths import model_folder
from copydesk.records import Span
from copydesk.runtime.bert import Bert
from copydesk.runtime.int8 import read_weights, write

if TYPE_CHECKING:
    from tokenizers import Tokenizer

HEADS = ("consistent", "supported")
_TENSORS = tuple(f"{head}.{part}" for head in HEADS for part in ("weight", "bias"))
PREFIX = "heads."


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the model reads for one claim and its evidence.

    `words` has, for each word of the claim, its span in the claim and the place in `ids` of its
    first word piece. A word is a run of characters other than white space.
    """

    ids: list[int]
    types: list[int]
    words: tuple[tuple[Span, int], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Logits: above 0 a claim is rather consistent with its evidence, a word rather supported.

    `words` has the spans of the claim's words, in order, each with its logit.
    """

    consistent: float
    words: tuple[tuple[Span, float], ...]


class CrossEncoder:
    """Judges claims by evidence, with a model that `save_checker` wrote.

    Args:
        folder: the folder of the model; None takes models/check-small.
        device: `auto` takes a GPU where CTranslate2 sees one, else the CPU.

    Raises:
        CopydeskError: the folder is missing, damaged or holds no checker, or there is no such
            device.
    """

    def __init__(self, folder: Path | None = None, device: str = "cpu") -> None:
        folder = folder or model_folder("check-small")
        self._bert = Bert(folder, device)
        heads = read_weights(folder, PREFIX)
        lacking = [name for name in _TENSORS if f"{PREFIX}{name}" not in heads]
        lacking += [
            name for name in ("claim_tokens", "max_tokens") if name not in self._bert.config
        ]
        if lacking:
            raise CopydeskError(
                f"the model in {folder} is no checker, for it has no {', '.join(lacking)}",
                "name the folder of one that was trained to check claims",
            )
        self._weight = np.concatenate([heads[f"{PREFIX}{head}.weight"] for head in HEADS]).T
        self._bias = np.concatenate([heads[f"{PREFIX}{head}.bias"] for head in HEADS])

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """What the model thinks of each pair of a claim and its evidence, in their order.

        A claim is cut to the model's `claim_tokens`, its evidence to what is left of `max_tokens`.
        Words that are cut off, or that the tokenizer drops (control characters), get no logit.
        """
        config = self._bert.config
        inputs = encode(self._bert.tokenizer, pairs, config["claim_tokens"], config["max_tokens"])
        logits = self._bert.each(
            [(each.ids, each.types) for each in inputs],
            lambda states: states @ self._weight + self._bias,  # tokens × heads
        )
        return [
            Judgement(
                float(of_tokens[0, 0]),
                tuple((span, float(of_tokens[place, 1])) for span, place in each.words),
            )
            for each, of_tokens in zip(inputs, logits, strict=True)
        ]


# How the same is written in claims and in bodies, by people and by systems whose data were taken
# apart into words ("ca n't", "# 20" for "£20", "`` yes ''"): each pattern, and what it is read as,
# in this order. BERT has "£20" for one word, of which it knows no part.
_ALIKE = (
    (r"(?i)\bca ?n['’]t\b|\bcannot\b", "can not"),
    (r"(?i)\bwo ?n['’]t\b", "will not"),
    (r"(?i) ?n['’]t\b", " not"),
    (r"#(?= ?\d)", "£"),
    (r"(?i)(?<=[£$€]\d|[£$€]\d\d|[£$€]\d\d\d|[£$€]\d\.\d|[£$€]\d\d\.\d)m\b", " million"),
    ("£", " £ "),
    ("€", " € "),
    (r"(?i)(?<=\d) ?(?:million\b|mn\b)", " million"),
    (r"(?i)(?<=\d) ?(?:billion\b|bn\b)", " billion"),
    (r"(?i)(?<=\d) ?(?:%|per ?cent\b)", " percent"),
    (r"``|''|[“”]", '"'),
    (r"[`‘’]", "'"),
    (r"--+|[–—]", " - "),
    (r"(?i)-lrb-", "("),
    (r"(?i)-rrb-", ")"),
)


def reading(tokenizer: Path) -> Tokenizer:
    """A BERT tokenizer that reads alike what is the same in other signs (sums, quotes, "n't").

    Places of pieces stay those in the text as it was written.
    """
    from tokenizers import Regex, Tokenizer, normalizers

    read = Tokenizer.from_file(str(tokenizer))
    alike = [normalizers.Replace(Regex(pattern), words) for pattern, words in _ALIKE]
    read.normalizer = normalizers.Sequence([*alike, read.normalizer])
    return read


def encode(
    tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]], claim_tokens: int, max_tokens: int
) -> list[Encoded]:
    """The inputs for pairs of a claim and its evidence; training and judging both read these.

    Args:
        tokenizer: a BERT tokenizer; its truncation is set to `max_tokens`.
        pairs: claims, each with its evidence.
        claim_tokens: a claim is cut to so many word pieces.
        max_tokens: the evidence is cut at its end so that the whole input has no more than these.
    """
    tokenizer.enable_truncation(max_tokens)
    start, end = tokenizer.encode("").ids  # [CLS] and [SEP]
    claims, evidence = (
        tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for texts in (zip(*pairs, strict=True) if pairs else ((), ()))
    )
    encoded = []
    for (claim, _), first, second in zip(pairs, claims, evidence, strict=True):
        head = [start, *first.ids[:claim_tokens], end]
        tail = [*second.ids[: max(max_tokens - len(head) - 1, 0)], end]
        words = _words(claim, first.offsets[:claim_tokens])
        encoded.append(Encoded(head + tail, [0] * len(head) + [1] * len(tail), words))
    return encoded


def _words(claim: str, pieces: Sequence[Span]) -> tuple[tuple[Span, int], ...]:
    """The words of which one of `pieces` is the first, with its place in the input."""
    starts = [start for start, _ in pieces]
    found = []
    for word in re.finditer(r"\S+", claim):
        piece = bisect_left(starts, word.start())
        if piece < len(starts) and starts[piece] < word.end():
            found.append((word.span(), piece + 1))  # [CLS] comes before the claim
    return tuple(found)


def save_checker(
    bert: Mapping[str, NDArray[Any]],
    heads: Mapping[str, NDArray[Any]],
    tokenizer: Path,
    config: Mapping[str, Any],
    folder: Path,
    *,
    claim_tokens: int = 96,
    max_tokens: int = 256,
) -> None:
    """Write a trained cross-encoder into `folder`, in int8, as `CrossEncoder` reads it.

    Args:
        bert: the encoder's weights, fp32, by the names of transformers' `BertModel`.
        heads: `consistent.weight` and `supported.weight` (1 × hidden size), `consistent.bias` and
            `supported.bias` (1).
        tokenizer: the tokenizer.json of BERT; what is kept is `reading` of it.
        config: the fields of transformers' `BertConfig`.
        folder: where it goes; it is made where there is none.
        claim_tokens: see `encode`; with what the model was trained.
        max_tokens: likewise.

    Raises:
        ValueError: `heads` are not those.
    """
    shapes = {
        name: (1, config["hidden_size"]) if name.endswith("weight") else (1,) for name in _TENSORS
    }
    if {name: tensor.shape for name, tensor in heads.items()} != shapes:
        raise ValueError(f"expected heads of the shapes {shapes}")
    write(
        folder,
        bert,
        config,
        reading(tokenizer).to_str(),
        settings={"claim_tokens": claim_tokens, "max_tokens": max_tokens, "heads": list(HEADS)},
        heads={f"{PREFIX}{name}": tensor for name, tensor in heads.items()},
    )
