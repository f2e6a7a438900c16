"""Control tokens: what a seq2seq model is told to write, a headline or a summary, and how long.

They stand at the head of the source, so that one model does both jobs and `--max-chars` is asked
for before it is filtered by (Keskar et al. 2019, "CTRL"; Fan, Grangier & Auli 2018, "Controllable
Abstractive Summarization", who mark lengths in bands). Training and drafting share this module.
"""

from __future__ import annotations

from copydesk.records import Kind

_TASK: dict[Kind, str] = {"headline": "<|headline|>", "summary": "<|summary|>"}
_BAND = ("<|short|>", "<|medium|>", "<|long|>")
# Characters that a band ends at: about thirds of the headlines of newspapers and senators, and of
# the written summaries, with the longest end at what few exceed.
_ENDS: dict[Kind, tuple[int, int, int]] = {"headline": (55, 75, 100), "summary": (150, 250, 400)}

CONTROL = (*_TASK.values(), *_BAND)


def asked(kind: Kind, max_chars: int | None = None) -> str:
    """The prefix of a source that asks for a text of at most `max_chars` characters.

    The longest band that ends within `max_chars` is asked for; where even the longest does, or no
    limit is given, the length is left to the model.
    """
    if max_chars is None or max_chars >= _ENDS[kind][-1]:
        return _TASK[kind]
    return bands(kind, max_chars)[-1]


def bands(kind: Kind, max_chars: int | None = None) -> list[str]:
    """The prefixes that ask for each band that ends within `max_chars`, shorter ones first."""
    limit = _ENDS[kind][-1] if max_chars is None else max_chars
    fitting = [band for band, end in zip(_BAND, _ENDS[kind], strict=True) if end <= limit]
    return [_TASK[kind] + band for band in fitting or _BAND[:1]]


def told(kind: Kind, target: str) -> str:
    """The prefix of a source whose text is `target`: its task and its band."""
    ends = _ENDS[kind]
    band = sum(len(target) > end for end in ends[:-1])
    return _TASK[kind] + _BAND[band]
