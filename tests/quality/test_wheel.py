"""The wheel carries the default models and works outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PYPI_LIMIT = 100_000_000
MODELS = ("check-small", "headline-small", "minilm")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    ran = subprocess.run([*command, str(CHECKOUT)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-index"]
    subprocess.run([*command, "--target", str(folder), str(wheel)], check=True)
    return folder


def test_it_is_small_enough_for_pypi(wheel: Path) -> None:
    assert wheel.stat().st_size < PYPI_LIMIT


def test_it_carries_the_models_and_the_word_lists(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for model in MODELS:
        for file in ("config.json", "model.safetensors", "tokenizer.json"):
            assert f"copydesk/models/{model}/{file}" in names
    for file in (CHECKOUT / "src" / "copydesk").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert file.relative_to(CHECKOUT / "src").as_posix() in names


def test_it_suggests_headlines_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    page = tmp_path / "cup_final.html"
    page.write_bytes((CHECKOUT / "examples" / "cup_final.html").read_bytes())
    # Dependencies come from the environment that runs the tests; copydesk from the wheel alone.
    env = os.environ | {"PYTHONPATH": str(installed)}
    found = subprocess.run(
        [sys.executable, "-c", "import copydesk; print(copydesk.__file__)"],
        capture_output=True, text=True, cwd=tmp_path, env=env, check=True,
    )  # fmt: skip
    assert Path(found.stdout.strip()).is_relative_to(installed)
    ran = subprocess.run(
        [str(installed / "bin" / "copydesk"), "suggest", "cup_final.html", "--json", "--all"],
        capture_output=True, text=True, cwd=tmp_path, env=env,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    headlines = json.loads(ran.stdout)["headlines"]
    assert headlines[0]["verdict"] == "supported"
    assert "headline-small" in {headline["drafter"] for headline in headlines}
