"""Who says so: the source that a news sentence names after its statement.

"The dock will close, officials said" may be printed without its source; "The treasurer stole the
money, a former colleague said" may not, since an accusation would read as a fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.text.verbs import SPEECH, has_verb

# Sources whose word a newspaper prints as fact; a person's or a party's claim keeps its name.
_NEUTRAL = (
    r"(?:[\w’'-]+ ){0,5}?(?:officials?|authorities|firefighters|researchers|scientists|organizers"
    r"|reports?|figures|data|stud(?:y|ies)|surveys?|polls?|census|department|ministry"
    r"|bureau|office|commission|records|court|council"
    r"|assembly|parliament)"
)
_IS_NEUTRAL = re.compile(rf"(?:according to {_NEUTRAL}\b|{_NEUTRAL} {SPEECH})", re.I)
# After the verb only when and where may follow, else the source opens a statement of its own.
_NO_MORE = (
    r"(?=$| (?:late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?! that\b)"
    r"| (?:in|on|at|to|during|after|before|when|as|while|by|last|this|yesterday|today|late|early)"
    r"\b)"
)
_SOURCE = re.compile(
    rf"(?:according to\b|(?!(?:and|but|so|or|who|whom|which|where|while|as|after|when|if|that)\b)"
    rf"(?:[\w.’'&-]+ ){{1,12}}?{SPEECH}{_NO_MORE}|(?:said|says) (?:the |an? |(?-i:[A-Z])))",
    re.I,
)
_CLAUSE = re.compile(r"(?:as|after|while|when|since|although|though|because|before|if)\b", re.I)
# "said in an interview": the verb ends what a headline needs of a source.
_SAID = re.compile(rf"^.*?\b{SPEECH}\b")


def parted(parts: Sequence[str]) -> tuple[list[str], str, bool]:
    """The statement, its source ("" if none is named after it), and whether that may be left out.

    `parts` are the pieces of a sentence between its commas; what follows the source is dropped.
    A sentence that opens with "According to" a source stays whole unless that may be left out.
    """
    if len(parts) > 1 and re.match("according to", parts[0], re.I):
        return list(parts[1:] if _IS_NEUTRAL.match(parts[0]) else parts), "", False
    for i in range(1, len(parts)):
        first = i
        if re.match(rf"{SPEECH}{_NO_MORE}", parts[i]):
            # "…, Moss, a teacher, said": the source began before the appositions.
            while first > 1 and not has_verb(parts[first - 1]):
                first -= 1
            if first == i:
                continue
        elif not _SOURCE.match(parts[i]):
            continue
        if (_CLAUSE.match(parts[0]) and first == 1) or not has_verb(", ".join(parts[:first])):
            continue
        source = ", ".join(parts[first : i + 1])
        if not source.startswith(("said ", "says ")) and (said := _SAID.match(source)):
            source = said.group()
        return list(parts[:first]), source, _IS_NEUTRAL.match(source) is not None
    return list(parts), "", False
