"""Charts of two quantities: each mark where its numbers say."""

from __future__ import annotations

import re

import pytest

from copydesk.records import Bin, Figure
from copydesk.report.planes import receiver, reliability, scatter, shares, whisker
from outline import outline


def numbers(svg: str, tag: str, name: str) -> list[float]:
    return [float(value) for value in re.findall(rf'<{tag}[^>]* {name}="([^"]*)"', svg)]


def test_dots_lie_where_they_should_and_are_as_large_as_many() -> None:
    svg = scatter(({(0, 0): 4, (100, 100): 1}, {(50, 25): 16}), "a<b", "up", "about")
    x, y, r = (numbers(svg, "circle", name) for name in ("cx", "cy", "r"))
    # From left to right, and up is up; the area, not the radius, is the number.
    assert x[0] < x[2] < x[1]
    assert y[0] > y[2] > y[1]
    assert r[2] == pytest.approx(2 * r[0], abs=0.1)
    assert 'class="cloud second"' in svg
    assert "a&lt;b about 50, up about 25: 16" in svg
    assert not outline(svg).open


@pytest.mark.parametrize(
    "drawn",
    [scatter(({}, {}), "a", "b", "c"), receiver({"a": ()}, "c"), reliability((), "c")],
)
def test_nothing_is_drawn_of_nothing(drawn: str) -> None:
    assert drawn == ""


def test_curves_are_named_and_told_apart() -> None:
    svg = receiver({"ours": ((0, 0), (1, 1)), "none": (), "<theirs>": ((0, 0), (1, 1))}, "about")
    assert svg.count("<polyline") == 2
    assert re.findall(r'class="name([^"]*)"[^>]*>([^<]*)', svg) == [
        ("", "ours"),
        (" second", "&lt;theirs&gt;"),
    ]


def test_a_bin_has_its_interval() -> None:
    svg = reliability((Bin(0.8, 0.9, 5, 0.85, Figure(0.5, 0.25, 0.75)),), "about")
    [middle] = numbers(svg, "circle", "cy")
    [low], [high] = (
        [float(value) for value in re.findall(rf'class="line"[^>]* {name}="([^"]*)"', svg)]
        for name in ("y1", "y2")
    )
    assert high < middle < low
    assert middle == pytest.approx((low + high) / 2, abs=0.1)


def test_a_whisker_stays_on_its_scale() -> None:
    svg = whisker(Figure(2, -5, 9), 0, 10, zero=0)
    assert 'class="zero" x="-0.30"' in svg
    assert 'class="reach" x="0.00" y="3.5" width="90.00"' in svg
    assert 'class="bar" x="19.40"' in svg
    # One without width can still be seen.
    assert 'width="0.80"' in whisker(Figure(5, 5, 5), 0, 10)


def test_shares_follow_one_another() -> None:
    svg = shares([("a", 60.0), ("b", 0.0), ("c", 40.0)])
    assert re.findall(r'class="([abc])" x="([^"]*)" width="([^"]*)"', svg) == [
        ("a", "0.00", "60.00"),
        ("b", "60.00", "0.00"),
        ("c", "60.00", "40.00"),
    ]
