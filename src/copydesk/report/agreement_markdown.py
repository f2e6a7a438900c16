"""How well scorers agree with people's labels, as Markdown: `report.md`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from copydesk.records import LabelledSet
from copydesk.report.agreement import NOTE, counted, tables
from copydesk.report.markdown import plain, table


def markdown(sets: Sequence[LabelledSet], signature: Mapping[str, Any]) -> str:
    """Each set's figures, a column a scorer, accuracy by kind and the first's reliability."""
    parts = [f"# {plain(sets[0].agreements[0].scorer)} against people’s labels"]
    for measured in sets:
        parts += _set(measured)
    whole = json.dumps(signature, indent=2, ensure_ascii=False)
    parts.append(plain(NOTE))
    parts.append(f"<details><summary>Signature</summary>\n\n```json\n{whole}\n```\n\n</details>")
    return "\n\n".join(parts) + "\n"


def _set(measured: LabelledSet) -> Iterator[str]:
    yield f"## {plain(measured.name)}"
    yield f"{counted(measured)}."
    for rows in tables(measured):
        head, *others = [[plain(cell) for cell in row] for row in rows]
        yield table(head, others, "l" + "n" * (len(head) - 1))
    yield from (f"> {plain(note)}" for note in measured.notes)
