"""All that is needed to tell whether two models were made in the same way."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from copydesk.train.recipe import TrainRecipe

_LIBRARIES = ("torch", "transformers", "accelerate", "tokenizers", "datasets")


def signature(recipe: TrainRecipe, trainer: Any) -> dict[str, Any]:
    """Versions, hashes of recipe, data and base model, seed and hardware."""
    import torch

    shape = recipe.model_dump(mode="json", exclude={"work", "output"})
    sources = {source.path for source in [*recipe.data.train, *recipe.data.validation]}
    data = [file for path in sorted(sources) for file in sorted(path.glob("*.parquet"))]
    base = sorted(Path(recipe.model).glob("*.safetensors"))
    arguments = trainer.args
    cuda = arguments.device.type == "cuda"
    return {
        "copydesk": version("copydesk"),
        "python": python_version(),
        **{name: version(name) for name in _LIBRARIES},
        "recipe": sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest(),
        "data": _hash(data),
        "base": _hash(base),
        "seed": recipe.train.seed,
        "device": torch.cuda.get_device_name() if cuda else "cpu",
        "processes": arguments.world_size,
        "precision": "bf16" if arguments.bf16 else "fp32",
    }


def _hash(files: Iterable[Path]) -> str:
    """SHA-256 of the names and contents of files."""
    digest = sha256()
    for path in files:
        digest.update(path.name.encode())
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
