"""`copydesk suggest`: headlines for stories."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from copydesk.cli.options import AsJson, Device, Model, Output, Paths, ShowAll
from copydesk.cli.results import results
from copydesk.cli.stories import Stories


def suggest(
    paths: Paths,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many headlines.")] = 5,
    min_chars: Annotated[int, typer.Option(min=0, help="The least characters of one.")] = 20,
    max_chars: Annotated[int, typer.Option(min=1, help="The most characters of one.")] = 100,
    style: Annotated[
        Literal["sentence", "title"],
        typer.Option(help="Capitals as in a sentence, or on every main word."),
    ] = "sentence",
    show_all: ShowAll = False,
    model: Model = None,
    device: Annotated[Device, typer.Option(help="What the model runs on.")] = "auto",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Write headlines for stories and check each, best first.

    Where the model gives too few that the body supports, compressed sentences of the lead fill up;
    their drafter is "lead".
    """
    if min_chars > max_chars:
        raise typer.BadParameter(f"--min-chars {min_chars} is more than --max-chars {max_chars}")
    with results(output) as stream:
        from copydesk import desk
        from copydesk.report import json

        stories = Stories(paths, quiet=output is None)
        drafters = None
        for articles in stories.batches():
            if drafters is None:
                from copydesk.draft.rank import headline_drafters

                drafters = headline_drafters(model, device, max_chars)
                checkers = desk.all_checkers()
            reviewed = desk.suggest(
                articles,
                *drafters,
                checkers,
                count=count,
                min_chars=min_chars,
                max_chars=max_chars,
                style=style,
                show_all=show_all,
            )
            for article, reviews in zip(articles, reviewed, strict=True):
                if as_json or output:
                    stream.write(json.line(json.headlines(article, reviews)))
                else:
                    from copydesk.report import terminal

                    terminal.show_headlines(article, reviews)
            stream.flush()
    if stories.failed:
        raise typer.Exit(2)
