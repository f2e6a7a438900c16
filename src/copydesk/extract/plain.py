"""Plain text, as typed or as saved from a page: tell the headline from the body.

1. Hard-wrapped lines are joined to paragraphs again.
2. A line that recurs, alone or after a breadcrumb, is the headline: pages show it in the window
   title, in the breadcrumb and above the story.
3. Else it is the first line above the first real paragraph that could be one: no byline, date,
   place or menu word, in capitals or without a final full stop, and with words that the body uses.
4. Else there is none, and every line belongs to the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from copydesk.records import Article
from copydesk.text.chrome import chrome_reason, is_paragraph, is_sentence, repeats

# Text wrapped by hand or by a mail program has lines of at most this many characters.
_WRAP_WIDTH = 100
# A headline has 2 to 30 words: the longest of allsides_train have 25, the seed page's has 19.
_HEADLINE_WORDS = range(2, 31)
# A line seen twice must have this many words to be the headline; shorter ones recur in menus.
_RECURRING_WORDS = 4
# Headlines stand above the story; a page's menu seldom has more lines than this.
_HEAD_LINES = 60
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BYLINE = re.compile(r"by:?\s+(\S.{2,80})$", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"(?:(?:published|updated|posted|last (?:updated|modified)|on|mon|tue|wed|thu|fri|sat|sun)\w*"
    r"[\s:,|-]*)*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d|\d{1,4}[\s./-])",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:headline|title)\s*:\s*(?=\S)", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\S+")


def paragraphs(text: str) -> list[str]:
    """The lines of `text` without blank ones, hard-wrapped paragraphs joined."""
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    width = _wrap_width(lines)
    if not width:
        return filled
    joined: list[str] = []
    open_line = ""  # the last physical line, when the next one may go on from it
    for line in lines:
        if open_line and line and _ran_over(open_line, line, width):
            # A word broken at its hyphen goes on without a space.
            glue = "" if re.search(r"\w-$", joined[-1]) else " "
            joined[-1] += glue + line
        elif line:
            joined.append(line)
        open_line = line
    return joined


def _wrap_width(lines: Sequence[str]) -> int:
    """The width that `lines` were wrapped at, or 0 if they were not."""
    filled = [line for line in lines if line]
    short = [line for line in filled if len(line) <= _WRAP_WIDTH]
    # One long line may be an address; several are paragraphs.
    if len(filled) < 4 or len(short) < 0.9 * len(filled):
        return 0
    width = max(map(len, short))
    followed = [
        (line, after)
        for line, after in pairwise(lines)
        if line and after and len(line) <= _WRAP_WIDTH
    ]
    over = sum(_ran_over(line, after, width) for line, after in followed)
    return width if width >= 40 and over >= 2 and over >= 0.5 * len(followed) else 0


def _ran_over(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one (8 off is ragged)."""
    word = _FIRST_WORD.match(after)
    return len(line) + 1 + len(word[0] if word else "") > width - 8


def read_plain(text: str, name: str) -> Article:
    """The story of a plain text, its body one paragraph a line, not cleaned yet."""
    lines = paragraphs(text)
    byline = next((m[1] for line in lines[:_HEAD_LINES] if (m := _BYLINE.match(line))), "")
    headline, start = find_headline(lines)
    # What stands above the headline is the page's head, but a paragraph is never lost.
    body = [line for line in lines[:start] if is_paragraph(line) and not repeats(line, headline)]
    return Article(
        id=name, headline=headline, byline=byline.rstrip(" ."), body="\n".join(body + lines[start:])
    )


def find_headline(lines: Sequence[str]) -> tuple[str, int]:
    """The headline among `lines`, and the index of the line after it; ("", 0) if there is none."""
    head = lines[:_HEAD_LINES]
    for at, line in enumerate(head[:10]):
        label = _LABEL.match(line)
        if label:
            return line[label.end() :].strip(), at + 1
    first = next((at for at, line in enumerate(head) if _opens_story(line)), len(head))
    candidates = _recurring(lines) or [at for at in range(first) if _could_be_headline(lines[at])]
    if not candidates:
        return "", 0
    best = _best(lines, candidates, first)
    return _clean_headline(lines[best]), best + 1


def _best(lines: Sequence[str], candidates: Sequence[int], first: int) -> int:
    """The candidate that says most of what the story says; the first of those that tie.

    Below the byline stands no headline, unless none stands above it. A punning headline may share
    no word with its story: the longest candidate then, as menu words and the paper's name are
    short.
    """
    byline = next((at for at in range(first) if _BYLINE.match(lines[at])), first)
    above = [at for at in candidates if at < byline] or candidates
    story = _content_words(" ".join(lines[first : first + 12]))
    shared = [len(_content_words(lines[at]) & story) for at in above]
    if max(shared) >= 2:
        return above[shared.index(max(shared))]
    lengths = [len(lines[at].split()) for at in above]
    return above[lengths.index(max(lengths))]


def _recurring(lines: Sequence[str]) -> list[int]:
    """The indexes of the lines of the page's head that another line says again or ends with."""
    plain = [at for at, line in enumerate(lines[:200]) if not chrome_reason(line)]
    return [
        at
        for at in plain
        if at < _HEAD_LINES
        and _RECURRING_WORDS <= len(_WORD.findall(lines[at])) <= _HEADLINE_WORDS[-1]
        and any(repeats(lines[other], lines[at]) for other in plain if other != at)
    ]


def _opens_story(line: str) -> bool:
    return is_paragraph(line) and not chrome_reason(line) and not is_titled(line)


def is_titled(line: str) -> bool:
    """Whether the line is set as headlines are: in capitals, or Each Long Word With One."""
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    if len(words) < 3 or len(line.split()) not in _HEADLINE_WORDS:
        return False
    raised = [word for word in words if word[0].isupper() or word[0].isdigit()]
    return len(raised) >= 0.85 * len(words)


def _could_be_headline(line: str) -> bool:
    if len(_WORD.findall(line)) not in _HEADLINE_WORDS or chrome_reason(line):
        return False
    if _BYLINE.match(line) or _DATE_LINE.match(line) or line.endswith((":", ";", ",")):
        return False
    return is_titled(line) or not is_sentence(line) or line.endswith(("?", "!"))


def _content_words(text: str) -> set[str]:
    """The words of four letters or more, cut to six, so that endings do not part them."""
    return {word[:6] for word in _WORD.findall(text.casefold()) if len(word) > 3}


def _clean_headline(line: str) -> str:
    return " ".join(line.split()).lstrip("#*•> ").strip()
