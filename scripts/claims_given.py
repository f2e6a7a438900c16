"""Labelled claims that others made, as rows for `make_claims.py`: DeFacto, FNC-1 and NLI sets.

What is held out for tests never appears here: defacto_val and summeval are not read; a quarter of
the bodies of FNC-1 (`is_fnc_test`), FoolMeTwice, FeverSymmetric and SciFact are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from copydesk.prepare.splits import drawn, held_out

Row = dict[str, Any]
FNC_TEST, FNC_UNRELATED = 0.25, 450
DEFACTO_HELD_OUT = 150
NLI_VALIDATION = 0.02
NLI_ENTAILED = "entailment"
# The sets trained on, and how many entailed and how many other pairs of each at most: as many, so
# that no set speaks for a label.
NLI = {"FEVER-dev": 3_000, "CovidFact": 1_170, "SICK": 1_500, "RTE": 1_370, "XNLI-dev": 830}
_WORD = re.compile(r"\S+")
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
             "``": "“", "''": "”"}  # fmt: skip


def row(
    document: str, claim: str, label: int, kind: str, origin: str, *,
    id_: str, wrong: Iterable[tuple[int, int]] = (), marked: bool | None = None, original: str = "",
) -> Row:  # fmt: skip
    """One line of the data; a true claim is marked, as nothing in it is wrong."""
    spans = [list(span) for span in wrong]
    return {
        "id": id_, "document": document, "claim": claim, "label": label, "kind": kind,
        "wrong": spans, "marked": bool(spans) or label == 1 if marked is None else marked,
        "original": original, "origin": origin,
    }  # fmt: skip


def read(path: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as parquet

    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def changed(claim: str, original: str) -> tuple[list[tuple[int, int]], float]:
    """The spans of the words of `claim` that `original` has not in their place, and their share.

    Where `original` only has more words, the words at both sides of the gap are meant.
    """
    here = list(_WORD.finditer(claim))
    keys = [re.sub(r"\W", "", m.group().casefold()) or m.group() for m in here]
    others = [re.sub(r"\W", "", w.casefold()) or w for w in original.split()]
    wrong: set[int] = set()
    for tag, i, j, _, _ in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if tag in ("replace", "delete"):
            wrong.update(range(i, j))
        elif tag == "insert":
            wrong.update(k for k in (i - 1, i) if 0 <= k < len(here))
    spans: list[tuple[int, int]] = []
    for k in sorted(wrong):
        start, end = here[k].span()
        if spans and k - 1 in wrong:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans, len(wrong) / max(1, len(here))


def defacto(data: Path) -> tuple[list[Row], list[Row]]:
    """Rows to train on and to validate with, of 150 documents by hash; repairs are true claims."""
    articles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in read(data / "claims" / "defacto_train.parquet"):
        articles[each["document"]].append(each)
    kept = held_out(articles, DEFACTO_HELD_OUT)
    train: list[Row] = []
    validation: list[Row] = []
    for number, (document, claims) in enumerate(articles.items()):
        rows = validation if document in kept else train
        for place, each in enumerate(claims):
            id_, corrected = f"defacto-{number}-{place}", (each["corrected"] or "").strip()
            claim = each["claim"].strip()
            if each["label"] == 1:
                rows.append(row(document, claim, 1, "defacto", "defacto", id_=id_))
                continue
            if not corrected or corrected == claim:
                rows.append(row(document, claim, 0, "defacto", "defacto", id_=id_))
                continue
            wrong, share = changed(claim, corrected)
            rows.append(
                row(
                    document,
                    claim,
                    0,
                    "defacto",
                    "defacto",
                    id_=id_,
                    wrong=wrong,
                    marked=bool(wrong) and share <= 0.5,
                    original=corrected,
                )
            )
            rows.append(row(document, corrected, 1, "repair", "defacto", id_=f"{id_}-repair"))
    return train, validation


def is_fnc_test(body_id: int) -> bool:
    """Whether a body of FNC-1 is kept for tests: a quarter of them, by a hash of the id."""
    return drawn("fnc", str(body_id)) < FNC_TEST


def fnc(data: Path) -> list[Row]:
    """Headlines with bodies of which they are true, which contradict them, or which are others'."""
    bodies = {
        each["body_id"]: each["body"] for each in read(data / "claims" / "fnc_train_bodies.parquet")
    }
    stances = read(data / "claims" / "fnc_train_stances.parquet")
    tested = {
        each["headline"]
        for each in stances
        if is_fnc_test(each["body_id"]) and each["stance"] != "unrelated"
    }
    # Some bodies stand there twice, under two ids.
    test_bodies = {body for body_id, body in bodies.items() if is_fnc_test(body_id)}
    usable = [
        each
        for each in stances
        if bodies[each["body_id"]] not in test_bodies and each["headline"] not in tested
    ]
    unrelated = held_out(
        (
            f"{each['body_id']} {each['headline']}"
            for each in usable
            if each["stance"] == "unrelated"
        ),
        FNC_UNRELATED,
    )
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    for each in usable:
        body_id, headline, stance = each["body_id"], each["headline"], each["stance"]
        if stance == "unrelated" and f"{body_id} {headline}" not in unrelated:
            continue
        if stance in ("agree", "disagree", "unrelated"):
            kind = "unrelated" if stance == "unrelated" else f"fnc-{stance}"
            body = bodies[body_id]
            place = f"fnc-{body_id}-{len(rows[body])}"
            rows[body].setdefault(
                headline,
                row(body, headline, int(stance == "agree"), kind, "fnc", id_=place),
            )
    return [each for body in rows for each in rows[body].values()]


def printed(text: str) -> str:
    """Tokenised text as it is printed: brackets and quotation marks back, no space before marks."""
    text = re.sub(r"-[LR][RSC]B-|``|''", lambda match: _BRACKETS[match.group()], text)
    text = re.sub(r"\s+([.,;:?!%)\]”]|['’]s\b|n['’]t\b)", r"\1", text)
    return re.sub(r"([(\[“])\s+", r"\1", re.sub(r"\s+", " ", text)).strip()


def nli(data: Path) -> tuple[list[Row], list[Row]]:
    """Premises and hypotheses of the sets trained on; 2 % of the premises for validation."""
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, each in enumerate(read(data / "claims" / "nli.parquet")):
        if each["source"] in NLI:
            by_source[each["source"]].append({**each, "id": f"nli-{number}"})
    train: list[Row] = []
    validation: list[Row] = []
    for source, most in NLI.items():
        entailed, others = set[str](), set[str]()
        for each in by_source[source]:
            (entailed if each["label"] == NLI_ENTAILED else others).add(each["id"])
        kept = held_out(entailed, most) | held_out(others, most)
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in by_source[source]:
            if each["id"] in kept:
                groups[printed(each["premise"])].append(each)
        for premise, group in groups.items():
            held = drawn("nli", premise) < NLI_VALIDATION
            (validation if held else train).extend(_pairs(premise, group, source))
    return train, validation


def _pairs(premise: str, group: list[dict[str, Any]], source: str) -> Iterator[Row]:
    true = [printed(each["hypothesis"]) for each in group if each["label"] == NLI_ENTAILED]
    kind = f"nli-{source}"
    for each in group:
        claim = printed(each["hypothesis"])
        if each["label"] == NLI_ENTAILED:
            yield row(premise, claim, 1, kind, "nli", id_=each["id"])
            continue
        original, wrong, marked = "", list[tuple[int, int]](), False
        if source == "CovidFact" and true:
            original = max(true, key=lambda t: SequenceMatcher(None, t, claim).ratio())
            wrong, share = changed(claim, original)
            marked = bool(wrong) and share <= 0.5
            if not marked:
                original, wrong = "", []
        yield row(
            premise, claim, 0, kind, "nli", id_=each["id"], wrong=wrong, marked=marked,
            original=original,
        )  # fmt: skip
