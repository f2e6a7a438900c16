"""`read_articles`: every format, every kind of bad input, one clear sentence each."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from copydesk.errors import CopydeskError
from copydesk.extract import read_articles
from copydesk.extract.read import MAX_CHARACTERS
from copydesk.records import Article, Rejection

HEADLINE = "Oster to dredge its northern channel"
FIRST = "The harbour board said on Monday that it would dredge the northern channel in May."
SECOND = "Work on the channel is expected to take nine weeks and to cost about $3 million."
BODY = f"{FIRST}\n\n{SECOND}"
CHECKOUT = Path(__file__).parents[3]
GERMAN = (
    "Der Stadtrat hat am Dienstag beschlossen, die Bücherei in der Hafenstraße nicht zu schließen. "
    "Die Bürgermeisterin sagte, dass die Kosten für das Dach in drei Jahren gedeckt werden."
)


def _one(path: Path) -> Article:
    (article,) = read_articles(str(path))
    assert isinstance(article, Article)
    return article


def _error(path: object) -> str:
    with pytest.raises(CopydeskError) as caught:
        list(read_articles(str(path)))
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return str(caught.value)


HTML = (
    f"<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>"
    f"<p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
)
CONTENTS = {
    "html": HTML,
    "text": f"{HEADLINE}\n\n{BODY}\n",
    "markdown": f"# {HEADLINE}\n\n{BODY}\n",
    "json": json.dumps({"headline": HEADLINE, "body": BODY}, indent=2),
    "list": json.dumps([{"title": HEADLINE, "body": BODY}]),
    "line": json.dumps({"title": HEADLINE, "body": BODY}) + "\n",
}


@pytest.mark.parametrize("kind", CONTENTS)
@pytest.mark.parametrize("suffix", ["", ".txt", ".bin"])
def test_the_format_is_told_from_the_content(kind: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"story{suffix}"
    path.write_text(CONTENTS[kind], encoding="utf-8")
    article = _one(path)
    assert (article.headline, article.body) == (HEADLINE, BODY)
    assert article.id == ("story-1" if kind == "list" else "story")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("kind", CONTENTS)
def test_every_format_in_every_encoding(kind: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "story"
    path.write_bytes(CONTENTS[kind].replace("\n", "\r\n").encode(encoding))
    article = _one(path)
    assert (article.headline, article.body) == (HEADLINE, BODY)


@pytest.mark.parametrize("kind", CONTENTS)
def test_standard_input(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO(CONTENTS[kind].encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    (article,) = read_articles("-")
    assert isinstance(article, Article)
    assert (article.headline, article.body) == (HEADLINE, BODY)
    assert article.id.startswith("stdin")
    assert not sys.stdin.closed


def test_all_fields_of_article_json(tmp_path: Path) -> None:
    fields = {
        "id": 7,
        "headline": f" {HEADLINE}\n",
        "title": "not used",
        "summary": "Nine weeks of work.",
        "url": "https://oster.example/7",
        "byline": "Ada Grane",
        "published": "2021-05-03",
        "language": "en",
        "source": "Oster Mail",
        "other": [1, 2],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**fields, "body": f"<p>{FIRST}</p><p>{SECOND}</p>"}))
    assert _one(path) == Article(
        id="7",
        body=BODY,
        headline=HEADLINE,
        summary="Nine weeks of work.",
        url="https://oster.example/7",
        byline="Ada Grane",
        published="2021-05-03",
        language="en",
        source="Oster Mail",
    )


def _lines(*values: Any) -> str:
    return "".join(v if isinstance(v, str) else json.dumps(v) + "\n" for v in values)


BROKEN = [
    ({"id": "b"}, "missing-field", "it has no `body`, only `id`"),
    ({"body": ["a", "b"]}, "wrong-type", "its `body` is a list, where a text was expected"),
    ({"body": BODY, "headline": 3}, "wrong-type", "its `headline` is a number"),
    ([BODY], "wrong-type", "it is a list, where an object with a `body` was expected"),
    ({"body": "Too short."}, "too-short", "its story has 2 words, where at least 15"),
    ({"body": GERMAN}, "not-english", "its text is German, where English was expected"),
    ({"body": "word " * (MAX_CHARACTERS // 4)}, "too-large", "a body of 2.5 million characters"),
    ('{"body": "cut off\n', "broken-json", "it is not valid JSON (Invalid control character"),
]


@pytest.mark.parametrize(("value", "reason", "words"), BROKEN, ids=lambda x: str(x)[:20])
def test_a_bad_line_is_rejected_and_the_others_go_on(
    value: Any, reason: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(_lines({"id": "a", "body": BODY}, "\n", value, {"body": BODY}))
    first, bad, last = read_articles(str(path))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.id, last.id) == ("a", "many-4")
    assert isinstance(bad, Rejection)
    assert (bad.id, bad.stage, bad.reason) == (f"{path}:3", "extract", reason)
    assert bad.detail.startswith(f"cannot use line 3 of {path}: ")
    assert words in bad.detail
    assert bad.detail.endswith(".")


def test_a_broken_first_line_does_not_hide_the_format(tmp_path: Path) -> None:
    lines = _lines('{"body": "cut off\n', {"body": BODY})
    for name in ("many.jsonl", "many"):
        path = tmp_path / name
        path.write_text(lines)
        bad, good = read_articles(str(path))
        assert isinstance(bad, Rejection)
        assert isinstance(good, Article)


def test_bad_bytes_in_one_line_are_that_lines_fault(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    good = json.dumps({"body": BODY}).encode()
    path.write_bytes(good + b'\n{"body": "\x81\xff"}\n{"body": "a\x00b"}\n' + good)
    kinds = [getattr(record, "reason", "") for record in read_articles(str(path))]
    assert kinds == ["", "undecodable", "binary", ""]


def test_a_bad_element_of_a_list_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    path.write_text(json.dumps([{"body": BODY}, {"id": "b"}, {"body": BODY}]))
    _, bad, last = read_articles(str(path))
    assert isinstance(bad, Rejection)
    assert bad.id == f"{path}:2"
    assert bad.detail.startswith(f"cannot use element 2 of {path}: it has no `body`")
    assert isinstance(last, Article)


def test_json_lines_are_read_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(io.BytesIO):
        served = 0

        def readline(self, size: int | None = -1) -> bytes:
            self.served += 1
            return super().readline(size)

        def __next__(self) -> bytes:
            self.served += 1
            return super().__next__()

    stream = Counting(_lines(*[{"body": BODY}] * 50).encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
    articles = read_articles("-")
    next(articles)
    assert stream.served == 2
    assert len(list(articles)) == 49


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "there is no such file" in _error(tmp_path / "none.html")
    assert "it is a folder, where a file was expected" in _error(tmp_path)
    (tmp_path / "file").write_text("x")
    assert "cannot be opened" in _error(tmp_path / "file" / "below")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(BODY)
    path.chmod(0)
    assert "no permission" in _error(path)


def test_no_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(CopydeskError, match="you have no permission to read it"):
        list(read_articles("story.txt"))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.html", b"", "it is empty"),
        ("a.txt", b"\xef\xbb\xbf \n\n\t\n", "it is empty"),
        ("a.json", b"[]", "its list is empty"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "it is a PDF document"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "it is a PNG image"),
        ("a.txt", b"Some text\nand then\x00\x01\x02 others", "it is a binary file"),
        ("a.txt", b"The mayor \x81\x8d said " * 20, "neither valid UTF-8 nor CP1252"),
        ("a.txt", b"Too short to be a story.", "6 words, where at least 15 were expected"),
        ("a.txt", GERMAN.encode(), "its text is German"),
        ("a.txt", b"Home\nNews\nSport\nWeather\n" * 8, "only short lines such as a menu has"),
        ("a.json", b'{"body": "x"', "it is not valid JSON"),
        ("a.json", b'{"id": "x"}', "it has no `body`"),
        ("a.json", b'{"body": 3}', "its `body` is a number"),
        ("a.json", b"3", "it is a number, where an object with a `body` was expected"),
        ("a.json", b"[" * 100_000, "it is not valid JSON"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "cannot use"),
        ("a.txt", b"A word and another one. " * 420_000, "10.1 million characters"),
        ("a.html", b"<html><body>" + b"<p>A word.</p>" * 720_000, "10.1 MB of markup"),
        ("a.txt", b"x" * 33_000_000, "over 32 MB"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_whole_file_faults(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in _error(path)


HOSTILE = {
    "wrapped": "a plan for the city water works that would cost more than was thought\n" * 27_000,
    "unclosed-json-tags": '{"body": "<br>' + "<a" * 900_000 + '"}',
    "unclosed-scripts": "<html>" + "<script" * 2_000_000,
    "brackets": "A line of text\n" + "[" * 600_000,
    "menu": "Comments\nReply\n" * 40_000,
    "credits": "Reporting by " + "Ab Cd, " * 90_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_take_no_time(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "story"
    path.write_text(HOSTILE[kind])
    start = time.perf_counter()
    with contextlib.suppress(CopydeskError):
        list(read_articles(str(path)))
    # 0.2 to 2 s each, measured. A quadratic pattern takes minutes: three of these did, once.
    assert time.perf_counter() - start < 30


def test_mojibake_entities_and_line_ends_are_repaired(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(
        f"Oster&#39;s channel\r\n\r\nThe boardâ€™s chair said â€œnoâ€\x9d.\r\n\r\n{BODY}".encode()
    )
    article = _one(path)
    assert article.headline == "Oster's channel"
    assert article.body == f"The board’s chair said “no”.\n\n{BODY}"


def test_paragraphs_are_single_spaced_and_composed(tmp_path: Path) -> None:
    path = tmp_path / "story.json"
    path.write_text(
        json.dumps({"body": f"The  cafe\u0301\tclosed\xa0on Monday. {FIRST}\n\n\n{SECOND}"})
    )
    assert _one(path).body == f"The café closed on Monday. {FIRST}\n\n{SECOND}"


EXAMPLES = sorted(
    path
    for path in (CHECKOUT / "examples").iterdir()
    if path.is_file() and path.name != "README.md"
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_read_without_their_pages(path: Path) -> None:
    articles = [a for a in read_articles(str(path)) if isinstance(a, Article)]
    assert len(articles) == (4 if path.suffix == ".jsonl" else 1)
    for article in articles:
        assert len(article.headline.split()) >= 4
        assert 100 <= len(article.body.split()) <= 500
        assert article.headline not in article.body
        for chrome in (
            "Share this",
            "Advertisement",
            "Photo:",
            "Copyright",
            "Reply",
            "Read more",
            "Home",
        ):
            assert chrome not in article.body


def test_the_misheadlined_example() -> None:
    article = _one(CHECKOUT / "examples" / "misheadlined_page.txt")
    assert article.headline.startswith("Governor Marek Dunholm Says")
    assert article.body.startswith("As the flooding below the Orrin Dam")
    assert article.body.endswith("followed by a dry week.")
    assert "Governor Lena Brandvik" in article.body


SHARED = Path(os.environ.get("COPYDESK_SHARED", CHECKOUT.parent / "shared"))
SEED = SHARED / "seed" / "misheadlined_page.txt"


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/seed")
def test_the_seed_page() -> None:
    lines = [line.strip() for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip()]
    article = _one(SEED)
    assert article.headline == lines[1]
    # Four lines of chrome above the story (breadcrumb, headline, tag, headline), three below.
    assert article.body.split("\n\n") == lines[4:-3]
