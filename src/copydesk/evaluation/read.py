"""The stories of an evaluation set, one at a time, with predictions made elsewhere joined by id."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.evaluation.recipe import EvaluateRecipe
from copydesk.records import Article, Kind
from copydesk.rows import json_object, rows

# What tables call our columns, the likelier first.
_DOCUMENT = ("document", "body", "text")
_REFERENCE: dict[Kind, tuple[str, ...]] = {
    "headline": ("reference", "headline", "title"),
    "summary": ("reference", "summary", "highlights"),
}


@dataclass(frozen=True, slots=True)
class Story:
    """An article, what people wrote of it, and what a system did; None where that is not given.

    Texts are as they stood in the file, so that spans hold in it.
    """

    id: str
    document: str
    reference: str | None = None
    source: str = ""
    topic: str = ""
    prediction: str | None = None

    @property
    def article(self) -> Article:
        """The document as the desk reads it."""
        return Article(self.id, self.document, source=self.source)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a set holds: how many stories, and a hash of them that their order leaves alone."""

    stories: int
    data: str


def stories(recipe: EvaluateRecipe) -> Iterator[Story]:
    """The stories of a recipe in the order of its data, or else of its predictions.

    Raises:
        CopydeskError: a file cannot be read; a row has no id, document or, where a system's are
            given, prediction; or a prediction no document.
    """
    if not recipe.data:
        yield from islice(_table(str(recipe.predictions), recipe.kind, given=True), recipe.limit)
        return
    found = chain.from_iterable(_table(str(path), recipe.kind) for path in recipe.data)
    if recipe.predictions is None:
        yield from islice(found, recipe.limit)
        return
    with _Predictions(recipe.predictions) as predictions:
        for story in islice(found, recipe.limit):
            yield replace(story, prediction=predictions.of(story.id))
        if recipe.limit is None:
            predictions.require_all_taken()


def survey(recipe: EvaluateRecipe) -> Survey:
    """Read everything once, so that what is wrong with it is told before anything is judged.

    Raises:
        CopydeskError: as `stories`; an id comes twice, there are no stories, or one lacks the
            reference that is to be judged.
    """
    seen: set[str] = set()
    total = 0
    for story in stories(recipe):
        if story.id in seen:
            raise CopydeskError(
                f"the id {story.id!r} stands for two articles", "give each its own id"
            )
        seen.add(story.id)
        if recipe.model == "reference" and story.prediction is None and story.reference is None:
            raise CopydeskError(
                f"the article {story.id!r} has no reference, and the references are to be judged",
                f"a column {' or '.join(_REFERENCE[recipe.kind])} was expected",
            )
        content = json.dumps([story.id, story.document, story.reference]).encode()
        # A sum of hashes is one of the set, in whatever order.
        total += int.from_bytes(sha256(content).digest())
    if not seen:
        files = ", ".join(map(str, recipe.data)) or recipe.predictions
        raise CopydeskError(
            f"{files} holds no articles", f"rows with id and {_DOCUMENT[0]} were expected"
        )
    return Survey(len(seen), f"{total % (1 << 256):064x}")


def _table(path: str, kind: Kind, *, given: bool = False) -> Iterator[Story]:
    """The stories of a file; `given` says that each has to bring its prediction."""
    needed = {"id": ("id",), "document": _DOCUMENT}
    if given:
        needed["prediction"] = ("prediction",)
    optional = (*_REFERENCE[kind], "source", "topic")
    every = {*chain(*needed.values()), *optional}

    def wanted(names: Sequence[str], shown: str) -> set[str]:
        for aliases in needed.values():
            if not any(alias in names for alias in aliases):
                raise CopydeskError(
                    f"{shown} has no {' or '.join(aliases)}, only {', '.join(names) or 'nothing'}",
                    f"rows with {', '.join(needed)} were expected",
                )
        return every

    what = "the predictions" if given else "the data"
    for place, row in rows(path, what, wanted, tuple(needed)):
        try:
            yield _story(row, kind, given=given)
        except ValueError as error:
            raise CopydeskError(f"cannot use {place} of {path}: {error}") from None


def _story(row: Mapping[str, Any], kind: Kind, *, given: bool) -> Story:
    """A row as a story; ValueError says what is wrong with it."""
    document = next((text for name in _DOCUMENT if (text := _text(row, name))), "")
    if not document.strip():
        raise ValueError("its document is missing or empty")
    references = (_text(row, name) for name in _REFERENCE[kind])
    return Story(
        _id(row),
        document,
        next((each for each in references if each and each.strip()), None),
        _text(row, "source") or "",
        _text(row, "topic") or "",
        _prediction(row) if given else None,
    )


def _id(row: Mapping[str, Any]) -> str:
    name = row["id"]
    if isinstance(name, bool) or not isinstance(name, str | int | float) or name == "":
        raise ValueError("its id is neither text nor a number")
    return str(name)


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"its {name} is no text")
    return value


def _prediction(row: Mapping[str, Any]) -> str:
    """What a system wrote; it may be empty, but not missing."""
    text = _text(row, "prediction")
    if text is None:
        raise ValueError("its prediction is missing")
    return text


class _Predictions:
    """The predictions of a JSONL file by id, read where they stand: memory holds their places.

    Raises:
        CopydeskError: the file cannot be read, or a line has no id or prediction, or one that
            another line has.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, int] = {}
        self._taken = 0
        try:
            self._stream = path.open("rb")
        except OSError as error:
            raise CopydeskError(
                f"the predictions {path} cannot be read ({error.strerror})", "check the path"
            ) from error
        number, place = 0, 0
        for number, line in enumerate(self._stream, start=1):
            if line.strip():
                try:
                    name = _id(self._row(line))
                except ValueError as error:
                    raise CopydeskError(f"cannot use line {number} of {path}: {error}") from None
                if name in self._places:
                    raise CopydeskError(
                        f"{path} has two predictions for the article {name!r}", "keep one of each"
                    )
                self._places[name] = place
            place += len(line)
        if not self._places:
            raise CopydeskError(
                f"{path} is empty", "lines of JSON with id and prediction were expected"
            )

    def __enter__(self) -> _Predictions:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def of(self, name: str) -> str:
        """The prediction for the article of that id."""
        if name not in self._places:
            raise CopydeskError(
                f"{self._path} has no prediction for the article {name!r}",
                "give one for each article of the data, if need be an empty one",
            )
        self._stream.seek(self._places[name])
        self._taken += 1
        return _prediction(self._row(self._stream.readline()))

    def require_all_taken(self) -> None:
        """Refuse predictions that no article was there for."""
        if left := len(self._places) - self._taken:
            raise CopydeskError(
                f"{left} of the {len(self._places)} predictions in {self._path} have no document "
                "in the data",
                "give all articles, or predictions for these only",
            )

    def _row(self, line: bytes) -> dict[str, Any]:
        row = json_object(line, ("id", "prediction"))
        if missing := [name for name in ("id", "prediction") if name not in row]:
            raise ValueError(f"it has no {' and no '.join(missing)}")
        _prediction(row)
        return row
