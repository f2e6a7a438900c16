"""Bytes become text: encodings, mojibake, entities; binary files are named and refused."""

from __future__ import annotations

import pytest

from copydesk.extract.decode import decode, repair
from copydesk.extract.refusal import Refusal

TEXT = "The café’s owner said “no” — twice.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"], ids=lambda name: name
)
def test_encodings_are_told_from_the_bytes(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf_16_of_either_order_needs_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT
    with pytest.raises(Refusal, match="binary"):
        decode(TEXT.encode("utf-16-le"))


def test_the_meta_charset_is_used_where_utf_8_fails() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź</body></html>'
    assert decode(page.encode("iso-8859-2")) == page
    lying = '<html><head><meta charset="iso-8859-1"></head><body>“café”</body></html>'
    assert decode(lying.encode("utf-8")) == lying
    assert decode(lying.encode("cp1252")) == lying
    unknown = '<html><head><meta charset="x-mac-klingon"></head><body>café</body></html>'
    assert decode(unknown.encode("cp1252")) == unknown


def test_a_file_of_two_encodings_is_read_line_by_line() -> None:
    data = TEXT.encode("utf-8") + TEXT.encode("cp1252") + TEXT.encode("utf-8")
    assert decode(data) == TEXT * 3


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(Refusal, match=r"neither valid UTF-8 nor CP1252 \(byte 0x81\)") as caught:
        decode(b"The mayor \x81 said \xff\xfe no.")
    assert caught.value.reason == "undecodable"
    assert "UTF-8" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "a zip archive or an office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00", "a JPEG image"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"{\\rtf1\\ansi The mayor", "a rich text document"),
        (b"The mayor said\x00no", "a binary file"),
    ],
)
def test_binary_files_are_named(data: bytes, what: str) -> None:
    with pytest.raises(Refusal, match=what) as caught:
        decode(data)
    assert caught.value.reason == "binary"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("The mayorâ€™s â€œplanâ€\x9d failed", "The mayor’s “plan” failed"),
        ("The cafÃ© is closed", "The café is closed"),
        ("Tom &amp; Ada&#39;s boat &mdash; sunk", "Tom & Ada's boat — sunk"),
        ("the mayor&amp;rsquo;s plan", "the mayor’s plan"),
        ("AT&T rose; R&D fell", "AT&T rose; R&D fell"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("Cafe\u0301", "Café"),
        ("un\u00adseen\u200b", "unseen"),
        ("naïve “façade” in São Tomé", "naïve “façade” in São Tomé"),
    ],
)
def test_what_archives_did_is_repaired(broken: str, whole: str) -> None:
    assert repair(broken) == whole
    assert repair(whole) == whole
