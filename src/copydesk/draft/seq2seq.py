"""Headlines and summaries from a seq2seq model, by CTranslate2 in int8: no torch once converted."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.errors import CopydeskError
from copydesk.records import Article, Draft, Kind
from copydesk.runtime.bert import cores
from copydesk.runtime.convert import chosen_device, converted, is_converted, to_ctranslate2
from copydesk.text.control import CONTROL, asked
from copydesk.text.restore import Printer
from copydesk.text.surface import plain

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Beams are as many as drafts are asked for, and no fewer than these. A wide beam pays twice: of 80
# articles it finds, with 20 beams, a supported and grounded draft for 69 %, and its first is worth
# 34.4 ROUGE-1; 6 beams and 14 samples (top-k, Fan et al. 2018) find one for 51 %, and 32.3, and
# take longer.
BEAM = 6
# CTranslate2 takes the articles in groups of so many source tokens. Two cores write as fast with it
# as with 2048, which takes 560 MB instead of 360; with 512 they are slower.
_BATCH_TOKENS = 1024
# What a model is taken to be that copydesk did not train.
_DEFAULTS: dict[str, Any] = {"source_tokens": 512, "target_tokens": 64, "target_prefix": []}
# Tokens, and the mean log probability of one.
Hypothesis = tuple[list[str], float]


class Seq2SeqDrafter:
    """Writes with any `AutoModelForSeq2SeqLM` folder that CTranslate2 converts.

    Args:
        model: a folder with config.json, safetensors weights and tokenizer.json, or one that
            `copydesk export` made for CTranslate2.
        device: `auto` takes a GPU where CTranslate2 sees one, else the CPU.
        kind: what to write. A model that lacks a control token writes what it was trained on.
        max_chars: the limit that a model with control tokens is told; it may be exceeded.

    Raises:
        CopydeskError: the folder is missing or damaged, or there is no such device.
    """

    def __init__(
        self,
        model: Path,
        device: str = "auto",
        kind: Kind = "headline",
        max_chars: int | None = None,
    ) -> None:
        where = chosen_device(device)
        self.name = model.name
        exported = is_converted(model)
        ready = model
        if not exported:
            ready = converted(
                model,
                lambda out: to_ctranslate2(model, out),
                f"converting {model.name} for this machine, once",
            )
        self._settings = _DEFAULTS | _read(model, "copydesk.json")
        self._tokenizer = _tokenizer(model, self._settings["source_tokens"])
        controlled = all(self._tokenizer.token_to_id(token) is not None for token in CONTROL)
        # What every text begins with, such as the language of a multilingual model.
        self._prefix: list[str] = list(self._settings["target_prefix"])
        self._prefix += asked(kind, max_chars) if controlled else ()
        self._limit: int = len(self._prefix) + self._settings["target_tokens"]
        self._kind: Kind = kind
        self._uncased = self._tokenizer.encode("A").tokens == self._tokenizer.encode("a").tokens
        self._translator = _translator(
            ready,
            device=where,
            # An exported model runs as it was quantised, or in what comes next on this machine.
            compute_type="default" if exported else "int8",
            intra_threads=cores(),
        )

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
        """Up to `count` different texts for each article, the likeliest first.

        A draft's score is the geometric mean of its tokens' probabilities, 0 to 1.
        """
        return [
            self._drafts(article, hypotheses)
            for article, hypotheses in zip(articles, self.generate(articles, count), strict=True)
        ]

    def scored(
        self, articles: Sequence[Article], written: Sequence[Sequence[Draft]]
    ) -> list[list[Draft]]:
        """Each article's drafts, by whomever, with the scores that this model gives them."""
        sources = self._encoded(articles)
        pairs = [
            (source, self._tokenizer.encode(plain(draft.text)).tokens)
            for source, drafts in zip(sources, written, strict=True)
            for draft in drafts
        ]
        ends = set(self._tokenizer.encode("").tokens)
        texts = [[token for token in target if token not in ends] for _, target in pairs]
        results = self._translator.score_batch(
            [source for source, _ in pairs],
            [self._prefix + text for text in texts],
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
        )
        scores = iter(math.exp(_mean(result.log_probs[len(self._prefix) :])) for result in results)
        return [[replace(draft, score=next(scores)) for draft in drafts] for drafts in written]

    def _encoded(self, articles: Sequence[Article]) -> list[list[str]]:
        sources = [plain(article.body) for article in articles]
        return [encoding.tokens for encoding in self._tokenizer.encode_batch(sources)]

    def generate(self, articles: Sequence[Article], count: int) -> list[list[Hypothesis]]:
        """`count` hypotheses for each article, as the model writes them, the likeliest first."""
        beams = max(count, BEAM)
        results = self._translator.translate_batch(
            self._encoded(articles),
            target_prefix=[self._prefix] * len(articles) if self._prefix else None,
            num_hypotheses=beams,
            beam_size=beams,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            min_decoding_length=len(self._prefix) + 1,  # both count the prefix
            max_decoding_length=self._limit,
            no_repeat_ngram_size=3,
            length_penalty=1.0,
            return_scores=True,
            disable_unk=True,
        )
        return [
            sorted(map(self._unprefixed, r.hypotheses, r.scores), key=lambda each: -each[1])[:count]
            for r in results
        ]

    def _unprefixed(self, tokens: list[str], score: float) -> Hypothesis:
        """The words and the mean log probability of their tokens.

        CTranslate2's mean is over the prefix too, which counts as certain. Like `score_batch`, it
        takes the end for a token: only a text that the limit cut off has none.
        """
        prefix = len(self._prefix)
        length = min(len(tokens) + 1, self._limit)
        return tokens[prefix:], score * length / (length - prefix)

    def _drafts(self, article: Article, hypotheses: list[Hypothesis]) -> list[Draft]:
        printer = Printer(article.body) if self._uncased else None
        best: dict[str, float] = {}
        for tokens, score in hypotheses:
            if printer:
                text = printer.print(" ".join(tokens).replace(" ##", ""))
            else:
                ids = [self._tokenizer.token_to_id(token) for token in tokens]
                text = self._tokenizer.decode([i for i in ids if i is not None]).strip()
            if text:
                best[text] = max(score, best.get(text, -math.inf))
        ranked = sorted(best.items(), key=lambda item: -item[1])
        return [
            Draft(article.id, self._kind, text, math.exp(min(score, 0.0)), self.name)
            for text, score in ranked
        ]


def _translator(folder: Path, **options: Any) -> Any:
    import ctranslate2

    # It tells whenever the machine has not what a model is stored in, and takes the next best.
    ctranslate2.set_log_level(logging.ERROR)
    try:
        return ctranslate2.Translator(str(folder), **options)
    except (RuntimeError, ValueError) as error:
        raise CopydeskError(
            f"the converted model in {folder} cannot be run: {error}",
            "remove that folder, and export or use the model again",
        ) from error


def _mean(log_probs: Sequence[float]) -> float:
    return sum(log_probs) / len(log_probs) if log_probs else -math.inf


def _read(model: Path, name: str) -> dict[str, Any]:
    """The JSON object in a file of the model folder, empty where there is no such file."""
    path = model / name
    if not path.is_file():
        return {}
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CopydeskError(
            f"{path} is damaged: {error}", "copy the model folder anew, or name another"
        ) from error
    return content


def _tokenizer(model: Path, source_tokens: int) -> Tokenizer:
    from tokenizers import Tokenizer

    path = model / "tokenizer.json"
    if not path.is_file():
        raise CopydeskError(
            f"the model folder {model} has no tokenizer.json",
            "save the model's fast tokenizer beside its weights",
        )
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exceptions
        raise CopydeskError(
            f"{path} is damaged: {error}", "copy the model folder anew, or name another"
        ) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(source_tokens)
    return tokenizer
