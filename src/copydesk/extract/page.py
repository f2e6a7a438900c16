"""HTML pages: trafilatura finds the story (Barbaresi 2021), our own pass cleans what it leaves."""

from __future__ import annotations

import html
import re
import threading
from typing import Any

from copydesk.extract.plain import read_plain
from copydesk.extract.refusal import Refusal
from copydesk.records import Article

# A page's markup without scripts, styles and inlined pictures. News pages have 0.05 to 1 MB;
# trafilatura takes 1 to 15 s a megabyte, the most on pages of bare <span>s.
MAX_MARKUP = 2_000_000
# Twice the slowest 2 MB page that we could write, on one core of two.
SECONDS = 60.0

# Patterns are bounded: on a page of unclosed tags an open end would cost quadratic time.
_OPEN = re.compile(r"<(script|style|svg|template)\b([^<>]{0,2000})>", re.IGNORECASE)
_DATA_URI = re.compile(r"data:[\w.+/-]{0,80}(?:;[\w=-]{0,40}){0,3},[\w+/=%.-]*")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Authors' boxes run on: "Ann Poe is the Courier's music critic".
_BIOGRAPHY = re.compile(r"\s+(?:is|was|covers|writes|follow)\s", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,500}>([^<]{1,500})", re.IGNORECASE)
_H1 = re.compile(r"<h1\b[^>]{0,500}>(.{1,1000}?)</h1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BULLET = re.compile(r"^- (?=\S)", re.MULTILINE)  # how trafilatura marks list items
# Site names stand behind the headline in <title>: "Headline | The Harbour Gazette".
_SEPARATOR = re.compile(r"\s+[|–—·•»-]+\s+")
# A name, where the page does not tell the site's: up to four words, each with a capital.
_NAME = re.compile(r"(?:[A-Z]\S*\s?|of\s|and\s|the\s){1,4}$")


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
    body = _BULLET.sub("", found.text)
    headline = _headline(found.title or "", found.sitename or "", markup)
    if not headline:
        plain = read_plain(body, name)
        headline, body = plain.headline, plain.body
    return Article(
        id=name,
        body=body,
        headline=headline,
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


def _headline(title: str, site: str, markup: str) -> str:
    """The headline that the page shows.

    `title` is trafilatura's choice: the page's structured data, or a part of its <title>, which
    it cuts at any dash. So the <h1> that says what <title> or `title` says goes first, and the
    whole <title> without the site's name before a part of it.
    """
    title = _plain(title)
    whole = _plain(next(iter(_TITLE.findall(markup)), ""))
    for heading in map(_plain, _H1.findall(markup)):
        shown = heading.casefold()
        if shown and (shown == title.casefold() or shown in whole.casefold()) and shown != site:
            return heading
    return _without_site(title if title not in whole else whole, site)


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _without_site(title: str, site: str) -> str:
    """The title without the name of the site, and the section, behind or before it."""
    parts = _SEPARATOR.split(title)
    names = {site.casefold(), site.casefold().removeprefix("the ")} - {""}
    if len(parts) > 1 and parts[0].casefold() in names:
        return title[len(parts[0]) :].lstrip(" |–—·•»-")
    if len(parts) > 1 and (parts[-1].casefold() in names or (not names and _NAME.match(parts[-1]))):
        cut = [parts.pop()]
        while len(parts) > 1 and len(parts[-1].split()) <= 2:
            cut.append(parts.pop())
        for part in cut:
            title = title[: title.rindex(part)].rstrip(" |–—·•»-")
    return title
