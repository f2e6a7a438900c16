from __future__ import annotations

import os
from pathlib import Path

import pytest

from copydesk.prepare import store
from copydesk.prepare.store import Runs, bucket_of, merged, place, read_lines, whole, write_lines

RECORDS = [
    {"place": place(f"id-{n}"), "id": f"id-{n}", "from": "0000:a:1", "body": "x" * n}
    for n in range(200)
]


def in_order(folder: Path, buckets: int) -> list[str]:
    return [record["id"] for bucket in range(buckets) for record in merged(folder, bucket)]


@pytest.mark.parametrize(("buckets", "characters"), [(1, 10_000_000), (4, 500), (16, 1)])
def test_the_order_is_the_same_for_any_buckets_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, buckets: int, characters: int
) -> None:
    monkeypatch.setattr(store, "RUN_CHARACTERS", characters)
    monkeypatch.setattr(store, "OPEN_RUNS", 3)
    for name, part in (("b", RECORDS[50:]), ("a", RECORDS[:50])):
        with Runs(tmp_path, name, buckets) as runs:
            for record in part:
                runs.add(record)
    ids = [record["id"] for record in sorted(RECORDS, key=lambda each: each["place"])]
    assert in_order(tmp_path, buckets) == ids
    assert not list(tmp_path.rglob("*.tmp"))


def test_no_more_runs_are_read_at_once_than_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough that a file is not read to its end, and closed, at once.
    for number, record in enumerate(RECORDS[:9]):
        write_lines(tmp_path / "0000" / f"{number}.gz", [record] * 2_000)
    monkeypatch.setattr(store, "OPEN_RUNS", 3)
    before = len(os.listdir("/dev/fd"))
    found = merged(tmp_path, 0)
    next(found)
    assert 0 < len(os.listdir("/dev/fd")) - before <= 3
    assert sum(1 for _ in found) == 9 * 2_000 - 1


def test_a_bucket_holds_its_part_of_all_places() -> None:
    assert bucket_of("0" * 16, 16) == 0
    assert bucket_of("f" * 16, 16) == 15
    assert bucket_of("8" + "0" * 15, 2) == 1
    counts = [0] * 8
    for record in RECORDS:
        counts[bucket_of(record["place"], 8)] += 1
    assert min(counts) > 10


def test_what_is_not_finished_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file.gz"

    def broken():
        yield {"id": "one"}
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        write_lines(path, broken())
    assert not list(path.parent.iterdir())
    write_lines(path, [{"id": "é \ud800"}])
    assert list(read_lines(path)) == [{"id": "é \ud800"}]


def test_a_file_keeps_its_bytes_when_it_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "file.gz"
    write_lines(path, RECORDS)
    before = path.read_bytes()
    write_lines(path, RECORDS)
    assert path.read_bytes() == before


def test_a_run_that_failed_leaves_no_run(tmp_path: Path) -> None:
    def fail() -> None:
        with Runs(tmp_path, "a", 2) as runs:
            runs.add(RECORDS[0])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert in_order(tmp_path, 2) == []


def test_bytes_take_their_name_at_the_end(tmp_path: Path) -> None:
    with whole(tmp_path / "file") as stream:
        stream.write(b"x")
        assert not (tmp_path / "file").exists()
    assert (tmp_path / "file").read_bytes() == b"x"
