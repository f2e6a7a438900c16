"""Headlines out of the first sentences, shortened: the baseline, and what fills up.

News writes its point first (the inverted pyramid), which is why the lead is a hard baseline for
headlines and summaries. Every word here stands in the body, in that order, within one sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log1p

from copydesk.draft.compress import compressions, unbalanced
from copydesk.records import Article, Draft
from copydesk.text.sentences import sentences
from copydesk.text.verbs import AUXILIARIES, has_verb

# Later sentences are background more often than news, but true; with 8 of them only 4 in 14
# articles got five headlines unlike one another, with 16 12 did.
_SENTENCES = 16
# What an article is about shows in its first 500 words.
_TOPIC_CHARS = 3000
_MIN_WORDS, _MIN_CHARS = 4, 20
_GOOD_WORDS = range(8, 15)
_FUNCTION_WORDS = frozenset(
    "the an of to in on at by for with from and or but that as than into its his her their is are "
    "was were be been has have had will would could can may not who which said says it he she they "
    "this these those after over about more".split()
)
# Openings that lean on an earlier sentence, are no statement, or are no headline's.
_UNRESOLVED = re.compile(
    r"^(?:(?:he|she|it|they|we|i|you|that|there|here|what|let)'\w+"
    r"|he|she|it|they|we|i|you|his|her|hers|its|their|our|my|your|this|that|these|those|there|here"
    r"|one|another|others|both|neither|either|such|some|so|who|what|why|how|where|which|whether"
    r"|if|not|nor|or|and|but|then|more|all|none|many|most|according|to|each|again|(?:oh|well|yes|no)[,.!]"
    r"|since|as|while|whereas|although|though|because|until|thanks|despite|when|after|before"
    r"|unless|with|without|at|in|on|for|from|by|during|amid|under|like|unlike|given|instead"
    r"|taken|asked|\w+ing (?:the|a|off|up)|updated|photo|image|file|related|read|click|watch)\b"
    r"|^[^\w$€£#@]",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours|you|your|yours)\b(?!\.)")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_DANGLING = re.compile(
    r"\b(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|that|as|than|into|its|his|her|their"
    r"|is|are|was|were|be|been|has|have|had|will|would|could|may|not|who|which|mr|mrs|ms"
    r"|rep|sen|gov|dr|gen|came|comes|became|becomes|remains|appears|seems|means|led|took|takes|put"
    r"|made|makes|gave|gives|told|new|own|serious|several|various|get"
    r"|since|before|after|about|over|under|through|while|when|where|because|if)\.?$",
    re.I,
)
# Ends in a verb that nothing before makes passive: "the mayor announced".
_PASSIVE = r"(?:is|are|was|were|be|been|being|got|gets|and|or|left)"
_WANTS_MORE = re.compile(
    rf"^(?!.*\b{_PASSIVE} (?:(?:not|\w+ly) )?\w+$)"
    r".* (?:said|says|\w+ed|found|held|kept|sought|grapples)$"
    r"|\b(?:is|are|was|were|be|been) (?:now|also|still|seen|\w+ing)$"
    r"|\b(?:told|tells)(?: [\w.]+){1,4}?(?:$| (?:when|while|in|on|after|at|during)\b)"
    r"|\b(?:said|says|wrote|announced|claimed|requested|argued|warned|added) "
    r"(?:in|on|at|during|to|by)\b[^,\"“]*$"
    r"|\b(?:left|right|center)$"
)
# What follows needs a verb of its own.
_CLAUSE = re.compile(
    r"\b(?:that(?! [a-z]+s\b)|whether|because(?! of\b)|said(?! (?:he|she|it|they)\b))\b(.*)"
)
_RELATIVE = re.compile(
    r"\b(?:who|which|whose|where|whom)\b.*|^\w+ed (?:by|in|on|at|for|from|to) .*"
)
_SOURCE = re.compile(r"(?:, [^,]+){0,2}, (?:[^,]+ )?(?:said|says|announced|ruled|decided)$")
# Points at what an earlier sentence named.
_POINTS_BACK = re.compile(
    r"\b(?:that (?:year|day|time|case|point|figure|number)|those|the (?:former|latter)|such a)\b",
    re.I,
)


class LeadDrafter:
    """Drafts headlines from the first sentences by deleting what a headline can miss.

    Args:
        max_chars: drafts are at most this long; one that cannot be cut so far is not made.
    """

    name = "lead"

    def __init__(self, max_chars: int = 100) -> None:
        self._max_chars = max_chars

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
        """Up to `count` headlines for each article, best first; none where no sentence serves."""
        return [self._headlines(article)[:count] for article in articles]

    def _headlines(self, article: Article) -> list[Draft]:
        found: dict[str, float] = {}
        counts = Counter(_content_words(article.body[:_TOPIC_CHARS]))
        for place, (start, end) in enumerate(sentences(article.body)[:_SENTENCES]):
            fitting = [
                (text, cut)
                for text, cut in compressions(article.body[start:end], self._max_chars)
                if len(text) <= self._max_chars and stands(text)
            ]
            # The first sentence is the news; each further one is worth less. The factors are the
            # best of a coarse grid for ROUGE-1 with the titles of 1,100 articles of allsides_train:
            # 17.9, and 16.8 without the salience of the words.
            for text, cut in fitting:
                worth = _salience(text, counts) * 0.9**place * (0.8 if cut else 1)
                found.setdefault(text, worth * (1 - 0.05 * min(_off_length(text), 10)))
        return [
            Draft(article.id, "headline", text, round(score, 3), self.name)
            for text, score in sorted(found.items(), key=lambda item: -item[1])
        ]


def stands(text: str) -> bool:
    """Whether `text` can be a headline by itself, to judge by its first and last words."""
    bare = _QUOTED.sub("", text).replace("’", "'")
    # ", officials said" ends well; nothing else that ends in a verb of speech does.
    bare = _SOURCE.sub("", bare)
    clause = _CLAUSE.search(bare)
    main = ", ".join(_RELATIVE.sub("", part) for part in bare.split(", "))
    return (
        len(text) >= _MIN_CHARS
        and len(text.split()) >= _MIN_WORDS
        and text[0] not in "\"“‘'("
        and text[-1] not in "?!:…"
        and not unbalanced(text)
        and text.split()[0].casefold() not in AUXILIARIES
        and not any(
            pattern.search(bare)
            for pattern in (_UNRESOLVED, _FIRST_PERSON, _POINTS_BACK, _DANGLING, _WANTS_MORE)
        )
        and has_verb(main)
        and (clause is None or has_verb(clause[1]) or "“" in text or '"' in text)
    )


def _salience(text: str, counts: Counter[str]) -> float:
    """How much of what the article keeps naming `text` names, 0 to 1.

    SumBasic's idea (Nenkova & Vanderwende 2005, "The Impact of Frequency on Summarization") with
    the logarithm of the count, so that one name said twenty times does not decide alone.
    """
    found = [log1p(counts[word]) for word in _content_words(text)]
    return min(1.0, sum(found) / len(found) / 3) if found else 0.0


def _content_words(text: str) -> list[str]:
    return [w for w in re.findall(r"[\w'’]{2,}", text.casefold()) if w not in _FUNCTION_WORDS]


def _off_length(text: str) -> int:
    """By how many words `text` is shorter or longer than headlines are."""
    words = len(text.split())
    return max(_GOOD_WORDS.start - words, words - _GOOD_WORDS.stop + 1, 0)
