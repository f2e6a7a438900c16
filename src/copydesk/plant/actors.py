"""Who can do something to somebody: people, bodies of people, countries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACTORS = frozenset(
    "activists administration adviser advisers agency agents aide aides airline army bank banks "
    "bishop boy brother candidate candidates child children coach committee companies company "
    "congress conservatives consumers court courts critics customers daughter democrat democrats "
    "demonstrators doctor doctors donors driver employee employees farmers father fighters firm "
    "forces girl government governor group groups gunman hackers house husband immigrants "
    "insurgents investigators investors journalist journalists judge judges jury king lawmaker "
    "lawmakers lawyer lawyers leader leaders liberals lobbyists man manufacturer mayor men "
    "migrants militants military militia minister mother nominee officer officers official "
    "officials owner owners panel parents party people player police pope president priest "
    "prosecutor prosecutors protesters rebel rebels regulators reporter reporters republican "
    "republicans residents rival rivals secretary senate senator senators sister soldier soldiers "
    "son student students suspect suspects teacher teachers team terrorists troops union unions "
    "veterans victim victims voter voters wife woman women worker workers".split()
)
# The last word of the name of a body.
_BODIES = frozenset(
    "academy administration agency airlines alliance army association authority bank board "
    "bureau campaign caucus center centre chamber church club coalition college commission "
    "committee company conference congress corp corps council court department exchange "
    "federation force foundation fund gazette globe government group guard herald hospital "
    "house inc industries institute journal laboratory league magazine ministry motors museum "
    "navy network news office organization parliament partners party patrol police post press "
    "reserve school senate service services society subcommittee systems team times tribune "
    "trust union university".split()
)
_LAWS = frozenset("act bill report law fund project amendment resolution treaty code".split())
_NAMES = ("PERSON", "ORG", "GPE", "NORP")


def is_actor(token: Token) -> bool:
    """Whether the head of a phrase is a person, a body or a country by name or by noun."""
    if token.pos_ == "PRON" or token.lower_ in _LAWS:
        return False
    if token.ent_type_ == "ORG":
        return is_body(token.text) or token.lower_ in _ACTORS
    return token.ent_type_ in _NAMES or token.lower_ in _ACTORS


def is_body(name: str) -> bool:
    """Whether a name that may be an organisation's is an acronym or ends as those do."""
    last = name.rsplit(" ", 1)[-1]
    return last.casefold() in _BODIES or (
        " " not in name and bool(re.fullmatch(r"[A-Z]{3,5}", name))
    )


def is_plural(noun: Token) -> bool:
    """Whether a verb after `noun` stands in the plural."""
    if any(child.dep_ == "conj" for child in noun.children):
        return True
    return noun.tag_ in ("NNS", "NNPS") or noun.lower_ in ("police", "people", "troops")
