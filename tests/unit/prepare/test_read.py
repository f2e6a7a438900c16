from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copydesk.errors import CopydeskError
from copydesk.prepare.files import files, fingerprint, pieces
from copydesk.prepare.read import check_columns, rows
from copydesk.prepare.recipe import Columns, Source
from copydesk.records import Rejection
from invented import page, stories

STORIES = stories(5)
OURS = ("id", "headline", "body", "url", "published", "byline", "source")


def read(source: Source) -> list[dict[str, str] | Rejection]:
    chosen = files(source)
    for file in chosen:
        check_columns(source, file, alone=len(chosen) == 1)
    return [row for piece in pieces(0, source, chosen) for row in rows(source, 0, piece.files)]


def as_jsonl(records: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def as_csv(records: list[dict[str, str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue().encode()


def as_parquet(records: list[dict[str, str]]) -> bytes:
    import pyarrow
    from pyarrow.parquet import write_table

    sink = io.BytesIO()
    write_table(pyarrow.Table.from_pylist(records), sink)
    return sink.getvalue()


FORMATS: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "stories.jsonl": as_jsonl,
    "stories.ndjson.gz": lambda records: gzip.compress(as_jsonl(records)),
    "stories.jsonl.xz": lambda records: lzma.compress(as_jsonl(records)),
    "stories.csv": as_csv,
    "stories.csv.bz2": lambda records: bz2.compress(as_csv(records)),
    "stories.tsv": lambda records: as_csv(records, "\t"),
    "semicolons.csv": lambda records: as_csv(records, ";"),
    "stories.parquet": as_parquet,
    "stories.parquet.gz": lambda records: gzip.compress(as_parquet(records)),
}


@pytest.mark.parametrize("name", FORMATS)
def test_all_tables_give_the_same_rows(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FORMATS[name](STORIES))
    found = read(Source(path=str(tmp_path / name)))
    assert [{field: row[field] for field in OURS} for row in found] == [
        {field: story[field] for field in OURS} for story in STORIES
    ]


def test_zstandard(tmp_path: Path) -> None:
    import zstandard

    packer = zstandard.ZstdCompressor()
    frames = [packer.compress(as_jsonl(part)) for part in (STORIES[:2], STORIES[2:])]
    (tmp_path / "stories.jsonl.zst").write_bytes(b"".join(frames))
    assert len(read(Source(path=str(tmp_path / "stories.jsonl.zst")))) == 5


def test_a_datasets_folder(tmp_path: Path) -> None:
    from datasets import Dataset, DatasetDict

    DatasetDict(
        {"train": Dataset.from_list(STORIES[:3]), "test": Dataset.from_list(STORIES[3:])}
    ).save_to_disk(tmp_path / "set")
    found = read(Source(path=str(tmp_path / "set")))
    assert [row["id"] for row in found] == [story["id"] for story in STORIES]
    assert fingerprint(files(Source(path=str(tmp_path / "set"))))


def test_a_store_that_is_no_disk() -> None:
    import fsspec

    with fsspec.open("memory://archive/2019/stories.jsonl", "wb") as stream:
        stream.write(as_jsonl(STORIES))
    assert len(read(Source(path="memory://archive"))) == 5
    assert len(read(Source(path="memory://archive/*/*.jsonl"))) == 5


def test_columns_by_other_names(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(as_csv([{"nr": "7", "kop": "Head", "tekst": "Some body.", "krant": "Post"}]))
    columns = Columns(id="nr", headline="kop", body="tekst", source="krant")
    [row] = read(Source(path=str(path), columns=columns))
    assert (row["id"], row["headline"], row["source"]) == ("7", "Head", "Post")
    with pytest.raises(CopydeskError, match=r"lacks the column titel.*nr, kop, tekst, krant"):
        read(Source(path=str(path), columns=Columns(headline="titel", body="tekst")))
    with pytest.raises(CopydeskError, match="no column that holds the body"):
        read(Source(path=str(path)))


def test_rows_without_an_id_are_called_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(as_jsonl([{"text": "One."}, {"text": "Two."}]))
    assert [row["id"] for row in read(Source(path=str(path), name="old"))] == [
        "old/export.jsonl-1",
        "old/export.jsonl-2",
    ]


def test_broken_rows_are_rejections_and_the_others_go_on(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "body": "A body."}).encode()
    lines = [good, b'{"id": "cut', b"[1]", b'{"id": "x", "body": 3}', b'{"body": " "}',
             b'{"id": "y", "body": "caf\xe9"}', b"\xff\xfe", b"", good]  # fmt: skip
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    found = read(Source(path=str(tmp_path / "a.jsonl")))
    assert [row.reason if isinstance(row, Rejection) else row["body"] for row in found] == [
        "A body.", "broken-json", "wrong-type", "wrong-type", "no-body", "café", "broken-json",
        "A body.",
    ]  # fmt: skip
    assert found[1].id == "a/a.jsonl-2"


def test_rows_of_csv_with_other_than_the_headers_fields(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,body\n1,one\n2,two,too much\n3\n4,"four, and ""more"""\n')
    found = read(Source(path=str(tmp_path / "a.csv")))
    assert [row.reason if isinstance(row, Rejection) else row["body"] for row in found] == [
        "one", "broken-row", "broken-row", 'four, and "more"',
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["stories.ndjson.gz", "stories.csv.bz2"])
def test_a_file_cut_short_keeps_what_could_be_read(tmp_path: Path, name: str) -> None:
    data = FORMATS[name](stories(400))
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    (tmp_path / "whole.jsonl").write_bytes(as_jsonl(STORIES))
    found = read(Source(path=str(tmp_path)))
    assert [row.reason for row in found if isinstance(row, Rejection)] == ["unreadable"]
    assert "story-0004" in {row["id"] for row in found if isinstance(row, dict)}


def test_a_file_that_is_not_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"no table")
    with pytest.raises(CopydeskError, match="cannot be read as parquet"):
        read(Source(path=str(tmp_path / "a.parquet")))


def test_values_of_other_kinds(tmp_path: Path) -> None:
    record: dict[str, Any] = {"id": 7, "body": "A body.", "date": 2019, "authors": ["Ann", "Bo"],
                              "highlights": ["One point", "Another one."], "url": None}  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    [row] = read(Source(path=str(tmp_path / "a.jsonl")))
    assert row["id"] == "7"
    assert row["published"] == "2019"
    assert row["byline"] == "Ann; Bo"
    assert row["summary"].split("\n") == ["One point.", "Another one."]
    assert row["url"] == ""


def test_pages_are_named_by_their_place_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "2019").mkdir()
    (tmp_path / "2019" / "a.html").write_text(page(STORIES[0]))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"Text."))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.html").write_text("x")
    found = read(Source(path=str(tmp_path), name="site"))
    assert [row["id"] for row in found] == ["site/2019/a.html", "site/b.txt.gz"]
    assert all(row["page"].endswith(row["id"].removeprefix("site/")) for row in found)


def warc(path: Path, gzipped: bool) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=gzipped)
        for address, status, kind in (
            ("https://a.example/1", "200 OK", "text/html"),
            ("https://a.example/p.png", "200 OK", "image/png"),
            ("https://a.example/2", "404 Not Found", "text/html"),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    address, "response", payload=io.BytesIO("<p>café</p>".encode()),
                    http_headers=headers,
                )
            )  # fmt: skip


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_of_a_warc_file(tmp_path: Path, name: str) -> None:
    warc(tmp_path / name, name.endswith("gz"))
    found = read(Source(path=str(tmp_path / name)))
    assert [row.reason if isinstance(row, Rejection) else row["id"] for row in found] == [
        "https://a.example/1",
        "http-status",
    ]
    assert found[0]["markup"].encode("latin-1").decode() == "<p>café</p>"


def test_what_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x")
    for path, said in (
        (tmp_path / "absent.csv", "is not there"),
        (tmp_path / "a.xyz", "tells nothing of its kind"),
        (tmp_path, "holds no file to read"),
        (tmp_path / "*.csv", "holds no file to read"),
        ("nowhere://a/b.csv", "cannot be opened"),
    ):
        with pytest.raises(CopydeskError, match=re.escape(said)):
            files(Source(path=str(path)))


def test_a_limit_takes_the_first(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_bytes(as_jsonl([{"body": "x"}] * 3))
    assert [row["id"] for row in read(Source(path=str(tmp_path), name="s", limit=4))] == [
        "s/a.jsonl-1", "s/a.jsonl-2", "s/a.jsonl-3", "s/b.jsonl-1",
    ]  # fmt: skip


def test_a_fingerprint_is_of_names_and_contents(tmp_path: Path) -> None:
    source = Source(path=str(tmp_path))
    prints = set()
    for name, content in (("a.txt", "one"), ("a.txt", "two"), ("b.txt", "two")):
        for path in tmp_path.iterdir():
            path.unlink()
        (tmp_path / name).write_text(content)
        prints.add(fingerprint(files(source)))
        assert fingerprint(files(source)) in prints
    assert len(prints) == 3


def test_pages_inside_a_zip_file(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as pack:
        pack.writestr("2019/stories.jsonl", as_jsonl(STORIES))
    path = f"zip://*/*.jsonl::{tmp_path / 'pages.zip'}"
    assert [row["id"] for row in read(Source(path=path))] == [each["id"] for each in STORIES]
    assert fingerprint(files(Source(path=path)))


def test_a_name_that_looks_like_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "export[1].jsonl").write_bytes(as_jsonl(STORIES))
    assert len(read(Source(path=str(tmp_path / "export[1].jsonl"), name="export"))) == 5


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_a_parquet_file_is_not_held_in_memory(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "large.parquet"
    schema = pyarrow.schema([("body", pyarrow.string())])
    with parquet.ParquetWriter(path, schema, compression="none", use_dictionary=False) as writer:
        for _ in range(120):
            writer.write_table(pyarrow.table({"body": ["a" * 10_000] * 100}, schema))
    reads = (
        "import re, sys\n"
        "from copydesk.prepare.files import files\n"
        "from copydesk.prepare.read import rows\n"
        "from copydesk.prepare.recipe import Source\n"
        "status = lambda: open('/proc/self/status').read()\n"
        "most = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', status())[1])\n"
        "source = Source(path=sys.argv[1])\n"
        "found = rows(source, 0, files(source))\n"
        "next(found)\n"
        "before = most()\n"
        "print(sum(1 for _ in found), most() - before)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", reads, str(path)], capture_output=True, text=True, check=True
    )
    count, kilobytes = map(int, ran.stdout.split())
    assert count == 11_999
    assert kilobytes < 80_000  # of 120 MB; what its allocator keeps is 50 MB
