"""Names, numbers and dates of the body that may stand where a claim has wrong ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from copydesk.check.body import BEFORE_PLACES, LEAST_SHARED, Body, Named
from copydesk.check.dates import same_kind
from copydesk.check.edits import Edit
from copydesk.check.mentions import claimed_places, groups, labels
from copydesk.check.numbers import agree, same_sort
from copydesk.check.resemblance import full_name
from copydesk.records import Span
from copydesk.text.dates import dates
from copydesk.text.lexicon import FUNCTION_WORDS, given_names, places
from copydesk.text.names import CALENDAR, HONORIFICS, Range, is_capital, style
from copydesk.text.numbers import Quantity, quantities
from copydesk.text.roles import is_role
from copydesk.text.words import Word, stem, words

# So many names, numbers or dates are tried in place of one.
_MOST = 4
_BEFORE_THE = BEFORE_PLACES | frozenset(("", *"by to of for from with against and".split()))
# A number of these stands in place of no other number.
_MEASURES = frozenset(
    map(stem, "years months weeks days hours minutes seconds miles metres".split())
)


class Nearby:
    """The sentences from which something may come into a claim, by the number of the best first.

    They are among those that bear most on the claim, and have two content words of what stays of
    it: a name from elsewhere in the story would seldom be the one that was meant.
    """

    def __init__(self, body: Body, text: str, order: Sequence[int], without: Span) -> None:
        outside = [w.key for w in words(text) if not _touches((w.start, w.end), without)]
        least = min(LEAST_SHARED, len({stem(k) for k in outside if k not in FUNCTION_WORDS}))
        near = [number for number in order if body.shared(outside, number) >= least]
        self.keys = frozenset(outside)
        self._place = {number: place for place, number in enumerate(near)}

    def place(self, sentences: Iterable[int]) -> int | None:
        """The place of the best of the sentences, None where none is near."""
        return min((self._place[n] for n in sentences if n in self._place), default=None)


def names(body: Body, text: str, wrong: Span, order: Sequence[int]) -> Iterator[Edit]:
    """Names of the same sort in place of the claim's names that `wrong` touches.

    Args:
        body: the article's body.
        text: the claim.
        wrong: the words of the claim that are not borne out.
        order: the numbers of the body's sentences, those first that bear most on the claim.
    """
    found = words(text)
    look = style(found)
    marks = labels(found, look, body)
    held = {i: unit for unit in claimed_places(found, marks, look) for i in range(*unit.at)}
    for i, j in groups(found, marks, look):
        inside = [k for k in range(i, j) if found[k].start < wrong[1] and wrong[0] < found[k].end]
        if not inside:
            continue
        at = (i, j)
        if inside[0] in held:
            unit = held[inside[0]]
            at, form = unit.at, "people" if "people" in unit.forms.values() else "place"
            pool = _wordings(body.named_places, form)
        elif found[i].joined and i > 0 and found[i - 1].key in BEFORE_PLACES:
            pool = _wordings(body.named_places, "place")
        elif _is_person(body, found, at := _without_roles(found, at)):
            yield from _same_person(body, text, found, at)
            # Whose surname the body has, is meant, unless it has all of the name elsewhere.
            keys = tuple(w.key for w in found[slice(*at)])
            known = keys[-1] in body.positions and not body.find(keys)
            pool = [] if known else _wordings(body.named_people, "person")
        else:
            pool = [] if _goes_on(found, i) else _others(body)
        now = {w.key for w in found[slice(*at)]}
        span = (found[at[0]].start, found[at[1] - 1].end)
        near = Nearby(body, text, order, span)
        fit = sorted(
            (place, wording)
            for wording, keys, sentences in pool
            if keys.isdisjoint(near.keys)
            and keys != now
            and (place := near.place(sentences)) is not None
        )
        yield from (_with_article(body, found, at, wording) for _, wording in fit[:_MOST])


def _goes_on(found: Sequence[Word], i: int) -> bool:
    """Whether the name at `i` goes on with one before "and": "Board of Trade and Industry"."""
    return i > 1 and found[i - 1].key == "and" and is_capital(found[i - 2]) and found[i].joined


def _with_article(body: Body, found: Sequence[Word], at: Range, wording: str) -> Edit:
    """`wording` in place of a name, with "the" where the body writes it so, and else without."""
    (i, j), start = at, found[at[0]].start
    before = found[i - 1].key if i else ""
    after = found[j].key if j < len(found) and found[j].joined else ""
    alone = not after or after in FUNCTION_WORDS
    article = "the " if alone and re.search(rf"\b[Tt]he {re.escape(wording)}", body.text) else ""
    if before == "the" and alone and not article:
        start = found[i - 1].start
    if before not in _BEFORE_THE:
        article = ""
    return Edit(start, found[j - 1].end, article + wording)


def _without_roles(found: Sequence[Word], at: Range) -> Range:
    """The range without the roles before a name: "President Ilse Varga" -> "Ilse Varga"."""
    roles = [k for k in range(at[0], at[1] - 1) if is_role(found[k].key)]
    return (roles[-1] + 1, at[1]) if roles else at


def _is_person(body: Body, found: Sequence[Word], at: Range) -> bool:
    i, j = at
    return (
        any(found[j - 1].key in named.keys for named in body.named_people)
        or (j - i > 1 and found[i].key in given_names())
        or (i > 0 and (found[i - 1].key in HONORIFICS or is_role(found[i - 1].key)))
    )


def _same_person(body: Body, text: str, found: Sequence[Word], at: Range) -> Iterator[Edit]:
    """Where the body has the surname: the person's name as the body gives it, or that alone."""
    i, j = at
    last = found[j - 1]
    if last.key not in body.positions or j - i < 2:
        return
    person = full_name(body, last.key)
    if person is not None and person.keys != tuple(w.key for w in found[i:j]):
        yield Edit(found[i].start, last.end, body.wording(person.at))
    yield Edit(found[i].start, last.end, text[last.start : last.end])


_Wording = tuple[str, frozenset[str], Iterable[int]]


def _wordings(pool: Iterable[Named], form: str) -> list[_Wording]:
    """(wording, keys, sentences) of each name in the form that is asked for."""
    found = [
        (named.people_wording if form == "people" else named.wording, named.keys, named.sentences)
        for named in pool
    ]
    return [each for each in found if each[0]]


def _others(body: Body) -> list[_Wording]:
    """The runs of capitals in the body that name no person or country, each once."""
    people = {key for named in body.named_people for key in named.keys}
    countries = set(places())
    found: dict[frozenset[str], tuple[str, list[int]]] = {}
    for i, j in body.runs:
        keys = frozenset(w.key for w in body.words[i:j])
        run = tuple(w.key for w in body.words[i:j])
        last = run[-1]
        other = run[0].partition("'")[0] == "i" or last in people or last in FUNCTION_WORDS
        if not other and run not in countries and keys.isdisjoint(CALENDAR):
            found.setdefault(keys, (body.wording((i, j)), []))[1].append(body.sentence_of[i])
    return [(wording, keys, at) for keys, (wording, at) in found.items()]


def numbers(body: Body, text: str, wrong: Span, order: Sequence[int]) -> Iterator[Edit]:
    """Numbers of the same unit, those first that count the same; arguments as `names` has them."""
    held = _counts(body.text)
    in_title = style(words(text)) in ("title", "upper")
    for claimed in _counts(text):
        start = claimed.span[0]
        named = start > 0 and text[start].isupper() and not in_title  # "Channel Four"
        if named or not _touches(claimed.span, wrong):
            continue
        nouns = {stem(noun) for noun in claimed.nouns}
        near = Nearby(body, text, order, claimed.span)
        fit = {
            other.text.casefold(): other
            for other in reversed(held)
            if same_sort(claimed, other)
            and not agree(claimed, other)
            and other.text.casefold() not in text.casefold()
            # A plural noun stands after the claim's number.
            and (other.low > 1 or claimed.low <= 1 or claimed.unit not in ("plain", "vague"))
        }
        alike = {k: v for k, v in fit.items() if not nouns.isdisjoint(map(stem, v.nouns))}
        if alike or nouns & _MEASURES:
            fit = alike
        best = sorted(
            (place, other.text)
            for other in fit.values()
            if (place := near.place([body.sentence_number(other.span[0])])) is not None
        )
        yield from (Edit(*claimed.span, wording) for _, wording in best[:_MOST])


def _counts(text: str) -> list[Quantity]:
    """The quantities of a text that are no dates."""
    calendar = [mention.span for mention in dates(text)]
    return [q for q in quantities(text) if not any(_touches(q.span, span) for span in calendar)]


def days(body: Body, text: str, wrong: Span, order: Sequence[int]) -> Iterator[Edit]:
    """Dates of the same kind; arguments as `names` has them."""
    for claimed in dates(text):
        if not _touches(claimed.span, wrong):
            continue
        near = Nearby(body, text, order, claimed.span)
        fit: dict[str, tuple[int, str]] = {}
        for other in dates(body.text):
            named = same_kind(body.text, other, claimed.kind)
            place = near.place([body.sentence_number(other.span[0])])
            if named is not None and place is not None:
                fit[named[0]] = min((place, named[1]), fit.get(named[0], (place, named[1])))
        was = text[slice(*claimed.span)]
        best = [wording for _, wording in sorted(fit.values()) if wording != was]
        yield from (Edit(*claimed.span, wording) for wording in best[:_MOST])


def _touches(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]
