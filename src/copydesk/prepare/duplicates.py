"""Near-duplicates by datatrove's MinHash (Broder 1997), and the clusters that they form.

`Signatures` hashes word trigrams of bodies, datatrove's `MinhashDedupBuckets` finds the pairs of
articles that are alike in one band, and `cluster` verifies each pair on all of its hashes and joins
those that are copies. A cluster is called by the id of its first article in the archive's order, so
its name depends on nothing but its members.

Two texts that differ in one word of ten share 0.9³ = 73 % of their trigrams, a Jaccard similarity
of 0.57. 40 bands of 4 hashes find 99 % of such pairs; the verification, with an error of 0.04,
then turns down what one band holds by chance. Stories that carry the same gallery of captions, or
the same background, reach that too. They begin in their own words, while a copy begins as its
original does, unless its paragraphs were moved, which changes few trigrams: so two articles are
copies if they are alike in their openings too, or in nearly all.
"""

from __future__ import annotations

import os
import shutil
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt
from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.dedup.minhash import (
    MinhashConfig,
    MinhashDedupBuckets,
    MinhashDedupSignature,
)
from datatrove.utils.binaryio import read_tuples_from_file
from datatrove.utils.hashing import HashConfig
from datatrove.utils.text import TextNormConfig
from datatrove.utils.word_tokenizers import WordTokenizer

from copydesk.prepare.blocks import bucket_of, bucket_path
from copydesk.prepare.orphans import end_with_parent
from copydesk.prepare.store import Record, whole, write_lines

BANDS = 40
HASHES = 4
# Numbers stay as they are: market reports differ in nothing else.
CONFIG = MinhashConfig(
    n_grams=3,
    num_buckets=BANDS,
    hashes_per_bucket=HASHES,
    norm_config=TextNormConfig(norm_numbers=False),
    hash_config=HashConfig(precision=32),
)
_RECORD = np.dtype([(f"hash{n}", "<u4") for n in range(HASHES)] + [("document", "<u4")])
Sketch = npt.NDArray[np.uint32]
# Jaccard of the openings from which alike bodies are copies, and of the bodies from which openings
# do not matter. In 6,000 articles of allsides_train other stories with alike bodies reached 0.23
# and 0.60. Of 400 copies of each kind those with changed words had openings from 0.32 on, those
# with their paragraphs moved bodies from 0.82 on.
OPENING = 0.28
SURE = 0.7
# How much of a body is its opening, and how many hashes tell of it, with an error of 0.06.
OPENING_WORDS = 200
OPENING_HASHES = 64
# In a sketch the opening's hashes stand behind those of the body.
_BODY_HASHES = BANDS * HASHES
_HASHES = _BODY_HASHES + OPENING_HASHES
# Bytes of an article's sketch.
_WIDTH = 4 * _HASHES


class _Words(WordTokenizer):
    """Words parted by spaces: datatrove has taken the punctuation out before it asks."""

    def word_tokenize(self, text: str) -> list[str]:
        return text.split()

    def sent_tokenize(self, text: str) -> list[str]:
        return [text]

    def span_tokenize(self, text: str) -> list[tuple[int, int]]:
        return [(0, len(text))]


class Signatures(PipelineStep):
    """Writes the MinHash signatures of a rank's bodies, as datatrove's next block wants them.

    datatrove's own block is asked for the hashes; it would write its files in place, so that a
    killed worker could leave half of one. All hashes of an article, in the archive's order, go
    into `sketches`.
    """

    type = "copydesk"
    name = "signatures"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> None:
        signer = MinhashDedupSignature(str(self.folder / "signatures"), CONFIG, language=_Words())
        hashes = array("I")
        count = 0
        short: list[int] = []
        for document in data:
            shingles = signer.get_shingles(document.text)
            if shingles.size:
                opening = shingles[: OPENING_WORDS - CONFIG.n_grams + 1]
                for part, size in ((shingles, _BODY_HASHES), (opening, OPENING_HASHES)):
                    hashes.extend(list(chain(*signer.get_signature(part)))[:size])
            else:
                short.append(count)
                hashes.extend([0] * _HASHES)
            count += 1
        sketches = np.frombuffer(hashes, dtype="<u4").reshape(count, _HASHES)
        signed = np.setdiff1d(np.arange(count, dtype="<u4"), short)
        for band in range(BANDS):
            records = np.empty(len(signed), _RECORD)
            for n in range(HASHES):
                records[f"hash{n}"] = sketches[signed, band * HASHES + n]
            records["document"] = signed
            records.sort(order=list(_RECORD.names or ()))
            path = self.folder / "signatures" / f"bucket_{band:03d}" / f"{rank:05d}.minhash.sig"
            with whole(path) as stream:
                stream.write(records.tobytes())
        with whole(_sketches(self.folder, rank)) as stream:
            stream.write(sketches.tobytes())


class Pairs(PipelineStep):
    """Writes the pairs of articles that are alike in one of the bands of this rank."""

    type = "copydesk"
    name = "pairs"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def run(self, data: None = None, rank: int = 0, world_size: int = 1) -> None:
        end_with_parent()
        (self.folder / "pairs").mkdir(exist_ok=True)
        for band in range(rank, BANDS, world_size):
            self._band(band)

    def _band(self, band: int) -> None:
        partial = self.folder / f"pairs.{band:03d}.{os.getpid()}.tmp"
        shutil.rmtree(partial, ignore_errors=True)
        block = MinhashDedupBuckets(
            str(self.folder / "signatures"), str(partial), config=CONFIG, lines_to_buffer=1000
        )
        block.run(None, band, BANDS)
        for path in partial.glob("*.dups"):
            path.replace(self.folder / "pairs" / path.name)
        shutil.rmtree(partial)


def cluster(folder: Path, kept: Path, buckets: int, similarity: float) -> None:
    """Join the pairs of `folder` that are at least so similar, and write each bucket's clusters.

    A bucket's file has, for each of its articles that is in a cluster, `index` (its place in the
    bucket of `kept`), `cluster` (the id of the cluster's first article) and that one's `published`.
    Four bytes an article are held in memory, and an id for each cluster.
    """
    starts = [0]
    for rank in range(buckets):
        starts.append(starts[-1] + _sketches(folder, rank).stat().st_size // _WIDTH)
    first = array("I", range(starts[-1]))

    def root(node: int) -> int:
        while first[node] != node:
            first[node] = first[first[node]]
            node = first[node]
        return node

    with ExitStack() as stack:
        sketches = [stack.enter_context(open(_sketches(folder, r), "rb")) for r in range(buckets)]
        for left, left_at, right, right_at in _pairs(folder / "pairs"):
            a, b = root(starts[left] + left_at), root(starts[right] + right_at)
            if a != b and _copies(
                _sketch(sketches[left], left_at), _sketch(sketches[right], right_at), similarity
            ):
                first[max(a, b)] = min(a, b)  # the smaller one names the cluster
    several = {root(node) for node in range(len(first)) if root(node) != node}
    names: dict[int, Record] = {}
    for rank in range(buckets):
        write_lines(
            bucket_path(folder / "clusters", rank),
            _members(bucket_of(kept, rank), starts[rank], root, several, names),
        )


def _members(
    articles: Iterator[Record],
    start: int,
    root: Callable[[int], int],
    several: set[int],
    names: dict[int, Record],
) -> Iterator[Record]:
    for index, article in enumerate(articles):
        name = root(start + index)
        if name in several:
            # The first member stands before all others, so its name is known when they come.
            told = names.setdefault(
                name, {"cluster": article["id"], "published": article["published"]}
            )
            yield {"index": index} | told


def _pairs(folder: Path) -> Iterator[tuple[int, int, int, int]]:
    for path in sorted(folder.glob("*.dups")):
        with open(path, "rb") as stream:
            yield from read_tuples_from_file(stream, "4I", lines_to_buffer=1000)


def _copies(left: Sketch, right: Sketch, similarity: float) -> bool:
    """Whether two articles are; the share of equal hashes estimates the Jaccard similarity."""
    equal = left == right
    bodies, openings = equal[:_BODY_HASHES].mean(), equal[_BODY_HASHES:].mean()
    return bool(bodies >= similarity and (openings >= OPENING or bodies >= SURE))


def _sketch(stream: IO[bytes], at: int) -> Sketch:
    """Read as it is needed: mapped into memory, all sketches would end up there."""
    return np.frombuffer(os.pread(stream.fileno(), _WIDTH, at * _WIDTH), "<u4")


def _sketches(folder: Path, rank: int) -> Path:
    return folder / "sketches" / f"{rank:05d}.u4"


def clustered(kept: Path, folder: Path, rank: int) -> Iterator[Record]:
    """A bucket of articles with `cluster`, its name, and `cluster_published`, the first's date."""
    members = bucket_of(folder / "clusters", rank)
    member = next(members, None)
    for index, article in enumerate(bucket_of(kept, rank)):
        if member and member["index"] == index:
            told = {"cluster": member["cluster"], "cluster_published": member["published"]}
            member = next(members, None)
        else:
            told = {"cluster": article["id"], "cluster_published": article["published"]}
        yield article | told
