"""What a wrong claim may be meant to say: names, numbers, dates and words of the body, and cuts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from copydesk.check.body import Body
from copydesk.check.cuts import cuts
from copydesk.check.edits import Edit, edited
from copydesk.check.evidence import ranked
from copydesk.check.replacements import days, names, numbers
from copydesk.check.rewordings import antonyms, infills, modalities, negations
from copydesk.records import Span

# So many candidates are judged at once.
MOST = 16
# From so many of the sentences that bear most on the claim they are taken, rewordings from fewer.
_NEAREST = 8
_READ = 4


def candidates(body: Body, text: str, wrong: Span) -> list[str]:
    """Up to `MOST` texts that may be what the claim `text` should say.

    Of each sort of change the best comes first, then of each the second, and so on.
    """
    order = ranked(body, text)[:_NEAREST]
    near = "\n".join(body.text[slice(*body.sentences[number])] for number in order[:_READ])
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
