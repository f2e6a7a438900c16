"""Where sentences begin and end: exact, trimmed spans, by rule.

A sentence ends at a run of `.`, `!`, `?` or `…` with the quotes and brackets that close after it,
unless what stands before or after says otherwise: an abbreviation, an initial, a decimal, a word
that goes on in lower case. Text with no capitals at all, and tokenised text (`officials said .`),
is split too. The rules follow Golden Rules of Pragmatic Segmenter (Kevin Dias, 2013) as far as
news prose needs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from copydesk.records import Span

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_STOP = re.compile(r"[.!?…]+")
_CLOSERS = re.compile(r"(?:['’]{2}|[\"”’')\]}»])*(?:\[\d+\])?")
_SPACED_CLOSERS = re.compile(r"(?:\s(?:''|”|’|\)|\]|-rrb-|»)(?=\s|$))+")
_SPACED_QUOTE = re.compile(r'\s"(?=\s|$)')
_OPENERS = re.compile(r"(?:``|[\"“‘'(\[{«`]|-lrb-)(?:\s*(?:``|[\"“‘'(\[{«`]))*\s*")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘'«/—–]*$")
_NEXT_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*")
_SAID = re.compile(
    r"(?:[\w.'’-]+ ){0,3}?(?:said|says|asked|asks|told|added|wrote|writes|replied|tweeted)\b", re.I
)

# A full stop after one of these never ends a sentence: a name or a number follows.
_BEFORE_A_NAME = frozenset(
    "mr mrs ms dr sen sens rep reps gov govs gen lt col sgt capt rev hon prof maj cmdr cpl pvt adm "
    "pres supt sec fr messrs mme mlle st ft mt vs v e.g i.e cf viz al fig "
    "eds pp vol".split()
)
# After one of these it ends none where a number follows.
_BEFORE_A_NUMBER = frozenset(
    "no nos p jan feb mar apr jun jul aug sep sept oct nov dec art sec ch".split()
)
# After one of these, and after letters with stops between (U.S., a.m., Ph.D.), it ends one only
# where a word follows that seldom goes on with a name.
_EITHER_WAY = frozenset(
    "inc corp co ltd llc bros jr sr esq etc ave blvd rd dept dist univ assn assoc est approx ret "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa penn tenn tex va vt wash wis wyo ph.d jan feb mar apr jun jul aug sep sept "
    "oct nov dec mon tue tues wed thu thur thurs fri".split()
)
_STARTERS = frozenset(
    "the a an this that these those it he she they we you i his her its their our my there here "
    "in on at by for from with as after before when while since if although though because but "
    "and or so yet still however meanwhile also some many most all both other another no not what "
    "who why how where according earlier later last then now one two more under over during until "
    "despite unlike instead even only such".split()
)
_LETTERS_WITH_STOPS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]", re.I)


def sentences(text: str) -> list[Span]:
    """The spans of the sentences of `text`, in order, trimmed of white space.

    No span crosses a blank line; together they hold every character of `text` that is not white
    space. Empty text has none.
    """
    spans: list[Span] = []
    start = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        spans += _paragraph(text, start, gap.start())
        start = gap.end()
    return spans + _paragraph(text, start, len(text))


def sentence_at(spans: list[Span], offset: int) -> Span | None:
    """The span of `spans` (sorted, disjoint) that holds the character at `offset`."""
    i = bisect_left(spans, (offset + 1, 0)) - 1
    return spans[i] if i >= 0 and spans[i][0] <= offset < spans[i][1] else None


def sentence_around(spans: list[Span], span: Span) -> Span:
    """From the start of the sentence in which `span` begins to its end, or to that of `span`."""
    start, end = sentence_at(spans, span[0]) or span
    return start, max(end, span[1])


def _paragraph(text: str, start: int, end: int) -> list[Span]:
    cased = any(c.isupper() for c in text[start:end])
    cuts: list[int] = []
    quotes_to, open_quote = start, False
    for stop in _STOP.finditer(text, start, end):
        after = _CLOSERS.match(text, stop.end(), end)
        stop_end = after.end() if after else stop.end()
        if spaced := _SPACED_CLOSERS.match(text, stop_end, end):
            stop_end = spaced.end()
        # A straight quote that stands free (` . " he said`) closes only what was opened before.
        open_quote ^= text.count('"', quotes_to, stop_end) % 2 == 1
        quotes_to = stop_end
        if open_quote and _SPACED_QUOTE.match(text, stop_end, end):
            stop_end += 2
            open_quote, quotes_to = False, stop_end
        if stop_end >= end or not text[stop_end].isspace():
            continue
        if _ends(text, start, stop.start(), stop.group(), stop_end, end, cased):
            cuts.append(stop_end)
    spans: list[Span] = []
    for left, right in zip([start, *cuts], [*cuts, end], strict=True):
        piece = text[left:right]
        trimmed = piece.strip()
        if trimmed:
            begin = left + piece.index(trimmed)
            spans.append((begin, begin + len(trimmed)))
    return spans


def _ends(
    text: str, start: int, stop: int, marks: str, stop_end: int, end: int, cased: bool
) -> bool:
    """Whether the stop at `stop`, whose closing marks end at `stop_end`, ends a sentence."""
    tail = text[stop_end : stop_end + 80]
    rest = tail.lstrip()
    opened = _OPENERS.match(rest)
    bare = rest[opened.end() :] if opened else rest
    if not bare:
        return True
    closed_quote = any(c in "\"”’'" for c in text[stop:stop_end])
    if bare[0].islower() and cased:
        # "iPhone", "eBay": a capital inside; and tokenised text may open a sentence with `'s`.
        first = _NEXT_WORD.match(bare)
        if not (first and any(c.isupper() for c in first.group())):
            return False
    if bare[0] in "—–-,;:)&/" and not bare.startswith(("- ", "-- ", "— ", "– ")):
        return False
    if closed_quote and not cased and _SAID.match(bare):
        return False
    if marks != ".":
        # An ellipsis goes on where no capital follows; `?` and `!` end.
        return set(marks) & set("!?") != set() or not cased or not bare[0].islower()
    before = _WORD_BEFORE.search(text[max(start, stop - 24) : stop].rstrip())
    word = before.group().casefold() if before else ""
    following = _NEXT_WORD.match(bare)
    starter = following is not None and following.group().casefold() in _STARTERS
    if closed_quote and word not in _BEFORE_A_NAME:
        return True
    if word in _BEFORE_A_NAME:
        return False
    if word in _BEFORE_A_NUMBER and bare[0].isdigit():
        return False
    # An initial: a name goes on ("J. R. Moss"), but "Plan B. The vote" does not.
    if len(word) == 1 and word.isalpha() and word != "i":
        return starter and (following is None or following.group().casefold() not in {"a", "i"})
    if word in _EITHER_WAY or _LETTERS_WITH_STOPS.fullmatch(word):
        return starter
    return True
