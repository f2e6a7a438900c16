from __future__ import annotations

import json
from pathlib import Path

from copydesk.train.checkpoints import checkpoints, clear_halves


def checkpoint(folder: Path, step: int, state: str | None) -> Path:
    path = folder / f"checkpoint-{step}"
    path.mkdir()
    (path / "model.safetensors").write_bytes(b"weights")
    if state is not None:
        (path / "trainer_state.json").write_text(state)
    return path


def test_what_was_not_written_whole_is_no_checkpoint(tmp_path: Path) -> None:
    done = json.dumps({"global_step": 900, "max_steps": 2000, "log_history": []})
    checkpoint(tmp_path, 900, done)
    checkpoint(tmp_path, 1000, done.replace("900", "1000"))
    checkpoint(tmp_path, 1100, None)
    checkpoint(tmp_path, 1200, done[:20])
    found = checkpoints(tmp_path)
    assert [each.folder.name for each in found] == ["checkpoint-900", "checkpoint-1000"]
    assert not found[-1].finished
    clear_halves(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {"checkpoint-900", "checkpoint-1000"}


def test_no_folder_has_no_checkpoints(tmp_path: Path) -> None:
    assert checkpoints(tmp_path / "absent") == []
    clear_halves(tmp_path / "absent")
