"""Control tokens: what a seq2seq model is told to write, a headline or a summary, and how long.

Two of them, a task and a length band, stand at the head of the decoder's text, where every word
that is written attends to them (Radford et al. 2022, "Whisper", section 2.3): at the head of the
source they would have to come through an encoder that may rest in training. So one model does both
jobs, and `--max-chars` is asked for before it is filtered by (Keskar et al. 2019, "CTRL"; Fan,
Grangier & Auli 2018, "Controllable Abstractive Summarization", who mark lengths in bands). Training
and drafting share this module.
"""

from __future__ import annotations

from copydesk.records import Kind

_TASK: dict[Kind, str] = {"headline": "<|headline|>", "summary": "<|summary|>"}
_BAND = ("<|short|>", "<|medium|>", "<|long|>")
# The length is left to the model: with a token for that, too, all prefixes have one length.
_ANY = "<|any|>"
# Characters that a band ends at: about thirds of the headlines of newspapers and senators, and of
# the written summaries, with the longest end at what few exceed.
_ENDS: dict[Kind, tuple[int, int, int]] = {"headline": (55, 75, 100), "summary": (150, 250, 400)}

Control = tuple[str, str]
CONTROL = (*_TASK.values(), *_BAND, _ANY)


def asked(kind: Kind, max_chars: int | None = None) -> Control:
    """The task and the band that ask for a text of at most `max_chars` characters.

    The longest band that ends within `max_chars` is asked for; where even the longest does, or no
    limit is given, the length is left to the model.
    """
    ends = _ENDS[kind]
    if max_chars is None or max_chars >= ends[-1]:
        return _TASK[kind], _ANY
    fitting = sum(end <= max_chars for end in ends)
    return _TASK[kind], _BAND[max(0, fitting - 1)]


def told(kind: Kind, target: str) -> Control:
    """The task and the band of `target`."""
    ends = _ENDS[kind]
    band = sum(len(target) > end for end in ends[:-1])
    return _TASK[kind], _BAND[band]
