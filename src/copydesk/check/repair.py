"""The repair of a wrong claim: what could be meant is written down, and the model judges it.

Candidates are names, numbers and dates of the body in place of the wrong ones, other words for what
was said, and the claim without its wrong words. One that the model finds borne out, and much more
so than the claim, is the repair: as in Thorne & Vlachos 2021 ("Evidence-based Factual Error
Correction") the words in doubt are found first, then others looked for in the evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from copydesk.check.body import Body
from copydesk.check.cuts import cuts
from copydesk.check.edits import Edit, edited
from copydesk.check.evidence import ranked
from copydesk.check.replacements import days, names, numbers
from copydesk.check.rewordings import antonyms, infills, modalities, negations
from copydesk.records import Span

# So many candidates are judged at once.
MOST = 16
# A claim with two mistakes takes two steps.
_STEPS = 2
# By so much a repair must be likelier than the claim as it stood.
_CLEARLY = 0.2
# Candidates are taken from the sentences that bear most on the claim before all others.
_NEAREST = 8


class Scored(NamedTuple):
    """How likely a text is consistent with the body, 0 to 1, and the words most in doubt."""

    likely: float
    wrong: Span


Judge = Callable[[Sequence[str]], Sequence[Scored]]


def repaired(body: Body, text: str, scored: Scored, judge: Judge, enough: float) -> str | None:
    """The claim `text` with what is wrong put right; None where no candidate is good enough.

    Args:
        body: the article's body.
        text: the claim.
        scored: what the model thinks of it.
        judge: what the model thinks of other texts; asked twice at most, for `MOST` at once.
        enough: from which probability on a text counts as borne out.
    """
    enough = max(enough, scored.likely + _CLEARLY)
    seen = {text}
    for _ in range(_STEPS):
        tried = [each for each in candidates(body, text, scored.wrong) if each not in seen]
        if not tried:
            return None
        seen.update(tried)
        best, text = max(zip(judge(tried), tried, strict=True), key=lambda each: each[0].likely)
        if best.likely >= enough:
            return text
        if best.likely <= scored.likely:
            return None
        scored = best
    return None


def candidates(body: Body, text: str, wrong: Span) -> list[str]:
    """Up to `MOST` texts that may be what the claim `text` should say.

    Of each sort of change the best comes first, then of each the second, and so on.
    """
    order = ranked(body, text)[:_NEAREST]
    near = "\n".join(body.text[slice(*body.sentences[number])] for number in order[:4])
    sorts: list[Iterator[Edit]] = [
        names(body, text, wrong, order),
        numbers(body, text, wrong, order),
        days(body, text, wrong, order),
        cuts(text, wrong),
        infills(text, wrong, near),
        modalities(text, wrong, near),
        negations(text, wrong, near),
        antonyms(text, wrong, near),
    ]
    edits = (edit for edit in chain.from_iterable(zip_longest(*sorts)) if edit is not None)
    texts = dict.fromkeys(edited(text, edit) for edit in edits)
    texts.pop(text, None)
    return list(islice(texts, MOST))
