"""Page chrome: the lines around and between the paragraphs of a story that are no part of it.

`clean_body` works line by line:

1. links and labels glued into a paragraph are cut out of it (`trim_line`);
2. what follows a heading such as "3 Comments" is cut off, where it reads like readers' comments;
3. lines that are chrome wherever they stand go (`chrome_reason`), and so does the headline, where
   it is said again;
4. above the first real paragraph, bare short lines go: tags, bylines, the outlet, the date;
5. below the last one, everything that only closes a page goes: related headlines, contributor
   credits, tags.

A line that reads as a sentence is kept unless a pattern of `chrome_rules` knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from copydesk.text.chrome_rules import (
    CAPTION_END,
    CARD,
    CLOSING,
    FLOATING,
    FLOATING_LENGTH,
    INLINE,
    WHOLE,
)

# A line with this many words that ends like a sentence is a paragraph of the story. Shorter ones
# ("He said no.") occur in stories too, but do not show where the story begins and ends.
_PARAGRAPH_WORDS = 9
# Tags, bylines and dates above a story have at most this many words; a longer line without a full
# stop there may be the standfirst.
_TAG_WORDS = 6
# Related headlines below a story have at most this many words.
_LINK_WORDS = 18
# Captions are longer than tags, but no longer than this.
_CAPTION_LENGTH = 600

_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_LIST_ITEM = re.compile(r"[•*▪►–—-]\s?|(?:no\.? ?)?\d", re.IGNORECASE)
# What stands among readers' comments, alone on a line.
_COMMENTER = re.compile(
    r".{1,40}\bsays:$|(?:log in to )?reply$|.{0,30}\b(?:hour|day|week|month|year)s? ago$",
    re.IGNORECASE,
)
_COMMENTS_HEADING = re.compile(
    r"(?:\(?\d[\d,]*\)? )?(?:comments?|repl(?:y|ies)|responses)(?: \(?\d[\d,]*\)?)?$"
    r"|leave a (?:reply|comment)$|join the (?:conversation|discussion)$",
    re.IGNORECASE,
)


def _one(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _named(rules: Iterable[tuple[str, tuple[str, ...]]]) -> re.Pattern[str]:
    """One pattern for all rules; the name of the group that matched is the reason."""
    return re.compile(
        "|".join(f"(?P<{reason}>{_one(patterns)})" for reason, patterns in rules), re.IGNORECASE
    )


_WHOLE = _named(WHOLE)
_FLOATING = _named(FLOATING)
_CAPTION_END = re.compile(_one(CAPTION_END))
_CLOSING = re.compile(_one(CLOSING), re.IGNORECASE)


@lru_cache(maxsize=4096)
def _key(line: str) -> str:
    """The line as letters and digits only, to tell whether two lines say the same."""
    return "".join(filter(str.isalnum, line.casefold()))


def _words(line: str) -> int:
    return len(_WORD.findall(line))


def is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    # The last few characters decide; a search of the whole line took half of all the time.
    return bool(_ENDS_SENTENCE.search(line, max(0, len(line) - 12)))


def is_paragraph(line: str) -> bool:
    """Whether the line is surely a paragraph of a story: it ends as one and is long enough."""
    return is_sentence(line) and _words(line) >= _PARAGRAPH_WORDS


def chrome_reason(line: str) -> str:
    """Why the line is page chrome wherever it stands ("share", "photo" …); "" if it is not."""
    found = _WHOLE.match(line)
    if not found and len(line) <= FLOATING_LENGTH:
        found = _FLOATING.search(line)
    if found:
        return found.lastgroup or ""
    if len(line) <= _CAPTION_LENGTH and _CAPTION_END.search(line, max(0, len(line) - 120)):
        return "photo"
    return "related" if is_shouted(line) else ""


def is_shouted(line: str) -> bool:
    """Whether the line is a link in capitals, as some pages put between paragraphs."""
    return line.isupper() and _words(line) >= 4 and not is_sentence(line)


def repeats(line: str, headline: str) -> bool:
    """Whether the line is the headline again, alone or after a breadcrumb ("Home Posts …")."""
    key, wanted = _key(line), _key(headline)
    if not wanted or not key.endswith(wanted):
        return False
    return key == wanted or (len(wanted) >= 15 and len(key) - len(wanted) <= 40)


def _is_caption_of(line: str, headline: str, before: int) -> bool:
    """Whether the line is the caption above the story with the headline glued to its end."""
    wanted = _key(headline)
    return (
        before < 2 and len(wanted) >= 25 and not is_sentence(line) and _key(line).endswith(wanted)
    )


def trim_line(line: str) -> str:
    """The line with its white space collapsed and the links glued into it cut out."""
    line = " ".join(line.split())
    for pattern in INLINE:
        line = pattern.sub("", line)
    if " MORE" in line:
        line = " ".join(CARD.sub(r"\1\2", line).split())
    return line.strip()


def split_highlights(text: str) -> tuple[list[str], str]:
    """The points of a "Story highlights" box at the top of `text`, and the text without it.

    The box has no end mark: its points are the short lines up to the first real paragraph. They
    are a written summary, and say what the body says, so they are no part of it.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    label = "story highlights"
    start = next(
        (i for i, line in enumerate(lines[:6]) if line.strip().casefold().startswith(label)), None
    )
    if start is None:
        return [], text
    points = [lines[start].strip()[len(label) :].strip(" :")]
    end = start + 1
    # The boxes seen have up to five points of up to 20 words.
    while end < len(lines) and end - start <= 6:
        line = lines[end].strip()
        if _words(line) > 22 or is_paragraph(line):
            break
        points.append(line)
        end += 1
    return [point for point in points if point], "\n\n".join(lines[:start] + lines[end:])


def clean_lines(
    lines: Sequence[str], headline: str = ""
) -> tuple[list[str], list[tuple[str, str]]]:
    """The story's lines, and the dropped ones as (reason, line)."""
    kept: list[str] = []
    dropped: list[tuple[str, str]] = []
    lines = [trimmed for line in lines if (trimmed := trim_line(line))]
    end = _comments_start(lines)
    dropped += [("comments", line) for line in lines[end:]]
    for line in lines[:end]:
        reason = chrome_reason(line)
        if not reason and (repeats(line, headline) or _is_caption_of(line, headline, len(kept))):
            reason = "headline"
        if reason:
            dropped.append((reason, line))
        else:
            kept.append(line)
    if not any(map(is_paragraph, kept)):
        return kept, dropped
    start = next(i for i, line in enumerate(kept) if is_paragraph(line))
    head = [line for line in kept[:start] if is_sentence(line) or _words(line) > _TAG_WORDS]
    dropped += [("head", line) for line in kept[:start] if line not in head]
    end = len(kept)
    while end > start + 1 and _closes_page(kept[end - 1]):
        end -= 1
    if kept[end - 1].endswith(":"):  # what follows is its list
        end = len(kept)
    dropped += [("tail", line) for line in kept[end:]]
    return head + kept[start:end], dropped


def _comments_start(lines: Sequence[str]) -> int:
    """The index of the heading that readers' comments follow, or the number of lines.

    A heading alone proves nothing: some pages put "Join the conversation" between paragraphs.
    """
    paragraphs = 0
    for at, line in enumerate(lines):
        paragraphs += is_paragraph(line)
        if paragraphs >= 2 and _COMMENTS_HEADING.match(line):
            after = lines[at + 1 : at + 13]
            if any(_COMMENTER.match(line) or chrome_reason(line) == "comments" for line in after):
                return at
    return len(lines)


def _closes_page(line: str) -> bool:
    if _CLOSING.match(line):
        return True
    if line.endswith(":") and _words(line) >= 4:  # the words before a list
        return False
    return not is_sentence(line) and _words(line) <= _LINK_WORDS and not _LIST_ITEM.match(line)


def clean_body(text: str, headline: str = "") -> str:
    """The story in `text`: its paragraphs, joined by blank lines, without page chrome.

    Each line of `text` is taken as a paragraph. The headline is dropped wherever a line repeats
    it. Nothing is dropped at the two ends of a text that has no real paragraph.
    """
    _, text = split_highlights(text)
    return "\n\n".join(clean_lines(text.split("\n"), headline)[0])
