"""Who did it to whom, by the order of two names around a verb, and by "by".

No parser reads the sentence: between the names stands little but the verb. That finds few of the
deeds that a story tells, and takes hardly one for another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from copydesk.check.body import Body
from copydesk.check.contrast import Contrast, denies, root
from copydesk.text.inflect import irregular_lemmas
from copydesk.text.lexicon import FUNCTION_WORDS
from copydesk.text.names import HONORIFICS, Range
from copydesk.text.roles import is_role
from copydesk.text.words import Word, words

RULE = "roles-swapped"
# So many words stand between the names at most.
_GAP = 7
# Between a verb and the name after it; a link goes with the verb.
_LINKS = frozenset("against over to on from with for".split())
_SMALL = frozenset("the a an its his her their by".split()) | HONORIFICS | _LINKS
# Where another clause begins, of which the name before is no part.
_CLAUSE = frozenset(
    "and or but who whom whose that which when where while as after before if because since "
    "although though than".split()
)
# The same when turned round; said of each by the other as easily; and verbs of many meanings.
_EITHER_WAY = frozenset(
    map(
        root,
        (
            "meet marry join face fight match equal resemble date divorce wed accompany include "
            "represent become remain make involve rival contact engage confront see view consider "
            "compete play debate know like border tie merge say tell think want ask call take come "
            "find give show"
        ).split(),
    )
)
# These go with one or with many, and not with both.
_AGREEING = frozenset("has have is are was were does do".split())
_MODALS = frozenset("to will would may might can could should must".split())
_SAME = {root("defeat"): root("beat")}
# To lose to somebody is to be beaten.
_CONVERSE = {(root("lose"), "to"): root("beat")}


class Deed(NamedTuple):
    """What the name at `agent` did to the one at `patient`, by the verb at `at`.

    `agents` and `patients` are the keys of the names; `deed` is the verb, whatever its form, with
    the preposition that goes with it.
    """

    deed: tuple[str, str]
    at: int
    agent: Range
    patient: Range
    agents: frozenset[str]
    patients: frozenset[str]


def swapped(body: Body, text: str, names: Sequence[Range]) -> Iterator[Contrast]:
    """The deeds of a claim that the body tells of the same two the other way round, and only so.

    Args:
        body: the article's body.
        text: the claim.
        names: where names stand among its words.
    """
    claim = words(text)
    for mine in _deeds(claim, names):
        told = [(number, deed) for number, deed in _told(body) if deed.deed == mine.deed]
        if any(mine.agents & deed.agents for _, deed in told):
            continue
        for number, deed in told:
            if mine.agents & deed.patients and mine.patients & deed.agents:
                who, whom = body.wording(deed.agent), body.wording(deed.patient)
                verb = claim[mine.at].key
                message = f"the body tells “{verb}” the other way round, of {who} and {whom}"
                at = (min(mine.agent, mine.patient)[0], max(mine.agent, mine.patient)[1])
                yield Contrast(RULE, at, number, message, _exchanged(text, claim, mine))
                break


def _exchanged(text: str, claim: Sequence[Word], mine: Deed) -> str:
    """The deed with its names exchanged; empty where the verb may go with one of them only."""
    (i, j), (k, m) = sorted((mine.agent, mine.patient))
    between = [word.key for word in claim[j:k]]
    verb = claim[mine.at].key
    alike = verb.endswith("ed") or verb in irregular_lemmas() or claim[mine.at - 1].key in _MODALS
    if not alike or not _AGREEING.isdisjoint(between):
        return ""
    (a, b), (c, d) = ((claim[x].start, claim[y - 1].end) for x, y in ((i, j), (k, m)))
    return f"{text[c:d]}{text[b:c]}{text[a:b]}"


def _deeds(found: Sequence[Word], names: Sequence[Range]) -> Iterator[Deed]:
    """The deeds that some words tell of two names, one after the other."""
    for left, right in pairwise(names):
        between = found[left[1] : right[0]]
        if not 0 < len(between) <= _GAP or any(map(denies, found[: right[0]])):
            continue
        keys = [word.key for word in between]
        verb = len(keys) - 1
        while verb >= 0 and (keys[verb] in _SMALL or is_role(keys[verb])):
            verb -= 1
        passive = "by" in keys[verb + 1 :]
        link = next((key for key in keys[verb + 1 :] if key in _LINKS), "")
        # "Beaten 3-2 by".
        while passive and verb >= 0 and keys[verb].isdigit():
            verb -= 1
        if verb < 0 or keys[verb] in FUNCTION_WORDS:
            continue
        done = root(keys[verb])
        aside = any(key in _CLAUSE for key in keys[:verb])
        if aside or done in _EITHER_WAY:
            continue
        deed = (_SAME.get(done, done), link)
        if deed in _CONVERSE:
            deed, passive = (_CONVERSE[deed], ""), True
        agent, patient = (right, left) if passive else (left, right)
        agents, patients = (
            frozenset(word.key for word in found[slice(*at)]) for at in (agent, patient)
        )
        if not agents & patients:
            yield Deed(deed, left[1] + verb, agent, patient, agents, patients)


@lru_cache(maxsize=32)
def _told(body: Body) -> list[tuple[int, Deed]]:
    """The deeds that the body tells, each with the number of its sentence."""
    found = []
    for number, sentence in enumerate(body.sentences):
        start, end = body.range_in(sentence)
        runs = body.runs[
            bisect_left(body.runs, (start, start)) : bisect_left(body.runs, (end, end))
        ]
        names = [(i - start, j - start) for i, j in runs if j <= end]
        for deed in _deeds(body.words[start:end], names):
            (i, j), (k, m) = deed.agent, deed.patient
            moved = deed._replace(agent=(start + i, start + j), patient=(start + k, start + m))
            found.append((number, moved))
    return found
