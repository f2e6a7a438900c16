"""Texts of several sentences to fit the checker's weights on. For `calibrate_checker.py`.

A claim is one sentence, a summary several, and what they say of a text differs: where twenty words
were copied, one new word weighs otherwise than in a headline.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from claims_given import Row, read, row
from copydesk.prepare.splits import drawn

# A summary counts as consistent where all who judged it gave the best mark.
CONSISTENT = 5
TUNING = 0.5
SENTENCES = (2, 3)


def is_tuning_summary(document: str) -> bool:
    """Whether the weights are fitted on the summaries of a document: half of them, by its hash."""
    return drawn("summeval", document) < TUNING


def summaries(data: Path, *, tuning: bool) -> list[Row]:
    """SummEval's summaries by systems, of the documents to fit on or of those to measure with."""
    rows = read(data / "claims" / "summeval.parquet")
    return [
        row(
            each["document"], each["claim"], int(each["consistency"] >= CONSISTENT), "summary",
            "summeval", id_=f"summeval-{number}",
        ) | {"consistency": each["consistency"]}
        for number, each in enumerate(rows)
        if is_tuning_summary(each["document"]) == tuning
    ]  # fmt: skip


def joined(rows: Sequence[Row]) -> Iterator[Row]:
    """Two and three claims of one article as a text: all true, or one of them false."""
    articles: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for each in rows:
        if each["origin"] == "articles":
            articles[each["document"]][each["label"]].append(each)
    for document, parts in articles.items():
        false, true = (sorted(part, key=lambda r: drawn("joined", r["id"])) for part in parts)
        for count in SENTENCES:
            if len(true) < count:
                continue
            yield _joined(document, true[-count:], "joined")
            if false:
                wrong = false[count % len(false)]
                place = int(drawn("place", wrong["id"]) * count)
                rest = true[: count - 1]
                yield _joined(document, [*rest[:place], wrong, *rest[place:]], wrong["kind"])


def _joined(document: str, claims: Sequence[Row], kind: str) -> Row:
    marks = (claim["claim"].rstrip() for claim in claims)
    text = " ".join(mark if mark[-1] in '.!?"”' else f"{mark}." for mark in marks)
    label = int(all(claim["label"] for claim in claims))
    ids = "+".join(claim["id"] for claim in claims)
    return row(document, text, label, kind, "joined", id_=ids)
