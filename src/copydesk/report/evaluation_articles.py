"""The articles of an evaluation, read once for its report: the worst are kept, the rest counted.

`articles.jsonl` has a line an article. Whatever their number, a report shows `SHOWN` of them at
most, and memory holds as many: those that got worse than the baseline's (up to half of the places,
in the comparison's order) and then the worst by verdict and score.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.report.evaluation_text import VERDICTS

Json = dict[str, Any]

SHOWN = 2_000
# The sides of a square of the drawing of two metrics, in points of them.
CELL = 2.5
# Counted by whole numbers, to draw how the articles spread.
SPREAD = ("consistency", "rougeL", "words")


@dataclass(slots=True)
class Articles:
    """What `articles.jsonl` holds.

    Args:
        count: of its lines.
        verdicts: how many articles have each.
        spreads: of each metric of `SPREAD`, how many articles have each value, rounded.
        cells: ROUGE-L and consistency at the middle of a square of `CELL` points, and how many
            articles lie in it that are not unsupported.
        wrong: the same of those that are.
        shown: the articles to show, the worst first.
        worse: ids of those that got worse than the baseline's and are shown.
    """

    count: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    spreads: dict[str, Counter[int]] = field(default_factory=lambda: {n: Counter() for n in SPREAD})
    cells: Counter[tuple[float, float]] = field(default_factory=Counter)
    wrong: Counter[tuple[float, float]] = field(default_factory=Counter)
    shown: list[Json] = field(default_factory=list)
    worse: frozenset[str] = frozenset()


def read_articles(path: Path, worse: Sequence[str] = (), most: int = SHOWN) -> Articles:
    """Count all articles of the file, and keep those `worse` than the baseline's and the worst.

    Raises:
        CopydeskError: the file cannot be read, or a line is none of an evaluation's.
    """
    found = Articles()
    order = {name: place for place, name in enumerate(worse[: most // 2])}
    fallen: dict[str, tuple[_Badness, bytes]] = {}
    heap: list[tuple[_Badness, bytes]] = []
    number = 0
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                article = json.loads(line)
                kept = _badness(article, number), line
                _count(found, article)
                if article["id"] in order:
                    fallen[article["id"]] = kept
                elif len(heap) < most:
                    heappush(heap, kept)
                else:
                    heappushpop(heap, kept)
    except OSError as error:
        raise CopydeskError(f"{path} cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CopydeskError(
            f"line {number} of {path} is no article of an evaluation",
            "let copydesk evaluate write the file anew",
        ) from None
    worst = sorted(heap, reverse=True)[: most - len(fallen)]
    found.shown = [json.loads(line) for _, line in sorted([*fallen.values(), *worst], reverse=True)]
    found.worse = frozenset(fallen)
    return found


# How bad an article is: by verdict, by score, and of equals the first.
_Badness = tuple[int, float, int]


def _badness(article: Json, number: int) -> _Badness:
    verdict, score = article["verdict"], article["score"]
    known = VERDICTS.index(verdict) if verdict in VERDICTS else len(VERDICTS)
    return -known, -(1.0 if score is None else float(score)), -number


def _count(found: Articles, article: Json) -> None:
    found.count += 1
    found.verdicts[article["verdict"] or ""] += 1
    values = article["values"]
    for name, spread in found.spreads.items():
        if (value := values.get(name)) is not None:
            spread[round(value)] += 1
    across, up = values.get("rougeL"), values.get("consistency")
    if across is not None and up is not None:
        cells = found.wrong if article["verdict"] == VERDICTS[0] else found.cells
        cells[_middle(across), _middle(up)] += 1


def _middle(value: float) -> float:
    """The middle of the square's side that `value`, 0 to 100, lies on."""
    return (min(value, 100 - CELL / 2) // CELL + 0.5) * CELL
