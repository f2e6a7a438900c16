"""The training pairs of one prepared article: what the model sees, and what it should write.

A prepared article's headline and summary are true to its body. But the model sees only the head of
the body, and a name or number that stands further down is one that it could only guess; such
pairs are left out here, and so are those that share too few words with what is seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from copydesk.prepare.pairs import WORD, held_by, overlap
from copydesk.prepare.splits import drawn
from copydesk.records import Article, Kind, Pair
from copydesk.text.sentences import sentences
from copydesk.text.surface import plain
from copydesk.train.recipe import Data

# A sentence worth asking for: longer than a remark, and no paragraph.
_GAP_WORDS = (9, 40)
# A word and its space have six letters on average, and fifteen in no text: so much is looked at.
_LETTERS = 15


def pairs_of(article: Article, data: Data) -> Iterator[Pair]:
    """Up to three pairs: headline, written summary, and a sentence gap for a share of articles."""
    opening = plain(article.body[: data.visible_words * _LETTERS])
    seen = head(opening, data.visible_words)
    texts: tuple[tuple[Kind, str], ...] = (
        ("headline", article.headline),
        ("summary", article.summary),
    )
    for kind, text in texts:
        target = plain(text)
        if target and visible(target, seen, data.least_overlap):
            yield Pair(article.id, kind, seen, target)
    if drawn("gap", article.id) < data.gap_sentences and (
        gap := gap_pair(article.id, opening, data)
    ):
        yield gap


def head(text: str, words: int) -> str:
    """The first `words` words of `text`."""
    return " ".join(text.split()[:words])


def visible(target: str, seen: str, least_overlap: float) -> bool:
    """Whether `seen` holds the names and numbers of `target`, and enough of its other words.

    Prepared texts are in sentence case, so a capital inside one marks a name.
    """
    words = WORD.findall(target)
    held = held_by(seen)
    marked = [w for at, w in enumerate(words) if w[0].isdigit() or (at and w[0].isupper())]
    return all(held(word) for word in marked) and overlap(target, seen) >= least_overlap


def gap_pair(id_: str, body: str, data: Data) -> Pair | None:
    """The sentence of the opening that says most of the others, to be written from the opening.

    Zhang et al. 2020 ("PEGASUS") take that sentence out of the source. Written from a source that
    does not name what it names, it would teach to invent: it is taken out of half of the articles,
    and only where the rest holds its names and numbers; else it stays, and the model learns to
    find and copy it, rare names included.
    """
    spans = [s for s in sentences(body) if len(body[: s[1]].split()) <= data.visible_words]
    texts = [body[slice(*span)] for span in spans]
    least, most = _GAP_WORDS
    usable = [n for n, text in enumerate(texts) if least <= len(text.split()) <= most]
    if not usable or len(texts) < 3:
        return None
    counts = [Counter(word.lower() for word in WORD.findall(text)) for text in texts]
    whole = sum(counts, Counter[str]())

    def salience(number: int) -> float:
        rest = whole - counts[number]
        shared = (counts[number] & rest).total()
        return 2 * shared / (counts[number].total() + rest.total())

    chosen = max(usable, key=salience)
    start, end = spans[chosen]
    target = texts[chosen]
    without = head(body[:start] + body[end:], data.visible_words)
    if drawn("masked", id_) < 0.5 and visible(target, without, data.least_overlap):
        return Pair(id_, "summary", without, target)
    return Pair(id_, "summary", head(body, data.visible_words), target)
