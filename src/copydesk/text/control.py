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
    ends = _ENDS[kind]
    if max_chars is None or max_chars >= ends[-1]:
        return _TASK[kind]
    fitting = sum(end <= max_chars for end in ends)
    return _TASK[kind] + _BAND[max(0, fitting - 1)]


def told(kind: Kind, target: str) -> str:
    """The prefix of a source whose text is `target`: its task and its band."""
    ends = _ENDS[kind]
    band = sum(len(target) > end for end in ends[:-1])
    return _TASK[kind] + _BAND[band]
