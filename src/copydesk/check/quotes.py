"""Do the words that a claim puts in quotation marks stand in the body?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from copydesk.check.body import Body, body_of
from copydesk.records import Article, Claim, Finding, Severity, Span
from copydesk.text.lexicon import FUNCTION_WORDS
from copydesk.text.quotes import quotes
from copydesk.text.words import words

# Where a quotation leaves words out or puts its own in.
_BREAK = re.compile(r"\.{3,}|…|\. \. \.|[\[(][^\])]*[\])]|\*+|_{2,}")
# A wording this much like the quotation (share of words in common, in order) is what was meant.
_NEARLY_THE_SAME = 0.6
_SENTENCES_READ = 4
# So many words may be a term: on 1,500 of allsides_train 8 of 19 quotations called wrong were such.
_TERM = 2
# Words that carry little: one more or less does not make another statement, but a "not" does.
_SMALL_WORDS = FUNCTION_WORDS - frozenset(
    "not no never nor none nobody nothing neither without".split()
)
_SCORE: dict[Severity, float] = {"error": 0.9, "warning": 0.4, "info": 0.1}


class QuotesChecker:
    """Finds quotations whose words the body does not hold: rule `quote-not-in-body`.

    Case, punctuation and spacing do not count; a quotation may leave words out with an ellipsis
    and put its own in brackets. One or two quoted words may be a writer's irony, or a term
    (“ghost ferry”): a warning at most.
    """

    name = "quotes"

    def check(self, article: Article, claims: Sequence[Claim]) -> list[Finding]:
        body = body_of(article.body)
        if not body.words:
            return []
        return [
            _finding(body, claim, span)
            for claim in claims
            for span in quotes(claim.text)
            if not _held(body, claim.text[slice(*span)])
        ]


def _held(body: Body, quotation: str) -> bool:
    pieces = [_squashed(piece) for piece in _BREAK.split(quotation)]
    return all(piece in body.squashed for piece in pieces)


def _squashed(text: str) -> str:
    """The letters and digits alone, so that "cease-fire" and "ceasefire" are one."""
    return "".join(word.key for word in words(text)).replace("'", "")


def _finding(body: Body, claim: Claim, span: Span) -> Finding:
    quotation = claim.text[slice(*span)]
    keys = [word.key for word in words(quotation)]
    content = [key for key in keys if key not in _SMALL_WORDS]
    evidence, wording, likeness = _closest(body, keys)
    # Only small words left out or put in: altered, but not made up.
    spoken = [key for key in (w.key for w in words(wording)) if key not in _SMALL_WORDS]
    altered = len(content) >= 2 and spoken == content
    severity: Severity = "warning" if len(keys) <= _TERM or not content or altered else "error"
    suggestion = wording if likeness >= _NEARLY_THE_SAME else ""
    message = f"the body does not hold the words “{quotation}”"
    if suggestion:
        message += f", but “{suggestion}”"
    offset = claim.span[0]
    return Finding(
        QuotesChecker.name,
        "quote-not-in-body",
        severity,
        message,
        (offset + span[0], offset + span[1]),
        evidence,
        suggestion,
        _SCORE[severity],
    )


def _closest(body: Body, keys: Sequence[str]) -> tuple[Span | None, str, float]:
    """(sentence, its wording nearest the quotation, likeness from 0 to 1)."""
    best: tuple[Span | None, str, float] = (None, "", 0.0)
    for _, number in body.overlaps(keys)[:_SENTENCES_READ]:
        span = body.sentences[number]
        inside = body.words_in(span)
        matcher = SequenceMatcher(None, [w.key for w in inside], list(keys), autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if not blocks:
            continue
        first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
        common = sum(block.size for block in blocks)
        likeness = 2 * common / (len(keys) + last - first)
        if best[0] is None or likeness > best[2]:
            wording = body.text[inside[first].start : inside[last - 1].end]
            best = (span, wording, likeness)
    return best
