"""Recipes: one self-contained YAML file a run, checked whole before anything starts.

What a recipe may say is a pydantic model of the family that reads it, built of `Section`s; this
module reads the file, applies the command line's overrides and reports every mistake at once
(after torchtune). Relative paths in a recipe are relative to the current folder; variables of the
environment are not expanded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from copydesk.errors import CopydeskError


class Section(BaseModel):
    """A part of a recipe, or a whole one: unknown fields are mistakes, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Recipe = TypeVar("Recipe", bound=BaseModel)


def load(path: Path, recipe: type[Recipe], overrides: Sequence[str] = ()) -> Recipe:
    """The recipe in the file `path`, after `overrides` such as "train.lr=3e-5", in order.

    An override's value is read as a YAML scalar or flow ("[a, b]"); a number in its dotted name
    picks an element of a list ("data.train.0.limit=100").

    Raises:
        CopydeskError: there is no such file, it is not YAML, an override does not fit, or fields
            are unknown, missing or of the wrong kind (all of them in one message).
    """
    values = _read(path)
    for override in overrides:
        _apply(values, override)
    try:
        return recipe.model_validate(values)
    except ValidationError as error:
        mistakes = [_mistake(detail) for detail in error.errors(include_url=False)]
        if len(mistakes) == 1:
            raise CopydeskError(f"{path} has a mistake: {mistakes[0]}") from None
        listed = "".join(f"\n  {mistake}" for mistake in mistakes)
        raise CopydeskError(f"{path} has {len(mistakes)} mistakes:{listed}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_bytes())
    except FileNotFoundError:
        raise CopydeskError(f"there is no recipe {path}", "the folder configs has some") from None
    except OSError as error:
        raise CopydeskError(f"the recipe {path} cannot be read ({error.strerror})") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1} of {path}" if mark else str(path)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise CopydeskError(f"{place} is not YAML ({problem})") from None
    if not isinstance(values, dict):
        raise CopydeskError(
            f"{path} holds {_shown(values)}, where a recipe of `field: value` lines was expected"
        )
    return values


def _apply(values: dict[str, Any], override: str) -> None:
    name, equals, text = override.partition("=")
    steps = name.strip().split(".")
    if not equals or not all(steps):
        raise CopydeskError(
            f"--set {override} was not understood", "write it like --set train.lr=3e-5"
        )
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError:
        raise CopydeskError(f"--set {override} has a value that is not YAML", "quote it") from None
    place: Any = values
    for step in steps[:-1]:
        if isinstance(place, dict):
            place = place.setdefault(step, {})
        else:
            place = place[_index(place, step, override)]
    if isinstance(place, dict):
        place[steps[-1]] = value
    else:
        place[_index(place, steps[-1], override)] = value


def _index(place: object, step: str, override: str) -> int:
    if isinstance(place, list) and step.isdecimal() and int(step) < len(place):
        return int(step)
    raise CopydeskError(
        f"--set {override} finds no {step!r} in the recipe, which has {_shown(place)} there"
    )


def _mistake(detail: Any) -> str:
    field = ".".join(str(step) for step in detail["loc"]) or "the recipe"
    if detail["type"] == "missing":
        return f"{field}: expected a value, got none"
    if detail["type"] == "extra_forbidden":
        return f"{field}: expected no field of this name, got {_shown(detail['input'])}"
    message = str(detail["msg"]).removeprefix("Value error, ")
    expected = message.removeprefix("Input should be ").partition(", unable to parse")[0]
    if expected == message:
        expected = f"other ({message})"
    return f"{field}: expected {expected}, got {_shown(detail['input'])}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
