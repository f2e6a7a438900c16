"""Every recipe that comes with copydesk can be read, and says what it needs and what to expect."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from architectures import ARCHITECTURES
from copydesk.config import load
from copydesk.evaluation.recipe import EvaluateRecipe
from copydesk.prepare.recipe import PrepareRecipe
from copydesk.train.recipe import TrainRecipe

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
TRAIN = sorted((CONFIGS / "train").glob("*.yaml"))
PREPARE = sorted((CONFIGS / "prepare").glob("*.yaml"))
EVALUATE = sorted((CONFIGS / "evaluate").glob("*.yaml"))
Recipe = type[TrainRecipe | PrepareRecipe | EvaluateRecipe]
RECIPES: list[tuple[Path, Recipe]] = [
    *((path, TrainRecipe) for path in TRAIN),
    *((path, PrepareRecipe) for path in PREPARE),
    *((path, EvaluateRecipe) for path in EVALUATE),
]


@pytest.mark.parametrize(("path", "kind"), RECIPES, ids=lambda each: getattr(each, "stem", ""))
def test_a_recipe_is_whole(path: Path, kind: Recipe) -> None:
    load(path, kind)
    header = path.read_text(encoding="utf-8").partition("\n\n")[0]
    comments = [line for line in header.splitlines() if line.startswith("#")]
    said = "\n".join(comments)
    assert f"copydesk {path.parent.name} configs/{path.parent.name}/{path.name}" in said
    assert "Needs:" in said
    assert "Expect:" in said


@pytest.mark.parametrize("path", TRAIN, ids=lambda path: path.stem)
def test_a_recipe_trains_on_what_a_recipe_prepares(path: Path) -> None:
    prepared = {load(each, PrepareRecipe).output for each in PREPARE}
    text = path.read_text(encoding="utf-8")
    recipe = load(path, TrainRecipe)
    for source in [*recipe.data.train, *recipe.data.validation]:
        assert source.path in prepared or f"output={source.path}" in text


def test_there_is_a_recipe_for_every_architecture() -> None:
    models = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["model"] for path in TRAIN
    }
    own = ("runs/", "models/")
    assert {name for name, model in models.items() if not model.startswith(own)} == {*ARCHITECTURES}
