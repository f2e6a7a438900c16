"""Which articles are no news story to learn a headline from, each for a reason that has a name.

After datatrove's filters: a plain function tells why an article is out, in a few words, or None. A
recipe turns each on or off by its name (`filters: {opinion: false}`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from copydesk.records import Article, Rejection
from copydesk.text.quotes import quotes
from copydesk.text.sentences import sentences

# Fewer words say too little to choose a headline from; wire briefs have 20 and more.
FEWEST_WORDS = 15
# Shorter ones are labels ("Morning news"); a page's longest have some 25, what is longer is a
# sentence of the story.
HEADLINE_WORDS = (4, 25)
# A stub shows a paragraph or two.
STUB_WORDS = 150
# So many lines that begin with a time of day, or with a speaker's name and a colon, make a log, or
# an interview; and at least this share of the lines, so that a story may quote an exchange.
LOG_LINES = 4
LOG_SHARE = 0.25

_SECTIONS = frozenset(
    "news|world|world news|us|us news|nation|national|politics|business|money|markets|economy"
    "|technology|tech|science|health|sports|sport|entertainment|arts|culture|style|life|lifestyle"
    "|travel|food|weather|opinion|opinions|editorial|editorials|letters|letters to the editor"
    "|obituaries|local|local news|metro|features|video|videos|photos|home|home page|front page"
    "|latest news|breaking news|top stories|headlines|corrections|classifieds|calendar|comics"
    "|crossword|puzzles|horoscope|horoscopes|tv listings|news in brief|in brief|briefs|archive"
    "|blog|blogs|press release|press releases|untitled".split("|")
)
_OPINION_LABEL = re.compile(
    r"(?:opinion|editorial|commentary|column|columnist|op-ed|perspective|letters?|our view"
    r"|the debate|guest (?:column|essay)|viewpoint)s?\s*(?:[:|]|$)|.*[|:]\s*(?:opinion|editorial)$",
    re.IGNORECASE,
)
_OPINION_PLACE = re.compile(
    r"/(?:opinions?|commentisfree|editorials?|op-?eds?|columnists?|columns?|commentary|perspectives"
    r"|blogs/ballot-box|voices|letters)(?:/|$|\?)",
    re.IGNORECASE,
)
_OPINION_NOTE = re.compile(
    r"\b(?:opinions|views) expressed (?:in this|by columnists|here|are)\b|\bis an? (?:syndicated "
    r"|opinion |nationally syndicated )*columnist\b",
    re.IGNORECASE,
)
_MEDIA_LABEL = re.compile(
    r"(?:quiz|podcast|photos?|gallery|slideshow|watch|video|listen|cartoons?|crossword|in pictures"
    r"|live video)\s*[:|]|.*\((?:video|photos|audio|gallery)\)$",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"live (?:blog|updates?|coverage|results)\b|\bliveblog|as it happened|^live\s*[:|]"
    r"|\bupdates? - live\b|– live\b|\bopen thread\b|\blive chat\b",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"(?:updated?:? (?:at )?)?\(?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|[A-Z]{2,4}\b)|\d{1,2} ?[ap]\.?m\b"
    r"|\d\d:\d\d\b",
    re.IGNORECASE,
)
_TRANSCRIPT = re.compile(
    r"^(?:full |rush |rough )?transcript\b|[:|–—-] (?:[\w ]+ and |full |rush )?transcript\b"
    r"|\b(?:and|full) transcript$|\(transcript\)|^q ?& ?a\b|\bq ?& ?a(?: with\b|:|$)"
    r"|^(?:read the )?full text\b|^(?:text of|in full|interview)\b"
    r"|: (?:the )?full (?:text|interview)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?P<who>[A-Z][A-Z.'’-]+(?:,? [A-Z][A-Z.'’-]+){0,5}|\(\([^)]{1,30}\)\)|Q|A"
    r"|(?:[A-Z][\w.'’-]+ ?){1,3})(?: \([^)]{1,30}\))?\s?:(?:\s|$)"
)
_ROUNDUP = re.compile(
    r"\b(?:morning (?:briefing|brief|report|roundup|headlines|edition)|evening (?:briefing|report)"
    r"|(?:your|the) (?:daily|weekly|morning|evening|weekend) \w+|(?:daily|weekly|news|link|week)"
    r"[- ](?:round-?up|digest|recap|briefing)|round-?up|week in (?:review|pictures)"
    r"|(?:this|the) week in|in pictures|what we(?:'|’)re (?:reading|watching)"
    r"|fox news first|political (?:grapevine|junkie)|sunday shows?|caption contest)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:top \d+|(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:big |key |more |quick "
    r"|other |early |major |main |important |good |simple )?(?:things|ways|reasons|takeaways"
    r"|questions|facts|lessons|myths|charts|maps|tips|steps|moments|quotes|winners|keys)"
    r"|what (?:to|you) (?:know|need|should)|winners and losers)\b",
    re.IGNORECASE,
)
_READER = re.compile(r"\b(?:you|your|you['’]\w+|here['’]s)\b", re.IGNORECASE)
_WRITER = re.compile(r"(?<![.\w])(?:i|i['’]\w+|my|we|we['’]\w+|our)(?![.\w])", re.IGNORECASE)
# "Calloway: We will rebuild" reports what somebody says.
_SAYS = re.compile(r"^[^:]{3,40}:\s")
_DAMAGED = re.compile(r"\w\?\w|#\d\d;|\ufffd|&[a-z]{2,6};|<[a-z/]|\bhttps?:|(?:â€|Ã[\x80-\xbf])")
_WALL = re.compile(
    r"\b(?:subscribe|subscription|sign up|sign in|log in|register|become a member) "
    r"(?:\w+ ){0,3}?to (?:continue|keep|read|view|access|unlock|see)\b"
    r"|\bto (?:continue|keep) reading\b"
    r"|\b(?:this (?:article|content|story)|available|only|reserved) (?:is )?(?:\w+ )?(?:for|to) "
    r"(?:paid |paying |our |premium )?(?:subscribers|members)\b|\balready a (?:subscriber|member)\b"
    r"|\b(?:free|remaining) articles? (?:this|left|remaining)\b|\b(?:full|rest of the) (?:article|"
    r"story) (?:is|at|here)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])[\"”’)\]]*$")


def section_name(article: Article) -> str | None:
    """The headline names a part of the paper, not a story."""
    name = article.headline.casefold().strip(" .:|")
    return f"“{article.headline}”" if name in _SECTIONS else None


def headline_damaged(article: Article) -> str | None:
    """The headline has lost characters, or has markup in it."""
    found = _DAMAGED.search(article.headline)
    return f"“{found.group()}”" if found else None


def opinion(article: Article) -> str | None:
    """An opinion piece: its label, address or closing note says so."""
    if found := _OPINION_LABEL.match(article.headline):
        return f"“{found.group().strip()}”"
    if found := _OPINION_PLACE.search(article.url):
        return f"address with {found.group()}"
    if found := _OPINION_NOTE.search(article.body, max(0, len(article.body) - 1_500)):
        return f"“{found.group()}” at the end"
    return None


def not_a_story(article: Article) -> str | None:
    """A gallery, video, quiz or podcast."""
    found = _MEDIA_LABEL.match(article.headline)
    return f"“{found.group().strip()[:40]}”" if found else None


def live_blog(article: Article) -> str | None:
    """A log of entries, the newest first."""
    if found := _LIVE.search(article.headline):
        return f"“{found.group()}”"
    lines = article.body.split("\n\n")
    timed = sum(bool(_TIMED.match(line)) for line in lines)
    return _log(timed, len(lines), "begin with a time")


def transcript(article: Article) -> str | None:
    """An interview or a speech, word for word."""
    if found := _TRANSCRIPT.search(article.headline):
        return f"“{found.group()}”"
    lines = article.body.split("\n\n")
    turns = Counter(found["who"] for line in lines if (found := _SPEAKER.match(line)))
    # Who speaks in an interview speaks again; what stands once before a colon is a heading.
    taken = sum(count for count in turns.values() if count > 1)
    return _log(taken, len(lines), "begin with a speaker's name")


def roundup(article: Article) -> str | None:
    """Many stories under one headline."""
    found = _ROUNDUP.search(article.headline)
    return f"“{found.group()}”" if found else None


def listicle(article: Article) -> str | None:
    """A list: the headline counts what the story has, and tells none of it."""
    found = _LIST.search(article.headline)
    return f"“{found.group()}”" if found else None


def question(article: Article) -> str | None:
    """The headline asks what the story may or may not answer."""
    asked = article.headline.rstrip("”’\"')").endswith("?")
    return "ends with a question mark" if asked else None


def address(article: Article) -> str | None:
    """The headline speaks to the reader, or of its writer, outside of quotations."""
    text = article.headline
    for start, end in quotes(text):
        text = text[:start] + " " * (end - start) + text[end:]
    found = _READER.search(text) or (None if _SAYS.match(text) else _WRITER.search(text))
    return f"“{found.group()}”" if found else None


def headline_length(article: Article) -> str | None:
    """The headline is a word or two, or a paragraph."""
    words = len(article.headline.split())
    least, most = HEADLINE_WORDS
    return None if least <= words <= most else f"{words} words, not {least} to {most}"


def body_short(article: Article) -> str | None:
    """Too little text to take a headline from."""
    words = len(article.body.split())
    return None if words >= FEWEST_WORDS else f"{words} words, fewer than {FEWEST_WORDS}"


def paywall(article: Article) -> str | None:
    """A stub: a short text that offers the rest, or breaks off."""
    if len(article.body.split()) >= STUB_WORDS:
        return None
    if found := _WALL.search(article.body):
        return f"“{found.group()}”"
    return "breaks off with an ellipsis" if _CUT.search(article.body) else None


def headline_is_first_sentence(article: Article) -> str | None:
    """The headline was made from the first sentence, or the body begins with the headline."""
    spans = sentences(article.body[:2_000])
    if not spans:
        return None
    wanted, first = _letters(article.headline), _letters(article.body[slice(*spans[0])])
    # A headline cut from the sentence is one too, if most of the sentence is there.
    same = wanted and first.startswith(wanted) and len(wanted) >= 0.8 * len(first)
    return "the body begins with it" if same else None


# In the order in which they are asked: what the headline says by itself comes first.
FILTERS: dict[str, Callable[[Article], str | None]] = {
    "section-name": section_name,
    "headline-damaged": headline_damaged,
    "opinion": opinion,
    "not-a-story": not_a_story,
    "live-blog": live_blog,
    "transcript": transcript,
    "roundup": roundup,
    "listicle": listicle,
    "question": question,
    "address": address,
    "headline-length": headline_length,
    "body-short": body_short,
    "paywall": paywall,
    "headline-is-first-sentence": headline_is_first_sentence,
}


def filtered(article: Article, switches: Mapping[str, bool]) -> Article | Rejection:
    """The article, or the first reason that turns it down.

    All of `FILTERS` are on but those that `switches` turns off by name.
    """
    for reason, why in FILTERS.items():
        if switches.get(reason, True) and (detail := why(article)) is not None:
            return Rejection(article.id, "filters", reason, detail)
    return article


def _log(entries: int, paragraphs: int, what: str) -> str | None:
    if entries >= LOG_LINES and entries >= LOG_SHARE * paragraphs:
        return f"{entries} of {paragraphs} paragraphs {what}"
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
