"""Does the body hold this name in some form?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.check.body import Body
from copydesk.text.lexicon import aliases, given_names, is_known, usage
from copydesk.text.names import CONNECTORS
from copydesk.text.words import Word

# Shorter words share their beginnings by chance.
_SHORTEST_STEM = 5
# "Trump" and "Trumpism", "Obama" and "Obamacare" differ by at most this many letters.
_LONGEST_ENDING = 4
# What makes a people, a follower or a region of a name ("Norlanders"). A claim's name that
# differs from the body's by another ending, and that newspapers do not know, is no name but a slip
# ("Verizo" for "Verizon").
_FOLLOWERS = re.compile(
    r"(?:(?:i?an|er|ese|ish|ist|ism|ite|ic|i|o|a|ern(?:er)?)s?|(?<=a)ns?|e?s|care|nomics|esque|gate)"
)


def holds(body: Body, word: Word) -> bool:
    """Whether the body has the word, an inflection, another name or an acronym of it."""
    key = word.key
    if _holds_key(body, key):
        return True
    names = {*aliases().get((key,), ()), *aliases().get((key.removesuffix("s"),), ())}
    if any(body.find(other) for other in names):
        return True
    if word.case == "upper" and key in body.acronyms:
        return True
    if len(key) >= _SHORTEST_STEM:
        if any(_one_stem(key, other) for other in body.written_high if other[:3] == key[:3]):
            return True
        return key in body.joined_pairs
    return False


def _holds_key(body: Body, key: str) -> bool:
    forms = [key, key + "s", key + "es"]
    # "Roberts" is no form of "Robert".
    if key.endswith("s") and key[:-1] not in given_names():
        forms += [key[:-1], key[:-2] if key.endswith("es") else key]
    if key.endswith("ies"):
        forms.append(key[:-3] + "y")
    if key.endswith("y"):
        forms.append(key[:-1] + "ies")
    return any(form in body.positions for form in forms)


def _one_stem(left: str, right: str) -> bool:
    """Whether the claim's `left` and the body's `right` are forms of one name."""
    short, long = sorted((left, right), key=len)
    return (
        len(short) >= _SHORTEST_STEM
        and len(long) - len(short) <= _LONGEST_ENDING
        and long.startswith(short)
        and (is_known(left) or _FOLLOWERS.fullmatch(long, len(short)) is not None)
        and usage(short) == "name"
        and short not in given_names()
    )


def held_as_a_whole(body: Body, run: Sequence[Word]) -> list[bool]:
    """For each word of a run of names, whether a part of the run that holds it is in the body
    under another name: its acronym ("National Rifle Association" as "NRA") or an alias."""
    held = [False] * len(run)
    for i in range(len(run)):
        for j in range(i + 2, len(run) + 1):
            keys = tuple(w.key for w in run[i:j])
            initials = "".join(k[0] for k in keys if k not in CONNECTORS)
            known = len(initials) >= 2 and initials in body.written_in_capitals
            if known or any(body.find(other) for other in aliases().get(keys, ())):
                held[i:j] = [True] * (j - i)
    return held


def attributed(texts: Sequence[str], word: Word) -> bool:
    """Whether the word stands in the byline, the source or the address of the article.

    "COLUMN BY ORR" and "The Herald poll" name the paper, which the body does not.
    """
    return len(word.key) > 2 and any(word.key in text.casefold() for text in texts)
