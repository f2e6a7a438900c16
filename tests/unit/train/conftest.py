"""A recipe for a tiny random model, and what an undisturbed run of it ends with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiny import bart, in_its_own_process, prepared, rows, written


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bart(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "prepared"
    return prepared(folder, train=rows(), validation=rows()[:6])


@pytest.fixture
def recipe(base: Path, archive: Path, tmp_path: Path) -> Path:
    return written(tmp_path, base, archive)


@pytest.fixture(scope="session")
def undisturbed(base: Path, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole run: recipe.yaml, work and model."""
    folder = tmp_path_factory.mktemp("undisturbed")
    in_its_own_process(written(folder, base, archive))
    return folder
