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
from copydesk.prepare.splits import drawn
from copydesk.text.sentences import sentences

WRITTEN = Path(__file__).with_name("written_claims.parquet")
# The writers saw so many words of an article at most, and so much is the document of their claims.
WORDS = 230
_ADDRESS = re.compile(r"https?:|www\.|@")
# The claims of so many of the articles are kept to calibrate on.
HELD_OUT = 0.12


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


def is_held_out(article: str) -> bool:
    """Whether the claims on the article with this key are for calibration."""
    return drawn("written", article) < HELD_OUT


def written(data: Path, prepared: Iterable[dict[str, Any]]) -> tuple[list[Row], list[Row]]:
    """Rows to train on and to validate with, of the articles that are there.

    Args:
        data: the folder of articles/ and claims/.
        prepared: the prepared articles to train on.
    """
    claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in given.read(WRITTEN):
        claims[each["article"]].append(each)
    train: list[Row] = []
    validation: list[Row] = []
    for body in dict.fromkeys(_bodies(data, prepared)):
        key = article_key(body)
        document = excerpt(body)
        for number, each in enumerate(claims.pop(key, ())):
            wrong = [tuple(each["wrong"])] if each["wrong"] else []
            (validation if is_held_out(key) else train).append(
                row(
                    document, each["claim"], int(not wrong), each["kind"], "written",
                    id_=f"written-{key}-{number}", wrong=wrong, original=each["original"],
                )
            )  # fmt: skip
    return train, validation


def _bodies(data: Path, prepared: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The bodies that the writers may have been given."""
    yield from (article["body"] for article in prepared)
    yield from (each["document"] for each in given.fnc(data))
    yield from (each["document"] for each in given.defacto(data)[0])
    for name in ("reuters_1987", "wikinews"):
        yield from (each["body"] for each in given.read(data / "articles" / f"{name}.parquet"))
