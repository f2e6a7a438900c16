"""Facts of sister stories: same topic, same week, another event. For `make_claims.py`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from math import log
from typing import Any

from copydesk.plant.actors import is_actor, is_plural
from copydesk.plant.edit import Planted
from copydesk.plant.grammar import auxiliaries, child
from copydesk.plant.story import Story, content

DAYS = 7
# Stories alike by less have no topic in common, by more are often the same one told twice (read on
# allsides_train).
LEAST, MOST = 0.08, 0.4
# A fact that is not in the story lacks this share of its content words there, two at least.
LACKING, WITHOUT_NAMES = 0.34, 0.55
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’.-]\w+)*")


class Sisters:
    """For a story, the nearest others of the same fortnight.

    Near is what shares rare words in headline and opening: the cosine of binary TF-IDF vectors.
    """

    def __init__(self, articles: Sequence[dict[str, Any]]) -> None:
        self._articles = articles
        self._words = [content(f"{a['headline']} {a['body'][:700]}") for a in articles]
        counts = Counter(word for words in self._words for word in words)
        self._weight = {w: log(len(articles) / n) ** 2 for w, n in counts.items()}
        self._norm = [sum(self._weight[w] for w in words) ** 0.5 for words in self._words]
        self._place = {a["id"]: i for i, a in enumerate(articles)}
        self._days: dict[int, list[int]] = defaultdict(list)
        for i, article in enumerate(articles):
            if (day := _day(article["published"])) is not None:
                self._days[day].append(i)

    def of(self, article: dict[str, Any]) -> list[dict[str, Any]]:
        """Up to three sisters, nearest first; none for a story with no date."""
        day, here = _day(article["published"]), self._place[article["id"]]
        if day is None:
            return []
        found = []
        for near in range(day - DAYS, day + DAYS + 1):
            for i in self._days.get(near, ()):
                other = self._articles[i]
                if i != here and other["cluster"] != article["cluster"]:
                    both = self._words[i] & self._words[here]
                    alike = sum(self._weight[w] for w in both) / (self._norm[i] * self._norm[here])
                    if LEAST <= alike <= MOST:
                        found.append((-alike, i))
        return [self._articles[i] for _, i in sorted(found)[:3]]


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _is_absent(wrong: Sequence[tuple[int, int]], claim: str) -> bool:
    """Whether so much of a fact is lacking that the story does not tell it in other words."""
    share = len(wrong) / max(1, len(content(claim)))
    names = [claim[a:b] for a, b in wrong if a > 0 and (claim[a].isupper() or claim[a].isdigit())]
    return len(wrong) > 1 and share >= (LACKING if names else WITHOUT_NAMES)


def lacking(claim: str, story: Story) -> list[tuple[int, int]]:
    """The spans of the content words of `claim` that the story has in no form."""
    found = list(_WORD.finditer(claim))
    wrong = []
    for match, after in zip(found, [*found[1:], None], strict=False):
        stems = content(match.group())
        # "President" and "Donald" before a name that the story has say no more than it.
        named = after is not None and match.group()[0].isupper() and after.group()[0].isupper()
        if stems and not stems & story.stems and not (named and _has(after, story)):
            wrong.append(match.span())
    return wrong


def _has(match: re.Match[str] | None, story: Story) -> bool:
    return match is not None and bool(content(match.group()) & story.stems)


def sister(claim: str, story: Story) -> Planted | None:
    """`claim`, a fact of another story, as a false claim of this one; None where it may be true.

    Its wrong words are known where the claim opens with what this story is about too.
    """
    wrong = lacking(claim, story)
    if not _is_absent(wrong, claim):
        return None
    opening = content(" ".join(claim.split()[:2]))
    return Planted("sister", claim, tuple(wrong), marked=bool(opening) and opening <= story.stems)


def half_sister(claim: Any, other: Any, story: Story) -> Planted | None:
    """The subject of `claim` with what `other`, a fact of a sister story, says of its subject."""
    here, there = _subject(claim), _subject(other)
    if here is None or there is None:
        return None
    (subject, verb), (others, does) = here, there
    if verb.tag_ != does.tag_:
        return None
    rest, head = other.text[others:], claim.text[:subject]
    if head.strip() in rest or content(head) & content(rest):
        return None
    wrong = lacking(rest, story)
    if not _is_absent(wrong, rest):
        return None
    shift = len(head)
    return Planted("half-sister", head + rest, tuple((a + shift, b + shift) for a, b in wrong))


def _subject(doc: Any) -> tuple[int, Any] | None:
    """Where the subject that opens `doc`, a somebody, ends; and the main verb right after it."""
    root = next((t for t in doc if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")), None)
    subject = child(root, "nsubj") if root is not None else None
    if root is None or subject is None or not is_actor(subject) or is_plural(subject):
        return None
    inside = [t.i for t in subject.subtree]
    first = min(t.i for t in (root, *auxiliaries(root)))
    if inside[0] != 0 or inside[-1] != first - 1 or len(inside) > 6:
        return None
    return doc[first].idx, doc[first]
