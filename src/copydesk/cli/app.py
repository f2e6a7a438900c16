"""The command `copydesk`: its subcommands, and the one place where errors become sentences.

Results go to stdout, progress and errors to stderr. Exit codes: 0 fine; 1 the check found
something; 2 the command could not do its work, or not for all of its input.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from copydesk.cli.check import check
from copydesk.cli.evaluate import evaluate
from copydesk.cli.evaluate_checker import evaluate_checker
from copydesk.cli.export import export
from copydesk.cli.prepare import prepare
from copydesk.cli.suggest import suggest
from copydesk.cli.summarize import summarize
from copydesk.cli.train import train
from copydesk.errors import CopydeskError


class Desk(TyperGroup):
    """Runs a subcommand and turns what it raises into a sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a closed pipe shows here, not when Python ends
            return result
        except CopydeskError as error:
            print(f"copydesk: {error}", file=sys.stderr)
            raise typer.Exit(2) from None
        except BrokenPipeError:
            # The reader (`head`, a pager) has seen enough. What Python still holds for it goes
            # nowhere, so that it says nothing at its end; 128 + SIGPIPE as for a C program.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(141) from None
        except (typer.Exit, typer.Abort, typer.TyperException, KeyboardInterrupt):
            raise
        except Exception as error:
            if os.environ.get("COPYDESK_DEBUG"):
                raise
            print(
                f"copydesk: this is a mistake in copydesk ({type(error).__name__}: {error}); "
                "set COPYDESK_DEBUG=1 to see where, and report it.",
                file=sys.stderr,
            )
            raise typer.Exit(2) from None


# Typer's own markup and tracebacks need rich, which takes longer to import than all else.
app = typer.Typer(
    cls=Desk,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(suggest)
app.command()(summarize)
app.command()(check)
app.command()(evaluate)
app.command()(evaluate_checker)
app.command()(prepare)
app.command()(train)
app.command()(export)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"copydesk {version('copydesk')}")
        raise typer.Exit


@app.callback()
def copydesk(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Write headlines and summaries, and check them against the story.

    Exit codes: 0 fine; 1 the check found something; 2 the command could not do its work.
    """
    _set_up()


def _set_up() -> None:
    """UTF-8 whatever the locale says, and copydesk's own notices on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    notices = logging.StreamHandler(sys.stderr)
    notices.setFormatter(logging.Formatter("copydesk: %(message)s"))
    logger = logging.getLogger("copydesk")
    logger.handlers = [notices]
    logger.setLevel(logging.INFO)
    # Conversion at first use goes through transformers, which has much to say.
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")


def main() -> None:
    """The console script."""
    app(prog_name="copydesk")


if __name__ == "__main__":
    main()
