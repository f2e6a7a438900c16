"""What a prepared folder holds, counted once for its card and its report.

`copydesk prepare` leaves Parquet shards, `rejected.jsonl` and `funnel.json`. They are read row by
row and only counts and a few examples are kept, so memory does not grow with the archive.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha1
from heapq import heappush, heappushpop
from pathlib import Path
from typing import Any

import yaml

from copydesk.errors import CopydeskError

# Examples shown of each reason.
EXAMPLES = 10
# N-grams whose novelty is told: those of See et al. 2017 and Narayan et al. 2018.
ORDERS = (1, 2, 3, 4)
_SHARD = re.compile(r"([a-z]+)-\d{5}-of-\d{5}\.parquet")
_DATE = re.compile(r"(\d{4})-(\d{2})")
_TOKEN = re.compile(r"\w+")
_APART = re.compile(r"\W+")
_COLUMNS = ["headline", "body", "summary", "source", "published"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the funnel: how many articles came, how many went on, why the others did not.

    `left` of those that `reasons` counts lost one of two texts only, and went on with the other.
    """

    name: str
    taken: int
    kept: int
    left: int
    reasons: dict[str, int]

    @property
    def told(self) -> list[str]:
        """Each reason with its count, the most frequent first."""
        reasons = sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))
        told = [f"{reason} {count:,}" for reason, count in reasons]
        if self.left:
            told.append(f"{self.left:,} of them kept with their other text")
        return told


@dataclass(slots=True)
class Texts:
    """Lengths in words of the texts of one column, and how much of them is new.

    `novel[n]` sums, over the texts, the share of their n-grams of words that the body lacks.
    """

    lengths: Counter[int] = field(default_factory=Counter)
    novel: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    measured: Counter[int] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.lengths.total()

    def novelty(self, order: int) -> float:
        """The mean share of n-grams that the body lacks, 0 to 1."""
        return self.novel[order] / self.measured[order] if self.measured[order] else 0.0

    def quantile(self, share: float) -> int:
        """The least length that at least `share` of the texts do not exceed; 0 without texts."""
        seen = 0
        for length in sorted(self.lengths):
            seen += self.lengths[length]
            if seen >= share * self.count:
                return length
        return 0


@dataclass(slots=True)
class Figures:
    """All that the card and the report tell of a folder."""

    name: str
    recipe: Json
    signature: Json
    stages: list[Stage]
    splits: dict[str, int] = field(default_factory=dict)
    body: Texts = field(default_factory=Texts)
    headline: Texts = field(default_factory=Texts)
    summary: Texts = field(default_factory=Texts)
    months: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    # Articles by source, then by reason.
    rejected: dict[str, Counter[str]] = field(default_factory=dict)
    # By stage and reason, in the order of the stages, the most frequent first: those lines of
    # rejected.jsonl whose ids' hashes come first.
    examples: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        return sum(self.splits.values())

    @property
    def taken(self) -> int:
        return self.stages[0].taken


def read(folder: Path) -> Figures:
    """The figures of the folder that `copydesk prepare` left.

    Raises:
        CopydeskError: a file of the folder is missing, damaged, or of another run than the rest.
    """
    funnel = _funnel(folder)
    try:
        stages = [
            Stage(s["stage"], s["in"], s["out"], s["left"], s["reasons"]) for s in funnel["stages"]
        ]
        figures = Figures(_name(funnel["recipe"]), funnel["recipe"], funnel["signature"], stages)
    except (KeyError, TypeError, ValueError):
        raise _damaged(folder / "funnel.json") from None
    if not stages:
        raise _damaged(folder / "funnel.json")
    for shard in sorted(folder.glob("*.parquet"), key=_place):
        if split := _SHARD.fullmatch(shard.name):
            _count(figures, split.group(1), shard)
    if figures.articles != stages[-1].kept:
        raise CopydeskError(
            f"{folder} holds {figures.articles} articles, where its funnel.json tells of"
            f" {stages[-1].kept}",
            "run copydesk prepare again",
        )
    _reject(figures, folder / "rejected.jsonl")
    return figures


def save(path: Path, text: str) -> None:
    """Write `text` into the file `path`, which takes its name when it is whole.

    Raises:
        CopydeskError: it cannot be written.
    """
    partial = path.with_name(f".{path.name}.tmp")
    try:
        partial.write_text(text, encoding="utf-8", errors="backslashreplace")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CopydeskError(f"{path} cannot be written ({error.strerror})") from error


def reading_order(split: str) -> tuple[int, str]:
    """A key to sort splits by: train, validation, test, then others by name."""
    known = ("train", "validation", "test")
    return (known.index(split) if split in known else len(known), split)


def signature_line(figures: Figures) -> str:
    """The signature in one line, after sacrebleu: `version:0.1.0|recipe:1f3a…|articles:…`."""
    parts = [f"{key}:{_short(value)}" for key, value in figures.signature.items()]
    return "|".join([*parts, f"articles:{figures.articles}"])


def recipe_text(figures: Figures) -> str:
    """The recipe as resolved, in YAML, without what it leaves empty."""
    recipe = _given(figures.recipe)
    return yaml.safe_dump(recipe, sort_keys=False, allow_unicode=True, width=100)


def _given(value: Any) -> Any:
    if isinstance(value, list):
        return [_given(each) for each in value]
    if isinstance(value, dict):
        given = {name: _given(each) for name, each in value.items()}
        return {name: each for name, each in given.items() if each not in (None, {}, [])}
    return value


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ",".join(f"{key}={_short(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ",".join(map(_short, value))
    text = str(value)
    return text[:12] if re.fullmatch(r"[0-9a-f]{32,}", text) else text


def _name(recipe: Json) -> str:
    """What the recipe's sources are called: "courier", "courier and post", "courier and 7 more"."""
    first, *more = [source["name"] or source["path"] for source in recipe["sources"]]
    if len(more) == 1:
        return f"{first} and {more[0]}"
    return f"{first} and {len(more)} more" if more else first


def _funnel(folder: Path) -> Json:
    path = folder / "funnel.json"
    try:
        funnel = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise CopydeskError(
            f"{folder} holds no prepared articles (there is no {path.name} that can be read)",
            "run copydesk prepare, or name its output folder",
        ) from None
    except ValueError:
        raise _damaged(path) from None
    if not isinstance(funnel, dict):
        raise _damaged(path)
    return funnel


def _damaged(path: Path) -> CopydeskError:
    return CopydeskError(f"{path} is not what copydesk prepare writes", "run it again")


def _place(shard: Path) -> tuple[tuple[int, str], str]:
    return reading_order(shard.name.partition("-")[0]), shard.name


def _count(figures: Figures, split: str, shard: Path) -> None:
    from pyarrow import ArrowException, parquet

    try:
        # What is buffered ahead stays until the file is closed.
        with parquet.ParquetFile(shard, buffer_size=1 << 20, pre_buffer=False) as file:
            figures.splits[split] = figures.splits.get(split, 0) + file.metadata.num_rows
            for batch in file.iter_batches(batch_size=256, columns=_COLUMNS):
                for row in batch.to_pylist():
                    _add(figures, row)
    except (ArrowException, OSError, KeyError):
        raise _damaged(shard) from None


def _add(figures: Figures, row: Json) -> None:
    body = row["body"]
    figures.body.lengths[len(body.split())] += 1
    held = f" {_APART.sub(' ', body.lower())} "
    for texts, text in ((figures.headline, row["headline"]), (figures.summary, row["summary"])):
        if text:
            texts.lengths[len(text.split())] += 1
            _novelty(texts, _TOKEN.findall(text.lower()), held)
    figures.sources[row["source"] or ""] += 1
    if date := _DATE.match(row["published"] or ""):
        figures.months[date.group()] += 1
    else:
        figures.undated += 1


def _novelty(texts: Texts, words: list[str], held: str) -> None:
    for order in ORDERS:
        grams = [" ".join(words[i : i + order]) for i in range(len(words) - order + 1)]
        if grams:
            texts.novel[order] += sum(f" {gram} " not in held for gram in grams) / len(grams)
            texts.measured[order] += 1


def _reject(figures: Figures, path: Path) -> None:
    heaps: dict[tuple[str, str], list[tuple[int, int, Json]]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for number, line in enumerate(_lines(path)):
        try:
            key = (line["stage"], line["reason"])
            # The hash spreads the examples over the archive and stays the same on a rerun.
            digest = sha1(str(line["id"]).encode(errors="replace"), usedforsecurity=False).digest()
        except KeyError:
            raise _damaged(path) from None
        rank = -int.from_bytes(digest[:8], "big")
        counts[key] += 1
        heap = heaps.setdefault(key, [])
        entry = (rank, -number, line)
        if len(heap) < EXAMPLES:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)
        if not line.get("left"):  # else it is among the articles kept
            figures.rejected.setdefault(line.get("source") or "", Counter())[key[1]] += 1
    order = {stage.name: place for place, stage in enumerate(figures.stages)}
    for key in sorted(heaps, key=lambda key: (order.get(key[0], len(order)), -counts[key], key)):
        figures.examples[key] = [line for _, _, line in sorted(heaps[key], reverse=True)]


def _lines(path: Path) -> Iterator[Json]:
    try:
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise _damaged(path)
                yield record
    except FileNotFoundError:
        raise CopydeskError(f"{path} is missing", "run copydesk prepare again") from None
    except ValueError:
        raise _damaged(path) from None
