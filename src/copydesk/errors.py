"""The one error that a user of copydesk sees."""

from __future__ import annotations


class CopydeskError(Exception):
    """What went wrong and what to do next, in one sentence each.

    Args:
        message: what was found and what was expected, without a final full stop.
        hint: what to do next, without a final full stop; may be empty.

    The command line prints `str(error)` on stderr and exits with code 2.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}." if self.hint else f"{self.message}."
