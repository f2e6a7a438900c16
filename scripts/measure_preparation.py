"""python scripts/measure_preparation.py PART --articles FILE.parquet --work FOLDER

How fast, how large and how right is `copydesk prepare`? Prints one JSON object; docs/preparation.md
has the figures and their commands. PART is one of

- `rows --count N`: articles a second and peak memory for N rows. Where the file has fewer, it is
  repeated with one word in ten replaced, which makes near-duplicates of them. With `--words M` each
  body is cut to its first M words, so that many articles take no longer than few.
- `pages --count N`: the same for N rows made into HTML pages with a menu, a sidebar and a footer.
- `same --count N`: the bytes of 1 task beside those of 8, and of Ray where it is installed.
- `duplicates --count N`: N rows and three copies of each tenth: one word in ten replaced, the
  paragraphs moved, or another outlet's chrome put around. Tells the share of copies that came into
  the cluster of their original, and of the pairs of rows put together, none of them a copy, those
  whose openings have little in common: less than a fifth (Jaccard) of the word trigrams of the
  first 200 words. They were put together for what stands further down.

`--set FIELD=VALUE` goes on to copydesk prepare. Peak memory is the largest sum, over the processes
of a run, of their proportional set sizes; CPU seconds are those of all processes. Both are looked
at four times a second. On a machine that does other things the CPU seconds are the better measure.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, str]

COLUMNS = ("id", "headline", "body", "source", "url", "published")
# Of 46 pairs put together, those below 0.2 were other stories that share a gallery of captions
# or their background; from 0.36 on they were copies.
OPENING_WORDS, OPENING_SHARE = 200, 0.2
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {source}</title>
<link rel="canonical" href="{url}"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{title}</h1><p class="share">Share this article</p>{paragraphs}</article></main>
<aside><h2>Most read</h2><ul><li><a href="/1">Ten boats that sank at their mooring</a></li>
<li><a href="/2">Who rang the bells of Port Ansel?</a></li></ul></aside>
<footer><p>© {source}. All rights reserved.</p><p><a href="/terms">Terms</a></p></footer>
</body></html>
"""
_HEAD = "Kestrel Wire\n\nBy Kestrel Staff Writer\n\nShare on all networks\n\nListen to this article"
_TAIL = (
    "Sign up for the Kestrel morning letter\n\nKestrel Wire is read in forty harbours. Write to us"
    " at the desk, or ring the bell.\n\nMore from Kestrel Wire"
)


def read(path: Path, count: int) -> list[Row]:
    """The first `count` rows of a Parquet file with a `title` and a `body`."""
    from pyarrow import parquet

    rows: list[Row] = []
    for batch in parquet.ParquetFile(path).iter_batches(1000):
        for raw in islice(batch.to_pylist(), count - len(rows)):
            raw["headline"] = raw["title"]
            rows.append({name: raw.get(name) or "" for name in COLUMNS})
    return rows


def cut(body: str, words: int) -> str:
    """The first `words` words of `body`, its paragraphs kept."""
    last = next(islice(re.finditer(r"\S+", body), words - 1, None), None)
    return body[: last.end()] if last else body


def repeated(rows: Sequence[Row], count: int) -> Iterator[Row]:
    """`count` rows: the given ones, then again with one word in ten replaced."""
    random_ = random.Random(0)
    vocabulary = [word for row in rows[:1000] for word in row["body"].split()]
    for number in range(count):
        again, place = divmod(number, len(rows))
        row = rows[place]
        if again:
            body = replaced(row["body"], vocabulary, random_)
            row = row | {"id": f"{row['id']}-{again}", "body": body}
        yield row


def replaced(body: str, vocabulary: Sequence[str], random_: random.Random) -> str:
    """`body` with one word in ten, drawn evenly, replaced by a word of another story."""
    words = body.split(" ")
    for place in random_.sample(range(len(words)), len(words) // 10):
        if "\n" not in words[place]:
            words[place] = random_.choice(vocabulary)
    return " ".join(words)


def moved(body: str, random_: random.Random) -> str:
    """`body` with its paragraphs in another order."""
    paragraphs = body.split("\n\n")
    random_.shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write rows into a Parquet file, a thousand in memory at a time."""
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
    rows = iter(rows)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while part := list(islice(rows, 1000)):
            writer.write_table(pyarrow.Table.from_pylist(part, schema=schema))


def write_pages(folder: Path, rows: Iterable[Row]) -> None:
    """Write each row as the HTML page of an invented site's template."""
    folder.mkdir(exist_ok=True)
    for row in rows:
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in row["body"].split("\n\n"))
        fields = {name: escape(row[name]) for name in ("source", "url")}
        text = _PAGE.format(title=escape(row["headline"]), paragraphs=paragraphs, **fields)
        (folder / f"{row['id']}.html").write_text(text, encoding="utf-8")


def prepare(
    folder: Path, source: Path, settings: Sequence[str] = (), **fields: Any
) -> dict[str, Any]:
    """Run `copydesk prepare` on `source` into `folder/output`; what it cost and what came out."""
    recipe = {
        "sources": [{"path": str(source), "name": "measured"}],
        "work": str(folder / "work"),
        "output": str(folder / "output"),
        "tasks": 2,
    } | fields
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "recipe.yaml"
    path.write_text(yaml.safe_dump(recipe), encoding="utf-8")
    command = [sys.executable, "-m", "copydesk.cli.app", "prepare", str(path)]
    command += [part for setting in settings for part in ("--set", setting)]
    seconds, cpu, megabytes = costs(command, folder / "log")
    funnel = json.loads((folder / "output" / "funnel.json").read_text(encoding="utf-8"))
    taken, kept = funnel["stages"][0]["in"], funnel["stages"][-1]["out"]
    return {
        "articles": taken,
        "kept": kept,
        "seconds": round(seconds, 1),
        "articles a second": round(taken / seconds, 1),
        "CPU seconds": round(cpu, 1),
        "CPU milliseconds an article": round(1000 * cpu / taken, 2),
        "peak memory, MB": megabytes,
    }


def costs(command: Sequence[str], log: Path) -> tuple[float, float, int]:
    """Run `python -m copydesk.cli.app COMMAND ...`: seconds, CPU seconds and peak memory in MB."""
    start = time.perf_counter()
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
        cost = Cost(process.pid)
        if code := process.wait():
            raise SystemExit(f"copydesk {command[3]} failed with {code}; see {log}")
    return time.perf_counter() - start, *cost.total()


class Cost:
    """What a process and those that it starts use, from now until it ends.

    Looked at from outside: the workers of a fork server are nobody's waited-for children.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self._most = pid, 0
        self._ticks: dict[tuple[int, int], int] = {}
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def total(self) -> tuple[float, int]:
        """CPU seconds, and peak memory in MB."""
        self._thread.join()
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK"), round(self._most / 1024)

    def _watch(self) -> None:
        used = 1
        while used:
            used = 0
            for pid in descendants(self._pid):
                used += proportional_size(pid)
                self._ticks.update(ticks(pid))
            self._most = max(self._most, used)
            time.sleep(0.25)


def descendants(pid: int) -> Iterator[int]:
    """A process and all that it started, as far as they still run."""
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = tasks.read_text().split()
        except OSError:  # it ended meanwhile
            continue
        for child in children:
            yield from descendants(int(child))


def proportional_size(pid: int) -> int:
    """The memory of a process in kB, what it shares divided among those who share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def ticks(pid: int) -> dict[tuple[int, int], int]:
    """The CPU time of a process so far, under its number and when it began; see proc(5)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return {}
    return {(pid, int(fields[19])): int(fields[11]) + int(fields[12])}


def digest(folder: Path) -> str:
    """SHA-256 of the names and bytes of a folder's files."""
    total = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(f"{path.relative_to(folder)}\0".encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


def same(folder: Path, source: Path, settings: Sequence[str]) -> dict[str, Any]:
    """Whether runs with other workers give the same bytes as one task, and the digests."""
    ways: dict[str, dict[str, Any]] = {"1 task": {"tasks": 1}, "8 tasks": {"tasks": 8}}
    if find_spec("ray"):
        ways["Ray, 2 workers"] = {"tasks": 2, "executor": {"kind": "ray"}}
    digests = {}
    for name, fields in ways.items():
        place = folder / name.replace(" ", "-")
        prepare(place, source, settings, **fields)
        digests[name] = digest(place / "output")
    return {"same": len(set(digests.values())) == 1, "digests": digests}


def planted(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, each tenth with three copies whose ids end in what was done to them."""
    random_ = random.Random(0)
    vocabulary = [word for row in rows[:1000] for word in row["body"].split()]
    for number, row in enumerate(rows):
        yield row
        if number % 10 == 0:
            copies = {
                "replaced": replaced(row["body"], vocabulary, random_),
                "moved": moved(row["body"], random_),
                "chrome": f"{_HEAD}\n\n{row['body']}\n\n{_TAIL}",
            }
            for what, body in copies.items():
                yield row | {"id": f"{row['id']}+{what}", "body": body}


def duplicates(folder: Path, source: Path, settings: Sequence[str]) -> dict[str, Any]:
    """How many planted copies were found, and how many pairs of others were put together."""
    from pyarrow import dataset

    # All are kept and nothing is turned down for its headline, so that the clusters can be read.
    settings = ["truth=keep", "duplicates.keep=all", *settings]
    cost = prepare(folder, source, settings)
    openings: dict[str, set[tuple[str, ...]]] = {}
    cluster: dict[str, str] = {}
    files = sorted(map(str, (folder / "output").glob("*.parquet")))
    for row in dataset.dataset(files).to_table(columns=["id", "body", "cluster"]).to_pylist():
        openings[row["id"]], cluster[row["id"]] = opening(row["body"]), row["cluster"]
    found: dict[str, list[bool]] = defaultdict(list)
    members: dict[str, list[str]] = defaultdict(list)
    for id_, name in cluster.items():
        original, _, what = id_.partition("+")
        if not what:
            members[name].append(id_)
        elif original in cluster:
            found[what].append(cluster[original] == name)
    pairs = [pair for ids in members.values() for pair in combinations(sorted(ids), 2)]
    apart = [pair for pair in pairs if jaccard(*(openings[id_] for id_ in pair)) < OPENING_SHARE]
    return cost | {
        "copies": {what: len(each) for what, each in sorted(found.items())},
        "found": {what: round(sum(each) / len(each), 4) for what, each in sorted(found.items())},
        "pairs put together that are no copies": len(pairs),
        "of them with openings apart": len(apart),
        "rows in these": len({id_ for pair in apart for id_ in pair}),
        "the first of these": apart[:20],
    }


def opening(body: str) -> set[tuple[str, ...]]:
    """The word trigrams with which a body begins."""
    words = body.lower().split()[:OPENING_WORDS]
    return set(zip(words, words[1:], words[2:], strict=False))


def jaccard(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / max(len(one | other), 1)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=["rows", "pages", "same", "duplicates"])
    parser.add_argument("--articles", type=Path, required=True, help="parquet: id, title, body")
    parser.add_argument("--work", type=Path, required=True, help="a folder for all that is made")
    parser.add_argument("--count", type=int, default=2000, help="so many articles (2000)")
    parser.add_argument("--words", type=int, help="cut bodies to so many words")
    parser.add_argument("--set", action="append", default=[], help="for copydesk prepare")
    options = parser.parse_args()
    folder, rows = (
        options.work / f"{options.part}-{options.count}",
        read(options.articles, options.count),
    )
    if options.words:
        rows = [row | {"body": cut(row["body"], options.words)} for row in rows]
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "input.parquet"
    if options.part == "pages":
        source = folder / "pages"
        write_pages(source, rows)
    elif options.part == "duplicates":
        write_rows(source, planted(rows))
    else:
        write_rows(source, repeated(rows, options.count))
    del rows
    parts = {"rows": prepare, "pages": prepare, "same": same, "duplicates": duplicates}
    figures = parts[options.part](folder, source, options.set)
    print(json.dumps({"part": options.part, "cores": os.cpu_count()} | figures, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
