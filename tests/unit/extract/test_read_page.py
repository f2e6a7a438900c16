"""HTML pages: the story without its page, in reasonable time, whatever the page."""

from __future__ import annotations

import contextlib
import time

import pytest

from copydesk.extract import page
from copydesk.extract.read import accept
from copydesk.extract.refusal import Refusal

HEADLINE = "Oster to dredge its northern channel"
STORY = [
    "The harbour board of Oster said on Monday that it would dredge the northern channel in May, "
    "after two ferries ran aground there within a week.",
    "Work on the channel is expected to take nine weeks and to cost about $3 million, most of "
    "which will be paid by the ferry companies, the board's chairwoman, Ottilie Grane, said.",
    "“We have waited eleven winters for this,” Grane said. “We can wait nine weeks more.”",
]
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)


def _page(body: str, head: str = f"<title>{HEADLINE}</title>") -> str:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def test_the_story_is_found_among_the_chrome() -> None:
    markup = _page(
        "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<article><h1>{HEADLINE}</h1><p class='byline'>By Ada Grane</p>"
        "<figure><img src='a.jpg'><figcaption>The channel. Photo: Nils Tarn</figcaption></figure>"
        f"{PARAGRAPHS}<p>Read more: Why the channel silts up</p>"
        "<p>Tarn contributed reporting from Grane.</p></article>"
        "<section class='comments'><h2>1 Comment</h2><p>boatman says: About time too!</p></section>"
        "<footer><p>Copyright © 2021 Oster Mail. All rights reserved.</p></footer>",
        f"<title>{HEADLINE} | Oster Mail</title>"
        "<meta property='og:site_name' content='Oster Mail'>"
        "<meta name='author' content='Ada Grane'>"
        "<meta property='article:published_time' content='2021-05-03T10:00:00Z'>",
    )
    article = accept(page.read_page(markup, "story"))
    assert article.headline == HEADLINE
    assert article.body == "\n\n".join(STORY)
    assert (article.id, article.byline, article.published, article.source) == (
        "story",
        "Ada Grane",
        "2021-05-03",
        "Oster Mail",
    )


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{HEADLINE} | Oster Mail", "Oster Mail"),
        (f"{HEADLINE} - The Oster Mail", "The Oster Mail"),
        (f"Oster Mail – {HEADLINE}", "Oster Mail"),
        (f"{HEADLINE} – Harbour – Oster Mail", "Oster Mail"),
        (f"{HEADLINE} - The Oster Mail", ""),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(title: str, site: str) -> None:
    meta = f"<title>{title}</title><meta property='og:site_name' content='{site}'>"
    markup = _page(f"<article>{PARAGRAPHS}</article>", meta)
    assert page.read_page(markup, "story").headline == HEADLINE


def test_a_dash_within_a_headline_stays() -> None:
    headline = "Grane – the woman who moved the sand"
    meta = f"<title>{headline}</title><meta property='og:site_name' content='Oster Mail'>"
    assert page.read_page(_page(f"<article>{PARAGRAPHS}</article>", meta), "x").headline == headline


def test_a_page_without_a_title_shows_its_headline_as_plain_text_does() -> None:
    markup = _page("".join(f"<div>{line}</div>" for line in (HEADLINE, *STORY)), "")
    article = accept(page.read_page(markup, "story"))
    assert (article.headline, article.body) == (HEADLINE, "\n\n".join(STORY))


def test_lists_lose_their_bullets_only() -> None:
    points = "<ul><li>two pilots will be hired</li><li>one dredger will be rented</li></ul>"
    markup = _page(f"<article>{PARAGRAPHS}<p>The board also decided:</p>{points}</article>")
    body = accept(page.read_page(markup, "story")).body
    assert body.endswith("decided:\n\ntwo pilots will be hired\n\none dredger will be rented")


def test_an_xhtml_declaration_does_not_stop_the_parser() -> None:
    markup = "<?xml version='1.0' encoding='utf-8'?>\n" + _page(f"<article>{PARAGRAPHS}</article>")
    assert accept(page.read_page(markup, "story")).body == "\n\n".join(STORY)


def test_scripts_and_inlined_pictures_do_not_count_as_markup() -> None:
    picture = "data:image/png;base64," + "A" * page.MAX_MARKUP
    script = "<script>var x = '" + "</p>" * 1000 + "';</script>"
    markup = _page(f"{script}<img src='{picture}'><article>{PARAGRAPHS}</article>{script}")
    assert accept(page.read_page(markup, "story")).body == "\n\n".join(STORY)


def test_too_much_markup_is_refused_at_once() -> None:
    start = time.perf_counter()
    with pytest.raises(Refusal, match=r"MB of markup, where at most 2 MB were expected") as caught:
        page.read_page(_page("<article>" + PARAGRAPHS * 18_000 + "</article>"), "story")
    assert caught.value.reason == "too-large"
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("tag", ["<script>", "<style>", "<svg>", "<!--", "<div>", "<"])
def test_a_page_of_unclosed_tags_takes_no_time(tag: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(Refusal):
        page.read_page(_page(tag * (400_000 // len(tag))), "story")
    assert time.perf_counter() - start < 20  # 0.1 to 2 s, measured


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "SECONDS", 0.2)
    monkeypatch.setattr(page, "_extract", lambda markup: time.sleep(3))
    start = time.perf_counter()
    with pytest.raises(Refusal, match=r"could not be read within 0\.2 seconds") as caught:
        page.read_page(_page(PARAGRAPHS), "story")
    assert caught.value.reason == "too-slow"
    assert time.perf_counter() - start < 2


def test_what_the_parser_trips_over_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(markup: str) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(page, "_extract", trip)
    with pytest.raises(Refusal, match=r"could not be read \(RecursionError: too deep\)"):
        page.read_page(_page(PARAGRAPHS), "story")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>",
        "<ul>" + "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(40)) + "</ul>",
    ],
    ids=["nothing", "menu", "long-menu"],
)
def test_a_page_without_an_article_is_refused(body: str) -> None:
    with pytest.raises(Refusal) as caught:
        accept(page.read_page(_page(body), "story"))
    assert caught.value.reason in {"no-article", "too-short"}
