"""python scripts/average_models.py FIRST SECOND --output DIR

Averages the weights of two models, the second fine-tuned from the first, into a third: what was
learned last is kept by half, and so is what it overwrote (Wortsman et al. 2022, "Robust fine-tuning
of zero-shot models"). Rows that only the second has, of tokens that were added, are taken from it,
and so is all else in its folder.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

WEIGHTS = "model.safetensors"


def average(first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
    """The mean of both where both are; `second` may have more rows, or a longer last dimension."""
    if first.dim() != second.dim() or any(
        a > b for a, b in zip(first.shape, second.shape, strict=True)
    ):
        raise SystemExit(f"{tuple(first.shape)} does not fit into {tuple(second.shape)}")
    mean = second.float().clone()
    both = tuple(slice(size) for size in first.shape)
    mean[both] = (mean[both] + first.float()) / 2
    return mean.to(second.dtype).contiguous()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    first, second = (load_file(folder / WEIGHTS) for folder in (options.first, options.second))
    if first.keys() != second.keys():
        raise SystemExit(f"{options.first} and {options.second} are not of one architecture")
    partial = options.output.with_name(f"{options.output.name}.tmp")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(options.second, partial)
    mean = {name: average(first[name], tensor) for name, tensor in second.items()}
    save_file(mean, partial / WEIGHTS, metadata={"format": "pt"})
    (partial / WEIGHTS).chmod(0o644)
    shutil.rmtree(options.output, ignore_errors=True)
    partial.rename(options.output)
    print(options.output)


if __name__ == "__main__":
    main()
