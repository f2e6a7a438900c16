"""What a story names, found by capitals and word lists, so that it costs a millisecond.

A name counts as what the whole story takes it for; a tagger that sees one headline errs more often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from copydesk.plant.actors import is_body
from copydesk.text.lexicon import (
    ACRONYMS,
    CODES_THAT_ARE_WORDS,
    METONYMS,
    PLACES_AND_GIVEN_NAMES,
    aliases,
    places,
    usage,
)
from copydesk.text.names import SUFFIXES, Range, capital_runs, people, place_at
from copydesk.text.words import Word, key, words

Kind = Literal["person", "place", "group", "organisation"]

# So many characters of a body are read; few stories name anybody for the first time after them.
READ = 8_000
_STATES = frozenset(
    "alabama,alaska,arizona,arkansas,california,colorado,connecticut,delaware,florida,georgia,"
    "hawaii,idaho,illinois,indiana,iowa,kansas,kentucky,louisiana,maine,maryland,massachusetts,"
    "michigan,minnesota,mississippi,missouri,montana,nebraska,nevada,new hampshire,new jersey,"
    "new mexico,new york,north carolina,north dakota,ohio,oklahoma,oregon,pennsylvania,"
    "rhode island,south carolina,south dakota,tennessee,texas,utah,vermont,virginia,"
    "west virginia,wisconsin,wyoming".split(",")
)
_PARTIES = frozenset("republicans republican democrats democrat democratic gop".split())
_ACRONYMS = ACRONYMS - set("covid dc gm gop hiv lgbt ny nyc tv uk us usa va vp".split()) | set(
    "aclu afl aarp bls cbo cftc cfpb dea dod fcc ferc fha fdic ftc gao gsa hud ice iaea icc imf "
    "isil nih noaa nrc nypd oecd omb opec osha sba ssa tsa unesco usps who wto".split()
)
# No other name for the same: "the House" is the Congress.
_VAGUE = frozenset("congress house senate government committee department party court".split())


class Thing(NamedTuple):
    """A name of a story; another of the same kind and sort can take its place in a sentence."""

    kind: Kind
    sort: str
    text: str


def keys(name: str) -> tuple[str, ...]:
    """The keys of the words of a name."""
    return tuple(key(part) for part in re.split(r"[ -]", name))


def things(body: str) -> list[Thing]:
    """The names in the opening of a body, in order, each once."""
    text = body[:READ]
    found = words(text)
    low = Counter(word.key for word in found if word.case == "lower")
    runs = capital_runs(found, low)
    held = sorted([*_people(text, found, runs), *_places(text, found), *_others(text, found, runs)])
    return list(dict.fromkeys(thing for _, thing in held))


def _people(text: str, found: tuple[Word, ...], runs: list[Range]) -> Iterator[tuple[int, Thing]]:
    for person in people(found, runs):
        start, end = person.at
        last = found[end - 1].key
        # "Senate Democrats", "Airport Authority", "Jakarta Jr." are no people, or not by that name.
        other = last in _PARTIES | SUFFIXES or is_body(last) or (last,) in places()
        plain = usage(last) == "lower" or last.endswith(("ists", "ians")) or len(last) < 3
        if not (other or plain) and end - start <= 4:
            yield start, Thing("person", "", text[found[start].start : found[end - 1].end])


def _places(text: str, found: tuple[Word, ...]) -> Iterator[tuple[int, Thing]]:
    for i, word in enumerate(found):
        for end, forms in place_at(found, i, True):
            follows = end < len(found) and found[end].joined and found[end].case != "lower"
            before = i > 0 and word.joined and found[i - 1].case != "lower"
            ambiguous = word.key in PLACES_AND_GIVEN_NAMES | CODES_THAT_ARE_WORDS
            postal = end == i + 1 and len(word.key) == 2 and word.key not in ("uk", "eu", "un")
            if not (ambiguous and (follows or before)) and not postal:
                yield i, place(text[word.start : found[end - 1].end], forms)


def place(name: str, places_named: Mapping[str, str]) -> Thing:
    """A place or the name of its people, with what may stand for it.

    Args:
        places_named: the places that `name` may mean -> which form of theirs it is.
    """
    forms = set(places_named.values())
    if forms == {"people"}:
        return Thing("group", "people s" if name.endswith("s") else "people", name)
    if "name" in forms:
        is_state = any(each.casefold().removesuffix(" (state)") in _STATES for each in places_named)
        return Thing("place", "state" if is_state else "country", name)
    return Thing("place", "town", name)


def _others(text: str, found: tuple[Word, ...], runs: list[Range]) -> Iterator[tuple[int, Thing]]:
    """Organisations by their last word, or acronyms; towns by "in" before them."""
    for i, j in runs:
        if found[i].opens and j - i > 1 and usage(found[i].key) == "lower":
            i += 1
        name = text[found[i].start : found[j - 1].end]
        parts = keys(name)
        if parts in places() or parts in METONYMS or "\n" in name:
            continue
        if (
            _is_organisation(name, text)
            and j - i <= 6
            and not (len(parts) == 1 and parts[0] in _VAGUE)
        ):
            yield i, Thing("organisation", "acronym" if name.isupper() else "", name)
        elif (
            i > 0 and found[i - 1].key in ("in", "near", "outside") and found[i - 1].case == "lower"
        ):
            town = j - i <= 2 and all(usage(p) != "lower" for p in parts) and not name.isupper()
            if town and text[found[i - 1].end : found[i].start] == " ":
                yield i, Thing("place", "town", name)


def _is_organisation(name: str, text: str) -> bool:
    """Whether a name ends as bodies' names do, or is an acronym that is known or explained so."""
    if not is_body(name) or " " in name or not name.isupper():
        return is_body(name)
    explained = re.search(rf"([A-Z][a-z]+) \({re.escape(name)}\)", text)
    return name.casefold() in _ACRONYMS or bool(explained and is_body(f"The {explained[1]}"))


def same(left: str, right: str) -> bool:
    """Whether two names may be one thing's: a shared word, an acronym, an alias."""
    a, b = keys(left), keys(right)
    if set(a) & set(b) or any(x[:4] == y[:4] for x in a for y in b if min(len(x), len(y)) > 3):
        return True
    if b in aliases().get(a, ()) or places().get(a, {}).keys() & places().get(b, {}).keys():
        return True
    return any(
        short == "".join(part[:1] for part in long if part not in ("of", "the", "and", "for"))
        for short, long in ((a[0], b), (b[0], a))
        if len(long) > 1
    )
