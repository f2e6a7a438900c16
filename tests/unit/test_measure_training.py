"""The measurement of training, on a model and pairs too small to mean anything."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from copydesk.config import load
from copydesk.train.recipe import TrainRecipe
from tiny import CHECKOUT, bart, prepared, rows, written


@pytest.fixture(scope="module")
def measure() -> Any:
    spec = importlib.util.spec_from_file_location(
        "measure_training", CHECKOUT / "scripts" / "measure_training.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def recipe(tmp_path: Path) -> TrainRecipe:
    archive = prepared(tmp_path / "archive", train=rows(), validation=rows()[:4])
    (tmp_path / "base").mkdir()
    return load(written(tmp_path, bart(tmp_path / "base"), archive), TrainRecipe)


def test_ours_and_the_stock_trainer_take_turns(measure: Any, recipe: TrainRecipe) -> None:
    told = measure.speed(recipe, steps=2, rounds=2)
    assert len(told["examples a second"]) == 5
    assert all(rate > 0 for rate in told["examples a second"].values())
    assert told["steps of each"] == 4


def test_twice_the_articles_give_twice_the_pairs(measure: Any, recipe: TrainRecipe) -> None:
    few, many = (measure.growth(recipe, count, steps) for count, steps in ((20, 0), (40, 1)))
    assert (few["pairs"], many["pairs"]) == (36, 72)
    assert 0 < many["MB before"] <= many["MB tokenising"] <= many["MB training"]
