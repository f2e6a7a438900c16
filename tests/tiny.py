"""What training is tested on: a small prepared archive of the town of Ostrel, and a tiny model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
WHO = ("council", "library", "ferry company", "museum", "harbour board", "school", "choir", "court")
WHAT = ("a new bridge", "the old mill", "a longer pier", "free tickets", "an autumn fair")


def rows() -> list[dict[str, str | None]]:
    """Articles as `copydesk prepare` leaves them."""
    made: list[dict[str, str | None]] = []
    for number, who in enumerate(WHO):
        for place, what in enumerate(WHAT):
            body = (
                f"The {who} voted on Monday to pay for {what} in the town of Ostrel, its chairman "
                "said after a long meeting, and work would begin before the end of the spring."
            )
            made.append(
                {
                    "id": f"{number}-{place}",
                    "headline": f"Ostrel {who} votes to pay for {what}",
                    "body": body,
                    "summary": f"Work on {what} begins before spring ends." if place else None,
                    "source": "Ostrel Post" if number % 2 else "The Harbour",
                }
            )
    return made


def prepared(folder: Path, **splits: list[dict[str, str | None]]) -> Path:
    """A prepared folder with two shards of each split."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    folder.mkdir()
    columns = pa.schema([(name, pa.string()) for name in rows()[0]])
    for split, articles in splits.items():
        for shard in range(2):
            table = pa.Table.from_pylist(articles[shard::2], schema=columns)
            parquet.write_table(table, folder / f"{split}-0000{shard}-of-00002.parquet")
    return folder


def bart(folder: Path) -> Path:
    """A random BART of two small layers with the tokenizer of the shipped MiniLM."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

    torch.manual_seed(1)
    config = BartConfig(
        vocab_size=30522, d_model=16, encoder_layers=2, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=32,
        decoder_ffn_dim=32, max_position_embeddings=64, pad_token_id=0, bos_token_id=101,
        eos_token_id=102, decoder_start_token_id=101, forced_eos_token_id=None,
        normalize_before=False,
    )  # fmt: skip
    BartForConditionalGeneration(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_file=str(CHECKOUT / "models" / "minilm" / "tokenizer.json"),
        unk_token="[UNK]", pad_token="[PAD]", bos_token="[CLS]", eos_token="[SEP]",
    ).save_pretrained(folder)  # fmt: skip
    return folder


def checker(folder: Path) -> tuple[Path, Any, dict[str, Any]]:
    """A random cross-encoder: the folder that copydesk runs, BertModel and heads in torch."""
    import torch
    from transformers import BertConfig, BertModel

    from copydesk.check.crossencoder import HEADS, save_checker

    torch.manual_seed(1)
    # A wider spread than BERT's, so that logits differ; wider still, and int8 shows in them.
    config = BertConfig(
        hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128,
        initializer_range=0.05,
    )  # fmt: skip
    model = BertModel(config).eval()
    heads = {head: torch.nn.Linear(config.hidden_size, 1) for head in HEADS}
    save_checker(
        {name: tensor.numpy() for name, tensor in model.state_dict().items()},
        {
            f"{name}.{part}": getattr(head, part).detach().numpy()
            for name, head in heads.items()
            for part in ("weight", "bias")
        },
        CHECKOUT / "models" / "minilm" / "tokenizer.json",
        config.to_dict(),
        folder,
    )
    return folder, model, heads


def written(folder: Path, base: Path, archive: Path) -> Path:
    """A recipe, in `folder`: 72 pairs, so 9 steps an epoch and 18 in all."""
    import yaml

    content: dict[str, Any] = {
        "model": str(base),
        "work": str(folder / "work"),
        "output": str(folder / "model"),
        "data": {
            "train": [{"path": str(archive)}],
            "validation": [{"path": str(archive)}],
            "visible_words": 40,
            "source_tokens": 48,
            "target_tokens": 16,
        },
        "train": {
            "epochs": 2,
            "batch_size": 8,
            "lr": 8.0e-4,
            "encoder_lr": 2.0e-4,
            "dropout": 0.1,
            "encoder_rests": 0.25,
            "encoder_learns_from_layer": 1,
            "save_steps": 4,
            "eval_steps": 8,
            "eval_examples": 4,
        },
    }
    path = folder / "recipe.yaml"
    path.write_text(yaml.safe_dump(content))
    return path


def weights(folder: Path) -> dict[str, Any]:
    """The tensors of a saved model, by name."""
    from safetensors.torch import load_file

    return load_file(folder / "model.safetensors")


def in_its_own_process(recipe: Path) -> None:
    """Train as a user does: CTranslate2, run before in a process, changes torch's last bits."""
    command = [sys.executable, "-m", "copydesk.cli.app", "train", str(recipe)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == f"{recipe.parent / 'model'}\n"
