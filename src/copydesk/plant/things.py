"""Another person, place, people, party or organisation in a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.edit import Edit, Planted, planted
from copydesk.plant.named import Thing, keys, place, same
from copydesk.plant.story import Story
from copydesk.text.lexicon import CODES_THAT_ARE_WORDS, given_names, places
from copydesk.text.names import HONORIFICS
from copydesk.text.roles import is_role
from copydesk.text.words import key

if TYPE_CHECKING:
    from spacy.tokens import Doc

# How often a name is another story's though this one has some of its kind, and how often where it
# has none: names of elsewhere are easy to find out.
FROM_ELSEWHERE, ONLY_ELSEWHERE = 0.15, 0.5
_GENDERED = re.compile(r"\b(?:he|she|him|his|hers?|himself|herself|wife|husband|Mrs?|Ms)\b", re.I)
_SAYING = frozenset(
    "say tell announce claim argue add note warn insist suggest declare write state explain "
    "contend assert predict acknowledge call urge accuse criticize blame deny promise vow".split()
)
# Written with "the", which another name does not take.
_WITH_THE = frozenset("u.s. uk eu un philippines netherlands united".split())
# Noun, plural, adjective.
_GROUPS = (
    (("republican", "republicans", "republican"), ("democrat", "democrats", "democratic")),
    (
        ("muslim", "muslims", "muslim"), ("christian", "christians", "christian"),
        ("jew", "jews", "jewish"), ("catholic", "catholics", "catholic"),
        ("hindu", "hindus", "hindu"),
    ),
    (("conservative", "conservatives", "conservative"), ("liberal", "liberals", "liberal")),
)  # fmt: skip
_GROUP = re.compile(
    rf"\b(?:{'|'.join(sorted({f for g in _GROUPS for m in g for f in m}))})\b(?! Party)", re.I
)
_PLACE = re.compile(r"(?<![\w.-])[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}")


def names(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """One error for each name of the claim that another of its sort may stand for."""
    text = claim.text
    for thing, (start, end) in mentioned(text, story):
        if thing.kind == "person" and (_GENDERED.search(text) or text[:start].endswith("and ")):
            continue
        rest = text[:start] + text[end:]
        new = _another(thing, text[start:end], rest, story, draw)
        if new is None or _takes_the(new) > _takes_the(thing.text):
            continue
        if text[:start].endswith("the ") and thing.kind != "group":
            if thing.kind == "organisation" and f"the {new}" not in story.body:
                continue
            if thing.kind == "place":
                start -= 4 if _takes_the(thing.text) and not _takes_the(new) else 0
        kind = "attribution" if _speaks(claim, start, end, thing) else thing.kind
        yield planted(kind, text, Edit(start, end, new))


def mentioned(text: str, story: Story) -> Iterator[tuple[Thing, tuple[int, int]]]:
    """The names of the story that `text` has, each once, and where."""
    taken: list[tuple[int, int]] = []
    for thing in story.things:
        forms = [thing.text]
        if thing.kind == "person":
            forms.append(thing.text.rsplit(" ", 1)[-1])
        for form in forms:
            match = re.search(rf"(?<![\w.-]){re.escape(form)}(?![\w-])", text)
            if match is None or any(a < match.end() and match.start() < b for a, b in taken):
                continue
            if _is_part(text, *match.span(), thing):
                continue
            taken.append(match.span())
            yield thing, match.span()
            break
    for match in _PLACE.finditer(text):
        places_named = places().get(keys(match.group()), {})
        free = not any(a < match.end() and match.start() < b for a, b in taken)
        if places_named and free and match.group().casefold() not in CODES_THAT_ARE_WORDS:
            yield place(match.group(), places_named), match.span()


def _is_part(text: str, start: int, end: int, thing: Thing) -> bool:
    """Whether a name is part of a longer one: "Clinton Foundation", "Hillary Clinton"."""
    if re.match(r"[ -][A-Z]\w", text[end:]) and thing.kind != "group":
        return True
    before = re.search(r"([A-Z][\w.]*)[ -]$", text[:start])
    if before is None or thing.kind not in ("person", "organisation", "place"):
        return False
    word = key(before[1])
    titled = word in HONORIFICS or is_role(word) or word in ("sens", "reps", "gov", "sen", "rep")
    first = before.start() == 0 and word not in given_names()
    return not (titled or first) or (thing.kind == "organisation" and not first)


def _another(thing: Thing, old: str, rest: str, story: Story, draw: Random) -> str | None:
    """Another name of the same sort that no sentence has beside the claim's other words."""
    here = _others(thing, old, rest, story.things)
    away = [new for new in _others(thing, old, rest, story.elsewhere) if new not in story.body]
    if not here and draw.random() > ONLY_ELSEWHERE:
        return None
    candidates = away if away and draw.random() < FROM_ELSEWHERE else here or away
    draw.shuffle(candidates)
    for new in candidates[:6]:
        last = new.rsplit(" ", 1)[-1] if thing.kind == "person" else new
        if not story.says(last, rest):
            return new
    return None


def _others(thing: Thing, old: str, rest: str, known: tuple[Thing, ...]) -> list[str]:
    found = []
    for other in known:
        if other.kind == thing.kind and other.sort == thing.sort:
            # A surname stands for a surname.
            short = thing.kind == "person" and " " not in old
            new = other.text.rsplit(" ", 1)[-1] if short else other.text
            if not same(other.text, thing.text) and not same(new, rest):
                found.append(new)
    return list(dict.fromkeys(found))


def _takes_the(name: str) -> bool:
    return key(name.split(" ")[0]) in _WITH_THE


def _speaks(claim: Doc, start: int, end: int, thing: Thing) -> bool:
    """Whether the name is the one who says something."""
    span = claim.char_span(start, end, alignment_mode="expand")
    if span is None or thing.kind not in ("person", "organisation"):
        return False
    return span.root.dep_ == "nsubj" and span.root.head.lemma_ in _SAYING


def groups(claim: Doc, story: Story, draw: Random) -> Iterator[Planted]:
    """The other party, another faith."""
    text = claim.text
    for match in _GROUP.finditer(text):
        word = match.group().casefold()
        if match.group()[0].islower() and word[:4] not in ("cons", "libe"):
            continue
        group = next(g for g in _GROUPS if any(word in member for member in g))
        old = next(member for member in group if word in member)
        span = claim.char_span(*match.span(), alignment_mode="expand")
        adjective = span is not None and span.root.dep_ in ("amod", "compound", "nmod")
        form = 1 if word == old[1] else 2 if adjective or word != old[0] else 0
        new = draw.choice([member for member in group if member is not old])[form]
        rest = text[: match.start()] + text[match.end() :]
        if new[:6] in rest.casefold() or story.says(new, rest, 0.5):
            continue
        new = new.capitalize() if match.group()[0].isupper() else new
        yield planted("group", text, Edit(*match.span(), new))
