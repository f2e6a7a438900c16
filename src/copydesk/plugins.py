"""The kinds of part one can add, as Protocols, and the lazy table that finds them.

A name maps to `"module:attribute"`; nothing is imported until it is asked for, so that
`copydesk --help` stays fast and a part's heavy imports are paid only by those who use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

from copydesk.errors import CopydeskError
from copydesk.records import Article, Claim, Draft, Finding

# The claims of one text, and the article that they speak of.
Stated = tuple[Article, Sequence[Claim]]


class Checker(Protocol):
    """Says what is wrong with claims, given the article they speak of.

    `claims` are parts of one text; each `Claim.span` slices that text, and so do the
    `claim_span`s of the findings.
    """

    name: str

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]: ...


@runtime_checkable
class BatchChecker(Checker, Protocol):
    """A checker that is faster with many claims at once, as one with a model is.

    `batch` has the claims of one text, and the article that they speak of, for each of many texts;
    the findings on each come back in the same order. `check` is called where `check_all` fails.
    """

    def check_all(self, batch: Sequence[Stated]) -> list[list[Finding]]: ...


@runtime_checkable
class Weigher(Checker, Protocol):
    """A checker that knows how likely a text is consistent, by all that was found of it.

    `errors` and `warnings` say whether the other checkers found any. From `supported_from` on, a
    text counts as consistent where one answer of two is wanted.
    """

    supported_from: float

    def probability(
        self, article: Article, claims: Sequence[Claim], *, errors: bool, warnings: bool
    ) -> float: ...


@runtime_checkable
class Repairing(Checker, Protocol):
    """A checker that can look for repairs, which costs more than to find that one is needed.

    `findings` are what all checkers found of the claims. They come back with the suggestions that
    this checker stands for in the errors: with new ones, and without those that it does not
    believe; `claim_span` may be another, as a suggestion stands in place of it.
    """

    def repair(
        self, article: Article, claims: Sequence[Claim], findings: Sequence[Finding]
    ) -> list[Finding]: ...


class Drafter(Protocol):
    """Writes drafts for articles, batch in, batch out, best first."""

    name: str

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]: ...


# The checkers that need no model.
RULES = ("names", "numbers", "dates", "quotes", "relations")
CHECKERS: dict[str, str] = {
    "names": "copydesk.check.names:NamesChecker",
    "numbers": "copydesk.check.numbers:NumbersChecker",
    "dates": "copydesk.check.dates:DatesChecker",
    "quotes": "copydesk.check.quotes:QuotesChecker",
    "relations": "copydesk.check.relations:RelationsChecker",
    "entailment": "copydesk.check.entailment:EntailmentChecker",
}


def checker(name: str) -> Checker:
    """The checker registered as `name`.

    Raises:
        CopydeskError: no checker has that name.
    """
    if name not in CHECKERS:
        raise CopydeskError(
            f"there is no checker {name!r}", f"choose among {', '.join(sorted(CHECKERS))}"
        )
    module, attribute = CHECKERS[name].split(":")
    return cast(Checker, getattr(import_module(module), attribute)())
