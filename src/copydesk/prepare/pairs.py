"""Pairs of body and headline fit to train on, and the reasons for turning others down.

A headline whose names or numbers its body does not hold teaches a model to invent: such a pair is
kept out. How a word is written in running text, over the whole archive, tells whether it is a
name, since half of all headlines are in Title Case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.records import Article, Pair, Rejection
from copydesk.text.surface import plain

if TYPE_CHECKING:
    from copydesk.prepare.recipe import Pairing

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_RUNNING = re.compile(r"(?<=[a-z,;] )[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LABEL = re.compile(
    r"^(?:opinion|editorial|commentary|column|analysis|fact[- ]?check(?:er)?|transcript|video|watch"
    r"|photos|live|live updates|the latest|breaking|exclusive|update|report|poll|review|op-ed"
    r"|perspective|podcast|quiz|letters?)\s*[:|]\s*",
    re.IGNORECASE,
)
_OUTLET = re.compile(r"\s+(?:\||[-–—]|::)\s+(?:[A-Z][\w.&']*)(?:\s[A-Z][\w.&']*){0,3}$")
_OPINION = {"opinion", "editorial", "commentary", "column", "op-ed", "perspective", "letters"}
_NOT_NEWS = {"transcript", "quiz", "podcast", "photos", "live", "live updates", "watch", "video"}
_ROUNDUP = re.compile(
    r"\b(?:live (?:blog|updates)|morning briefing|week in|in pictures|top \d+|\d+ (?:things|ways|"
    r"reasons|takeaways|questions)|things (?:to|you)|what (?:to|you) (?:know|need)|open thread)\b",
    re.IGNORECASE,
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|you're|i|i'm|my|we|our|here's)\b", re.IGNORECASE)
# In running text a name is hardly ever lowercase; 0.7 lets "Apple" and "Trump" through and keeps
# out words that are capitalised in some titles ("House", "Senate" stand at 0.9, "police" at 0.1).
NAME_SHARE = 0.7
_SMALL = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip


class Capitals:
    """How often each word of an archive is capitalised in the middle of a sentence."""

    def __init__(self, bodies: Iterable[str]) -> None:
        self.upper: Counter[str] = Counter()
        self.lower: Counter[str] = Counter()
        for body in bodies:
            for word in _RUNNING.findall(body):
                if word.islower():
                    self.lower[word] += 1
                else:
                    self.upper[word.lower()] += 1

    def is_name(self, word: str) -> bool:
        """True where running text seldom writes `word` in lower case; unknown words are names."""
        key = word.lower()
        upper, lower = self.upper[key], self.lower[key]
        return upper + lower == 0 or upper / (upper + lower) >= NAME_SHARE


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


def unsupported_words(headline: str, body: str, capitals: Capitals) -> list[str]:
    """The names and numbers of `headline` that `body` does not hold."""
    held = {_stem(word) for word in _WORD.findall(body)}
    held |= {part for word in held if "-" in word for part in word.split("-")}
    held |= {number for word, number in _SMALL.items() if word in held}
    return [
        word
        for word in _WORD.findall(headline)
        if (word[0].isdigit() or (word[0].isupper() and capitals.is_name(_stem(word))))
        and not _held(word, held)
    ]


def overlap(headline: str, body: str) -> float:
    """Share of the headline's content words that stand in `body`, inflection aside, 0 to 1."""
    # Five letters are enough to see "vote" in "voting" and too many to see "port" in "port-wine".
    held = {_stem(word)[:5] for word in _WORD.findall(body)}
    content = [s for word in _WORD.findall(headline) if len(s := _stem(word)) > 3]
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


def headline_pair(
    id_: str, headline: str, body: str, capitals: Capitals, visible_words: int, least_overlap: float
) -> Pair | Rejection:
    """The training pair of a cleaned `body` and its raw `headline`, or why there is none.

    `visible_words` is how much of the body the model will see: a name further down is one that it
    could only guess. `least_overlap` (0 to 1) keeps out headlines that comment on the story.
    """

    def no(reason: str, detail: str = "") -> Rejection:
        return Rejection(id_, "pairing", reason, detail)

    headline = _OUTLET.sub("", headline.strip())
    if label := _LABEL.match(headline):
        name = label.group().rstrip(":| \t").lower()
        if name in _OPINION:
            return no("opinion", name)
        if name in _NOT_NEWS:
            return no("not-news", name)
        headline = headline[label.end() :]
    headline = plain(headline).rstrip(".")
    words = headline.split()
    if not 4 <= len(words) <= 18:
        return no("headline-length", f"{len(words)} words")
    if len(body.split()) < 15:
        return no("body-length", f"{len(body.split())} words")
    if headline.endswith("?") or re.search(r"\w\?\w|#39;|\ufffd|\?\w", headline):
        return no("question-or-damaged")
    if _ROUNDUP.search(headline) or _SECOND_PERSON.search(headline):
        return no("roundup-or-address")
    source = " ".join(plain(body).split()[:visible_words])
    if missing := unsupported_words(headline, source, capitals):
        return no("headline-unsupported", ", ".join(missing))
    if (share := overlap(headline, source)) < least_overlap:
        return no("headline-apart", f"{share:.2f} of its content words are in the body")
    return Pair(id_, "headline", source, headline)


def _letters(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text)]


def _trigrams(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + 3]) for i in range(len(words) - 2)]
