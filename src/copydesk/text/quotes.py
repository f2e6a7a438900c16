"""Words in quotation marks: double and single, straight and curly, and tokenised ones."""

from __future__ import annotations

import re
from functools import lru_cache

from copydesk.records import Span

# A single quote opens where no letter stands before it and closes where none follows; so that an
# apostrophe inside a word, or one that begins it ("'90s", "'em"), opens none.
_QUOTE = re.compile(
    r"“(?P<a>[^“”]+)”"
    r"|\"(?P<b>[^\"]+)\""
    r"|``\s?(?P<c>.+?)\s?(?:''|``)"
    r"|‘‘(?P<d>[^‘’]+)’’"
    r"|(?<![\w’'])‘(?!\d0s)(?P<e>(?:[^‘’]|(?<=\w)’(?=\w)|(?<=s)’(?=\s\w[^’]*’))+)’(?!\w)"
    r"|(?<![\w’'])'(?!\d0s|em\b|til\b|cause\b|s\b|n')(?=[\w$£€(\[.…])"
    r"(?P<f>(?:[^']|(?<=\w)'(?=\w))+)'(?!\w)"
    r"|(?<!\S)`\s(?P<g>[^`']+?)\s'(?!\S)"
)


@lru_cache(maxsize=64)
def quotes(text: str) -> tuple[Span, ...]:
    """The spans of the words inside quotation marks, without the marks, in order."""
    found = []
    for match in _QUOTE.finditer(text):
        group = match.lastgroup
        if group is None:
            continue
        start, end = match.span(group)
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        end -= len(inner) - len(inner.rstrip())
        if end > start:
            found.append((start, end))
    return tuple(found)
