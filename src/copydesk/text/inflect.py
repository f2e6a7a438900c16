"""English verb forms, from a lemma and a Penn Treebank tag; and "a" or "an" before a word.

The verbs of news take a table of the irregular ones and three rules of spelling; a library for
that (lemminflect) would be one more package to install.
"""

from __future__ import annotations

import re
from functools import cache

_IRREGULAR = """
arise arose arisen; awake awoke awoken; bear bore borne; beat beat beaten; become became become;
begin began begun; bend bent bent; bet bet bet; bind bound bound; bite bit bitten; bleed bled bled;
blow blew blown; break broke broken; breed bred bred; bring brought brought;
broadcast broadcast broadcast; build built built; burst burst burst; buy bought bought;
cast cast cast; catch caught caught; choose chose chosen; come came come; cost cost cost;
cut cut cut; deal dealt dealt; dig dug dug; do did done; draw drew drawn; drink drank drunk;
drive drove driven; eat ate eaten; fall fell fallen; feed fed fed; feel felt felt;
fight fought fought; find found found; flee fled fled; fly flew flown; forbid forbade forbidden;
forecast forecast forecast; foresee foresaw foreseen; forget forgot forgotten;
forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go went gone;
grow grew grown; hang hung hung; have had had; hear heard heard; hide hid hidden; hit hit hit;
hold held held; hurt hurt hurt; keep kept kept; know knew known; lay laid laid; lead led led;
leave left left; lend lent lent; let let let; lie lay lain; lose lost lost; make made made;
mean meant meant; meet met met; mislead misled misled; outpace outpaced outpaced;
overcome overcame overcome; override overrode overridden; oversee oversaw overseen;
overtake overtook overtaken; overthrow overthrew overthrown; pay paid paid; plead pleaded pleaded;
prove proved proven; put put put; quit quit quit; read read read; rebuild rebuilt rebuilt;
ride rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see saw seen;
seek sought sought; sell sold sold; send sent sent; set set set; shake shook shaken;
shed shed shed; shoot shot shot; show showed shown; shrink shrank shrunk; shut shut shut;
sing sang sung; sink sank sunk; sit sat sat; sleep slept slept; speak spoke spoken;
spend spent spent; spin spun spun; split split split; spread spread spread; stand stood stood;
steal stole stolen; stick stuck stuck; strike struck struck; sue sued sued;
swear swore sworn; sweep swept swept;
swim swam swum; swing swung swung; take took taken; teach taught taught; tear tore torn;
tell told told; think thought thought; throw threw thrown; undergo underwent undergone;
understand understood understood; uphold upheld upheld; upset upset upset; wake woke woken;
wear wore worn; win won won; withdraw withdrew withdrawn; withstand withstood withstood;
write wrote written
"""
# The last consonant is doubled in these though they have two syllables or more.
_DOUBLED = frozenset(
    "admit refer occur prefer commit permit submit transfer deter regret equip propel rebut omit "
    "concur recur infer defer confer acquit compel expel patrol control rebel abet allot".split()
)
_UNKNOWN = frozenset("be will can may must shall would could should might".split())


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    rows = (row.split() for row in _IRREGULAR.split(";"))
    return {lemma: (past, participle) for lemma, past, participle in rows}


@cache
def irregular_lemmas() -> dict[str, str]:
    """The past and the participle of each irregular verb -> its lemma; of two verbs the last's."""
    return {form: lemma for lemma, forms in _irregular().items() for form in forms}


def _doubles(lemma: str) -> bool:
    if lemma in _DOUBLED:
        return True
    one_syllable = len(re.findall(r"[aeiouy]+", lemma)) == 1
    return one_syllable and bool(re.search(r"[^aeiou][aeiou][bdgklmnprt]$", f" {lemma}"))


def inflected(lemma: str, tag: str) -> str | None:
    """The form of a verb for the tag VB, VBP, VBZ, VBD, VBN or VBG; None where we have none."""
    lemma = lemma.casefold()
    if lemma in _UNKNOWN or not lemma.isalpha():
        return None
    if tag in ("VB", "VBP"):
        return lemma
    if tag == "VBZ":
        if lemma == "have":
            return "has"
        if re.search(r"(?:s|x|z|ch|sh|o)$", lemma):
            return lemma + "es"
        return re.sub(r"(?<![aeiou])y$", "ie", lemma) + "s"
    if tag in ("VBD", "VBN"):
        if lemma in _irregular():
            return _irregular()[lemma][tag == "VBN"]
        if lemma.endswith("e"):
            return lemma + "d"
        if re.search(r"[^aeiou]y$", lemma):
            return lemma[:-1] + "ied"
        return lemma + (lemma[-1] if _doubles(lemma) else "") + "ed"
    if tag == "VBG":
        if lemma.endswith("ie"):
            return lemma[:-2] + "ying"
        if re.search(r"[^eoy]e$", lemma):
            return lemma[:-1] + "ing"
        return lemma + (lemma[-1] if _doubles(lemma) else "") + "ing"
    return None


_ARTICLE = re.compile(r"\b([Aa])n? $")
# Begins with a vowel when spoken; and letters that are spoken one by one, some of whose names do.
_VOWEL = re.compile(
    r"(?!uni(?!n)|us[aeu]|ut[ae]|ukr|one\b|once|eu)(?:[aeiou]|8|1[18](?!\d)|hour|honest|honou?r|heir)",
    re.I,
)
_LETTERS = re.compile(r"[A-Z]{2,}\b|[A-Z]\.")
_VOWEL_LETTERS = "AEFHILMNORSX"


def with_article(before: str, following: str) -> str:
    """`before`, the "a" or "an" that it may end in fitted to the word that follows it now.

    >>> with_article("He was given a ", "MRI scan")
    'He was given an '
    """
    article = _ARTICLE.search(before)
    if not article or not following[:1].isalnum():
        return before
    spelt = _LETTERS.match(following)
    an = following[0] in _VOWEL_LETTERS if spelt else _VOWEL.match(following)
    return f"{before[: article.start()]}{article[1]}{'n' if an else ''} "
