"""What the steps of the archive do, each opened once a rank and then called with every article.

`copydesk.archive` has them in their order. Most are functions of `copydesk.prepare`; here they get
what they need from elsewhere: pages from `extract`, checkers from `desk`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import partial
from itertools import groupby, islice
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.prepare.files import files
from copydesk.prepare.read import rows
from copydesk.prepare.recipe import Decontaminate, Evaluation, Pairing, Policy
from copydesk.prepare.splits import held_out
from copydesk.prepare.store import Record, merged, whole
from copydesk.records import Article, Rejection

Function = Callable[[Article], Article | Rejection]
_FIELDS = {field.name for field in fields(Article)}


@contextmanager
def extraction(seconds: float) -> Iterator[Callable[[Record], Article | Rejection]]:
    """Rows into articles, their texts repaired; the second row of an id is turned down.

    Pages go through copydesk.extract in a process of their own, which is killed after `seconds`.
    """
    from copydesk.extract.read import read_story, repaired
    from copydesk.prepare.pages import Pages

    last = ""
    with Pages(read_story, seconds) as pages:

        def extracted(row: Record) -> Article | Rejection:
            nonlocal last
            if row["id"] == last:
                return Rejection(row["id"], "extract", "id-twice", "another row has the same id")
            last = row["id"]
            if "page" in row or "markup" in row:
                result = pages.article(row)
                return result if isinstance(result, Rejection) else valid(result)
            try:
                return repaired(
                    valid(Article(**{name: row[name] for name in _FIELDS & row.keys()}))
                )
            except CopydeskError as error:
                return Rejection(row["id"], "extract", "unusable", str(error))

        yield extracted


@contextmanager
def cleaning(chrome: Path, recasing: bool) -> Iterator[Function]:
    """Page chrome and the source's own go; headlines get sentence case."""
    from copydesk.prepare.clean import clean
    from copydesk.prepare.recase import recase

    learned = {name: frozenset(lines) for name, lines in json.loads(chrome.read_bytes()).items()}

    def cleaned(article: Article) -> Article | Rejection:
        result = clean(article, learned.get(article.source, frozenset()))
        if isinstance(result, Rejection) or not recasing or not result.headline:
            return result
        return replace(result, headline=recase(result.headline, result.body))

    yield cleaned


@contextmanager
def in_english(language: str) -> Iterator[Function]:
    """English texts stay; with the recipe's "any", all do."""
    from copydesk.extract.language import foreign_language

    def judged(article: Article) -> Article | Rejection:
        if language == "en" and (found := foreign_language(article.body)):
            return Rejection(article.id, "language", "not-english", found)
        return article

    yield judged


@contextmanager
def filtering(switches: dict[str, bool]) -> Iterator[Function]:
    """What is no news story goes, each for its reason."""
    from copydesk.prepare.filters import filtered

    yield partial(filtered, switches=switches)


@contextmanager
def pairing(settings: Pairing) -> Iterator[Function]:
    """Headlines and summaries that make no pair go."""
    from copydesk.prepare.pairs import paired

    yield partial(paired, settings=settings)


@contextmanager
def checking(policy: Policy) -> Iterator[Function]:
    """Headlines and summaries that the body does not support go, or are repaired."""
    from copydesk.desk import rule_checkers
    from copydesk.truth import truthful

    yield partial(truthful, checkers=rule_checkers(), policy=policy)


@contextmanager
def one_of_each(keep: str) -> Iterator[Callable[[Record], Article | Rejection]]:
    """Of the articles of a cluster its first stays; with the recipe's "all", all do."""

    def chosen(record: Record) -> Article | Rejection:
        if keep == "one" and record["id"] != record["cluster"]:
            return Rejection(
                record["id"], "near-duplicates", "near-duplicate", f"a copy of {record['cluster']}"
            )
        return Article(**{name: record[name] for name in _FIELDS})

    yield chosen


@contextmanager
def decontaminating(index: Path, size: int) -> Iterator[Function]:
    """Articles that share text with the evaluation files go."""
    from copydesk.prepare.decontaminate import Index

    yield Index(index, size)


def learn(work: Path, settings: Decontaminate) -> None:
    """Learn each source's chrome from its sample in `work`, and index the evaluation files."""
    from copydesk.prepare.clean import SAMPLE
    from copydesk.prepare.clean import learn as learn_chrome
    from copydesk.prepare.decontaminate import write_index

    chrome = {
        source: sorted(learn_chrome(each["body"] for each in islice(sample, SAMPLE)))
        for source, sample in groupby(merged(work / "samples", 0), lambda each: each["id"])
    }
    with whole(work / "chrome.json") as stream:
        stream.write(json.dumps(chrome).encode())
    write_index(work / "evaluation.hashes", _evaluated(settings.files), settings.ngram)


def _evaluated(sources: Sequence[Evaluation]) -> Iterator[tuple[str, str]]:
    """Headline and body of all that is measured on, repaired like the archive's."""
    with extraction(60) as extract:
        for number, source in enumerate(sources):
            for row in _measured_on(source, number):
                article = extract(row)
                if isinstance(article, Article):
                    yield article.headline, article.body


def _measured_on(source: Evaluation, number: int) -> Iterator[Record]:
    def found() -> Iterator[Record]:
        every = rows(source, number, files(source))
        return (row for row in every if not isinstance(row, Rejection))

    if source.held_out is None:
        return found()
    secret = held_out((row["id"] for row in found()), source.held_out)
    return (row for row in found() if row["id"] in secret)


def valid(article: Article) -> Article:
    """The article with "?" for what no file can hold: halves of a character, as JSON may name."""
    known = {name: getattr(article, name) for name in _FIELDS}
    return Article(**{name: text.encode(errors="replace").decode() for name, text in known.items()})
