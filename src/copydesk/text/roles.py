"""Who holds which role: "Secretary of State Jane Roe", "Jane Roe, the secretary of state,".

A role is a head noun with what narrows it: "US Secretary of State" is (secretary, {state, us}).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from copydesk.text.lexicon import FUNCTION_WORDS, given_names, places
from copydesk.text.names import (
    CALENDAR,
    CONNECTORS,
    HONORIFICS,
    NO_PERSON,
    SUFFIXES,
    Range,
    place_at,
)
from copydesk.text.words import Word

# Head nouns; forms of one role share a value. Only one person at a time holds a role of `_SINGLE`
# in one place; of the others a story may name several.
_SINGLE = {
    "president": "president", "potus": "president", "premier": "prime minister",
    "secretary": "secretary", "chancellor": "chancellor", "governor": "governor",
    "gov": "governor", "mayor": "mayor", "pope": "pope", "ceo": "chief executive",
    "cfo": "chief financial officer", "king": "king", "queen": "queen", "emperor": "emperor",
    "commissioner": "commissioner", "chairman": "chair", "chairwoman": "chair",
    "chairperson": "chair", "chair": "chair", "archbishop": "archbishop", "sheriff": "sheriff",
    "dean": "dean", "principal": "principal", "coach": "coach", "captain": "captain",
    "director": "director", "superintendent": "superintendent", "speaker": "speaker",
    "ayatollah": "ayatollah", "taoiseach": "prime minister", "manager": "manager",
    "administrator": "administrator", "chief": "chief", "skipper": "captain",
}  # fmt: skip
_SHARED = {
    "senator": "senator", "sen": "senator", "representative": "representative",
    "rep": "representative", "congressman": "representative", "congresswoman": "representative",
    "minister": "minister", "judge": "judge", "justice": "justice", "professor": "professor",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "spokesperson": "spokesperson",
    "general": "general", "gen": "general", "prince": "prince", "princess": "princess",
    "ambassador": "ambassador", "envoy": "envoy", "prosecutor": "prosecutor",
    "founder": "founder", "editor": "editor", "attorney": "lawyer", "lawyer": "lawyer",
    "councilman": "councilor", "councilwoman": "councilor", "councilor": "councilor",
    "councillor": "councilor", "leader": "leader", "adviser": "adviser", "advisor": "adviser",
    "bishop": "bishop", "cardinal": "cardinal", "lieutenant": "lieutenant", "lt": "lieutenant",
    "colonel": "colonel", "col": "colonel", "sergeant": "sergeant", "sgt": "sergeant",
    "officer": "officer", "detective": "detective", "commander": "commander",
    "striker": "striker", "goalkeeper": "goalkeeper", "midfielder": "midfielder",
    "defender": "defender", "quarterback": "quarterback", "singer": "singer", "actor": "actor",
    "actress": "actress", "author": "author", "inspector": "inspector", "assemblyman": "assembly",
}  # fmt: skip
# Two and three words that are one head.
_PHRASES = {
    ("prime", "minister"): ("prime minister", True),
    ("vice", "president"): ("vice president", True),
    ("attorney", "general"): ("attorney general", True),
    ("surgeon", "general"): ("surgeon general", True),
    ("solicitor", "general"): ("solicitor general", True),
    ("inspector", "general"): ("inspector general", True),
    ("secretary", "general"): ("secretary general", True),
    ("director", "general"): ("director general", True),
    ("chief", "justice"): ("chief justice", True),
    ("chief", "executive", "officer"): ("chief executive", True),
    ("chief", "executive"): ("chief executive", True),
    ("chief", "financial", "officer"): ("chief financial officer", True),
    ("chief", "operating", "officer"): ("chief operating officer", True),
    ("chief", "of", "staff"): ("chief of staff", True),
    ("press", "secretary"): ("press secretary", True),
    ("first", "lady"): ("first lady", True),
    ("supreme", "leader"): ("supreme leader", True),
    ("majority", "leader"): ("majority leader", True),
    ("minority", "leader"): ("minority leader", True),
    ("opposition", "leader"): ("opposition leader", True),
    ("police", "chief"): ("police chief", True),
    ("fire", "chief"): ("fire chief", True),
    ("special", "counsel"): ("special counsel", True),
    ("district", "attorney"): ("district attorney", True),
    ("majority", "whip"): ("majority whip", True),
    ("head", "coach"): ("coach", True),
    ("security", "adviser"): ("security adviser", True),
    ("security", "advisor"): ("security adviser", True),
    ("running", "mate"): ("running mate", True),
}
_BEGINNINGS = frozenset([*_SINGLE, *_SHARED, *(phrase[0] for phrase in _PHRASES)])
# What makes it another role: a former president is not the president.
STATUS = frozenset(
    "former ex then acting interim deputy vice assistant associate junior outgoing incoming elect "
    "candidate nominee hopeful late retired onetime longtime designate shadow assistant co old "
    "undersecretary under fellow next past future previous would-be aspiring first".split()
)
# What a secretary or minister is one of.
_OFFICES = frozenset(
    "state defense defence treasury commerce labor labour energy education transportation health "
    "homeland security interior agriculture housing veterans foreign finance justice home trade "
    "environment culture transport business press cabinet army navy general budget police fire "
    "house senate majority minority supreme court party committee campaign board".split()
)


class Role(NamedTuple):
    """A head with what narrows it; `single` where only one person at a time can hold it."""

    head: str
    narrowing: frozenset[str]
    status: frozenset[str]
    single: bool


class Holder(NamedTuple):
    """A role at `words[role_at]` that the text gives to the name at `words[name_at]`."""

    role: Role
    role_at: Range
    name_at: Range


def is_role(key: str) -> bool:
    """Whether a word with this key can be the head of a role."""
    return key in _SINGLE or key in _SHARED


def may_be_same(left: Role, right: Role) -> bool:
    """Whether two roles may be one: same head and status, and neither is narrowed otherwise."""
    if left.head != right.head or left.status != right.status:
        return False
    if left.head in ("secretary", "minister") and not (left.narrowing & right.narrowing & _OFFICES):
        return False
    return left.narrowing <= right.narrowing or right.narrowing <= left.narrowing


def holders(words: Sequence[Word], names: Sequence[bool]) -> list[Holder]:
    """The roles that the text gives to names, in order.

    `names[i]` says whether word i can be part of a person's name; the caller knows how the text
    writes its names.
    """
    found = []
    i = 0
    while i < len(words):
        head = _head_at(words, i)
        if head is None:
            i += 1
            continue
        label, single, end = head
        begin, narrowing, status = _before(words, i, names)
        end, office = _after(words, end, names)
        role = Role(label, narrowing | office, status, single)
        name = _name_after(words, end, names) or _name_before(words, begin, end, names)
        if name is not None:
            found.append(Holder(role, (begin, end), name))
        i = max(end, i + 1)
    return found


def _head_at(words: Sequence[Word], i: int) -> tuple[str, bool, int] | None:
    key = words[i].key
    if key not in _BEGINNINGS:
        return None
    for n in (3, 2):
        if i + n <= len(words) and all(w.joined for w in words[i + 1 : i + n]):
            phrase = _PHRASES.get(tuple(w.key for w in words[i : i + n]))
            if phrase is not None:
                return phrase[0], phrase[1], i + n
    if key in _SINGLE:
        return _SINGLE[key], True, i + 1
    if key in _SHARED:
        return _SHARED[key], False, i + 1
    return None


def _narrowing(word: Word, cased_as_name: bool) -> frozenset[str]:
    place = places().get((word.key,))
    if place is not None and (cased_as_name or word.key == "u.s."):
        return frozenset(place)
    if word.key in _OFFICES or (cased_as_name and word.key not in FUNCTION_WORDS):
        return frozenset([word.key])
    return frozenset()


def _before(
    words: Sequence[Word], i: int, names: Sequence[bool]
) -> tuple[int, frozenset[str], frozenset[str]]:
    """Where the role begins, what narrows it there, and its status; at most four words back."""
    narrowing: frozenset[str] = frozenset()
    status: set[str] = set()
    begin = i
    while begin > 0 and i - begin < 4 and (words[begin].joined or begin == i):
        word = words[begin - 1]
        if not words[begin].joined:
            # "China's president": the possessive parts the words, but narrows the role.
            place = places().get((word.key,), {})
            if words[begin].start - word.end == 3 and place and names[begin - 1]:
                narrowing |= frozenset(place)
                begin -= 1
            break
        if word.key in STATUS:
            status.add("former" if word.key in ("ex", "onetime", "past", "previous") else word.key)
        elif word.key in FUNCTION_WORDS or word.key in CALENDAR:
            break
        elif found := _narrowing(word, names[begin - 1]):
            narrowing |= found
        else:
            break
        begin -= 1
    return begin, narrowing, frozenset(status)


def _after(words: Sequence[Word], end: int, names: Sequence[bool]) -> tuple[int, frozenset[str]]:
    """Past an "of State", "for the Treasury" that goes on with the role, and what it adds."""
    office: frozenset[str] = frozenset()
    if end + 1 < len(words) and words[end].key in ("of", "for") and words[end].joined:
        j = end + 1
        if words[j].key == "the" and j + 1 < len(words):
            j += 1
        first = j
        for after_place, forms in place_at(words, j, cased=any(names)):
            return after_place, frozenset(forms)
        while j < len(words) and (words[j].joined or j == first) and j - first < 4:
            found = _narrowing(words[j], names[j])
            if not found or (j > first and words[j].key not in _OFFICES):
                break
            office |= found
            j += 1
        if j > first:
            return j, office
    if end < len(words) and words[end].key in ("elect", "designate", "nominee", "candidate"):
        return end + 1, frozenset([words[end].key])
    return end, office


def _name_run(words: Sequence[Word], i: int, names: Sequence[bool]) -> Range | None:
    j = i
    while j < len(words) and j - i < 5 and (j == i or words[j].joined):
        linked = words[j].key in CONNECTORS - {"of", "the", "for", "y"} and j > i
        if words[j].key in NO_PERSON or not (
            names[j] or (linked and j + 1 < len(words) and names[j + 1])
        ):
            break
        # "President Orr Chief of Staff Lind": another role follows on a surname.
        if j == i + 1 and words[i].key not in given_names() and _head_at(words, j) is not None:
            break
        j += 1
    while j > i and words[j - 1].key in SUFFIXES:
        j -= 1
    return (i, j) if j > i else None


def _name_after(words: Sequence[Word], end: int, names: Sequence[bool]) -> Range | None:
    """The name right after the role, or set off by a comma: "the mayor, Jane Roe,"."""
    if end >= len(words):
        return None
    i = end
    if words[i].key in HONORIFICS and words[i].joined and i + 1 < len(words):
        i += 1
    gap = words[end].start - words[end - 1].end
    if words[end].joined or gap == 2 or (gap == 3 and words[end].opens):
        run = _name_run(words, i, names)
        # After a comma only a full name is surely the holder's.
        if run is not None and (words[end].joined or run[1] - run[0] >= 2):
            return run
    return None


def _name_before(
    words: Sequence[Word], begin: int, end: int, names: Sequence[bool]
) -> Range | None:
    """The name before an apposition: "Jane Roe, the mayor"; "Roe, mayor to meet" names two."""
    i = begin - 1
    if i >= 0 and words[i].key in ("the", "a", "an", "its", "their", "his", "her"):
        i -= 1
    elif end < len(words) and words[end].joined and words[end].key not in ("of", "who", "at", "in"):
        return None
    if i < 0 or i + 1 >= len(words):
        return None
    if words[i + 1].start - words[i].end != 2 or not names[i] or words[i + 1].opens:
        return None
    j = i + 1
    while i > 0 and names[i - 1] and words[i].joined and j - i < 4:
        i -= 1
    return (i, j)
