"""Claims that were written for the checker's training, as rows. For `make_claims.py`.

Planted errors stay near the story's words, and the sets that others made are small. These claims
were written for copydesk by language models, told to write as headline writers and summarisers do:
pairs of a true claim, strongly reworded, and a false one in the same style, its wrong words marked
(Tang et al. 2024, "MiniCheck", trained on claims made so). `scripts/written_claims.parquet` has the
claims alone; the articles are found in --data and in the prepared folder by their hash.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

import claims_given as given
from claims_given import Row, row
from copydesk.text.sentences import sentences

WRITTEN = Path(__file__).with_name("written_claims.parquet")
# The writers saw so many words of an article at most, and so much is the document of their claims.
WORDS = 230
_ADDRESS = re.compile(r"https?:|www\.|@")


def excerpt(body: str) -> str:
    """The first whole sentences of a body, `WORDS` words together, without those with addresses."""
    kept: list[str] = []
    room = WORDS
    for start, end in sentences(body):
        sentence = " ".join(body[start:end].split())
        if _ADDRESS.search(sentence):
            continue
        room -= len(sentence.split())
        if room < 0:
            break
        kept.append(sentence)
    return " ".join(kept)


def article_key(body: str) -> str:
    """By what the file of claims names an article."""
    return sha1(body.encode()).hexdigest()[:12]


def written(data: Path, prepared: Iterable[dict[str, Any]]) -> dict[str, list[Row]]:
    """Rows of the splits `train`, `validation` (to calibrate on) and `test`, by articles.

    Args:
        data: the folder of articles/ and claims/.
        prepared: the prepared articles to train on; claims on articles that are not there are none.
    """
    claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in given.read(WRITTEN):
        claims[each["article"]].append(each)
    rows: dict[str, list[Row]] = {"train": [], "validation": [], "test": []}
    for body in dict.fromkeys(_bodies(data, prepared)):
        key = article_key(body)
        own = claims.pop(key, [])
        document = excerpt(body) if own else ""
        for number, each in enumerate(own):
            # One or more spans, their ends in a row.
            wrong = zip(each["wrong"][::2], each["wrong"][1::2], strict=True)
            rows[each["split"]].append(
                row(
                    document, each["claim"], int(not each["wrong"]), each["kind"], "written",
                    id_=f"written-{key}-{number}", wrong=wrong, original=each["original"],
                )
            )  # fmt: skip
    return rows


def _bodies(data: Path, prepared: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The bodies that the writers may have been given."""
    yield from (article["body"] for article in prepared)
    yield from (each["document"] for each in given.fnc(data))
    yield from (each["document"] for each in given.defacto(data)[0])
    for name in ("reuters_1987", "wikinews"):
        yield from (each["body"] for each in given.read(data / "articles" / f"{name}.parquet"))
