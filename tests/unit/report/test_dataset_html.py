"""The HTML report: whole, self-contained, and safe whatever the articles say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from copydesk.report.charts import bins, columns, narrowing
from copydesk.report.dataset import read
from copydesk.report.dataset_html import page, write_report
from outline import outline


def test_every_part_is_there_and_every_tag_closed(prepared: Path) -> None:
    parsed = outline(page(read(prepared)))
    for section in ("funnel", "texts", "dates", "sources", "rejections", "repeat"):
        assert ("id", section) in parsed.attributes
        assert ("href", f"#{section}") in parsed.attributes
    assert parsed.tags["details"] == 2
    assert "−12 (70.6%)" in parsed.text
    assert "body-short 12" in parsed.text


def test_ten_examples_of_a_reason_are_shown(prepared: Path) -> None:
    text = page(read(prepared))
    assert len(re.findall(r"courier\.example/\d+</a>", text)) == 10


def test_nothing_is_fetched_and_nothing_runs(prepared: Path) -> None:
    parsed = outline(page(read(prepared)))
    assert not parsed.tags.keys() & {"script", "img", "link", "iframe"}
    targets = [value for name, value in parsed.attributes if name in {"src", "href", "xlink:href"}]
    assert all(target.startswith(("#", "https://courier.example/")) for target in targets)
    assert "javascript:alert(2)" in parsed.text


def test_the_wrong_words_are_marked(prepared: Path) -> None:
    text = page(read(prepared))
    assert "<mark>Otto Brandt</mark> &lt;script&gt;" in text
    assert text.count("<mark>") == 1


def test_a_finding_about_a_summary_marks_nothing_in_the_headline(prepared: Path) -> None:
    path = prepared / "rejected.jsonl"
    lines = path.read_text(encoding="utf-8").replace("headline-unsupported", "summary-unsupported")
    path.write_text(lines, encoding="utf-8")
    assert "<mark>" not in page(read(prepared))


def test_the_same_folder_gives_the_same_bytes(prepared: Path) -> None:
    write_report(prepared, read(prepared))
    first = (prepared / "report.html").read_bytes()
    write_report(prepared, read(prepared))
    assert (prepared / "report.html").read_bytes() == first


def test_an_empty_archive_has_a_report(prepared: Path) -> None:
    figures = read(prepared)
    for part in (figures.months, figures.sources, figures.rejected, figures.examples):
        part.clear()
    figures.splits.clear()
    for texts in (figures.body, figures.headline, figures.summary):
        texts.lengths.clear()
    text = outline(page(figures)).text
    assert "No article has a date." in text
    assert "Nothing was." in text


def test_bins_have_round_widths_and_lose_nobody() -> None:
    lengths = Counter(dict.fromkeys(range(30, 1000), 1)) + Counter({90_000: 2})
    shown = bins(lengths, 991)
    assert len(shown) <= 25
    assert sum(count for _, count in shown) == lengths.total()
    assert [label for label, _ in shown[:2]] == ["0", "50"]
    assert shown[-1] == ("1,000+", 2)


def test_one_length_is_one_bin() -> None:
    assert bins(Counter({7: 3}), 7) == [("7", 3)]
    assert bins(Counter(), 0) == []


def test_the_highest_column_fills_the_chart() -> None:
    heights = re.findall(r'height="([\d.]+)"', columns([("a", 2), ("b", 8)], "letters"))
    assert [float(height) for height in heights] == pytest.approx([130 / 4, 130], abs=0.1)


def test_a_funnel_is_as_wide_as_what_flows_through_it() -> None:
    assert "M25.00 0H75.00L60.00 100H40.00Z" in narrowing(0.5, 0.2)
