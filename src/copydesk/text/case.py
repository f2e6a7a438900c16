"""Title case, as American newspapers set it."""

from __future__ import annotations


def title_case(text: str) -> str:
    """`text` with a capital on every word but the small ones, as AP and Chicago style have it.

    Small words get one first, last and after a colon; words with a capital inside ("iPhone",
    "U.S.", "NATO") stay as they are. Only the case of letters changes, never their number, so
    spans of the text stay true. The rules are John Gruber's, by the package titlecase.
    """
    from titlecase import titlecase

    # titlecase takes a line all in capitals for shouting and lowers its acronyms.
    cased = text if text.isupper() else titlecase(text)
    return cased if len(cased) == len(text) else text
