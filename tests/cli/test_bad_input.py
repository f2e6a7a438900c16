"""Inputs that no story can be had from: one sentence, exit code 2, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

WORDS = "The ferry left the quay on time and nobody on board had any reason to complain. "
GERMAN = (
    "Die Fähre hat am Dienstag den Hafen verlassen, und niemand an Bord hatte einen Grund zur "
    "Klage. Der Kapitän sagte, dass das Wetter in den nächsten Tagen besser werden soll. "
)

BAD: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.html": b"  \n\n ",
    "binary.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "wrong.txt": b"\x00\xff\xfe\x81\x8d" * 300,
    "menu.html": b"<html><body><nav><a href='/'>Home</a> <a href='/n'>News</a></nav></body></html>",
    "short.txt": b"The ferry left.\n",
    "german.txt": (GERMAN * 4).encode(),
    "broken.json": b'{"id": "a", "body": ',
    "no_body.json": b'{"id": "a", "headline": "Ferry leaves"}',
    "list.json": b"[]",
}


@pytest.mark.parametrize("command", [["suggest"], ["summarize"], ["check"]], ids=" ".join)
@pytest.mark.parametrize("name", BAD)
def test_it_is_refused(run, tmp_path: Path, command: list[str], name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    output = tmp_path / "out.jsonl"
    run(*command, path, "--output", output).refused(str(path))
    assert not output.exists()


@pytest.mark.parametrize("command", [["suggest"], ["summarize"], ["check"]], ids=" ".join)
def test_a_missing_file_is_named(run, tmp_path: Path, command: list[str]) -> None:
    run(*command, tmp_path / "absent.html").refused("absent.html", "no such file")


def test_standard_input_is_judged_too(run) -> None:
    run("check", "-", stdin="").refused("standard input", "empty")


def test_a_page_of_ten_megabytes_is_read(run, tmp_path: Path) -> None:
    """Most of such a page is not its story: pictures and scripts inlined."""
    path = tmp_path / "large.html"
    script = "x = 'padding';\n" * 700_000
    path.write_text(
        f"<html><head><title>Ferry left the quay on time</title><script>{script}</script></head>"
        f"<body><article><h1>Ferry left the quay on time</h1><p>{WORDS * 3}</p></article></body>"
        "</html>",
        encoding="utf-8",
    )
    assert path.stat().st_size > 10_000_000
    ran = run("check", path, "--json")
    assert ran.code == 0, ran.err
    assert ran.records[0]["verdict"] == "supported"
