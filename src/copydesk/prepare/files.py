"""Which files a recipe's sources are: any fsspec path, folders searched, kinds told by suffix.

https://filesystem-spec.readthedocs.io/en/latest/
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any

from copydesk.errors import CopydeskError
from copydesk.prepare.recipe import Source, SourceKind

COMPRESSED = {".gz", ".bz2", ".xz", ".zst", ".lzma"}
_KINDS: dict[str, SourceKind] = {
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".warc": "warc",
    ".html": "pages",
    ".htm": "pages",
    ".xhtml": "pages",
    ".txt": "pages",
    ".md": "pages",
    ".markdown": "pages",
    ".json": "pages",
}
# One task reads so many bytes or files, whichever is reached first.
_PIECE_BYTES = 64_000_000
_PIECE_FILES = 1000
# What `datasets.save_to_disk` leaves in its folder.
_DATASET_MARKS = {"dataset_dict.json", "dataset_info.json"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a source: `path` opens it, `name` is what it is called within the source."""

    path: str
    name: str
    kind: SourceKind
    size: int

    @property
    def shown(self) -> str:
        """The path as people write it."""
        return self.path.removeprefix("file://")


@dataclass(frozen=True, slots=True)
class Piece:
    """What one task reads: some files of the source `source` of the recipe."""

    source: int
    files: tuple[File, ...]


def suffix(name: str) -> str:
    """The last suffix of a file name, in lower case, that of its compression left out."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in COMPRESSED else path.suffix


def files(source: Source) -> list[File]:
    """The files of a source, in the order of their paths.

    Raises:
        CopydeskError: there are none, their kind is unknown, or they cannot be reached.
    """
    fs, root = _filesystem(source.path)
    try:
        if any(mark in root for mark in "*?[") and not fs.exists(root):
            matches = fs.glob(root, detail=True).items()
            found = {path: info for path, info in matches if info["type"] == "file"}
            folder = root.partition("*")[0].rpartition("/")[0]
        elif fs.isdir(root):
            folder = root.rstrip("/")
            if source.kind in ("auto", "dataset") and _is_dataset(fs, folder):
                return [File(source.path, "", "dataset", 0)]
            found = fs.find(root, detail=True)
        else:
            found, folder = {root: fs.info(root)}, root.rpartition("/")[0]
    except FileNotFoundError:
        raise CopydeskError(
            f"{source.path} is not there; the recipe names it as a source", "check the path"
        ) from None
    except OSError as error:
        raise CopydeskError(
            f"{source.path} cannot be read ({error.strerror or error})", "check its permissions"
        ) from None
    # In "zip://*.html::pages.zip" the files lie inside another one.
    _, chained, container = source.path.partition("::")
    inside = chained + container
    several = len(found) > 1 or found.keys() != {root}
    chosen: list[File] = []
    for path in sorted(found):
        name = path.removeprefix(folder).lstrip("/")
        kind = source.kind if source.kind != "auto" else _KINDS.get(suffix(name))
        hidden = any(part.startswith(".") for part in name.split("/"))
        if kind is None and not several:
            raise CopydeskError(
                f"{source.path} has a suffix that tells nothing of its kind",
                "give the source a `kind`: pages, warc, jsonl, csv, parquet or dataset",
            )
        if kind is not None and not (several and hidden):
            url = fs.unstrip_protocol(path) + inside
            chosen.append(File(url, name, kind, found[path]["size"] or 0))
    if not chosen:
        raise CopydeskError(
            f"{source.path} holds no file to read",
            f"files with these suffixes were expected: {', '.join(_KINDS)}",
        )
    return chosen


def _filesystem(path: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        fs, root = url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise CopydeskError(f"{path} cannot be opened ({error})", "check its protocol") from None
    return fs, str(root)


def _is_dataset(fs: Any, folder: str) -> bool:
    return any(fs.exists(f"{folder}/{mark}") for mark in _DATASET_MARKS) and not fs.glob(
        f"{folder}/**/*.parquet"
    )


def pieces(number: int, source: Source, chosen: Sequence[File]) -> Iterator[Piece]:
    """The files of a source parted for the readers; a source with a limit is one piece."""
    part: list[File] = []
    size = 0
    for file in chosen:
        if part and not source.limit and (size >= _PIECE_BYTES or len(part) == _PIECE_FILES):
            yield Piece(number, tuple(part))
            part, size = [], 0
        part.append(file)
        size += file.size
    yield Piece(number, tuple(part))


@contextmanager
def opened(file: File) -> Iterator[IO[bytes]]:
    """The bytes of a file, decompressed; warcio reads gzip by itself, record by record.

    Raises:
        OSError: the file cannot be opened.
    """
    import fsspec
    from fsspec.utils import infer_compression

    name = file.path.partition("::")[0]
    if name.endswith(".zst"):
        from zstandard import ZstdDecompressor

        # fsspec's own reader stops after the first frame, and knows no lines.
        with fsspec.open(file.path, "rb") as packed:
            frames = ZstdDecompressor().stream_reader(packed, read_across_frames=True)
            yield io.BufferedReader(frames)
        return
    by_itself = file.kind == "warc" and name.endswith(".gz")
    compression = None if by_itself else infer_compression(name)
    with fsspec.open(file.path, "rb", compression=compression) as stream:
        yield stream


@contextmanager
def seekable(file: File) -> Iterator[IO[bytes]]:
    """The bytes of a file that one can jump in; a compressed one is unpacked on disk."""
    with opened(file) as stream, TemporaryFile() as unpacked:
        if PurePosixPath(file.path.partition("::")[0]).suffix not in COMPRESSED:
            yield stream
            return
        shutil.copyfileobj(stream, unpacked)
        unpacked.seek(0)
        yield unpacked


def fingerprint(chosen: Iterable[File]) -> str:
    """SHA-256 of the names and contents of files; where the store has an ETag, of that.

    Raises:
        CopydeskError: one cannot be read.
    """
    digest = sha256()
    for file in chosen:
        digest.update(json.dumps([file.name, file.size]).encode())
        for path in _parts(file):
            digest.update(_content(path))
    return digest.hexdigest()


def _parts(file: File) -> list[str]:
    if file.kind != "dataset":
        return [file.path]
    fs, root = _filesystem(file.path)
    return [fs.unstrip_protocol(path) for path in sorted(fs.find(root)) if path.endswith(".arrow")]


def _content(path: str) -> bytes:
    fs, root = _filesystem(path)
    try:
        if etag := fs.info(root).get("ETag"):
            return str(etag).encode()
        digest = sha256()
        with fs.open(root, "rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except PermissionError:
        return b"unreadable"  # a broken page is a rejection when its turn comes, not a stop
    except OSError as error:
        raise CopydeskError(f"{path} cannot be read ({error.strerror or error})") from None
    return digest.digest()
