"""Charts as inline SVG, coloured by the classes that `dataset.css` knows.

Each says in words what it shows, for those who hear the page. Widths are in units of the chart,
which is drawn at about one unit a pixel, so that its letters stay readable on a telephone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 340, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 4, 18, 22

Bin = tuple[str, int]
Point = tuple[float, float]


def bins(lengths: Counter[int], high: int, most: int = 24) -> list[Bin]:
    """Counts of `lengths` in at most `most` + 1 bins of equal, round width, named by their start.

    The bins reach to `high`, say the 99th percentile; the last, labelled "+", takes what is longer,
    so that a few giants do not press the others into one bar.
    """
    if not lengths:
        return []
    low = min(lengths)
    width = _round_width((high - low + 1) / most)
    start = low - low % width
    counts: Counter[int] = Counter()
    for length, count in lengths.items():
        counts[(length - start) // width] += count
    last = (high - start) // width
    shown = [(f"{start + i * width:,}", counts[i]) for i in range(last + 1)]
    beyond = sum(count for place, count in counts.items() if place > last)
    return [*shown, (f"{start + (last + 1) * width:,}+", beyond)] if beyond else shown


def columns(bars: Sequence[Bin], about: str) -> str:
    """A column for each of `bars`, the first, middle and last labelled, the highest counted."""
    highest = max((count for _, count in bars), default=0)
    if not highest:
        return ""
    step = (WIDTH - _LEFT - _RIGHT) / len(bars)
    room = HEIGHT - _TOP - _BOTTOM
    parts = []
    for place, (label, count) in enumerate(bars):
        height = room * count / highest
        x, y = _LEFT + place * step, HEIGHT - _BOTTOM - height
        parts.append(
            f'<rect class="bar" x="{x + step * 0.08:.1f}" y="{y:.1f}" width="{step * 0.84:.1f}"'
            f' height="{height:.1f}"><title>{escape(label)}: {count:,}</title></rect>'
        )
    peak = next(place for place, (_, count) in enumerate(bars) if count == highest)
    parts.append(_text(_LEFT + (peak + 0.5) * step, _TOP - 5, f"{highest:,}"))
    for place in sorted({0, len(bars) // 2, len(bars) - 1}):
        parts.append(_text(_LEFT + (place + 0.5) * step, HEIGHT - 6, bars[place][0]))
    base = HEIGHT - _BOTTOM
    parts.append(f'<line class="axis" x1="0" x2="{WIDTH}" y1="{base}" y2="{base}"/>')
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(about)}">{"".join(parts)}</svg>'
    )


def lines(curves: Mapping[str, Sequence[Point]], about: str, marked: float | None = None) -> str:
    """Curves over the same axes, up to three, told apart by colour; more than one are named.

    The highest and lowest values stand at the left, the first and last places below; `marked` is
    a place that a dashed line stands at.
    """
    points = [point for curve in curves.values() for point in curve]
    if not points:
        return ""
    first, last = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    left, right, base = 44, WIDTH - 66, HEIGHT - _BOTTOM

    def at(point: Point) -> tuple[float, float]:
        x, y = point
        across = (x - first) / (last - first) if last > first else 0.5
        up = (y - low) / (high - low) if high > low else 0.5
        return left + across * (right - left), base - 6 - up * (base - 6 - _TOP)

    parts = [f'<line class="axis" x1="{left}" x2="{right}" y1="{base}" y2="{base}"/>']
    if marked is not None:
        x, _ = at((marked, low))
        parts.append(f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{base}"/>')
    taken: list[float] = []
    for place, (name, curve) in enumerate(curves.items()):
        if not curve:
            continue
        drawn = [at(point) for point in curve]
        kind = ("", " second", " third")[place % 3]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
        parts.append(f'<polyline class="line{kind}" points="{path}"><title>{escape(name)}</title>')
        parts.append("</polyline>")
        parts += [f'<circle class="dot{kind}" cx="{x:.1f}" cy="{y:.1f}" r="2"/>' for x, y in drawn]
        if len(curves) == 1:
            continue  # the chart's title names it
        y = drawn[-1][1] + 4
        while any(abs(y - other) < 12 for other in taken):
            y += 1
        taken.append(y)
        parts.append(f'<text class="name{kind}" x="{right + 6}" y="{y:.1f}">{escape(name)}</text>')
    for value in sorted({low, high}):
        y = at((first, value))[1] + 4
        parts.append(f'<text x="{left - 6}" y="{y:.1f}" text-anchor="end">{value:.4g}</text>')
    for step, x in ((first, left), (last, right)):
        parts.append(_text(x, HEIGHT - 6, f"{step:,}"))
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(about)}">{"".join(parts)}</svg>'
    )


def bar(share: float, kind: str = "bar") -> str:
    """A bar across `share`, 0 to 1, of the place that it is given."""
    return (
        '<svg class="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{kind}" width="{100 * share:.2f}" height="1"/></svg>'
    )


def narrowing(above: float, below: float) -> str:
    """A piece of a funnel: `above` and `below` are the shares, 0 to 1, of its mouth's width.

    Pieces set under each other draw the whole; what is lost stays as a paler edge.
    """
    return (
        '<svg class="narrowing" viewBox="0 0 100 100" preserveAspectRatio="none"'
        f' aria-hidden="true"><path class="lost" d="{_band(above, above)}"/>'
        f'<path class="bar" d="{_band(above, below)}"/></svg>'
    )


def _band(above: float, below: float) -> str:
    top, bottom = 50 * above, 50 * below
    return f"M{50 - top:.2f} 0H{50 + top:.2f}L{50 + bottom:.2f} 100H{50 - bottom:.2f}Z"


def _text(x: float, y: float, words: str) -> str:
    # A label may not stand out of the chart: some six units a letter.
    half = 3.2 * len(words)
    x = min(max(x, half), WIDTH - half)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(words)}</text>'


def _round_width(least: float) -> int:
    """The least of 1, 2, 5, 10, 20, 50 … that is no smaller than `least`."""
    size = 1
    while True:
        for digit in (1, 2, 5):
            if digit * size >= least:
                return digit * size
        size *= 10
