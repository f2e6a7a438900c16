from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from copydesk.config import load
from copydesk.errors import CopydeskError
from copydesk.prepare.recipe import PrepareRecipe, Source, Splits
from copydesk.prepare.splits import split_of

CONFIGS = Path(__file__).parents[3] / "configs" / "prepare"


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_recipe_is_one_and_tells_its_command(path: Path) -> None:
    recipe = load(path, PrepareRecipe)
    assert str(recipe.output) in path.read_text()
    assert f"copydesk prepare configs/prepare/{path.name}" in path.read_text()
    assert "EXPECT" not in path.read_text()


def recipe(text: str, tmp_path: Path) -> PrepareRecipe:
    path = tmp_path / "recipe.yaml"
    path.write_text(text)
    return load(path, PrepareRecipe)


def test_four_lines_are_enough(tmp_path: Path) -> None:
    short = recipe("sources:\n- path: old.csv\nwork: w\noutput: o\n", tmp_path)
    assert short.sources[0].label == "old"
    assert short.executor.kind == "local"
    assert "tasks" not in short.shape()


def test_mistakes_come_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="4 mistakes") as error:
        recipe("sources: []\ntasks: 0\nspeed: 9\nwork: w\noutput: o\ntruth: maybe\n", tmp_path)
    for said in ("sources: ", "tasks: ", "speed: ", "truth: "):
        assert f"\n  {said}" in str(error.value)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("splits: {validation: 0.7, test: 0.7}", "at most 1 together"),
        ("splits: {by: date}", "validation_from or test_from"),
        ("executor: {kind: spark}", "executor.kind: expected 'local', 'slurm' or 'ray'"),
        ("sources: [{path: a/x.csv}, {path: b/x.csv}]", "a `name` of its own"),
    ],
)
def test_what_does_not_fit_together(tmp_path: Path, lines: str, said: str) -> None:
    sources = "" if lines.startswith("sources") else "sources: [{path: a.csv}]\n"
    with pytest.raises(CopydeskError) as error:
        recipe(f"{sources}work: w\noutput: o\n{lines}\n", tmp_path)
    assert said in str(error.value)


def test_a_label_is_the_stem_of_the_path() -> None:
    labels = [Source(path=path).label for path in ("a/b.csv.gz", "s3://x/pages/", "a/*.html", "/")]
    assert labels == ["b", "pages", "a", "pages"]


def test_splits_take_their_shares_of_clusters() -> None:
    splits = Splits(validation=0.2, test=0.1)
    counts = Counter(split_of(f"c{n}", "", splits) for n in range(5000))
    assert counts["validation"] == pytest.approx(1000, abs=100)
    assert counts["test"] == pytest.approx(500, abs=80)
    assert {split_of("c", "", Splits(validation=1)), split_of("c", "", Splits(validation=0))} == {
        "validation",
        "train",
    }


def test_splits_by_date() -> None:
    splits = Splits.model_validate(
        {"by": "date", "validation_from": "2019-06-01", "test_from": "2020-01-01"}
    )
    days = ("2019-05-31", "2019-06-01T10:00:00", "Wed, 01 Jan 2020 09:00:00 GMT", "", "June")
    assert [split_of("c", day, splits) for day in days] == [
        "train", "validation", "test", "train", "train",
    ]  # fmt: skip
