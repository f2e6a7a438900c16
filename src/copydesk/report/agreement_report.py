"""The report of `copydesk evaluate-checker` in a folder: report.json, report.md and report.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from copydesk.records import LabelledSet
from copydesk.report import json
from copydesk.report.agreement_html import page
from copydesk.report.agreement_markdown import markdown
from copydesk.report.dataset import save


def write_reports(
    folder: Path,
    files: Sequence[LabelledSet],
    together: LabelledSet | None,
    signature: Mapping[str, Any],
) -> None:
    """Write what the scorers were measured to be, for machines, for a CI's summary, for people.

    Raises:
        CopydeskError: a file cannot be written.
    """
    sets = [*files, together] if together else [*files]
    save(folder / "report.json", json.line(json.agreements(files, together, signature)))
    save(folder / "report.md", markdown(sets, signature))
    save(folder / "report.html", page(sets, signature))
