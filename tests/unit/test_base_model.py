"""The warm start: the headline model's encoder is MiniLM before any training."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SENTENCES = (
    "The council of Port Ellery voted 14 to 9 on Monday to keep the Quay Street library open.",
    "“We can't stop now,” said Ines Calloway, the mayor, after a long night of talks in the hall; "
    "the repairs, which had been put off three times, would cost $2 million and take a year.",
    "Rain stopped play.",
)


@pytest.fixture(scope="module")
def bert() -> dict:
    """The weights of MiniLM as models/minilm has them (int8 rows), expanded to fp32."""
    from safetensors.torch import load_file

    stored = load_file(ROOT / "models" / "minilm" / "model.safetensors")
    weights = {}
    for name, tensor in stored.items():
        if name.endswith(".weight_scale"):
            continue
        scale = stored.get(f"{name}_scale")
        weights[name] = tensor.float() * scale.float()[:, None] if scale is not None else tensor
    return weights


@pytest.mark.parametrize("decoder_layers", [1, 3, 6])
def test_the_encoder_gives_what_minilm_gives(bert: dict, decoder_layers: int) -> None:
    import torch
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel

    script = runpy.run_path(str(ROOT / "scripts" / "make_base_model.py"))
    config = json.loads((ROOT / "models" / "minilm" / "config.json").read_text())
    sizes = ("hidden_size", "num_hidden_layers", "num_attention_heads", "layer_norm_eps")
    known = {name: config[name] for name in sizes if name in config}
    minilm = BertModel(BertConfig(intermediate_size=1536, vocab_size=30522, **known)).eval()
    missing, _ = minilm.load_state_dict(bert, strict=False)
    assert not [name for name in missing if not name.startswith("pooler")]

    model = script["warm_start"](bert, decoder_layers).eval()
    tokenizer = Tokenizer.from_file(str(ROOT / "models" / "minilm" / "tokenizer.json"))
    tokenizer.enable_padding()
    encoded = tokenizer.encode_batch(list(SENTENCES))
    ids = torch.tensor([each.ids for each in encoded])
    mask = torch.tensor([each.attention_mask for each in encoded])
    with torch.no_grad():
        theirs = minilm(input_ids=ids, attention_mask=mask).last_hidden_state
        ours = model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state
    assert (theirs - ours)[mask.bool()].abs().max() < 2e-3
    assert len(model.model.decoder.layers) == decoder_layers
    cross = model.model.decoder.layers[-1].encoder_attn.q_proj.weight
    last = 5 if decoder_layers > 1 else 0
    assert torch.equal(cross, bert[f"encoder.layer.{last}.attention.self.query.weight"])


def test_decoder_layers_are_spread_evenly() -> None:
    evenly = runpy.run_path(str(ROOT / "scripts" / "make_base_model.py"))["evenly"]
    assert evenly(3, 6) == [0, 2, 5]
    assert evenly(6, 6) == [0, 1, 2, 3, 4, 5]
    assert evenly(1, 6) == [0]
