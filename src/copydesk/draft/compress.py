"""Shortens a news sentence to something a headline can be made of, by deletion alone.

After Hedge Trimmer (Dorr, Zajic & Schwartz 2003, "Hedge Trimmer: A Parse-and-Trim Approach to
Headline Generation"), but by word lists and commas and with no parser. Each step takes away what
a headline can miss: datelines, brackets and asides, weekdays, opening clauses, appositions,
relative clauses, attributions, what follows after the main clause. No word is changed or moved,
and nothing goes that the rest depends on: no negation, no hedge, no condition ("if", "unless"),
and no attribution to a person or a party, since without it an accusation would read as a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.draft.attribution import parted
from copydesk.text.verbs import (
    AUXILIARIES,
    SPEECH,
    THINKING,
    VERBS,
    has_verb,
    is_verb,
    starts_with_verb,
)

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_WEEKDAY = re.compile(
    r"(?P<before>[\w'’,.\"”]+) (?P<on>(?:(?:late|early) )?on (?:(?:late|early) )?)?"
    rf"(?:late |early )?{_DAY}{_PART}"
    r"(?P<after>(?= [\w'’-]+| ?[.,;:\"”]|$)(?: (?=(?P<next>[\w'’-]+)))?)"
)
# After these a weekday is no mere date: "since Monday", "was Monday", "midnight Tuesday".
_DATED = frozenset(
    "since until till by from of for before after the last next this every each through and or to "
    "between one two a in is was are were be been on if while as when that but midnight noon "
    "deadline consider considers considered call calls called make makes made".split()
)
_DASH = r"(?: ?[—–] ?| --? |-- ?)"
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.'’ -]+(?:, (?:[A-Z][\w.]+ ?){1,3}\d*)?|Reuters|NewsFactor|[A-Z]\w+\.com)"
    rf"(?: ?\([\w/. ]*\))?{_DASH}(?=\S)"
    r"|^(?:[A-Z][\w., ]{2,30}? ?)?\((?:CNN|AP|AFP|UPI|[A-Z]\w+\.com|Reuters)\) ?(?:[—–-]+ ?)?"
    r"|^[A-Z][A-Z ]{3,}: "
)
_BRACKETS = re.compile(r" ?(?:\([^()]*\)|\[[^\[\]]*\])")
_ASIDE = re.compile(r" ?(?:—|–|--) ?[^—–\"“”]{3,}?(?: ?(?:—|–|--) ?|$)")
_LINKING = re.compile(
    r"^(?:(?:But|And|Yet|So(?! (?:far|much|many|long)\b)|Still|Also|Now|Then)(?: |, )(?=\w)"
    r"|(?:Meanwhile|However|Moreover|Nevertheless|Nonetheless|Furthermore|In addition|Instead"
    r"|Indeed|Overall|Separately|Ultimately|Later|Earlier|Recently|Today|Yesterday|Last night"
    rf"|(?:Late |Early )?(?:On )?{_DAY}{_PART}|(?:Earlier|Later) (?:this|that|in the) \w+), )"
)
_FILLERS = re.compile(
    r",? (?:also|however|meanwhile|in addition|of course|for instance)(?:,|(?= ))"
)

_OPENING = re.compile(
    r"^(?:as|after|while|when|since|although|though|despite|amid|following|with|in|on|at|during"
    r"|because|before|for|by|from|over|among|(?!according)\w+ing|even as"
    r"|just|\w+ (?:days?|weeks?|months?|years?|hours?) (?:after|before))\b",
    re.I,
)
_TAIL = re.compile(
    r"^(?:who|whom|whose|which|where|as|after|while|since|although|though|despite|amid|following"
    r"|with|because|due to|thanks to|in|on|at|for|by|from|so|citing|including|saying|adding|even as"
    r"|even though|\w+ing|just|part of|almost|nearly|more than|compared with|down from|up from"
    r"|\w+ (?:years?|months?|weeks?|days?|hours?) (?:earlier|later|after|before)"
    r"|prompting|the latest|the first|a move|but|and)\b",
    re.I,
)
# Without these the rest may be untrue.
_CONDITION = re.compile(
    r"\b(?:if|unless|until|without|except|only (?:if|when|after|for|to|by|in)|(?<!at )once|whether"
    r"|provided|assuming|barring|under)\b",
    re.I,
)
_TIMED = re.compile(r" ?(?:when|before|after|by|in|during|over|because|where)\b", re.I)
_MODAL = re.compile(r"\b(?:will|would|could|may|might|can|should|won['’]t)\b", re.I)
# What hangs on without a comma: a clause, a reason, a circumstance, a second verb.
_INNER = re.compile(
    r" (?:after|while|because|amid|despite|although|even as|even though|following|during|over"
    r"|where|which|whose|who|that|ahead of|as part of"
    r"|in (?:an? (?:effort|bid|attempt|move)|what|the wake)"
    r"|as (?=[\w'’ -]{3,40} (?:\w+ed|" + "|".join(sorted(VERBS)) + r")\b)|by (?=\w+ing\b)"
    r"|(?=(?:accusing|saying|arguing|calling|urging|warning|claiming|citing|demanding|blaming) )"
    r"|(?:and|but) (?=(?:\w{3,}ed|" + "|".join(sorted(VERBS)) + r")\b))(?= |(?<= ))"
)
# "Two days after", "shortly after", "not because": the words before belong to what follows.
_LEANS = re.compile(
    r"(?:\b(?:\d+|hours?|days?|weeks?|months?|years?|minutes?|shortly|soon|just|long|even|only|not"
    r"|immediately|and|or|but|than|the|a|an|of|to|in|on|at|by|for|with|from|that|as|into|about"
    r"|place|point|time|moment|case|know|knew|see|sees|saw|its|his|her|their|all|both|more|most"
    r"|day|looked|looks|took|take|taken|taking|turned|control|won|win|"
    + "|".join(sorted(VERBS))
    + r")|\bas [\w-]+|,)$",
    re.I,
)
_CLAUSE = re.compile(r".*\b(?:after|while|because|although|as|when|before|since|until|that)\b")
# What these are measured by may follow: "the first in years", "never over a dollar".
_MEASURED = re.compile(
    r"\b(?:first|last|only|no|not|never|nor|few|fewer|least|most|more|less|best|worst|record|every"
    r"|any|all|none|neither|ban\w*|\w{3,}est|\w+n['’]t)\b",
    re.I,
)
# "US Secretary of State" before a full name.
_TITLE = re.compile(
    r"^(?:(?:Former )?(?:[A-Z][\w.'’-]* ){0,3}?(?:Minister|Secretary(?: of [A-Z]\w+)?|President"
    r"|Chancellor|Governor|Gov\.|Senator|Sen\.|Representative|Rep\.|Mayor|Chief|Justice|General"
    r"|Gen\.|Director|Commissioner|Ambassador|Chairman|Chairwoman|Leader|Speaker) )"
    r"(?=[A-Z][\w'’-]+(?: [A-Z]\.)? [A-Z][\w'’-]+ (?![A-Z]))"
)
_PHRASE = re.compile(r" (?:in|at|on|for|from|with|by|through|under|about)(?= )")
_STOPS_KEPT = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Inc|Corp|Co|Jr|Sr|Ltd|Calif|Fla|Mass|Conn)\.)$"
)


def compressions(sentence: str, max_chars: int) -> Iterator[tuple[str, bool]]:
    """Ever shorter forms of `sentence`, each once; all are deletions from it.

    They begin with a capital and bear no final full stop. With each comes whether a phrase of the
    main clause itself had to go, which is done only to come down to `max_chars`. Whether a form
    stands by itself (does not begin with "He", is no question) and is short enough is for the
    caller to say.
    """
    # Part of a longer quotation, or a quotation before its speaker: no cut is safe.
    if unbalanced(sentence) or re.search(r",[”\"] ", sentence):
        return
    statement, source, neutral = parted(_parts(_trim(sentence)))
    whole, source = ", ".join(statement), _tidy(source)
    seen: set[str] = {""}

    def form(text: str) -> Iterator[str]:
        # Without its source the statement of a person or a party would read as a fact.
        for ending in (f", {source}" if source else "", *([""] if source and neutral else [])):
            if text and (headline := _finish(text + ending)) not in seen:
                seen.add(headline)
                yield headline

    for text in (whole, _until_weekday(whole)):
        for step in (_tidy, _without_opening, _without_middle, _without_tail, *[_cut_inside] * 4):
            text = step(text)
            for headline in form(text):
                yield headline, False
        longest = max_chars - (0 if neutral or not source else len(source) + 2)
        if len(text) > longest:
            text = _TITLE.sub("", text)
            for headline in form(text):
                yield headline, False
        while len(text) > longest and (shorter := _without_phrase(text)) != text:
            text = shorter
        for headline in form(text):
            yield headline, True


def without_dateline(sentence: str) -> str:
    """`sentence` without the place and agency before it: "PORT ARDEN (AP) — "."""
    return _DATELINE.sub("", sentence)


def _trim(sentence: str) -> str:
    """Without dateline, weekdays and the stop: nothing that any headline keeps."""
    text = without_dateline(sentence.strip())
    if not _STOPS_KEPT.search(text):
        text = re.sub(r"\.(?=[\"”’']*$)", "", text)
    return text


def _tidy(text: str) -> str:
    text = _BRACKETS.sub("", text)
    text = _ASIDE.sub(_aside_gone, text)
    while (shorter := _LINKING.sub("", text)) != text:
        text = shorter
    text = _WEEKDAY.sub(_weekday_gone, text)
    return _FILLERS.sub("", text)


def _weekday_gone(match: re.Match[str]) -> str:
    before, following = match["before"], match["next"] or ""
    name_before = before[0].isupper() and not match["on"]
    if (
        before.casefold() in _DATED
        or before[-1] == "."
        or name_before
        or following in ("and", "or", "through")
        or re.match(rf"to {_DAY}", match.string[match.end() :])
        or following[:1].isupper()
        or following in AUXILIARIES
    ):
        return match.group()
    return before + match["after"]


def _aside_gone(match: re.Match[str]) -> str:
    if _CONDITION.search(match.group()):
        return match.group()
    # A dash at the end opens a tail; a pair of them encloses an aside.
    return (
        "" if match.end() == len(match.string) or match.group().rstrip()[-1] not in "—–-" else " "
    )


def _without_opening(text: str) -> str:
    """Without the clause or phrase before the subject, and its comma."""
    parts = _parts(text)
    if len(parts) < 2 or not _OPENING.match(parts[0]) or _CONDITION.search(parts[0]):
        return text
    for i in range(1, min(len(parts), 4)):
        rest = ", ".join(parts[i:])
        if _MODAL.search(rest) and _TIMED.match(parts[0]):
            return text
        if _begins_clause(parts[i], rest):
            return "" if re.match(r"(?:and|or|but)\b", rest) else rest
    return text


def _begins_clause(part: str, rest: str) -> bool:
    """Whether the subject stands in `part`: "…, the council voted", not "…, Ohio, voted"."""
    words = re.findall(r"[\w'’-]+", part)
    if not words or is_verb(words[0]):
        return False
    if re.match(r"(?:the|an?) ", part):
        return has_verb(rest)
    return len(words) >= 4 and has_verb(part)


def _without_middle(text: str) -> str:
    """Without appositions and relative clauses between the subject and its verb."""
    parts = _parts(text)
    first = 2 if _OPENING.match(text) else 1
    for i in range(first, len(parts)):
        for j in range(i + 1, min(i + 4, len(parts))):
            inside = parts[i:j]
            relative = re.search(r"\b(?:who|whom|whose|which|where)\b", inside[0])
            if relative and has_verb(inside[0][: relative.start()]):
                continue
            listed = any(re.match(r"(?:and|or)\b", part) for part in [*inside, parts[j]])
            if listed or inside[0].startswith("according") or not starts_with_verb(parts[j]):
                continue
            plain = not any(has_verb(part) or _CONDITION.search(part) for part in inside)
            if relative or plain:
                # "Tove Lind, 41, who …, told": an apposition before it keeps its comma, for now.
                joined = f"{parts[i - 1]} {parts[j]}"
                rest = [joined] if i == first else [parts[i - 1], parts[j]]
                return _without_middle(", ".join([*parts[: i - 1], *rest, *parts[j + 1 :]]))
    return text


def _without_tail(text: str) -> str:
    """Without the clauses that hang on after the main one."""
    parts = _parts(text)
    for i in range(1, len(parts)):
        head = ", ".join(parts[:i])
        tail = ", ".join(parts[i:])
        if not _TAIL.match(parts[i]) or not _can_end(head) or _CONDITION.search(tail):
            continue
        if re.match(r"(?:and|but|so)\b", parts[i]) and not has_verb(parts[i]):
            continue
        # A list goes on: "Norway, Ghana, including …".
        if i > 1 and not has_verb(parts[i - 1]) and re.match(r"(?:and|including)\b", parts[i]):
            continue
        return head
    return ", ".join(parts)


def _cut_inside(text: str) -> str:
    """Without the last of what hangs on the main clause with no comma before it."""
    return _cut_at(_INNER, text)


def _without_phrase(text: str) -> str:
    """Without the last phrase of place, time or manner."""
    return _cut_at(_PHRASE, text)


def _cut_at(pattern: re.Pattern[str], text: str) -> str:
    for match in reversed(list(pattern.finditer(text))):
        head, tail = text[: match.start()], text[match.start() :]
        if _LEANS.search(head) or _CONDITION.search(tail) or _MEASURED.search(head):
            continue
        # "announced that", "voted over", "claimed in an interview that": that belongs to the verb.
        if is_verb(head.rsplit(maxsplit=1)[-1]):
            continue
        if match.group() == " that" and THINKING.search(head):
            continue
        # A clause must not lose its verb: "after engines | for two ferries failed".
        clause = _CLAUSE.search(head)
        if clause and has_verb(text[clause.end() :]) and not has_verb(head[clause.end() :]):
            continue
        if _can_end(head) and not (_MODAL.search(head) and _TIMED.match(tail)):
            return head
    return text


def _until_weekday(text: str) -> str:
    """What stands before the weekday: in news it closes what happened, and more follows."""
    match = _WEEKDAY.search(text)
    if not match or _weekday_gone(match) == match.group():
        return text
    before = text[: match.end("before")]
    spoken = re.search(rf"\b{SPEECH}$", before)
    if spoken or _LEANS.search(before) or _MEASURED.search(before) or not _can_end(before):
        return text
    after = text[match.end() :]
    if THINKING.search(before) and re.match(r" ?(?:that|to)\b", after):
        return text
    return text if _CONDITION.search(after) else before


def _can_end(head: str) -> bool:
    return len(head.split()) >= 4 and has_verb(head) and not unbalanced(head)


def _parts(text: str) -> list[str]:
    """`text` cut at the commas that stand outside quotation marks."""
    parts, start, quoted = [], 0, False
    for i, mark in enumerate(text):
        if mark in "“”" or mark == '"':
            quoted = mark == "“" or (mark == '"' and not quoted)
        elif mark == "," and not quoted and text[i + 1 : i + 2] == " ":
            parts.append(text[start:i].strip())
            start = i + 1
    return [*parts, text[start:].strip()]


def unbalanced(text: str) -> bool:
    """Whether a quotation mark of `text` is open or closes nothing."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _finish(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;:—–-")
    return text[:1].upper() + text[1:]
