"""From print to the plain form that the model reads and writes.

The model's vocabulary is uncased and takes every punctuation mark for a word of its own. `plain`
makes the marks say by themselves how they are spaced, so that `copydesk.text.restore` can give a
headline its print form back: quotations stand in “ ”, an apostrophe is ', a dash between words is
—, and a hyphen only ever joins.
"""

from __future__ import annotations

import html
import re

_APOSTROPHES = re.compile(r"(?<=\w)[’‘ʼ`´]|[’ʼ`´](?=\d0s\b|\w)")
_DASHES = re.compile(r"\s+[-–—―]+\s+|\s*[—―]\s*|--+")
_DOUBLE = re.compile(r"(^|[\s(\[—/])(?:\"|''|``|„|«)|(?:\"|''|»)")
# A single quotation mark opens after a space and closes after a word's end; what it closes is at
# most a dozen words, else it was an apostrophe ("the '60s").
_SINGLE = re.compile(
    r"(?<![\w.,!?%)])['‘](?=[\w$£€“(])((?:[^'‘’“”]|(?<=\w)['’](?=\w)){2,90}?)['’](?!\w)"
)
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")


def _double(match: re.Match[str]) -> str:
    opens = match.group(1)
    return "”" if opens is None else f"{opens}“"


def plain(text: str) -> str:
    """`text` on one line, its quotation marks, apostrophes and dashes in the model's form."""
    text = _SPACES.sub(" ", text).strip()
    text = _DOUBLE.sub(_double, text)
    text = _SINGLE.sub(r"“\1”", text)
    text = _APOSTROPHES.sub("'", text)
    return _DASHES.sub(" — ", text).strip()


def repair_entities(text: str) -> str:
    """`text` with its stray entities and tags resolved, as a page reader hands it on.

    AG news writes `#39;` after a space for an apostrophe, and `quot;` alike.
    """
    text = re.sub(r"<[^<>]{1,200}>", " ", text)
    text = re.sub(r" ?&?\bquot;(.*?) ?&?\bquot;", r' "\1"', text)
    text = re.sub(r" &?amp;(?=\S)", "&amp;", text)
    return html.unescape(re.sub(r" ?&?#39;", "'", re.sub(r"&?\b(amp|lt|gt);", r"&\1;", text)))
