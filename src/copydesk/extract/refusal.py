"""Why an input is no article: the one exception of this family."""

from __future__ import annotations

from copydesk.errors import CopydeskError


class Refusal(CopydeskError):
    """A `CopydeskError` with a short fixed `reason` ("empty", "too-short" …) to count by."""

    def __init__(self, reason: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.reason = reason
