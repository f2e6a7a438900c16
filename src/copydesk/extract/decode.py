"""From bytes to text: refuse what is no text, find the encoding, repair what archives did to it.

The encoding is told in this order: byte order mark; valid UTF-8 (pages that say Latin-1 and are
UTF-8 are far commoner than the reverse); what the page says in its `<meta>` tag; and, for the
rest, Windows-1252, the encoding that browsers fall back to for English, line by line, so that a
file pasted together from both stays readable. Mojibake ("â€™" for "’") is undone by ftfy (Speer
2019), which leaves alone what it is not sure of. https://ftfy.readthedocs.io/en/latest/explain.html
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

from copydesk.extract.refusal import Refusal

# First bytes of what people drop on a command by mistake, and what to do about each.
_TEXT_HINT = "save the text of the story as .txt or the web page as .html"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", _TEXT_HINT),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save its text as .txt"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save its text as .txt"),
    (b"{\\rtf", "a rich text document", "save its text as .txt"),
    (b"\x89PNG", "a PNG image", _TEXT_HINT),
    (b"\xff\xd8\xff", "a JPEG image", _TEXT_HINT),
    (b"GIF8", "a GIF image", _TEXT_HINT),
    (b"RIFF", "a sound, video or WebP file", _TEXT_HINT),
    (b"PAR1", "a Parquet table", "write its rows as JSON lines first"),
    (b"SQLite format 3", "a database", "write its rows as JSON lines first"),
    (b"\x7fELF", "a program", _TEXT_HINT),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins like it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# HTML asks for the declaration within the first 1,024 bytes; saved pages put comments before it.
_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I)
_META_BYTES = 4096
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\x85\v\f]")
# Invisible characters that pages carry and that would split words or hide a match.
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")


def has_wide_mark(data: bytes) -> bool:
    """Whether `data` begins with a UTF-16 or UTF-32 byte order mark."""
    return any(data.startswith(mark) for mark, name in _BOMS if name != "utf-8-sig")


def refuse_binary(data: bytes) -> None:
    """Raise a Refusal that names what `data` is, if it is no text."""
    for magic, what, hint in _MAGIC:
        if data.startswith(magic):
            raise Refusal("binary", f"it is {what}, where text was expected", hint)
    if b"\0" in data and not has_wide_mark(data):
        raise Refusal("binary", "it is a binary file, where text was expected", _TEXT_HINT)


def decode(data: bytes) -> str:
    """The text that `data` holds, in whatever encoding.

    Raises:
        Refusal: `data` is binary, or no encoding fits it.
    """
    refuse_binary(data)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _META.search(data[:_META_BYTES])
    if declared:
        name = declared[1].decode("ascii", "ignore").lower()
        # As browsers do: pages that say Latin-1 mean Windows-1252. UTF-8 has just failed.
        if name not in ("utf-8", "utf8", "iso-8859-1", "latin-1", "latin1", "us-ascii"):
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError):
                pass
    return "".join(map(_line, data.splitlines(keepends=True)))


def _line(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "cp1252")


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Refusal(
            "undecodable",
            f"its text is neither valid UTF-8 nor {name.removesuffix('-sig').upper()} "
            f"(byte 0x{data[error.start]:02x})",
            "save it as UTF-8",
        ) from None


def repair(text: str) -> str:
    """`text` with mojibake undone, entities replaced, line ends as "\\n", in NFC."""
    import ftfy

    if not text.isascii():
        text = ftfy.fix_encoding(text)
    for _ in range(2):  # archives hold "&amp;rsquo;" too
        if not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
