"""Inputs go through in groups, by as many threads as there are cores, and come back in order."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import CopydeskError
from copydesk.runtime import bert
from copydesk.runtime.bert import Bert, cores
from tiny import checker


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checker(tmp_path_factory.mktemp("bert") / "tiny")[0]


@given(st.lists(st.integers(1, 3000), max_size=120))
def test_each_input_is_in_one_group_that_is_not_too_large(lengths: list[int]) -> None:
    groups = list(bert._groups(lengths))
    assert sorted(place for group in groups for place in group) == list(range(len(lengths)))
    for group in groups:
        assert len(group) <= bert._ROWS
        assert len(group) == 1 or len(group) * max(lengths[i] for i in group) <= bert._TOKENS
    flat = [lengths[place] for group in groups for place in group]
    assert flat == sorted(lengths, reverse=True)


def test_threads_change_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    inputs = []
    for length in random.integers(3, 60, size=40):
        ids = [101, *random.integers(1000, 30000, size=length).tolist(), 102]
        inputs.append((ids, [0, 0] + [1] * (len(ids) - 2)))
    monkeypatch.setattr(bert, "_TOKENS", 128)
    results = []
    for threads in ("1", "3"):
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
        results.append(Bert(folder).each(inputs, lambda states: states))
    for (ids, _), one, other in zip(inputs, *results, strict=True):
        assert one.shape == (len(ids), 64)
        np.testing.assert_array_equal(one, other)


def test_what_fails_on_one_input_is_raised(folder: Path) -> None:
    def fails(states: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Bert(folder).each([([101, 102], [0, 0])], fails)


def test_how_many_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert cores() == 3
    for nothing in ("", "0", "4,2", "all"):
        monkeypatch.setenv("OMP_NUM_THREADS", nothing)
        assert 1 <= cores() <= (os.cpu_count() or 1)


def test_a_damaged_tokenizer_is_told(folder: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(folder, tmp_path / "damaged")
    (damaged / "tokenizer.json").write_text("{")
    with pytest.raises(CopydeskError, match=r"tokenizer\.json"):
        Bert(damaged)
