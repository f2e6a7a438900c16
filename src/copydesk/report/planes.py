"""Charts of two quantities from 0 to 100, or to 1, against each other, as inline SVG.

As `charts.py`: coloured by the classes of the style sheet, about one unit a pixel, told in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import sqrt

from copydesk.records import Bin, Figure

Point = tuple[float, float]

WIDTH, HEIGHT = 340, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 10, 10, 40
_ACROSS, _UP = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
# Of a dot that stands for most, and of one that stands for a single article.
_LARGEST, _SMALLEST = 9.0, 2.0


def scatter(clouds: Sequence[Mapping[Point, int]], across: str, up: str, about: str) -> str:
    """Dots at places from 0 to 100, their areas as many as are there; each cloud has its colour."""
    most = max((count for cloud in clouds for count in cloud.values()), default=0)
    if not most:
        return ""
    parts = []
    for cloud, kind in zip(clouds, ("", " second", " third"), strict=False):
        for (x, y), count in sorted(cloud.items()):
            radius = max(_SMALLEST, _LARGEST * sqrt(count / most))
            told = f"{across} about {x:.0f}, {up} about {y:.0f}: {count:,}"
            parts.append(_dot(_at(x / 100, y / 100), radius, kind, told, "cloud"))
    return _plane(parts, across, up, ("0", "50", "100"), about)


def receiver(curves: Mapping[str, Sequence[Point]], about: str) -> str:
    """Receiver operating characteristics, up to three, told apart by colour and named."""
    drawn = [(name, curve) for name, curve in curves.items() if curve]
    if not drawn:
        return ""
    parts = [_diagonal()]
    for place, (name, curve) in enumerate(drawn):
        kind = ("", " second", " third")[place % 3]
        path = " ".join("{:.1f},{:.1f}".format(*_at(x, y)) for x, y in curve)
        x, y = _at(0.97, 0.05 + 0.06 * (len(drawn) - place - 1))
        parts.append(f'<polyline class="line{kind}" points="{path}"/>')
        parts.append(
            f'<text class="name{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="end">{escape(name)}'
            "</text>"
        )
    across, up = "inconsistent claims let through, %", "consistent claims let through, %"
    return _plane(parts, across, up, ("0", "50", "100"), about)


def reliability(bins: Sequence[Bin], about: str) -> str:
    """The share of consistent claims by mean score, with intervals: calibrated on the diagonal."""
    if not bins:
        return ""
    most = max(each.count for each in bins)
    parts = [_diagonal()]
    for each in bins:
        share = each.consistent
        x, low = _at(each.score, share.low)
        _, high = _at(each.score, share.high)
        parts.append(
            f'<line class="line" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>'
        )
        told = (
            f"score {each.score:.2f}: {share.value:.0%} of {each.count:,} claims are consistent"
            f" ({share.low:.0%} to {share.high:.0%})"
        )
        radius = max(_SMALLEST, 7 * sqrt(each.count / most))
        parts.append(_dot(_at(each.score, share.value), radius, "", told, "dot"))
    return _plane(parts, "score", "share that is consistent", ("0", "0.5", "1"), about)


def whisker(figure: Figure, low: float, high: float, zero: float | None = None) -> str:
    """A figure and its interval on a scale from `low` to `high`, with a line at `zero`."""
    width = high - low or 1.0

    def at(value: float) -> float:
        return min(max(100 * (value - low) / width, 0), 100)

    start, end = at(figure.low), at(figure.high)
    marked = (
        ""
        if zero is None
        else f'<rect class="zero" x="{at(zero) - 0.3:.2f}" width="0.6" height="12"/>'
    )
    return (
        '<svg class="whisker" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rail" y="5.5" width="100" height="1"/>{marked}'
        f'<rect class="reach" x="{start:.2f}" y="3.5" width="{max(end - start, 0.8):.2f}"'
        f' height="5"/><rect class="bar" x="{at(figure.value) - 0.6:.2f}" y="0" width="1.2"'
        ' height="12"/></svg>'
    )


def shares(parts: Iterable[tuple[str, float]]) -> str:
    """A bar parted by shares of 0 to 100, each a class of its own."""
    drawn, start = [], 0.0
    for kind, share in parts:
        drawn.append(f'<rect class="{kind}" x="{start:.2f}" width="{share:.2f}" height="1"/>')
        start += share
    return (
        '<svg class="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(drawn)}</svg>"
    )


def _at(across: float, up: float) -> Point:
    """Where a point of the unit square is drawn."""
    return _LEFT + across * _ACROSS, _TOP + (1 - up) * _UP


def _dot(place: Point, radius: float, kind: str, told: str, name: str) -> str:
    x, y = place
    return (
        f'<circle class="{name}{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
        f"<title>{escape(told)}</title></circle>"
    )


def _diagonal() -> str:
    (x1, y1), (x2, y2) = _at(0, 0), _at(1, 1)
    return f'<line class="mark" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>'


def _plane(parts: Sequence[str], across: str, up: str, ticks: Sequence[str], about: str) -> str:
    """A square with `ticks` at its start, middle and end, both ways, and `parts` drawn in it."""
    (left, bottom), (right, top) = _at(0, 0), _at(1, 1)
    frame = (
        f'<path class="frame" d="M{left} {top}V{bottom}H{right}"/>'
        f'<text x="{(left + right) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)} →'
        f'</text><text transform="translate(10 {(top + bottom) / 2}) rotate(-90)"'
        f' text-anchor="middle">{escape(up)} →</text>'
    )
    for place, tick in zip((0, 0.5, 1), ticks, strict=True):
        x, y = _at(place, place)
        anchor = ("start", "middle", "end")[int(place * 2)]
        frame += f'<text x="{x:.1f}" y="{bottom + 14}" text-anchor="{anchor}">{tick}</text>'
        shift = (0, 4, 8)[int(place * 2)]
        frame += f'<text x="{left - 4}" y="{y + shift:.1f}" text-anchor="end">{tick}</text>'
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(about)}">{frame}{"".join(parts)}</svg>'
    )
