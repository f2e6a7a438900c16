"""`copydesk check`: is a headline or summary true to its story?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    fix: Annotated[
        bool, typer.Option("--fix", help="Print the text with what is wrong with it corrected.")
    ] = False,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Check a headline or summary against its story.

    Exit code 1 says that one is unsupported; --claims only reports, and exits 0. With --fix only
    the corrected text is printed, and 1 says that one could not be corrected.
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
        _check_claims(claims, fix, output)
    elif path is not None:
        _check_stories(path, headline, summary, fix, output, as_json)


def _check_stories(
    path: str,
    headline: str | None,
    summary: str | None,
    fix: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    wrong = False
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
            for (article, _), [found] in zip(batch, reviewed, strict=True):
                review = desk.with_repairs(article, found, checkers)
                record = json.checked(article, review)
                if fix:
                    mended = desk.fix(article, review, checkers)
                    record |= json.fixed(review, mended)
                    wrong |= mended is None
                else:
                    wrong |= review.verdict == "unsupported"
                if as_json or output:
                    stream.write(json.line(record))
                elif fix:
                    _show_fixed(article, record)
                else:
                    from copydesk.report import terminal

                    terminal.show_check(article, review)
            stream.flush()
    if stories.failed or wrong:
        raise typer.Exit(2 if stories.failed else 1)


def _show_fixed(article: Article, record: dict[str, Any]) -> None:
    """The corrected text on stdout, or a sentence that there is none on stderr."""
    if record["fixed"] is not None:
        print(record["fixed"])
        return
    why = "; ".join(record["unfixable"]) or "the body does not bear it out"
    print(f"copydesk: cannot correct what is said of {article.id}: {why}.", file=sys.stderr)


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


def _check_claims(path: str, fix: bool, output: Path | None) -> None:
    failed = False
    with results(output) as stream:
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
                if fix:
                    review = desk.with_repairs(line.article, review, checkers)
                result = json.claimed(line.id, line.article, review)
                if fix:
                    result |= json.fixed(review, desk.fix(line.article, review, checkers))
                stream.write(json.line(result))
            stream.flush()
    if failed:
        raise typer.Exit(2)
