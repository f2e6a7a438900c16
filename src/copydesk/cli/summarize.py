"""`copydesk summarize`: a short summary of stories."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.cli.options import AsJson, Device, Model, Output, Paths, ShowAll
from copydesk.cli.results import results
from copydesk.cli.stories import Stories


def summarize(
    paths: Paths,
    sentences: Annotated[int, typer.Option(min=1, help="The most sentences of a summary.")] = 2,
    max_words: Annotated[
        int | None, typer.Option(min=1, help="The most words of a summary.", show_default="any")
    ] = None,
    max_chars: Annotated[
        int | None,
        typer.Option(min=1, help="The most characters of a summary.", show_default="any"),
    ] = None,
    show_all: ShowAll = False,
    model: Model = None,
    device: Annotated[Device, typer.Option(help="What the model runs on.")] = "auto",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Summarize stories and check each sentence.

    The summary is made of the story's own most salient sentences, which MiniLM chooses.
    """
    with results(output) as stream:
        from copydesk import desk
        from copydesk.report import json

        stories = Stories(paths, quiet=output is None)
        drafter = None
        for articles in stories.batches():
            if drafter is None:
                from copydesk.draft.salience import SalienceDrafter

                drafter = SalienceDrafter(sentences, max_words, max_chars, model, device)
                checkers = desk.all_checkers()
            reviewed = desk.summarize(articles, drafter, checkers, show_all=show_all)
            for article, review in zip(articles, reviewed, strict=True):
                if review is None:
                    stories.fail(
                        f"no sentence of {article.id} is short enough and supported; "
                        "allow more with --max-words or --max-chars, or see all with --all."
                    )
                elif as_json or output:
                    stream.write(json.line(json.summary(article, review)))
                else:
                    from copydesk.report import terminal

                    terminal.show_summary(article, review)
            stream.flush()
    if stories.failed:
        raise typer.Exit(2)
