"""`copydesk check`: is a headline or summary true to its story?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.cli.options import AsJson, Output
from copydesk.cli.results import results
from copydesk.cli.stories import Stories
from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from copydesk.records import Article, Draft


def check(
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="PATH",
            help="A saved page, text, Markdown, Article JSON, JSONL, a folder of these, or -.",
            show_default=False,
        ),
    ] = None,
    headline: Annotated[
        str | None,
        typer.Option(help="The headline to check.", show_default="the page's own"),
    ] = None,
    summary: Annotated[
        str | None, typer.Option(help="A summary to check instead.", show_default=False)
    ] = None,
    claims: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.jsonl",
            help="Check lines of id, document and claim instead of a story, or - for stdin.",
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Check a headline or summary against its story.

    Exit code 1 says that one is unsupported; --claims only reports, and exits 0.
    """
    if (path is None) == (claims is None):
        raise typer.BadParameter("either PATH or --claims FILE.jsonl is needed")
    if headline is not None and summary is not None:
        raise typer.BadParameter("--headline and --summary exclude one another")
    if claims is not None and (headline is not None or summary is not None):
        raise typer.BadParameter("--claims brings its own texts, without --headline or --summary")
    for option, text in (("--headline", headline), ("--summary", summary)):
        if text is not None and not text.strip():
            raise typer.BadParameter(f"{option} is empty")
    if claims is not None:
        _check_claims(claims, output)
    elif path is not None:
        _check_stories(path, headline, summary, output, as_json)


def _check_stories(
    path: str, headline: str | None, summary: str | None, output: Path | None, as_json: bool
) -> None:
    unsupported = False
    with results(output) as stream:
        from copydesk import desk
        from copydesk.report import json

        stories = Stories([path], quiet=output is None)
        checkers = desk.all_checkers()
        for articles in stories.batches():
            batch = []
            for article in articles:
                try:
                    batch.append((article, [_draft(article, headline, summary)]))
                except CopydeskError as error:
                    stories.fail(str(error))
            reviewed = desk.review_all(batch, checkers)
            for (article, _), [review] in zip(batch, reviewed, strict=True):
                unsupported |= review.verdict == "unsupported"
                if as_json or output:
                    stream.write(json.line(json.checked(article, review)))
                else:
                    from copydesk.report import terminal

                    terminal.show_check(article, review)
            stream.flush()
    if stories.failed or unsupported:
        raise typer.Exit(2 if stories.failed else 1)


def _draft(article: Article, headline: str | None, summary: str | None) -> Draft:
    from copydesk.records import Draft

    if summary is not None:
        return Draft(article.id, "summary", summary, 1.0, "given")
    if headline is not None:
        return Draft(article.id, "headline", headline, 1.0, "given")
    if not article.headline:
        raise CopydeskError(
            f"{article.id} has no headline of its own to check", "give one with --headline"
        )
    return Draft(article.id, "headline", article.headline, 1.0, "page")


def _check_claims(path: str, output: Path | None) -> None:
    failed = False
    with results(output) as stream:
        import sys

        from copydesk import desk
        from copydesk.cli.claims import in_batches, read_claims
        from copydesk.report import json

        checkers = desk.all_checkers()
        for records in in_batches(read_claims(path)):
            lines = []
            for record in records:
                if isinstance(record, str):
                    failed = True
                    print(f"copydesk: {record}", file=sys.stderr)
                else:
                    lines.append(record)
            reviewed = desk.review_all([(line.article, [line.draft]) for line in lines], checkers)
            for line, [review] in zip(lines, reviewed, strict=True):
                stream.write(json.line(json.claimed(line.id, line.article, review)))
            stream.flush()
    if failed:
        raise typer.Exit(2)
