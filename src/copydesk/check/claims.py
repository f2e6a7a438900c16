"""What there is to check in a text: a headline is one claim, a summary one claim a sentence."""

from __future__ import annotations

from copydesk.records import Claim, Kind
from copydesk.text.sentences import sentences


def claims(text: str, kind: Kind) -> list[Claim]:
    """The claims of `text`, in order; their spans slice it. White space alone has none."""
    if kind == "summary":
        return [Claim(text[start:end], (start, end)) for start, end in sentences(text)]
    trimmed = text.strip()
    if not trimmed:
        return []
    start = text.index(trimmed)
    return [Claim(trimmed, (start, start + len(trimmed)))]
