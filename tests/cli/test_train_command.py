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


def test_a_dry_run_prints_the_plan_and_leaves_no_model(run, tmp_path: Path) -> None:
    from tiny import bart, prepared, rows, written

    archive = prepared(tmp_path / "archive", train=rows(), validation=rows()[:4])
    (tmp_path / "base").mkdir()
    recipe = written(tmp_path, bart(tmp_path / "base"), archive)
    ran = run("train", recipe, "--dry-run")
    assert ran.code == 0
    assert "40 articles, 40 headline, 32 summary" in ran.out
    assert "<|headline|>" in ran.out
    assert "timing 4 steps" in ran.err
    assert not (tmp_path / "model").exists()
    assert not (tmp_path / "work" / "checkpoints").exists()
    run("train", recipe, "--dry-run", "--set", "train.accumulation=3").refused("do not divide")
