"""True claims that only two sentences together bear out: who "she" is. For `make_claims.py`.

Headlines and summaries name whom the story calls "he" by then, or the other way round; a model that
never saw that takes every such name for a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Any

from copydesk.plant.grammar import SUBJECTS, child

_LENGTH = range(5, 40)
_PRONOUN = re.compile(r"(?:He|She|His|Her) [a-z]")
_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}")
_AGED = re.compile(r", (\d\d),")
NAMED, AGED = 0.6, 0.5


def neighbours(found: Sequence[str], draw: Random, most: int) -> list[tuple[str, str]]:
    """Up to `most` sentences that open with a pronoun for a person, each after the one before."""
    pairs = [
        pair
        for pair in pairwise(found)
        if _PRONOUN.match(pair[1]) and all(len(s.split()) in _LENGTH and is_whole(s) for s in pair)
    ]
    return draw.sample(pairs, min(most, len(pairs)))


def is_whole(sentence: str) -> bool:
    """Whether a sentence has its end, and of each quotation both."""
    balanced = sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0
    return balanced and sentence[-1] in '.”"'


def resolved(first: Any, second: Any, draw: Random) -> str | None:
    """`second` with the name that its pronoun stands for, or `first` without its name.

    The name is that of the only person of `first`, its subject.
    """
    people = [e for e in first.ents if e.label_ == "PERSON"]
    verb = next((t for t in first if t.dep_ == "ROOT"), None)
    subject = child(verb, *SUBJECTS) if verb is not None else None
    if len(people) != 1 or subject is None or subject not in people[0]:
        return None
    pronoun, name = second[0], re.sub(r"['’]s$", "", people[0].text)
    if not _NAME.fullmatch(name) or name.split(" ")[-1] in second.text:
        return None
    if draw.random() < NAMED:
        if pronoun.dep_ not in (*SUBJECTS, "poss"):
            return None
        words = name if draw.random() < 0.5 else name.split(" ")[-1]
        return words + ("’s" if pronoun.dep_ == "poss" else "") + second.text[len(pronoun.text) :]
    if people[0].start != 0 or pronoun.text not in ("He", "She"):
        return None
    rest = first.text[people[0].end_char :]
    if (aged := _AGED.match(rest)) and draw.random() < AGED:
        return f"The {aged[1]}-year-old{rest[aged.end() :]}"
    return pronoun.text + rest if rest[:1] == " " else None
