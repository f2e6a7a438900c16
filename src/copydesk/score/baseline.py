"""A run to compare with, read from its `report.json`, and why some cannot be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.records import EVALUATION_SCHEMA, Kind

# What must be the same in both signatures, and what it means if it is not.
AGREE = {
    "data": "other articles",
    "checkers": "other checkers",
    "entailment": "another version of the checker's model",
}


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a comparison needs of a run; `values` have each article's by metric, as `ids` go."""

    path: Path
    system: str
    kind: Kind
    ids: tuple[str, ...]
    values: dict[str, list[float | None]]
    signature: dict[str, Any]


def read_baseline(path: Path) -> Baseline:
    """The run in a `report.json`, or in the folder that holds one.

    Raises:
        CopydeskError: it cannot be read, is no report of `copydesk evaluate`, or is one of another
            schema than this version writes.
    """
    path = path / "report.json" if path.is_dir() else path
    try:
        report = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise CopydeskError(
            f"there is no baseline {path}", "`copydesk evaluate` writes a report.json"
        ) from None
    except OSError as error:
        raise CopydeskError(f"the baseline {path} cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise CopydeskError(
            f"the baseline {path} is not JSON", "give the report.json of `copydesk evaluate`"
        ) from None
    schema = report.get("schema") if isinstance(report, dict) else None
    if schema != EVALUATION_SCHEMA:
        raise CopydeskError(
            f"the baseline {path} has the schema {schema!r}, where "
            f"{EVALUATION_SCHEMA!r} was expected",
            "make it anew with this version of `copydesk evaluate`",
        )
    try:
        values = report["values"]
        ids = tuple(map(str, values.pop("id")))
        if any(len(column) != len(ids) for column in values.values()):
            raise ValueError
        signature = dict(report["signature"])
        return Baseline(path, str(report["system"]), report["kind"], ids, values, signature)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise CopydeskError(
            f"the baseline {path} is damaged: it lacks values or their signature",
            "make it anew with `copydesk evaluate`",
        ) from None


def require_comparable(kind: Kind, signature: Mapping[str, Any], baseline: Baseline) -> None:
    """Refuse a baseline whose difference from this run would not be the system's alone.

    Raises:
        CopydeskError: it judges another kind of text, other articles, or by other checkers.
    """
    if baseline.kind != kind:
        raise CopydeskError(
            f"the baseline {baseline.path} is of {baseline.kind} predictions, and this run of "
            f"{kind} ones",
            f"compare with a report of kind {kind}",
        )
    for name, why in AGREE.items():
        ours, theirs = signature.get(name), baseline.signature.get(name)
        if ours != theirs:
            raise CopydeskError(
                f"the baseline {baseline.path} was made with {why} than this run ({name}: "
                f"{_short(theirs)} there, {_short(ours)} here)",
                "evaluate both systems on the same data with the same version of copydesk",
            )


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
