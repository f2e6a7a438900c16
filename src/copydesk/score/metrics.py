"""What is measured of a prediction: a headline or summary that somebody, or something, wrote.

A metric is a function of a `Case`, and its value for a set of articles is the mean of its values,
which is why shares count 0 or 100. None means that an article does not have it, and is left out of
the mean. `METRICS` has the record of each, whose `about` is the docstring of its function.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from copydesk.records import Direction, Kind, Metric, Review, Verdict
from copydesk.score.rouge import Rouge, lined, rouge
from copydesk.score.support import miscased, shared, words
from copydesk.text.sentences import sentences

# What an editor gives a headline, and a summary, where the recipe says nothing else.
MAX_CHARS = 100
MAX_WORDS = 60
# No first sentence is longer, and the rest of an article need not be read for it.
_LEAD_CHARS = 2_000
# Of the words of a prediction that stand in the first sentence in one run, for it to be its copy.
_COPY = 0.9


@dataclass(frozen=True)
class Case:
    """A prediction and what it is held against, None where there is none.

    `max_chars` and `max_words` are the limits of length, None for none.
    """

    prediction: str
    document: str | None = None
    reference: str | None = None
    kind: Kind = "headline"
    review: Review | None = None
    max_chars: int | None = MAX_CHARS
    max_words: int | None = None

    @cached_property
    def words(self) -> list[str]:
        """The words of the prediction, folded."""
        return words(self.prediction)

    @cached_property
    def document_words(self) -> list[str]:
        """The words of the document, folded; none where there is no document."""
        return words(self.document or "")

    @cached_property
    def rouge(self) -> Rouge | None:
        """ROUGE with the reference; of a summary every sentence counts as a line."""
        if self.reference is None:
            return None
        pair = (self.prediction, self.reference)
        return rouge(*(map(lined, pair) if self.kind == "summary" else pair))


Value = float | None
METRICS: dict[str, Metric] = {}
_MEASURES: dict[str, Callable[[Case], Value]] = {}


def measured(case: Case) -> dict[str, Value]:
    """The value of every metric for one case, but for `duplicates`, which is one of a set."""
    return {name: measure(case) for name, measure in _MEASURES.items()}


def _metric(
    name: str, title: str, unit: str, direction: Direction
) -> Callable[[Callable[[Case], Value]], Callable[[Case], Value]]:
    def add(measure: Callable[[Case], Value]) -> Callable[[Case], Value]:
        about = " ".join((measure.__doc__ or "").split())
        METRICS[name] = Metric(name, title, unit, direction, about)
        _MEASURES[name] = measure
        return measure

    return add


@_metric("rouge1", "ROUGE-1", "points", "higher")
def _rouge1(case: Case) -> Value:
    """F1 of the words that prediction and reference share, stemmed (Lin 2004, "ROUGE: A Package
    for Automatic Evaluation of Summaries", by rouge-score)."""
    return None if case.rouge is None else case.rouge.rouge1


@_metric("rouge2", "ROUGE-2", "points", "higher")
def _rouge2(case: Case) -> Value:
    """F1 of the pairs of words that prediction and reference share, stemmed (Lin 2004)."""
    return None if case.rouge is None else case.rouge.rouge2


@_metric("rougeL", "ROUGE-L", "points", "higher")
def _rougel(case: Case) -> Value:
    """F1 of the longest common subsequence of words, of whole texts (Lin 2004, 3.1)."""
    return None if case.rouge is None else case.rouge.rougeL


@_metric("rougeLsum", "ROUGE-Lsum", "points", "higher")
def _rougelsum(case: Case) -> Value:
    """F1 of the union of longest common subsequences, sentence by sentence (Lin 2004, 3.2); of a
    headline, which is one sentence, that of ROUGE-L."""
    return None if case.rouge is None else case.rouge.rougeLsum


@_metric("consistency", "Consistency", "points", "higher")
def _consistency(case: Case) -> Value:
    """How likely the document bears the prediction out, times 100: the score of copydesk's review
    (docs/checking.md), by rules and a cross-encoder, calibrated (Guo et al. 2017)."""
    return None if case.review is None else 100 * case.review.score


def _is(case: Case, verdict: Verdict) -> Value:
    return None if case.review is None else 100.0 * (case.review.verdict == verdict)


@_metric("supported", "Supported", "%", "higher")
def _supported(case: Case) -> Value:
    """Predictions in which no checker finds an error or leaves a doubt (`desk.rule`)."""
    return _is(case, "supported")


@_metric("unverified", "Unverified", "%", "lower")
def _unverified(case: Case) -> Value:
    """Predictions in which a checker leaves a doubt and finds no error (`desk.rule`)."""
    return _is(case, "unverified")


@_metric("unsupported", "Unsupported", "%", "lower")
def _unsupported(case: Case) -> Value:
    """Predictions in which a checker finds an error, and empty ones (`desk.rule`); the share of
    unfaithful summaries of Maynez et al. 2020 ("On Faithfulness and Factuality in Abstractive
    Summarization"), judged by machine."""
    return _is(case, "unsupported")


def _errors(case: Case, *checkers: str) -> Value:
    if case.review is None:
        return None
    errors = [each for each in case.review.findings if each.severity == "error"]
    return 100.0 * sum(each.checker in checkers for each in errors)


@_metric("unsupported_names", "Unsupported names", "per 100", "lower")
def _unsupported_names(case: Case) -> Value:
    """Names that the document does not hold, per 100 predictions: errors of the rule `names`. After
    Nan et al. 2021 ("Entity-level Factual Consistency of Abstractive Text Summarization")."""
    return _errors(case, "names")


@_metric("unsupported_numbers", "Unsupported numbers", "per 100", "lower")
def _unsupported_numbers(case: Case) -> Value:
    """Numbers and dates that the document does not hold, per 100 predictions: errors of the rules
    `numbers` and `dates`. After Zhao et al. 2020 ("Reducing Quantity Hallucinations in Abstractive
    Summarization")."""
    return _errors(case, "numbers", "dates")


@_metric("words_held", "Words held", "%", "none")
def _words_held(case: Case) -> Value:
    """Words of the prediction that stand in the document, folded: how extractive it is (fragment
    coverage of Grusky et al. 2018, "Newsroom", word by word)."""
    if case.document is None or not case.words:
        return None
    return 100 * shared(case.words, case.document_words, n=1)


@_metric("novel_bigrams", "Novel bigrams", "%", "none")
def _novel_bigrams(case: Case) -> Value:
    """Pairs of neighbouring words that do not stand so in the document (See et al. 2017, "Get To
    The Point")."""
    if case.document is None or len(case.words) < 2:
        return None
    return 100 * (1 - shared(case.words, case.document_words, n=2))


@_metric("lead_copy", "Copies of the lead", "%", "none")
def _lead_copy(case: Case) -> Value:
    """Predictions nine tenths of whose words stand in one run in the document's first sentence: the
    lead baseline of news (Nallapati et al. 2017, "SummaRuNNer"), word for word."""
    if case.document is None or not case.words:
        return None
    opening = case.document.lstrip().partition("\n\n")[0][:_LEAD_CHARS]
    first = words(opening[slice(*next(iter(sentences(opening)), (0, 0)))])
    run = SequenceMatcher(None, case.words, first, autojunk=False).find_longest_match()
    return 100.0 * (run.size >= _COPY * len(case.words))


@_metric("miscased", "Miscased words", "%", "lower")
def _miscased(case: Case) -> Value:
    """Words within a sentence that neither document nor reference cases so, of those that they
    hold: what true-casing gets wrong (Lita et al. 2003, "tRuEcasIng")."""
    counted, wrong = miscased(case.prediction, [case.reference or "", case.document or ""])
    return 100 * wrong / counted if counted else None


@_metric("words", "Words", "words", "none")
def _words(case: Case) -> Value:
    """Words of the prediction, as white space parts them."""
    return float(len(case.prediction.split()))


@_metric("characters", "Characters", "characters", "none")
def _characters(case: Case) -> Value:
    """Characters of the prediction, spaces among them."""
    return float(len(case.prediction))


@_metric("too_long", "Too long", "%", "lower")
def _too_long(case: Case) -> Value:
    """Predictions beyond the limit of characters or of words that was set: what an editor's page
    has room for (length-controlled headlines: Takase & Okazaki 2019)."""
    over_chars = case.max_chars is not None and len(case.prediction) > case.max_chars
    over_words = case.max_words is not None and len(case.prediction.split()) > case.max_words
    return 100.0 * (over_chars or over_words)


METRICS["duplicates"] = Metric(
    "duplicates",
    "Duplicates",
    "%",
    "lower",
    "Predictions that stand, folded, for another article of the set too: a model that has "
    "collapsed says the same of everything (distinct texts: Li et al. 2016, “A Diversity-Promoting "
    "Objective Function”).",
)


@_metric("empty", "Empty", "%", "lower")
def _empty(case: Case) -> Value:
    """Predictions without a word."""
    return 100.0 * (not case.words)


def duplicated(folded: Sequence[Hashable]) -> list[Value]:
    """The values of `duplicates` for a set, given what `fold` makes of each prediction."""
    counts = Counter(folded)
    return [None if each is None else 100.0 * (counts[each] > 1) for each in folded]


def fold(prediction: str) -> str | None:
    """What two predictions have in common that say the same, None where one says nothing."""
    return " ".join(words(prediction)) or None
