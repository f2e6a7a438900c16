from __future__ import annotations

from pathlib import Path


def test_a_missing_recipe(run, tmp_path: Path) -> None:
    run("train", tmp_path / "absent.yaml").refused("absent.yaml")


def test_mistakes_of_a_recipe_come_all_at_once(run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("output: x\nspeed: 3\n", encoding="utf-8")
    ran = run("train", path)
    assert ran.code == 2
    for field in ("model", "data", "speed"):
        assert f"\n  {field}: expected" in ran.err


def test_an_override_reaches_the_recipe(run, tmp_path: Path) -> None:
    recipe = Path(__file__).parents[2] / "configs" / "train" / "headline-small.yaml"
    absent = tmp_path / "absent"
    run("train", recipe, "--set", f"model={absent}").refused(str(absent))
    run("train", recipe, "--set", "train.epochs=-1").refused("train.epochs", "got -1")
