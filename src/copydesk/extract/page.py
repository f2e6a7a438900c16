"""HTML pages: trafilatura finds the story (Barbaresi 2021), our own pass cleans what it leaves."""

from __future__ import annotations

import re
import threading
from typing import Any

from copydesk.extract.refusal import Refusal
from copydesk.records import Article

# A page's markup without scripts, styles and inlined pictures. News pages have 0.05 to 1 MB;
# trafilatura takes 1 to 15 s a megabyte, the most on pages of bare <span>s.
MAX_MARKUP = 2_000_000
# Twice the slowest 2 MB page that we could write, on one core of two.
SECONDS = 60.0

_OPEN = re.compile(r"<(script|style|svg|template)\b([^>]*)>", re.IGNORECASE)
_DATA_URI = re.compile(r"data:[\w.+/-]{0,80}(?:;[\w=-]{0,40}){0,3},[\w+/=%.-]*")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Authors' boxes run on: "Ann Poe is the Courier's music critic".
_BIOGRAPHY = re.compile(r"\s+(?:is|was|covers|writes|follow)\s", re.IGNORECASE)
# Site names stand behind the headline in <title>: "Headline | The Harbour Gazette".
_SEPARATOR = re.compile(r"\s+[|–—·•»-]+\s+")


def read_page(markup: str, name: str) -> Article:
    """The story of an HTML page, its body one paragraph a line, not cleaned yet.

    `name` becomes the article's id.

    Raises:
        Refusal: the page has too much markup, holds no article, or takes too long.
    """
    markup = _DATA_URI.sub("", _without_scripts(_DECLARATION.sub("", markup)))
    if len(markup) > MAX_MARKUP:
        raise Refusal(
            "too-large",
            f"its page has {len(markup) / 1e6:.1f} MB of markup, where at most "
            f"{MAX_MARKUP / 1e6:.0f} MB were expected",
            "save the story alone, or its text as .txt",
        )
    found = _within(SECONDS, markup)
    if found is None or not (found.text or "").strip():
        raise Refusal("no-article", "there is no article in the page", "save the page of one story")
    return Article(
        id=name,
        body=found.text,
        headline=_without_site(found.title or "", found.sitename or "", markup),
        summary=found.description or "",
        url=found.url or "",
        byline=_BIOGRAPHY.split(found.author or "")[0],
        published=found.date or "",
        source=found.sitename or found.hostname or "",
    )


def _without_scripts(markup: str) -> str:
    """The page without its scripts, styles and drawings, in one pass.

    JSON-LD stays: it holds the headline, the authors and the date.
    """
    kept: list[str] = []
    done = 0
    unclosed: set[str] = set()
    for opening in _OPEN.finditer(markup):
        tag = opening[1].lower()
        if opening.start() < done or tag in unclosed or "ld+json" in opening[2].lower():
            continue
        closing = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(markup, opening.end())
        if closing is None:
            unclosed.add(tag)
            continue
        kept.append(markup[done : opening.start()])
        done = closing.end()
    return "".join([*kept, markup[done:]])


def _extract(markup: str) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(markup, with_metadata=True, include_comments=False, include_tables=False)


def _within(seconds: float, markup: str) -> Any:
    """What trafilatura makes of `markup`, or a Refusal when that takes longer than `seconds`.

    A daemon thread works where signals do not, outside the main thread. It cannot be stopped: it
    is left behind and ends with the process.
    """
    result: list[Any] = []
    failure: list[Exception] = []

    def work() -> None:
        try:
            result.append(_extract(markup))
        except Exception as error:  # whatever a parser trips over is a page we cannot read
            failure.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    if failure:
        raise Refusal(
            "unreadable",
            f"its page could not be read ({type(failure[0]).__name__}: {failure[0]})",
            "save its text as .txt",
        ) from failure[0]
    if not result:
        raise Refusal(
            "too-slow",
            f"its page could not be read within {seconds:g} seconds",
            "save its text as .txt",
        )
    return result[0]


def _without_site(title: str, site: str, markup: str) -> str:
    """The title without the name of the site behind or before it."""
    title = " ".join(title.split())
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    known = site.casefold()
    for part in (parts[-1], parts[0]):
        if known and part.casefold() in (known, known.removeprefix("the ")):
            start = title.find(part) if part is parts[0] else title.rfind(part)
            rest = title[:start] if start else title[len(part) :]
            return rest.strip(" |–—·•»-")
    return title
