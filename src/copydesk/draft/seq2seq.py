"""Headlines from a seq2seq model, by CTranslate2 in int8: no torch once it is converted."""

from __future__ import annotations

import json
import logging
import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.draft.convert import chosen_device, converted, is_converted, to_ctranslate2
from copydesk.errors import CopydeskError
from copydesk.records import Article, Draft
from copydesk.text.restore import Printer
from copydesk.text.surface import plain

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Beam search says nearly the same thing again and again; more than this many of its hypotheses
# are not worth their time, so the rest of the drafts are sampled (Fan et al. 2018, top-k).
BEAM = 6
_SAMPLED_FROM = 12
_TEMPERATURE = 0.8
# CTranslate2 takes the articles in groups of so many source tokens. Two cores write as fast with it
# as with 2048, which takes 560 MB instead of 360; with 512 they are slower.
_BATCH_TOKENS = 1024
# What a model is taken to be that copydesk did not train.
_DEFAULTS: dict[str, Any] = {"source_tokens": 512, "target_tokens": 64, "target_prefix": []}
# Tokens, and the mean log probability of one.
Hypothesis = tuple[list[str], float]


class Seq2SeqDrafter:
    """Writes headlines with any `AutoModelForSeq2SeqLM` folder that CTranslate2 converts.

    Args:
        model: a folder with config.json, safetensors weights and tokenizer.json, or one that
            `copydesk export` made for CTranslate2.
        device: `auto` takes a GPU where CTranslate2 sees one, else the CPU.

    Raises:
        CopydeskError: the folder is missing or damaged, or there is no such device.
    """

    def __init__(self, model: Path, device: str = "auto") -> None:
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
        self._uncased = self._tokenizer.encode("A").tokens == self._tokenizer.encode("a").tokens
        self._translator = _translator(
            ready,
            device=where,
            # An exported model runs as it was quantised, or in what comes next on this machine.
            compute_type="default" if exported else "int8",
            # One group after the other: with a group on each core sampling would depend on which
            # comes first, for a quarter more articles a second.
            intra_threads=os.cpu_count() or 1,
        )

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
        """Up to `count` different headlines for each article, the likeliest first.

        A draft's score is the geometric mean of its tokens' probabilities, 0 to 1.
        """
        return [
            self._drafts(article, hypotheses)
            for article, hypotheses in zip(articles, self.generate(articles, count), strict=True)
        ]

    def generate(self, articles: Sequence[Article], count: int) -> list[list[Hypothesis]]:
        """`count` hypotheses for each article, as the model writes them.

        The first `BEAM` come from beam search, the others are sampled and may be equal.
        """
        sources = [plain(article.body) for article in articles]
        tokens = [encoding.tokens for encoding in self._tokenizer.encode_batch(sources)]
        found = self._generate(tokens, min(count, BEAM), sampled=False)
        if count > BEAM:
            sampled = self._generate(tokens, count - BEAM, sampled=True)
            found = [beam + more for beam, more in zip(found, sampled, strict=True)]
        return found

    def _generate(
        self, tokens: list[list[str]], count: int, *, sampled: bool
    ) -> list[list[Hypothesis]]:
        import ctranslate2

        how: dict[str, Any] = {"beam_size": BEAM}
        if sampled:
            ctranslate2.set_random_seed(0)  # the same article always gets the same headlines
            how = {
                "beam_size": 1,
                "sampling_topk": _SAMPLED_FROM,
                "sampling_temperature": _TEMPERATURE,
            }
        prefix = self._settings["target_prefix"]  # such as the language of a multilingual model
        results = self._translator.translate_batch(
            tokens,
            target_prefix=[prefix] * len(tokens) if prefix else None,
            num_hypotheses=count,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            max_decoding_length=self._settings["target_tokens"],
            no_repeat_ngram_size=3,
            length_penalty=1.0,
            return_scores=True,
            disable_unk=True,
            **how,
        )
        return [
            [(each[len(prefix) :], s) for each, s in zip(r.hypotheses, r.scores, strict=True)]
            for r in results
        ]

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
            Draft(article.id, "headline", text, math.exp(min(score, 0.0)), self.name)
            for text, score in ranked
        ]


def _translator(folder: Path, **options: Any) -> Any:
    import ctranslate2

    ctranslate2.set_log_level(
        logging.ERROR
    )
    try:
        return ctranslate2.Translator(str(folder), **options)
    except (RuntimeError, ValueError) as error:
        raise CopydeskError(
            f"the converted model in {folder} cannot be run: {error}",
            "remove that folder, and export or use the model again",
        ) from error


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
