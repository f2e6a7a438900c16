"""Names, numbers and dates of the body that may stand where a claim has wrong ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from copydesk.check.body import BEFORE_PLACES, Body, Named
from copydesk.check.dates import same_kind
from copydesk.check.edits import Edit
from copydesk.check.mentions import claimed_places, groups, labels
from copydesk.check.numbers import agree, same_sort
from copydesk.check.resemblance import full_name
from copydesk.records import Span
from copydesk.text.dates import dates
from copydesk.text.lexicon import given_names
from copydesk.text.names import CALENDAR, HONORIFICS, Range, style
from copydesk.text.numbers import Quantity, quantities
from copydesk.text.roles import is_role
from copydesk.text.words import Word, stem, words

# So many names, numbers or dates are tried in place of one.
_MOST = 4


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
    places = {i: unit for unit in claimed_places(found, marks, look) for i in range(*unit.at)}
    for i, j in groups(found, marks, look):
        inside = [k for k in range(i, j) if found[k].start < wrong[1] and wrong[0] < found[k].end]
        if not inside:
            continue
        at = (i, j)
        if inside[0] in places:
            unit = places[inside[0]]
            at, form = unit.at, "people" if "people" in unit.forms.values() else "place"
            pool = _wordings(body.named_places, form)
        elif found[i].joined and i > 0 and found[i - 1].key in BEFORE_PLACES:
            pool = _wordings(body.named_places, "place")
        elif _is_person(body, found, at := _without_roles(found, at)):
            yield from _same_person(body, text, found, at)
            pool = _wordings(body.named_people, "person")
        else:
            pool = _others(body)
        outside = {w.key for k, w in enumerate(found) if not at[0] <= k < at[1]}
        now = {w.key for w in found[slice(*at)]}
        span = (found[at[0]].start, found[at[1] - 1].end)
        fit = (
            wording
            for wording, keys, _ in _nearest_first(pool, order)
            if keys.isdisjoint(outside) and keys != now
        )
        yield from (Edit(*span, wording) for wording in islice(fit, _MOST))


def _without_roles(found: Sequence[Word], at: Range) -> Range:
    """The range without the roles before a name: "President Ilse Varga" -> "Ilse Varga"."""
    roles = [k for k in range(at[0], at[1] - 1) if is_role(found[k].key)]
    return (roles[-1] + 1, at[1]) if roles else at


def _is_person(body: Body, found: Sequence[Word], at: Range) -> bool:
    i, j = at
    return (
        found[j - 1].key in body.by_surname
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
    """The runs of capitals in the body that name no person, each once."""
    people = {key for named in body.named_people for key in named.keys}
    found: dict[frozenset[str], tuple[str, list[int]]] = {}
    for i, j in body.runs:
        keys = frozenset(w.key for w in body.words[i:j])
        pronoun = body.words[i].key.partition("'")[0] == "i"
        if not pronoun and keys.isdisjoint(CALENDAR) and body.words[j - 1].key not in people:
            found.setdefault(keys, (body.wording((i, j)), []))[1].append(body.sentence_of[i])
    return [(wording, keys, at) for keys, (wording, at) in found.items()]


def _nearest_first(pool: Iterable[_Wording], order: Sequence[int]) -> list[_Wording]:
    rank = {number: place for place, number in enumerate(order)}
    return sorted(
        pool, key=lambda each: min((rank.get(n, len(rank)) for n in each[2]), default=len(rank))
    )


def numbers(body: Body, text: str, wrong: Span, order: Sequence[int]) -> Iterator[Edit]:
    """Numbers of the same unit, those first that count the same; arguments as `names` has them."""
    rank = {number: place for place, number in enumerate(order)}
    held = _counts(body.text)
    in_title = style(words(text)) in ("title", "upper")
    for claimed in _counts(text):
        start = claimed.span[0]
        named = start > 0 and text[start].isupper() and not in_title  # "Channel Four"
        if named or not _touches(claimed.span, wrong):
            continue
        nouns = {stem(noun) for noun in claimed.nouns}
        fit = {
            other.text.casefold(): other
            for other in reversed(held)
            if same_sort(claimed, other)
            and not agree(claimed, other)
            # A plural noun stands after the claim's number.
            and (other.low > 1 or claimed.low <= 1 or claimed.unit not in ("plain", "vague"))
        }
        best = sorted(
            fit.values(),
            key=lambda other: (
                nouns.isdisjoint(stem(noun) for noun in other.nouns),
                rank.get(body.sentence_number(other.span[0]), len(rank)),
                other.span,
            ),
        )
        yield from (Edit(*claimed.span, other.text) for other in best[:_MOST])


def _counts(text: str) -> list[Quantity]:
    """The quantities of a text that are no dates."""
    calendar = [mention.span for mention in dates(text)]
    return [q for q in quantities(text) if not any(_touches(q.span, span) for span in calendar)]


def days(body: Body, text: str, wrong: Span, order: Sequence[int]) -> Iterator[Edit]:
    """Dates of the same kind; arguments as `names` has them."""
    rank = {number: place for place, number in enumerate(order)}
    for claimed in dates(text):
        if not _touches(claimed.span, wrong):
            continue
        fit: dict[str, tuple[int, str]] = {}
        for other in dates(body.text):
            if (named := same_kind(body.text, other, claimed.kind)) is not None:
                place = rank.get(body.sentence_number(other.span[0]), len(rank))
                fit[named[0]] = min((place, named[1]), fit.get(named[0], (len(rank), named[1])))
        was = text[slice(*claimed.span)]
        best = [wording for _, wording in sorted(fit.values()) if wording != was]
        yield from (Edit(*claimed.span, wording) for wording in best[:_MOST])


def _touches(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]
