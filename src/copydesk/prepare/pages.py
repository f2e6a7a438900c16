"""Pages of a folder or of a WARC file, read one at a time in a process that can be killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.prepare.files import File, opened, suffix
from copydesk.prepare.orphans import end_with_parent
from copydesk.prepare.read import MAX_BYTES
from copydesk.prepare.store import Record
from copydesk.records import Article, Rejection

# bytes, name, suffix -> Article; raises CopydeskError, with a `reason` where it has one.
ReadStory = Callable[[bytes, str, str], Article]


class Pages:
    """Reads pages with `read_story`, at most `seconds` a page; use it as a context manager.

    The process is datatrove's `ExtractorSandbox`: a parser that hangs in C code ends with it. It
    starts with the first page.
    """

    def __init__(self, read_story: ReadStory, seconds: float) -> None:
        self._read_story, self._seconds = read_story, seconds
        self._sandbox: Any = None

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *error: object) -> None:
        if self._sandbox is not None:
            self._sandbox.__exit__(*error)

    def article(self, row: Record) -> Article | Rejection:
        """The article of a row that has `page`, a path, or `markup`, bytes as Latin-1."""
        name = row["id"]

        def no(reason: str, detail: str) -> Rejection:
            return Rejection(name, "extract", reason, detail)

        if "page" in row:
            try:
                with opened(File(row["page"], name, "pages", 0)) as stream:
                    data = stream.read(MAX_BYTES + 1)
            except (OSError, EOFError, ValueError) as error:
                return no("unreadable", f"it cannot be opened ({error})")
        else:
            data = row["markup"].encode("latin-1")
        try:
            result = self._process(data, name, suffix(row.get("page", ".html")))
        except TimeoutError:
            return no("too-slow", f"it could not be read within {self._seconds:g} seconds")
        except EOFError:
            return no("crashed", "the process that read it died")
        if isinstance(result, tuple):
            return no(*result)
        # A page's id is its place in the archive, which its own id may not be.
        url, source = result.url or row.get("url", ""), result.source or row["source"]
        return replace(result, id=name, url=url, source=source)

    def _process(self, data: bytes, name: str, kind: str) -> Article | tuple[str, str]:
        if self._sandbox is None:
            import trafilatura  # noqa: F401  # before the fork, not in every child
            from datatrove.pipeline.extractors.base import ExtractorSandbox

            self._sandbox = ExtractorSandbox(self._seconds, warmup_text=(b"", "", ""))
        result: Article | tuple[str, str] = self._sandbox.process_document(
            (data, name, kind), self._guarded
        )
        return result

    def _guarded(self, data: bytes, name: str, kind: str) -> Article | tuple[str, str]:
        """In the process: the article, or a rejection's reason and detail."""
        if not name:
            end_with_parent()
        try:
            return self._read_story(data, name, kind)
        except CopydeskError as error:
            return str(getattr(error, "reason", "unusable")), str(error)
        except Exception as error:
            return "unreadable", f"it could not be read ({type(error).__name__}: {error})"
