from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from copydesk.config import Section, load
from copydesk.errors import CopydeskError


class Source(Section):
    path: Path
    limit: int | None = None


class Fit(Section):
    lr: float = Field(1e-3, gt=0)
    epochs: int = 2


class Whole(Section):
    model: Path
    sources: list[Source]
    fit: Fit = Fit()


RECIPE = """
model: runs/base
sources:
  - path: a.parquet
  - path: b.parquet
fit:
  epochs: 3
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "recipe.yaml"
    path.write_text(RECIPE, encoding="utf-8")
    return path


def test_reads_values_and_keeps_paths_relative(recipe: Path) -> None:
    read = load(recipe, Whole)
    assert (read.model, read.fit.epochs, read.fit.lr) == (Path("runs/base"), 3, 1e-3)


def test_overrides_reach_fields_list_elements_and_sections_the_file_leaves_out(
    tmp_path: Path,
) -> None:
    path = tmp_path / "short.yaml"
    path.write_text("model: m\nsources: [{path: a}, {path: b}]", encoding="utf-8")
    read = load(path, Whole, ["fit.lr=3e-5", "sources.1.limit=100", "model=other"])
    assert read.fit.lr == 3e-5
    assert [source.limit for source in read.sources] == [None, 100]
    assert read.model == Path("other")


def test_a_later_override_wins(recipe: Path) -> None:
    assert load(recipe, Whole, ["fit.epochs=4", "fit.epochs=5"]).fit.epochs == 5


def test_all_mistakes_come_at_once_with_what_was_expected_and_got(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "sources: [{path: a, limit: many}]\nfit: {lr: -1, pace: fast}", encoding="utf-8"
    )
    with pytest.raises(CopydeskError) as error:
        load(path, Whole)
    lines = str(error.value).rstrip(".").splitlines()
    assert lines[0] == f"{path} has 4 mistakes:"
    assert sorted(line.strip() for line in lines[1:]) == [
        "fit.lr: expected greater than 0, got -1",
        "fit.pace: expected no field of this name, got 'fast'",
        "model: expected a value, got none",
        "sources.0.limit: expected a valid integer, got 'many'",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("model: [", "line 1 of"),
        ("- a\n- b", "where a recipe of `field: value` lines was expected"),
        ("", "holds None"),
    ],
)
def test_what_is_no_recipe_is_said(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CopydeskError, match=said):
        load(path, Whole)


def test_a_missing_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match=r"there is no recipe .*absent\.yaml"):
        load(tmp_path / "absent.yaml", Whole)


@pytest.mark.parametrize(
    "override", ["fit.lr", "=3", "fit..lr=3", "sources.7.limit=1", "model.deep=1"]
)
def test_an_override_that_does_not_fit_is_quoted(recipe: Path, override: str) -> None:
    with pytest.raises(CopydeskError) as error:
        load(recipe, Whole, [override])
    assert override in str(error.value)


def test_variables_and_tags_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text("model: $HOME/base\nsources: []", encoding="utf-8")
    assert load(path, Whole).model == Path("$HOME/base")
    path.write_text("model: !!python/name:os.system\nsources: []", encoding="utf-8")
    with pytest.raises(CopydeskError, match="not YAML"):
        load(path, Whole)
