"""True rewordings of a claim, so that "not the story's words" does not come to mean "false"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from copydesk.plant.edit import Edit, edited, over
from copydesk.plant.numbers import WORDS
from copydesk.plant.voice import turned
from copydesk.text.inflect import inflected

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DAY = re.compile(
    r",? on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|evening|night))?"
    r"(?=[.,;]| that\b|$)"
)
_DIGITS = re.compile(
    r"(?<![\w.,/$€£-])(?:[2-9]|1[0-2])"
    r"(?![\w/%]|[.,:]\d|-\d| (?:percent|million|billion|a\.?m|p\.?m))"
)
# "March 7", "Title 9": never in words.
_LABEL = re.compile(
    r"(?:[JFMASOND][a-z]{2,8}\.?|No\.|Title|Section|Part|Rule|Article|Chapter|[Vv]ersion) $"
)
_SPELT = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS[1:12])})(?![\w-])")
_SHORT = [
    (re.compile(pattern), words)
    for pattern, words in (
        (r"(?<=\d) percent\b", "%"),
        (r"(?<=\d)%", " percent"),
        (r"\bthe United States\b", "the U.S."),
        (r"\bthe U\.S\.(?= (?:and|or|to|is|was|has|in|from|would|will)\b)", "the United States"),
        (r"\bUnited Nations\b", "U.N."),
        (r"\bU\.N\.", "United Nations"),
        (r"^President (?=[A-Z]\w+ [A-Z]\w+)", ""),
        (r"\bSenator (?=[A-Z])", "Sen. "),
        (r"\bSen\. (?=[A-Z])", "Senator "),
        (r"\bGovernor (?=[A-Z])", "Gov. "),
        (r"\bGov\. (?=[A-Z])", "Governor "),
        (r"\bRepresentative (?=[A-Z])", "Rep. "),
        (r"\bRep\. (?=[A-Z])", "Representative "),
        (r"\bthe GOP\b", "Republicans"),
    )
]
_NO_SURNAME = re.compile(r"['’-]|\b(?:Jr|Sr|III|II)\b")


def _pairs(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in text.split(";"):
        word, other = pair.split()
        found[word] = other
    return found


# Each pair says the same in news, with the same construction.
_VERBS = _pairs(
    "begin start; buy purchase; help assist; show indicate; murder kill; injure wound; "
    "assist help; purchase buy; obtain get; choose pick; gather collect; close shut; "
    "vow pledge; pledge promise; investigate probe; blast criticize; slam criticize; "
    "rip criticize; condemn denounce; halt stop; argue contend; praise commend; hail praise; "
    "oust remove; slay kill; nab catch; mull consider; support back; boost increase; "
    "reduce cut; climb rise; surge soar; announce reveal; respond reply; conclude end; "
    "commence begin; construct build; demolish raze; permit allow; prohibit ban; ban prohibit; "
    "pursue seek; unveil reveal; vanish disappear; donate give; depart leave; attempt try; "
    "allege claim; anticipate expect; slash cut; tumble fall; plunge plummet"
)
_NOUNS = _pairs(
    "lawmaker legislator; attorney lawyer; car vehicle; doctor physician; movie film; "
    "nation country; firm company; employee worker; teenager teen; journalist reporter; "
    "aid assistance; pact agreement; probe investigation; blaze fire; residence home; "
    "kid child; physician doctor; lawyer attorney; vehicle car; legislator lawmaker"
)
_OTHERS = _pairs(
    "nearly almost; almost nearly; big large; huge enormous; quickly rapidly; "
    "approximately about; roughly about; currently now; previously earlier; "
    "also additionally; however nevertheless; important key; entire whole; crucial vital; "
    "difficult hard; rapid fast; wealthy rich; deadly fatal; additionally also"
)


def rewritten(claim: Doc, draw: Random) -> tuple[str, str] | None:
    """A true rewording of a claim, and how: "turned" (active, passive) or "reworded"."""
    for how, text in (("turned", turned(claim)), ("reworded", _reworded(claim, draw))):
        if text and text != claim.text:
            return how, text
    return None


def _reworded(claim: Doc, draw: Random) -> str | None:
    """One to three small changes."""
    edits = [*_small(claim), *_synonyms(claim)]
    draw.shuffle(edits)
    kept: list[Edit] = []
    for edit in edits[: draw.choice((1, 2, 3))]:
        if all(edit.end <= other.start or edit.start >= other.end for other in kept):
            kept.append(edit)
    return edited(claim.text, kept)[0] if kept else None


def _synonyms(claim: Doc) -> Iterator[Edit]:
    for word in claim:
        if word.ent_type_ or word.pos_ == "PROPN" or word.is_upper:
            continue
        new = None
        if word.tag_.startswith("VB") and not any(c.dep_ == "prt" for c in word.children):
            other = _VERBS.get(word.lemma_)
            new = other and inflected(other, word.tag_)
        elif word.tag_ in ("NN", "NNS"):
            other = _NOUNS.get(word.lemma_)
            new = other and (_plural(other) if word.tag_ == "NNS" else other)
        elif word.tag_[:2] in ("JJ", "RB"):
            new = _OTHERS.get(word.lower_)
        if new:
            yield over(word, new, wrong=False)


def _plural(noun: str) -> str:
    return "children" if noun == "child" else noun.replace("country", "countrie") + "s"


def _small(claim: Doc) -> Iterator[Edit]:
    """Digits for number words and back, short forms, a weekday dropped, a surname alone."""
    text = claim.text
    for match in _DIGITS.finditer(text):
        if not _LABEL.search(text[: match.start()]):
            yield Edit(*match.span(), WORDS[int(match.group()) - 1], wrong=False)
    for match in _SPELT.finditer(text):
        yield Edit(*match.span(), str(WORDS.index(match.group()) + 1), wrong=False)
    for pattern, words in [*_SHORT, (_DAY, "")]:
        for match in pattern.finditer(text):
            yield Edit(*match.span(), words, wrong=False)
    for person in (e for e in claim.ents if e.label_ == "PERSON"):
        parts = person.text.split(" ")
        if len(parts) != 2 or not person.text.istitle() or _NO_SURNAME.search(person.text):
            continue
        if text.count(parts[1]) == 1:
            start = person.start_char
            yield Edit(start, start + len(parts[0]) + 1, "", wrong=False)
