"""Two processes do the work of one, by the same recipe."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from tiny import weights


def test_two_processes_end_with_the_weights_of_one(recipe: Path, tmp_path: Path) -> None:
    """Up to rounding: the same examples go into each step, whoever computes them."""
    import torch

    from copydesk.train.fit import train

    content = yaml.safe_load(recipe.read_text())
    content["train"] |= {"dropout": 0.0, "epochs": 1.5}
    recipe.write_text(yaml.safe_dump(content))
    launcher = "-m torch.distributed.run --standalone --nproc-per-node 2".split()
    command = [sys.executable, *launcher, "-m", "copydesk.cli.app", "train", str(recipe)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [str(tmp_path / "model")]
    assert ran.stderr.count("pairs to train on") == 1
    two = weights(tmp_path / "model")
    overrides = [f"work={tmp_path / 'work-one'}", f"output={tmp_path / 'one'}"]
    one = weights(train(recipe, overrides) or tmp_path)
    base = weights(Path(content["model"]))
    learned = "model.decoder.layers.0.fc1.weight"
    assert not torch.allclose(base[learned].half(), one[learned], atol=1e-3)
    for name, tensor in one.items():
        assert torch.allclose(tensor, two[name], atol=2e-4), name
