"""Tell the headline of a plain text from its body.

1. A line that recurs, alone or after a breadcrumb, is the headline: pages show it in the window
   title, in the breadcrumb and above the story.
2. Else it is the line above the first real paragraph that says most of what the story says and
   could be a headline: no byline, date or menu word, in capitals or without a final full stop.
3. Else there is none, and every line belongs to the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.text.chrome import chrome_reason, is_paragraph, is_sentence, is_shouted, repeats

# Headlines stand above the story; a page's menu seldom has more lines than this.
HEAD_LINES = 60
BYLINE = re.compile(r"by:?\s+(\S.{2,80})$", re.IGNORECASE)

# 2 to 30 words: the longest headlines of allsides_train have 25, the seed page's has 19.
_FEWEST, _MOST = 2, 30
# A line seen twice must have this many words to be the headline; shorter ones recur in menus.
_RECURRING = 4
# A question, or a line that ends in "U.S.", of up to this many words above the story is its
# headline; a longer one opens it.
_SHORT = 16
_QUESTION_OR_INITIALS = re.compile(r"[?!][\"'”’]?$|\b(?:[A-Z]\.){2,}$")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_COMMON = frozenset(
    "that with this will from have been were their they what when which who more than over into "
    "about after before says said would could should".split()
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\.?"
_DATE_LINE = re.compile(
    r"(?:(?:published|updated|posted|last (?:updated|modified)|on|mon|tue|wed|thu|fri|sat|sun)\w*"
    rf"[\s:,|-]*)*(?:{_MONTH} \d|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|\d{{1,4}}[./:-]\d)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:headline|title)\s*:\s*(?=\S)", re.IGNORECASE)
# Between paragraphs these begin a link, above the story its headline.
_KICKER = re.compile(
    r"(?:opinion|analysis|explainer|fact check|timeline|investigation|poll|photos|video)\s?:\s",
    re.IGNORECASE,
)


def find_headline(lines: Sequence[str]) -> tuple[str, int]:
    """The headline among `lines`, and the index of the line after it; ("", 0) if there is none."""
    head = lines[:HEAD_LINES]
    for at, line in enumerate(head[:10]):
        label = _LABEL.match(line)
        if label:
            return line[label.end() :].strip(), at + 1
    recurring = _recurring(lines)
    first = next((at for at, line in enumerate(head) if _opens_story(line, recurring)), len(head))
    # A line that recurs within the story is a quotation set large.
    candidates = [at for at in range(first) if lines[at] in recurring] or [
        at for at in range(first) if _could_be_headline(lines[at])
    ]
    if not candidates:
        return "", 0
    best = _best(lines, candidates, first)
    return lines[best].lstrip("#*•> ").strip(), best + 1


def _recurring(lines: Sequence[str]) -> set[str]:
    """The lines of the page's head that another line says again or ends with."""
    plain = [line for line in lines[:200] if not _is_chrome(line)]
    return {
        line
        for at, line in enumerate(plain[:HEAD_LINES])
        if _RECURRING <= len(_WORD.findall(line)) <= _MOST
        and any(repeats(other, line) for other in plain[:at] + plain[at + 1 :])
    }


def _best(lines: Sequence[str], candidates: Sequence[int], first: int) -> int:
    """The candidate that says most of what the story says; the first of those that tie.

    Below the byline stands no headline, unless none stands above it. A punning headline may share
    no word with its story: the longest candidate then, as menu words and the paper's name are
    short.
    """
    byline = next((at for at in range(first) if BYLINE.match(lines[at])), first)
    above = [at for at in candidates if at < byline] or candidates
    story = _content_words(" ".join(lines[first : first + 12]))
    # Three shared words tell a headline from the paper's name; a standfirst may share more.
    shared = [min(3, len(_content_words(lines[at]) & story)) for at in above]
    if max(shared) >= 2:
        return above[shared.index(max(shared))]
    lengths = [len(lines[at].split()) for at in above]
    return above[lengths.index(max(lengths))]


def _is_chrome(line: str) -> bool:
    return bool(chrome_reason(line)) and not is_shouted(line) and not _KICKER.match(line)


def _is_set_as_headline(line: str) -> bool:
    """Whether the line may be a headline although it ends as a sentence does."""
    if _is_titled(line):
        return True
    return bool(_QUESTION_OR_INITIALS.search(line)) and len(line.split()) <= _SHORT


def _opens_story(line: str, recurring: set[str]) -> bool:
    if not is_paragraph(line) or _is_chrome(line) or _is_set_as_headline(line):
        return False
    return not any(repeats(line, headline) for headline in recurring)


def _is_titled(line: str) -> bool:
    """Whether the line is set as headlines are: in capitals, or Each Long Word With One."""
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    if len(words) < 3 or len(line.split()) > _MOST or re.search(r"[a-z]\. ", line):
        return False
    raised = [word for word in words if word[0].isupper() or word[0].isdigit()]
    return len(raised) >= 0.85 * len(words)


def _could_be_headline(line: str) -> bool:
    if not _FEWEST <= len(_WORD.findall(line)) <= _MOST or _is_chrome(line):
        return False
    if BYLINE.match(line) or _DATE_LINE.match(line) or line.endswith((":", ";", ",")):
        return False
    return _is_set_as_headline(line) or not is_sentence(line)


def _content_words(text: str) -> set[str]:
    """The longer words, cut to six letters, so that endings do not part them."""
    words = _WORD.findall(text.casefold())
    return {word[:6] for word in words if len(word) > 3 and word not in _COMMON}
