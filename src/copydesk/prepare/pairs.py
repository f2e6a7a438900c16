"""Which of an article's headline and summary make a training pair, and why others do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.records import Article, Rejection

if TYPE_CHECKING:
    from copydesk.prepare.recipe import Pairing

WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SMALL = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip


def _stem(word: str) -> str:
    word = word.lower().replace("’", "'").replace(".", "")
    return word.removesuffix("'s").removesuffix("'")


def _held(word: str, body: set[str]) -> bool:
    """Whether the body holds `word`, also as a plural, a numeral or a part of a compound."""
    key = _stem(word)
    variants = {key, key + "s", key.removesuffix("s"), _SMALL.get(key, key)}
    if variants & body:
        return True
    parts = re.split(r"[-&]", key)
    return len(parts) > 1 and all(not part or _held(part, body) for part in parts)


def held_by(body: str) -> Callable[[str], bool]:
    """Whether a word stands in `body`, also as a plural, a numeral or a part of a compound."""
    held = {_stem(word) for word in WORD.findall(body)}
    held |= {part for word in held if "-" in word for part in word.split("-")}
    held |= {number for word, number in _SMALL.items() if word in held}
    return lambda word: _held(word, held)


def overlap(headline: str, body: str) -> float:
    """Share of the headline's content words that stand in `body`, inflection aside, 0 to 1."""
    # Five letters are enough to see "vote" in "voting" and too many to see "port" in "port-wine".
    held = {_stem(word)[:5] for word in WORD.findall(body)}
    content = [s for word in WORD.findall(headline) if len(s := _stem(word)) > 3]
    return sum(word[:5] in held for word in content) / len(content) if content else 1.0


# Shares of content words, read off what lies below them: under half of a headline in the body it
# comments, or belongs to another story; under 0.6 of a summary it is the outlet's blurb.
HEADLINE_OVERLAP = 0.5
SUMMARY_OVERLAP = 0.6
SUMMARY_WORDS = (8, 120)
# A summary that says this much of the opening word for word was made by cutting it.
COPIED = 0.9


def paired(article: Article, settings: Pairing) -> Article | Rejection:
    """The article with only those of its headline and summary that make a training pair.

    What is unusable is taken away; if nothing is left, a Rejection says why. A headline must share
    `HEADLINE_OVERLAP` of its content words with the body. A summary must be written, not cut from
    the opening, end as a sentence does, and share `SUMMARY_OVERLAP`.
    """
    problems = []
    for name, wanted, problem in (
        ("headline", settings.headline, _headline_problem),
        ("summary", settings.summary, _summary_problem),
    ):
        if wanted:
            found = problem(article) if getattr(article, name) else (f"no-{name}", "")
            if not found:
                continue
            problems.append(found)
        article = replace(article, **{name: ""})
    if article.headline or article.summary:
        return article
    return Rejection(article.id, "pairing", *problems[0])


def _headline_problem(article: Article) -> tuple[str, str] | None:
    share = overlap(article.headline, article.body)
    if share < HEADLINE_OVERLAP:
        return "headline-apart", f"{share:.2f} of its content words are in the body"
    return None


def _summary_problem(article: Article) -> tuple[str, str] | None:
    summary, body = article.summary, article.body
    words = _letters(summary)
    least, most = SUMMARY_WORDS
    if not least <= len(words) <= most:
        return "summary-length", f"{len(words)} words, not {least} to {most}"
    if words == _letters(article.headline):
        return "summary-is-headline", ""
    if not re.search(r"[.!?][\"'”’)]*$", summary) or summary.rstrip("\"”’')").endswith("..."):
        return "summary-cut", "it does not end as a sentence does"
    opening = set(_trigrams(_letters(body)[: len(words) + 20]))
    shared = sum(gram in opening for gram in _trigrams(words))
    if shared >= COPIED * max(1, len(words) - 2):
        return "summary-is-opening", "its words are the first of the body"
    share = overlap(summary, body)
    if share < SUMMARY_OVERLAP:
        return "summary-apart", f"{share:.2f} of its content words are in the body"
    return None


def _letters(text: str) -> list[str]:
    return [_stem(word) for word in WORD.findall(text)]


def _trigrams(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + 3]) for i in range(len(words) - 2)]
