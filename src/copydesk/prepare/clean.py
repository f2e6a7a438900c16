"""Cleaning: what is no part of the story goes, whether any page has it or one source alone.

What every site puts around a story is known by patterns (`copydesk.text.chrome`). What one source
repeats, its columnists' names, its newsletter boxes, the notes under its stories, is learned from
the source itself: a line that stands in several of its stories, and not because these are copies of
one another, was not written for any of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from heapq import nsmallest

from copydesk.records import Article, Rejection
from copydesk.text.chrome import clean_body, is_sentence, split_highlights
from copydesk.text.surface import repair_entities

# The hashes of the lines that one source repeats.
SourceChrome = frozenset[int]

# So many stories of a source are looked at: enough for what one in 500 has, and 10 MB of text.
SAMPLE = 2_000
# The numbers below were found by reading what recurs on 40 outlets of allsides_train and in
# senate_releases and usgov_posts. A line that is no sentence (a name, a label) is chrome in four
# stories. A sentence may be background that a reporter uses again ("LIHEAP helps poor families
# with their heating bills"): it must stand where chrome does, at an end of the story, and a long
# one must be in one story of 200 too.
FEWEST = 4
FEWEST_PARAGRAPHS = 5
PARAGRAPH_SHARE = 0.005
AT_AN_END = 0.9
HEAD_LINES, TAIL_LINES = 3, 5
# A line that differs from another by its date or number is a short one.
SHORT = 150
# A highlight says something, which takes as many words.
POINT_WORDS = 4

_NUMBER = re.compile(r"\d+")
_CALENDAR = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s(?:day)?)?"
    r"|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|[ap]\.?m)\b\.?"
)
_LOST_APOSTROPHE = re.compile(r"(?<=\w)\?(?=(?:s|t|re|ll|ve|d|m)\b(?!=))", re.IGNORECASE)
_TICKER = re.compile(r" ?<[A-Z0-9]{1,5}(?:\.[A-Z]{1,2})?>")
_COMPANY = re.compile(r"<([A-Z][^<>=/]*[a-z ][^<>=/]*)>")
# "#36;" for "$": AG news lost the "&" of its entities.
_LOST_AMPERSAND = re.compile(r" ?(?<!&)#(?=\d\d\d?;)")
# " | The Harbour Gazette", " (Reuters)": who printed it stands behind the headline.
_OUTLET = re.compile(
    r"\s+(?:\||::)\s+(?:[A-Z][\w.&']*)(?:\s[A-Z][\w.&']*){0,3}$"
    r"|\s+[-–—]\s+[\w.]+\.(?:com|org|net|gov|co\.uk)$"
    r"|\s+\((?:AP|AFP|Reuters|UPI|Bloomberg|dpa|\+ ?(?:video|photo)s?)\)$"
)
# After a dash only the source's own name is one: " - Obama Says" is not.
_AFTER_DASH = re.compile(r"\s+[-–—]\s+([^-–—]{2,40})$")
# Says how the story is told, not what: the headline is whole without it.
_LABEL = re.compile(
    r"(?:analysis|fact[- ]?check(?:er)?|the latest|breaking(?: news)?|exclusive|updated?|report"
    r"|poll|review|just in|developing|first on cnn)\s*[:|]\s*",
    re.IGNORECASE,
)


def learn(bodies: Iterable[str]) -> SourceChrome:
    """What a source repeats, from the raw bodies of its stories.

    Of more than `SAMPLE` bodies those with the smallest hashes are looked at, so that their order
    does not matter. Copies of one story count once: they share their longest line. Numbers, months
    and weekdays are alike, so that "Updated at 6:21 p.m." is one line.
    """
    stories: dict[int, set[int]] = defaultdict(set)
    at_an_end: Counter[int] = Counter()
    met: Counter[int] = Counter()
    kinds: dict[int, str] = {}
    sampled = nsmallest(SAMPLE, ((_hash(body), body) for body in bodies))
    for _, body in sampled:
        lines = list(_lines(body))
        longest = _hash(max(lines, key=len, default=""))
        for at, line in enumerate(lines):
            key = _hash(_alike(line))
            kinds[key] = _kind(line)
            stories[key].add(longest)
            met[key] += 1
            at_an_end[key] += at < HEAD_LINES or at >= len(lines) - TAIL_LINES
    least = max(FEWEST_PARAGRAPHS, PARAGRAPH_SHARE * len(sampled))
    return frozenset(
        key
        for key, where in stories.items()
        if len(where) >= (least if kinds[key] == "paragraph" else FEWEST)
        and (kinds[key] == "label" or at_an_end[key] >= AT_AN_END * met[key])
        and kinds[key] != "opening"
    )


def without(body: str, chrome: SourceChrome) -> str:
    """`body` without the lines that its source repeats."""
    if not chrome:
        return body
    return "\n".join(line for line in body.split("\n") if _hash(_alike(line)) not in chrome)


def clean(article: Article, chrome: SourceChrome = frozenset()) -> Article | Rejection:
    """The article without page chrome and its source's own, entities resolved.

    "Story highlights" above the body become the summary where the article has none. The headline
    loses the site's name, a label such as "Exclusive:" and its full stop. The body becomes
    paragraphs joined by blank lines, each a line of the raw one.
    """
    headline = clean_headline(article.headline, article.source)
    points, body = split_highlights(mended(article.body))
    body = clean_body(without(body, chrome), headline)
    if not any(map(str.isalpha, body)):
        return Rejection(article.id, "clean", "no-text", "nothing but page chrome is in its body")
    summary = " ".join(mended(article.summary).split())
    # A byline stands below the points at times.
    points = [point for point in points if len(point.split()) >= POINT_WORDS]
    if points and not summary:
        summary = " ".join(point if is_sentence(point) else f"{point}." for point in points)
    return replace(article, headline=headline, body=body, summary=summary)


def clean_headline(headline: str, source: str = "") -> str:
    """`headline` on one line, as an editor wrote it above the story in the paper named `source`."""
    text = _OUTLET.sub("", " ".join(mended(headline).split()))
    tail = _AFTER_DASH.search(text)
    if tail and source and _same(tail[1], source):
        text = text[: tail.start()]
    text = _LABEL.sub("", text, count=1)
    return text[:-1] if text.endswith(".") and "." not in text[:-1] else text


def mended(text: str) -> str:
    """`text` with its entities and tags resolved, and lost apostrophes put back.

    What stands between angle brackets on the wire is a company, and goes on without them, or the
    sign it is traded by, and goes.
    """
    text = _COMPANY.sub(r"\1", _TICKER.sub("", text))
    return _LOST_APOSTROPHE.sub("’", repair_entities(_LOST_AMPERSAND.sub(" &#", text)))


def _same(name: str, source: str) -> bool:
    """Whether two names may be of one paper: "CNN" and "CNN (Web News)"."""
    short, long = sorted((name.casefold().split(), source.casefold().split()), key=len)
    return set(short) <= set(long)


def _lines(body: str) -> Iterator[str]:
    return (stripped for line in body.split("\n") if (stripped := line.strip()))


def _kind(line: str) -> str:
    if is_sentence(line):
        return "sentence" if len(line) <= SHORT else "paragraph"
    # "The full text of the letter follows:" belongs to what stands under it.
    return "opening" if line.endswith(":") else "label"


def _alike(line: str) -> str:
    """The line as it compares with others of its source."""
    text = " ".join(line.casefold().split())
    return _NUMBER.sub("0", _CALENDAR.sub("@", text)) if len(text) <= SHORT else text


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())
