"""Headlines in capitals put into sentence case, by how the story writes the same words.

Half of all archives print headlines in Title Case and some in CAPITALS, which hides what is a name:
from a model, which has to learn it, and from the checkers, which look for it in the body.
"""

from __future__ import annotations

import re

from copydesk.text.lexicon import ACRONYMS, given_names, usage
from copydesk.text.names import style
from copydesk.text.restore import Printer, fold
from copydesk.text.words import words

_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_ME = re.compile(r"I(?:['’]|$)")
# How much of the body is read. Names stand early: reading all of it took a quarter more time and
# cased no more words of 800 headlines of allsides_train as their editors had, 98 % of them.
_READ = 6_000


def recase(headline: str, body: str) -> str:
    """`headline` in sentence case if it is in Title Case or CAPITALS, else as it is.

    A word is written as running text of the body writes it, else as newspapers do
    (`copydesk.text.lexicon`). In Title Case a capital inside a word ("iPhone", "NATO") says that it
    is a name. A word that the body lacks and newspapers write both ways keeps its capital after a
    given name only ("Jeb Bush"): elsewhere it is mostly no name, for that the body would have.
    """
    look = style(words(headline))
    if look not in ("upper", "title"):
        return headline
    cased = Printer(body[:_READ]).case(headline.lower().replace("’", "'"))
    if len(cased) != len(headline):  # letters like "İ" change their number with their case
        return headline
    printed = list(cased)
    held = {fold(word) for word in _WORD.findall(body)}
    country = look == "upper" and re.search(r"\bU\.S\.|\bUS\b", body)
    before = ""
    for word in _WORD.finditer(headline):
        form = word.group()
        key = fold(form)
        if look == "title":
            inner = any(map(str.isupper, form[1:]))
            surname = before in given_names() and usage(key) == "either" and key not in held
            kept = inner or (form[0].isupper() and surname)
        else:
            # In CAPITALS nothing else tells these from words where the body does not have them.
            kept = key in ACRONYMS or bool(country and form == "US")
        if kept or _ME.match(form):
            printed[word.start() : word.end()] = form
        before = key
    return "".join("’" if was == "’" else now for was, now in zip(headline, printed, strict=True))
