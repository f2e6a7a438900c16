"""The report of an evaluation as people use it, in a headless Chromium.

`COPYDESK_SCREENSHOTS=FOLDER pytest tests/unit/report/test_evaluation_browser.py` keeps pictures of
it in light, in dark and on a phone, to look at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import evaluations
from chromium import Page
from copydesk.report.evaluation_html import write_html

ROWS = "[...document.querySelectorAll('#table tbody tr')]"
SHOWN = f"{ROWS}.filter((row) => row.getClientRects().length)"
FOCUS = "document.activeElement"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    lines = list(evaluations.articles(24))
    lines[3]["source"] = "Café Écho"
    path = evaluations.write(folder / "articles.jsonl", lines)
    write_html(evaluations.evaluation(lines), path, folder / "report.html")
    return folder / "report.html"


@pytest.fixture
def page(browser: Page, report: Path) -> Page:
    browser.open(report)
    return browser


def column(page: Page, number: int, suffix: str = "") -> list[str]:
    found: list[str] = page.run(f"{SHOWN}.map((row) => row.cells[{number}]{suffix}.textContent)")
    return found


def test_it_works_from_disk_with_no_network(page: Page, report: Path) -> None:
    assert page.requests() == [report.as_uri()]
    assert page.complaints() == []
    # Its policy holds: what an article might smuggle in is not run.
    page.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.evil = 1\">')"
    )
    page.run("new Promise((done) => setTimeout(done, 200))")
    assert page.run("window.evil === undefined")
    assert [each["blockedReason"] for each in page.seen("Network.loadingFailed")] == ["csp"]
    assert any("inline event handler" in each for each in page.complaints())


def test_a_column_sorts_both_ways_and_says_so(page: Page) -> None:
    first = column(page, 1)
    page.click("#table th:nth-child(3) button")
    scores = [float(each) for each in column(page, 2)]
    assert scores == sorted(scores)
    heads = "[...document.querySelectorAll('#table th')].map((th) => th.getAttribute('aria-sort'))"
    assert page.run(heads) == [None, None, "ascending", None, None]
    page.click("#table th:nth-child(3) button")
    assert [float(each) for each in column(page, 2)] == sorted(scores, reverse=True)
    assert page.run(heads)[2] == "descending"
    # What has no value comes last, whichever way.
    for _ in range(2):
        page.click("#table th:nth-child(4) button")
        assert set(column(page, 3)[-4:]) == {"–"}
        assert "–" not in column(page, 3)[:-4]
    page.click("#table th:nth-child(1) button")
    words = column(page, 0, ".querySelector('.words')")
    assert words == sorted(words)
    page.click("#table th:nth-child(2) button")
    assert column(page, 1) == first


def test_verdicts_and_words_filter_together(page: Page) -> None:
    verdicts = column(page, 1)
    assert page.run("document.getElementById('shown').textContent") == "24 of 24 shown"
    page.click("#choices button[data-verdict=unverified]")
    count = sum("unverified" in each for each in verdicts)
    assert 0 < count < 24
    assert column(page, 1) == ["unverified"] * count
    pressed = "[...document.querySelectorAll('#choices [aria-pressed=true]')]"
    assert page.run(f"{pressed}.map((each) => each.dataset.verdict)") == ["unverified"]
    page.click("#choices button[data-verdict='']")
    page.click("#search")
    # In any order, without accents or capitals, and in what is folded away.
    page.type("echo CAFE")
    assert page.run(f"{SHOWN}.length") == 1
    assert page.run("document.getElementById('shown').textContent") == "1 of 24 shown"
    for _ in "echo CAFE":
        page.press("Backspace")
    page.type("had not been described before")
    assert set(column(page, 0, ".querySelector('.words')")) == {
        "Lake survey finds 14 new species of snail"
    }
    page.click("#choices button[data-verdict=worse]")
    assert all("got worse" in each for each in column(page, 1))


def test_the_keyboard_reaches_everything(page: Page) -> None:
    page.press("Tab")
    assert page.run(f"{FOCUS}.textContent") == "Skip to the content"
    assert page.run(f"{FOCUS}.getBoundingClientRect().left") >= 0
    page.press("Enter")
    assert page.run("location.hash") == "#main"
    reached = []
    for _ in range(60):
        page.press("Tab")
        reached.append(
            page.run(f"{FOCUS}.closest('#search, #choices button, th, summary')?.tagName")
        )
        if reached[-1] == "SUMMARY" and "TH" in reached:
            break
    assert [each for each in dict.fromkeys(reached) if each] == ["SUMMARY", "INPUT", "BUTTON", "TH"]
    assert page.run(f"getComputedStyle({FOCUS}).outlineStyle") == "solid"
    # The first article opens, and shows what was found beside the evidence.
    opened = f"{FOCUS}.closest('details')"
    assert page.run(f"{opened}.open") is False
    page.press("Enter")
    assert page.run(f"{opened}.open") is True
    assert page.run(f"{opened}.querySelector('blockquote').getClientRects().length") == 1
    assert page.run(f"{opened}.querySelector('summary mark.error') !== null")
    # Its headers are buttons that the space bar presses.
    page.run("document.querySelector('#table th:nth-child(3) button').focus()")
    page.press(" ")
    scores = [float(each) for each in column(page, 2)]
    assert scores == sorted(scores)


@pytest.mark.parametrize(
    ("name", "width", "height", "dark"),
    [("light", 1280, 900, False), ("dark", 1280, 900, True), ("phone", 360, 800, False)],
)
def test_it_can_be_read_in_light_and_dark_and_on_a_phone(
    browser: Page, report: Path, tmp_path: Path, name: str, width: int, height: int, dark: bool
) -> None:
    browser.open(report, width=width, height=height, dark=dark)
    browser.run("document.querySelector('#table details').open = true")
    # Nothing stands out to the right but what scrolls in its own frame.
    assert browser.run("document.documentElement.scrollWidth") <= width
    for selector in ("p", ".quiet", ".ruling", ".is.unsupported", ".way.better", "mark.error"):
        assert browser.run(f"({CONTRAST})({selector!r})") >= 4.5, (name, selector)
    if name == "phone":
        assert (
            browser.run("getComputedStyle(document.querySelector('#table tr')).display") == "flex"
        )
        narrow = browser.run(f"{SHOWN}.map((row) => row.cells[0].getBoundingClientRect().width)")
        assert min(narrow) > 300
    folder = Path(os.environ.get("COPYDESK_SCREENSHOTS", tmp_path))
    browser.screenshot(folder / f"{name}.png", whole=True)
    assert (folder / f"{name}.png").stat().st_size > 20_000


# The contrast of the first element's text with what lies behind it (WCAG 2.2, 1.4.3).
CONTRAST = """(selector) => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let element = document.querySelector(selector);
  const text = light(getComputedStyle(element).color);
  while (getComputedStyle(element).backgroundColor === "rgba(0, 0, 0, 0)") {
    element = element.parentElement;
  }
  const behind = light(getComputedStyle(element).backgroundColor);
  return (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
}"""
