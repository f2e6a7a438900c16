from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tiny import CHECKOUT


def averaged(first: Path, second: Path, output: Path) -> subprocess.CompletedProcess[str]:
    script = CHECKOUT / "scripts" / "average_models.py"
    command = [sys.executable, str(script), str(first), str(second), "--output", str(output)]
    return subprocess.run(command, capture_output=True, text=True)


def folder(path: Path, rows: int, value: float, name: str = "shared") -> Path:
    import torch
    from safetensors.torch import save_file

    path.mkdir()
    tensors = {name: torch.full((rows, 2), value), "bias": torch.full((1, rows), value)}
    save_file(tensors, path / "model.safetensors")
    (path / "config.json").write_text(f'{{"vocab_size": {rows}}}')
    return path


def test_the_mean_of_what_both_have_and_the_second_for_the_rest(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    first = folder(tmp_path / "first", 3, 1.0)
    second = folder(tmp_path / "second", 5, 2.0)
    assert averaged(first, second, tmp_path / "mean").returncode == 0
    mean = load_file(tmp_path / "mean" / "model.safetensors")
    assert mean["shared"].tolist() == [[1.5, 1.5]] * 3 + [[2.0, 2.0]] * 2
    assert mean["bias"].tolist() == [[1.5] * 3 + [2.0] * 2]
    assert (tmp_path / "mean" / "config.json").read_text() == '{"vocab_size": 5}'


def test_another_architecture_is_refused(tmp_path: Path) -> None:
    first = folder(tmp_path / "first", 3, 1.0, "embeddings")
    ran = averaged(first, folder(tmp_path / "second", 3, 2.0), tmp_path / "mean")
    assert ran.returncode == 1
    assert "not of one architecture" in ran.stderr
    assert not (tmp_path / "mean").exists()
