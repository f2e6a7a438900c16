"""A run that is killed, at a step or while it saves, ends with the weights of one that is not."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tiny import in_its_own_process, weights

# Runs the command, and kills it as the out-of-memory killer would, in the middle of a method of
# the trainer, when it is called for the so-manieth time.
KILLED = """
import os, signal, sys
from copydesk.cli.app import app
from transformers import Trainer

recipe, name, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
method = getattr(Trainer, name)

def killed(*args, **kwargs):
    global calls
    calls -= 1
    if not calls:
        os.kill(os.getpid(), signal.SIGKILL)
    return method(*args, **kwargs)

setattr(Trainer, name, killed)
app(["train", recipe])
"""


@pytest.mark.parametrize(
    ("method", "call", "half"),
    [
        ("training_step", 15, None),  # of 18, in the second epoch
        ("_save_optimizer_and_scheduler", 3, "checkpoint-12"),
    ],
)
def test_killed_and_run_again(
    recipe: Path, tmp_path: Path, undisturbed: Path, method: str, call: int, half: str | None
) -> None:
    import torch

    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(recipe), method, str(call)],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert not (tmp_path / "model").exists()
    left = {path.name: path for path in (tmp_path / "work" / "checkpoints").iterdir()}
    assert "checkpoint-8" in left
    if half:
        assert (left[half] / "model.safetensors").is_file()
        assert not (left[half] / "trainer_state.json").exists()

    in_its_own_process(recipe)
    resumed = weights(tmp_path / "model")
    whole = weights(undisturbed / "model")
    assert whole.keys() == resumed.keys()
    for name, tensor in whole.items():
        assert torch.equal(tensor, resumed[name]), name
