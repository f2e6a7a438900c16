"""Headlines in capitals put into sentence case, by how the story writes the same words.

Half of all archives print headlines in Title Case and some in CAPITALS, which hides what is a name:
from a model, which has to learn it, and from the checkers, which look for it in the body.
"""

from __future__ import annotations

import re

from copydesk.text.lexicon import usage
from copydesk.text.names import style
from copydesk.text.restore import Printer, fold
from copydesk.text.words import words

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")


def recase(headline: str, body: str) -> str:
    """`headline` in sentence case if it is in Title Case or CAPITALS, else as it is.

    A word is written as running text of the body writes it, else as newspapers do
    (`copydesk.text.lexicon`). In Title Case a capital inside a word ("iPhone", "NATO") says that it
    is a name, and so does one on a word that the body lacks and newspapers write both ways.
    """
    look = style(words(headline))
    if look not in ("upper", "title"):
        return headline
    lowered = headline.lower()
    cased = Printer(body).case(lowered)
    if look == "upper" or len(cased) != len(headline):
        return cased
    held = {fold(word) for word in _WORD.findall(body)}
    for word in _WORD.finditer(headline):
        form = word.group()
        inner = any(c.isupper() for c in form[1:]) and "-" not in form
        unsure = form[0].isupper() and usage(key := fold(form)) == "either" and key not in held
        if inner or unsure:
            cased = cased[: word.start()] + form + cased[word.end() :]
    return cased
