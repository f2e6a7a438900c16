"""Checkpoints: which is the last whole one, and whose run it belongs to."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.train.recipe import TrainRecipe

# The trainer writes it last, so a folder that has it is whole.
_STATE = "trainer_state.json"
_RECIPE = "recipe.json"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint and the state that the trainer left in it."""

    folder: Path
    state: dict[str, Any]

    @property
    def finished(self) -> bool:
        """Whether all steps are done."""
        return bool(self.state["global_step"] >= self.state["max_steps"])

    @property
    def history(self) -> list[dict[str, Any]]:
        """What was logged, in order."""
        return list(self.state["log_history"])


def checkpoints(folder: Path) -> list[Checkpoint]:
    """The whole checkpoints of a run, the last one last; what a kill left half-written is none."""
    found = []
    for each in sorted(folder.glob("checkpoint-*"), key=_step):
        try:
            state = json.loads((each / _STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        found.append(Checkpoint(each, state))
    return found


def clear_halves(folder: Path) -> None:
    """Remove the folders of checkpoints that were not written whole."""
    whole = {each.folder for each in checkpoints(folder)}
    for each in folder.glob("checkpoint-*"):
        if each not in whole:
            shutil.rmtree(each)


def refuse_others(recipe: TrainRecipe) -> None:
    """Look whether the recipe's folder holds the run of another.

    Raises:
        CopydeskError: it does.
    """
    path = recipe.work / _RECIPE
    if not path.is_file() or not checkpoints(recipe.work / "checkpoints"):
        return
    theirs = json.loads(path.read_text(encoding="utf-8"))
    if names := _differing(_shape(recipe), theirs):
        raise CopydeskError(
            f"{recipe.work} holds a run of a recipe with another {', '.join(names)}",
            "name another folder with --set work=FOLDER, or remove that one",
        )


def claim(recipe: TrainRecipe) -> None:
    """Leave the recipe in the folder of its run, for `refuse_others` to find."""
    recipe.work.mkdir(parents=True, exist_ok=True)
    partial = recipe.work / f"{_RECIPE}.tmp"
    partial.write_text(json.dumps(_shape(recipe), indent=2) + "\n", encoding="utf-8")
    partial.replace(recipe.work / _RECIPE)


def _shape(recipe: TrainRecipe) -> dict[str, Any]:
    # The finished model may go elsewhere.
    return recipe.model_dump(mode="json", exclude={"output"})


def _differing(ours: dict[str, Any], theirs: dict[str, Any], prefix: str = "") -> list[str]:
    names = []
    for name in {**ours, **theirs}:
        here, there = ours.get(name), theirs.get(name)
        if isinstance(here, dict) and isinstance(there, dict):
            names += _differing(here, there, f"{prefix}{name}.")
        elif here != there:
            names.append(prefix + name)
    return names


def _step(folder: Path) -> int:
    number = folder.name.rpartition("-")[2]
    return int(number) if number.isdecimal() else -1
