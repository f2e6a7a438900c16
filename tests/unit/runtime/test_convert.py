"""The cache of converted models: filled once, whole or not at all."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from copydesk.errors import CopydeskError
from copydesk.runtime.convert import converted


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


def build(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"converted")


def never(folder: Path) -> None:
    pytest.fail("converted twice")


def test_it_converts_once_and_says_so(
    cache: Path, model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="copydesk")
    first = converted(model, build, "converting tiny")
    assert (first / "model.bin").read_bytes() == b"converted"
    assert first.parent == cache
    assert caplog.messages == ["converting tiny"]
    assert converted(model, never, "converting tiny") == first
    assert caplog.messages == ["converting tiny"]


def test_changed_weights_are_converted_anew(cache: Path, model: Path) -> None:
    first = converted(model, build, "")
    (model / "model.safetensors").write_bytes(b"other weights")
    assert converted(model, build, "") != first


def test_a_broken_off_conversion_leaves_nothing(cache: Path, model: Path) -> None:
    def breaks(folder: Path) -> None:
        build(folder)
        raise ValueError("header too large\nmore")

    with pytest.raises(CopydeskError, match=r"tiny could not be converted: header too large; "):
        converted(model, breaks, "")
    assert list(cache.iterdir()) == []


def test_the_later_of_two_takes_the_earlier_ones_folder(cache: Path, model: Path) -> None:
    def slow(folder: Path) -> None:
        # Another process finishes while this one is still at work.
        converted(model, lambda other: (other / "model.bin").write_text("theirs") and None, "")
        (folder / "model.bin").write_text("ours")

    folder = converted(model, slow, "")
    assert (folder / "model.bin").read_text() == "theirs"
    assert list(cache.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("missing", "said"),
    [("config.json", "has no config.json"), ("model.safetensors", "has no weights")],
)
def test_an_incomplete_folder_is_told(cache: Path, model: Path, missing: str, said: str) -> None:
    (model / missing).unlink()
    with pytest.raises(CopydeskError, match=said):
        converted(model, build, "")


def test_a_missing_folder_is_told(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="there is no model folder"):
        converted(tmp_path / "nowhere", build, "")


def test_a_cache_that_cannot_be_written_is_told(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "file"))
    with pytest.raises(CopydeskError, match="COPYDESK_CACHE"):
        converted(model, build, "")
