"""Tiny random models of every architecture that a recipe names, with tokenizers of their own kinds.

Their vocabularies are words of the archive in `tiny`; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tiny import rows

_MORE = "headline summary short medium long any".split()


def _pieces() -> list[tuple[str, float]]:
    """Words and letters as SentencePiece has them, with log probabilities."""
    text = " ".join(f"{row['headline']} {row['body']} {row['summary']}" for row in rows())
    words = sorted({*re.findall(r"\w+|[^\w\s]", text), *_MORE})
    letters = sorted({letter for word in words for letter in word})
    return [(f"▁{word}", -5.0) for word in words] + [(each, -9.0) for each in ["▁", *letters]]


def _byte_level(folder: Path, start: int) -> Any:
    """BART's kind of tokenizer: byte-level BPE."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartTokenizer

    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(
        [str(row["body"]) for row in rows()],
        vocab_size=400,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        show_progress=False,
    )
    folder.mkdir(parents=True, exist_ok=True)
    trained.save_model(str(folder))
    made = BartTokenizer.from_pretrained(folder)
    assert made.pad_token_id == start
    return made


def _sizes(**more: Any) -> dict[str, Any]:
    return {
        "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2,
        "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32,
    } | more  # fmt: skip


def bart(folder: Path) -> Path:
    """Targets begin with `<s>`, after a start of `</s>`."""
    from transformers import BartConfig, BartForConditionalGeneration

    tokenizer = _byte_level(folder, 1)
    config = BartConfig(
        vocab_size=len(tokenizer), max_position_embeddings=128, normalize_before=False, **_sizes()
    )
    return _saved(folder, BartForConditionalGeneration(config), tokenizer)


def led(folder: Path) -> Path:
    """BART with local attention in windows of eight."""
    from transformers import LEDConfig, LEDForConditionalGeneration

    tokenizer = _byte_level(folder, 1)
    config = LEDConfig(
        vocab_size=len(tokenizer), max_encoder_position_embeddings=256,
        max_decoder_position_embeddings=128, attention_window=8, **_sizes(),
    )  # fmt: skip
    return _saved(folder, LEDForConditionalGeneration(config), tokenizer)


def t5(folder: Path) -> Path:
    """No token begins a target; the embeddings have rows to spare."""
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    special = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    tokenizer = T5Tokenizer(vocab=special + _pieces(), extra_ids=4)
    config = T5Config(
        vocab_size=len(tokenizer) + 28, d_model=16, d_kv=8, d_ff=32, num_layers=2, num_heads=2,
        decoder_start_token_id=0,
    )  # fmt: skip
    return _saved(folder, T5ForConditionalGeneration(config), tokenizer)


def flan_t5(folder: Path) -> Path:
    """T5 1.1: an output layer of its own, and what goes into it is not scaled."""
    import torch
    from transformers import AutoTokenizer, T5Config, T5ForConditionalGeneration

    tokenizer = AutoTokenizer.from_pretrained(t5(folder))
    config = T5Config(
        vocab_size=len(tokenizer) + 28, d_model=16, d_kv=8, d_ff=32, num_layers=2, num_heads=2,
        feed_forward_proj="gated-gelu", tie_word_embeddings=False, decoder_start_token_id=0,
    )  # fmt: skip
    model = T5ForConditionalGeneration(config)
    model.lm_head.weight = torch.nn.Parameter(torch.randn_like(model.lm_head.weight))
    model.all_tied_weights_keys.pop("lm_head.weight")
    model.save_pretrained(folder)
    return folder


def pegasus(folder: Path) -> Path:
    """No token begins a target, and positions are not learned."""
    from transformers import PegasusConfig, PegasusForConditionalGeneration, PegasusTokenizer

    special = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("<mask_1>", 0.0), ("<mask_2>", 0.0)]
    tokenizer = PegasusTokenizer(vocab=special + _pieces(), offset=2)
    config = PegasusConfig(
        vocab_size=len(tokenizer), max_position_embeddings=128, normalize_before=True,
        normalize_embedding=False, decoder_start_token_id=0, **_sizes(),
    )  # fmt: skip
    return _saved(folder, PegasusForConditionalGeneration(config), tokenizer)


def mbart(folder: Path) -> Path:
    """mBART-50: targets begin with their language, after a start of `</s>`."""
    from transformers import MBart50Tokenizer

    special = [("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0)]
    return _mbart(folder, MBart50Tokenizer(vocab=special + _pieces()))


def mbart25(folder: Path) -> Path:
    """mBART-25: targets end with their language, and the decoder starts with it."""
    from transformers import MBartTokenizer
    from transformers.models.mbart.tokenization_mbart import FAIRSEQ_LANGUAGE_CODES

    special = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    languages = [(code, 0.0) for code in FAIRSEQ_LANGUAGE_CODES]
    return _mbart(folder, MBartTokenizer(vocab=[*special, *_pieces(), *languages, ("<mask>", 0.0)]))


def _mbart(folder: Path, tokenizer: Any) -> Path:
    from transformers import MBartConfig, MBartForConditionalGeneration

    config = MBartConfig(
        vocab_size=len(tokenizer), max_position_embeddings=128, normalize_before=True,
        tokenizer_class=type(tokenizer).__name__, **_sizes(),
    )  # fmt: skip
    return _saved(folder, MBartForConditionalGeneration(config), tokenizer)


def _saved(folder: Path, model: Any, tokenizer: Any) -> Path:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


ARCHITECTURES: dict[str, Callable[[Path], Path]] = {
    "t5-small": t5,
    "flan-t5-base": flan_t5,
    "bart-base": bart,
    "pegasus": pegasus,
    "mbart": mbart,
    "led": led,
    "lora": flan_t5,
}
