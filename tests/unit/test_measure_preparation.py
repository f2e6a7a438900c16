"""The measuring of preparation: what is planted, and that memory of a whole run is counted."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

BODY = "\n\n".join(
    f"Paragraph {n} of the tale that Ilse Varga told in Port Ansel." for n in range(9)
)
ROW = dict.fromkeys(("id", "headline", "body", "source", "url", "published"), "") | {"body": BODY}


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    import measure_preparation

    return measure_preparation


def test_one_word_in_ten_is_replaced(script: ModuleType) -> None:
    body = " ".join(["tale"] * 200)
    words = script.replaced(body, ["new"], random.Random(1)).split()
    assert (words.count("new"), words.count("tale")) == (20, 180)


def test_moved_paragraphs_are_the_same_ones(script: ModuleType) -> None:
    moved = script.moved(BODY, random.Random(1))
    assert moved != BODY
    assert sorted(moved.split("\n\n")) == sorted(BODY.split("\n\n"))


def test_each_tenth_row_has_three_copies(script: ModuleType) -> None:
    rows = [ROW | {"id": f"r{number}"} for number in range(11)]
    ids = [row["id"] for row in script.planted(rows)]
    assert ids[:5] == ["r0", "r0+replaced", "r0+moved", "r0+chrome", "r1"]
    assert ids[-4:] == ["r10", "r10+replaced", "r10+moved", "r10+chrome"]
    assert len(ids) == len(set(ids)) == 17


def test_a_body_is_cut_after_so_many_words_and_keeps_its_paragraphs(script: ModuleType) -> None:
    assert script.cut("One two.\n\nThree  four five.", 4) == "One two.\n\nThree  four"
    assert script.cut("One two.", 2) == script.cut("One two.", 9) == "One two."


def test_rows_are_repeated_with_changes(script: ModuleType) -> None:
    rows = list(script.repeated([ROW | {"id": "a"}, ROW | {"id": "b"}], 5))
    assert [row["id"] for row in rows] == ["a", "b", "a-1", "b-1", "a-2"]
    assert len({row["body"] for row in rows}) == 4


def test_rows_come_back_from_the_file_that_they_were_written_into(
    script: ModuleType, tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [ROW | {"id": str(number)} for number in range(1500)]
    script.write_rows(tmp_path / "rows.parquet", rows)
    assert parquet.read_table(tmp_path / "rows.parquet").to_pylist() == rows


def test_pages_hold_headline_and_paragraphs_escaped(script: ModuleType, tmp_path: Path) -> None:
    script.write_pages(
        tmp_path / "p", [ROW | {"id": "a", "headline": "A & B", "body": "x\n\n1 < 2"}]
    )
    page = (tmp_path / "p" / "a.html").read_text(encoding="utf-8")
    assert "<h1>A &amp; B</h1>" in page
    assert "<p>x</p><p>1 &lt; 2</p>" in page


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux's /proc")
def test_memory_and_time_of_a_grandchild_count(script: ModuleType) -> None:
    grandchild = (
        "import time; held = b'x' * 100_000_000\nwhile time.process_time() < 1: pass\ntime.sleep(1)"
    )
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    process = subprocess.Popen([sys.executable, "-c", child])
    cost = script.Cost(process.pid)
    process.wait()
    seconds, megabytes = cost.total()
    assert 80 < megabytes < 200
    assert 0.9 < seconds < 2


def test_a_run_that_fails_stops_the_measurement(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="failed with 2; see"):
        script.prepare(tmp_path, tmp_path / "nowhere.parquet")


def test_openings_are_told_apart_by_their_trigrams(script: ModuleType) -> None:
    one, other = (script.opening(text) for text in ("a b c d", "A b c e"))
    assert script.jaccard(one, other) == pytest.approx(1 / 3)
    assert len(script.opening(" ".join(map(str, range(900))))) == script.OPENING_WORDS - 2
    assert script.jaccard(set(), set()) == 0


def test_other_names_or_bytes_are_another_digest(script: ModuleType, tmp_path: Path) -> None:
    def digest(name: str, text: str) -> str:
        folder = tmp_path / f"{name}-{text}"
        folder.mkdir()
        (folder / name).write_text(text)
        return script.digest(folder)

    assert len({digest("a", "1"), digest("b", "1"), digest("a", "2")}) == 3
    assert digest("c", "1") == digest_again(script, tmp_path / "again")


def digest_again(script: ModuleType, folder: Path) -> str:
    folder.mkdir()
    (folder / "c").write_text("1")
    return script.digest(folder)
