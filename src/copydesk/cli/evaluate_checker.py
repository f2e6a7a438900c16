"""`copydesk evaluate-checker`: how well does the checker agree with people's labels?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from copydesk.cli.results import made, results


def evaluate_checker(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Claims with labels, a row each: document, claim, label; Parquet or JSONL.",
            show_default=False,
        ),
    ],
    label_column: Annotated[
        str, typer.Option(metavar="NAME", help="Numbers, true and false, or words.")
    ] = "label",
    consistent_from: Annotated[
        float, typer.Option(metavar="X", help="The least number that counts as consistent.")
    ] = 1.0,
    score_column: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Measure these scores, higher for more consistent, in place of copydesk's.",
            show_default=False,
        ),
    ] = None,
    kind_column: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Tell accuracy by it.", show_default="kind, where it is there"
        ),
    ] = None,
    document_column: Annotated[str, typer.Option(metavar="NAME")] = "document",
    claim_column: Annotated[str, typer.Option(metavar="NAME")] = "claim",
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="The first N of each file.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.json",
            help="Write the JSON here, and nothing to stdout.",
            show_default=False,
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write report.json, report.md and report.html there too.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure the checker against labels: AUC, balanced accuracy, F1, calibration, by kind.

    Beside it stand two baselines: how much of a claim is copied, and the rules alone.
    """
    with results(output) as stream:
        folder = made(report) if report else None

        from copydesk.cli import scorers
        from copydesk.cli.labelled import Columns, read_labelled
        from copydesk.report.progress import counted

        columns = Columns(document_column, claim_column, label_column, score_column, kind_column)
        read = [read_labelled(path, columns, consistent_from, limit) for path in files]
        judges = [
            scorers.given(score_column) if score_column else scorers.ours(),
            *scorers.baselines(),
        ]
        with counted(sum(map(len, read)), "claims") as done:
            sets, together = scorers.evaluated(files, read, judges, done)
        from importlib.metadata import version

        from copydesk.check import calibration
        from copydesk.paths import sha256_of
        from copydesk.plugins import CHECKERS, RULES
        from copydesk.report import json
        from copydesk.score.bootstrap import RESAMPLES, SEED

        signature = {
            "copydesk": version("copydesk"),
            "checkers": list(RULES if score_column else CHECKERS),
            "entailment": None if score_column else calibration.signature(),
            "data": [sha256_of(Path(path)) for path in files],
            "label_column": label_column,
            "consistent_from": consistent_from,
            "limit": limit,
            "seed": SEED,
            "resamples": RESAMPLES,
        }
        if folder:
            from copydesk.report.agreement_report import write_reports

            write_reports(folder, sets, together, signature)
        if as_json or output:
            stream.write(json.line(json.agreements(sets, together, signature)))
        else:
            from copydesk.report.agreement import show_agreements

            show_agreements([*sets, together] if together else sets)
