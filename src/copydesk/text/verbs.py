"""Finding verbs without a parser: by lists of the commonest in news, and by the ending -ed."""

from __future__ import annotations

import re
from itertools import pairwise

AUXILIARIES = (
    "is are was were be been has have had will would can could may might must should do does did "
    "isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't "
    "doesn't don't didn't shouldn't"
).split()
VERBS = frozenset(
    AUXILIARIES
    + (
        "said says told won wins lost loses took takes made makes gave gives went goes came comes "
        "saw sees got found finds left leaves held holds led leads met paid pays put puts ran runs "
        "sent sends set sets shot spent stood struck sought seeks thought threw wrote writes "
        "became becomes began begins broke brought built bought caught chose cut cuts dealt drew "
        "drove gone sat fell fought felt flew froze grew hit hits kept keeps knew laid lay let "
        "lets lit meant means read rose rises sank sold shook shut spoke split spread stole stuck "
        "swore swept "
        "tore upheld withdrew overcame overtook undid beat bent bid blew bred burst clung crept "
        "dug drank ate forbade forgave forgot hid hung knelt lent rode shed shrank slid slipped "
        "sprang stepped stung swung woke wound wants plans faces calls remains appears seems "
        "continues shows needs expects hopes warns urges offers allows requires believes argues "
        "claims adds reports suggests includes gets helps works looks starts ends moves opens "
        "backs blames denies rejects rules signs votes supports opposes agrees welcomes deserves "
        "threatens accuses admits announces asks becomes builds buys calls causes closes confirms "
        "creates criticizes cuts defends demands drops dies doubles drives ends enters expands "
        "explains falls fails fears fights forces grows happens hits increases insists joins kills "
        "knows lacks launches likes lives lowers marks meets names occurs orders owns passes plays "
        "praises predicts prefers presses promises proposes proves raises reaches refuses relies "
        "replaces represents requires returns reveals risks seems sells shares slams sparks speaks "
        "spends stands stays stops strikes suffers sues tells thinks tries turns understands uses "
        "visits wins worries writes"
    ).split()
)
# Words in -ed that are seldom a clause's verb.
_NOT_VERBS = frozenset(
    "united hundred need speed indeed red bed seed embed feed armed so-called based".split()
)
_DETERMINERS = frozenset("the a an his her its their our this that these those".split())
SPEECH = (
    r"(?:said|says|say|announced|reported|confirmed|wrote|added|told [A-Z]?\w+|showed|shows|ruled"
    r"|decided|found)"
)
# Verbs, and nouns made of them, that a "that" belongs to.
THINKING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|belie\w+|claim\w*|announc\w+|argu\w+|warn\w*"
    r"|reveal\w*|insist\w*|suggest\w*|estimat\w+|acknowledg\w+|admit\w*|den(?:y|ies|ied|ying)"
    r"|agree\w*|show\w*|report\w*|indicat\w+|find\w*|found|hop(?:e|es|ed|ing)|fear\w*|think\w*"
    r"|thought|kn[eo]w\w*|not(?:e|es|ed|ing)|stat(?:e|es|ed|ing|ement)|conclu\w+|confirm\w*"
    r"|alleg\w+|evidence|fact|signs?|signal\w*|idea|notion|demand\w*|require\w*|request\w*|order\w*|so|such"
    r"|learn\w*|declar\w+|assert\w*|assur\w+|remind\w*)\b",
    re.I,
)


def has_verb(text: str) -> bool:
    """Whether some word of `text` looks like a finite verb, by ending and by list."""
    words = re.findall(r"[\w'’-]+", text)
    # "the attempted coup", "a proposed law": no verb there.
    return any(
        is_verb(word) and not (word.endswith("ed") and before.casefold() in _DETERMINERS)
        for before, word in pairwise(["", *words])
    )


def is_verb(word: str) -> bool:
    word = word.replace("’", "'")
    if word in VERBS:
        return True
    return word.endswith("ed") and len(word) > 3 and word.islower() and word not in _NOT_VERBS


def starts_with_verb(part: str) -> bool:
    words = re.findall(r"[\w'’-]+", part)
    while words and (words[0] in ("also", "now", "later", "then") or words[0].endswith("ly")):
        words.pop(0)
    return bool(words) and is_verb(words[0])
