"""Other ways to write the same: in lower case, and tokenised as corpora have it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.records import Span

# What a tokeniser of the Penn Treebank's kind sets apart.
_APART = re.compile(
    r"(?<=\w)(?=[,;:?!%](?:\s|$))|(?<=[\w.])(?=n['’]t\b)|(?<=\w)(?=['’](?:s|re|ve|ll|d|m)\b)"
    r"|(?<=[$£€(\[“\"])(?=\S)|(?<=\S)(?=[)\]”\"])|(?<=[\w)\]”\"])(?=[.]$)|(?<=\.\w)(?=\.(?:\s|$))"
)


def lowered(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """`text` in lower case; letters whose number of characters changes stay as they are."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text), tuple(spans)


def tokenised(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """`text` in lower case with its marks set apart: "u.s . officials did n't say ." """
    text, spans = lowered(text, spans)
    cuts = [m.start() for m in _APART.finditer(text)]
    out = "".join(
        (" " if i in cuts and not text[i - 1 : i].isspace() else "") + c for i, c in enumerate(text)
    )
    kept = [i for i in cuts if not text[i - 1 : i].isspace()]

    def shifted(offset: int, *, end: bool) -> int:
        return offset + sum(cut < offset if end else cut <= offset for cut in kept)

    return out, tuple((shifted(a, end=False), shifted(b, end=True)) for a, b in spans)
