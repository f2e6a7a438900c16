"""Whether a text denies something, by its words."""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"n['’]t\b|\b(?:not|cannot|no|never|nor|neither|nobody|nothing|none|without|fail\w*|refus\w*"
    r"|declin\w*|reject\w*|den(?:y|ies|ied)|unable|yet to)\b",
    re.IGNORECASE,
)


def is_negated(text: str) -> bool:
    """Whether `text` has a word that negates, or a verb that says no."""
    return _NEGATION.search(text) is not None
