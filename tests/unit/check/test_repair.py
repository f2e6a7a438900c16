"""The repair of wrong claims, with stand-ins for the model."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from story import BODY

from copydesk.check import entailment
from copydesk.check.body import Body
from copydesk.check.calibration import Calibration, Weights
from copydesk.check.candidates import MOST, candidates
from copydesk.check.claims import claims
from copydesk.check.crossencoder import Judgement
from copydesk.check.entailment import EntailmentChecker
from copydesk.check.repair import Scored, repaired
from copydesk.desk import fix, review, with_repairs
from copydesk.plugins import Repairing
from copydesk.records import Article, Draft, Finding, Span
from copydesk.text.words import words

STORY = Body(BODY)


def at(text: str, part: str) -> Span:
    return (text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("claim", "wrong", "right"),
    [
        ("Mayor Lydia Sandoval closes the Larkspur Bridge", "Lydia Sandoval",
         "Mayor Helena Brandt closes the Larkspur Bridge"),
        ("Mayor Judith Brandt closes the Larkspur Bridge", "Judith",
         "Mayor Brandt closes the Larkspur Bridge"),
        ("Mayor Judith Brandt closes the Larkspur Bridge", "Judith",
         "Mayor Helena Brandt closes the Larkspur Bridge"),
        ("The bridge is closed after 83 cracks are found", "83",
         "The bridge is closed after 47 cracks are found"),
        ("Oyelaran pledged $9 million for repairs", "$9 million",
         "Oyelaran pledged $3.2 billion for repairs"),
        ("Field opened the bridge on March 2, 1987", "March 2, 1987",
         "Field opened the bridge on May 9, 1987"),
        ("Mexican officials watched closely", "Mexican", "Canadian officials watched closely"),
        ("Most of the council opposed the closure", "opposed",
         "Most of the council supported the closure"),
        ("Brandt Says Port Alden Will Close The Tarn Bridge", "Tarn Bridge",
         "Brandt Says Port Alden Will Close The Larkspur Bridge"),
        ("Mayor Helena Brandt closes the bridge in Lower Brask", "Lower Brask",
         "Mayor Helena Brandt closes the bridge"),
    ],
)  # fmt: skip
def test_what_was_meant_is_among_the_candidates(claim: str, wrong: str, right: str) -> None:
    found = candidates(STORY, claim, at(claim, wrong))
    assert right in found
    assert claim not in found
    assert len(found) == len(set(found)) <= MOST


@pytest.mark.parametrize(
    ("claim", "wrong", "other"),
    [
        ("Engineers found 83 cracks", "83", "Engineers found 1987 cracks"),  # a year is no count
        ("It will close for 12 weeks after engineers found cracks", "12",
         "It will close for 47 weeks after engineers found cracks"),
        # Whose surname the body has, is meant.
        ("Mayor Judith Brandt closes the Larkspur Bridge", "Judith",
         "Mayor Tomas Field closes the Larkspur Bridge"),
        # Where they stand has nothing in common with the claim.
        ("The Larkspur Bridge is in Brask", "Brask", "The Larkspur Bridge is in Canada"),
        ("The Board of Bridges and Roads met", "Roads", "The Board of Bridges and Port Alden met"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_none_of_them(claim: str, wrong: str, other: str) -> None:
    assert other not in candidates(STORY, claim, at(claim, wrong))


def test_the_article_is_that_of_the_body() -> None:
    claim = "Help and repairs are promised by Orrin"
    [found] = [each for each in candidates(STORY, claim, at(claim, "Orrin")) if "Transport" in each]
    assert found == "Help and repairs are promised by the U.S. Department of Transportation"
    body = Body("Lind sold the boats to Tarn Works. Lind kept the nets.")
    claim = "Lind sold the boats to the Orrin Fund"
    assert "Lind sold the boats to Tarn Works" in candidates(body, claim, at(claim, "Orrin Fund"))


class Knows:
    """Thinks the claims that it is told of so likely, and others as likely as they are wrong."""

    def __init__(self, told: dict[str, float], wrong: str) -> None:
        self.told, self.wrong = told, wrong
        self.asked: list[int] = []

    def __call__(self, texts: Sequence[str]) -> list[Scored]:
        self.asked.append(len(texts))
        return [self.scored(text) for text in texts]

    def scored(self, text: str) -> Scored:
        span = at(text, self.wrong) if self.wrong in text else (0, len(text))
        return Scored(self.told.get(text, 0.1), span)


CLAIM = "Mayor Lydia Sandoval closes the bridge after 83 cracks are found"
HALF = "Mayor Helena Brandt closes the bridge after 83 cracks are found"
WHOLE = "Mayor Helena Brandt closes the bridge after 47 cracks are found"


def mended(
    told: dict[str, float], *wrong: str, enough: float = 0.6
) -> tuple[str | None, list[int]]:
    judge = Knows({CLAIM: 0.1} | told, "Lydia Sandoval")
    text = repaired(STORY, CLAIM, [at(CLAIM, part) for part in wrong], judge, enough)
    return text, judge.asked


def test_the_likeliest_candidate_is_the_repair() -> None:
    text, asked = mended({HALF: 0.9})
    assert text == HALF
    assert len(asked) == 2  # the claim, and all candidates at once


def test_what_is_known_to_be_wrong_goes_whatever_the_model_thinks() -> None:
    text, asked = mended({CLAIM: 0.9, HALF: 0.9, WHOLE: 0.8}, "Lydia Sandoval", "83")
    assert text == WHOLE
    assert len(asked) == 3
    assert max(asked) <= MOST


def test_what_is_not_likely_enough_is_no_repair() -> None:
    assert mended({HALF: 0.4})[0] is None
    assert mended({HALF: 0.4, WHOLE: 0.5}, "Lydia Sandoval", "83")[0] is None
    assert mended({})[0] is None


def test_leaving_out_is_preferred_to_putting_in_what_is_little_likelier() -> None:
    claim = "Mayor Helena Brandt closes the bridge in Lower Brask"
    short, other = "Mayor Helena Brandt closes the bridge", claim.replace("Lower Brask", "Oregon")
    for likely, expected in ((0.8, short), (0.95, other)):
        judge = Knows({short: 0.75, other: likely}, "Lower Brask")
        assert other in candidates(STORY, claim, at(claim, "Lower Brask"))
        assert repaired(STORY, claim, [], judge, 0.6) == expected


class StandIn:
    """A cross-encoder that finds words of a list unsupported, and claims with them inconsistent."""

    wrong = ("Lydia", "Sandoval", "mayor")

    def __init__(self, folder: object = None) -> None:
        self.judged: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        self.judged += pairs
        found = []
        for claim, _ in pairs:
            logits = tuple(
                ((w.start, w.end), -2.0 if claim[w.start : w.end] in self.wrong else 2.0)
                for w in words(claim)
            )
            found.append(Judgement(-3.0 if any(x < 0 for _, x in logits) else 3.0, logits))
        return found


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> EntailmentChecker:
    weights = Weights(0.0, 1.0, *[0.0] * 9)
    monkeypatch.setattr(entailment, "CrossEncoder", StandIn)
    monkeypatch.setattr(entailment, "calibration", lambda _: Calibration(weights, 0.3, 0.5, 0.6))
    return EntailmentChecker()


def repairs(checker: EntailmentChecker, text: str, *rules: Finding) -> list[tuple[str, str]]:
    """(words, suggestion) of each finding with one, after the checker has looked for repairs."""
    article, stated = Article("a", BODY), claims(text, "headline")
    found = [*rules, *checker.check(article, stated)]
    return [
        (text[slice(*each.claim_span)], each.suggestion)
        for each in checker.repair(article, stated, found)
        if each.suggestion
    ]


def rule(name: str, text: str, words: str, suggestion: str = "") -> Finding:
    return Finding("names", name, "error", "m", at(text, words), None, suggestion, 0.9)


def test_finding_what_is_wrong_looks_for_no_repairs(checker: EntailmentChecker) -> None:
    assert isinstance(checker, Repairing)
    [finding] = checker.check(Article("a", BODY), claims(CLAIM, "headline"))
    assert (finding.suggestion, CLAIM[slice(*finding.claim_span)]) == ("", "Lydia Sandoval")
    # Beside all of its evidence, and beside the best sentence.
    assert len(checker._model.judged) == 2  # type: ignore[attr-defined]


def test_the_suggestion_stands_in_place_of_the_span(checker: EntailmentChecker) -> None:
    assert repairs(checker, f" {CLAIM} ") == [("Lydia Sandoval", "Helena Brandt")]


def test_what_goes_is_told_by_a_word_beside_it(checker: EntailmentChecker) -> None:
    headline = "Former mayor Tomas Field opened the bridge"
    [(words, suggestion)] = repairs(checker, headline)
    assert headline.replace(words, suggestion) == "Tomas Field opened the bridge"


def test_a_name_that_the_body_only_lacks_is_judged_and_the_model_may_refuse(
    checker: EntailmentChecker,
) -> None:
    lacking = rule("name-not-in-body", CLAIM, "Lydia Sandoval", "Tomas Field")
    assert repairs(checker, CLAIM, lacking) == [("Lydia Sandoval", "Helena Brandt")]
    text = "The mayor met Quill in May"
    checker._model.wrong = ("mayor", "Quill")  # type: ignore[attr-defined]
    assert repairs(checker, text, rule("name-not-in-body", text, "Quill", "Tomas Field")) == []


def test_what_the_body_contradicts_is_mended_first(checker: EntailmentChecker) -> None:
    certain = rule("role-contradicted", CLAIM, "Lydia Sandoval", "Helena Brandt")
    assert repairs(checker, CLAIM, certain) == [("Lydia Sandoval", "Helena Brandt")]
    lacking = rule("number-not-in-body", CLAIM, "83")
    [(words, suggestion)] = repairs(checker, CLAIM, certain, lacking)
    text = CLAIM.replace(words, suggestion)
    assert "Helena Brandt" in text
    assert "83" not in text


def test_the_desk_puts_it_in_place_and_checks_again(checker: EntailmentChecker) -> None:
    article, draft = Article("a", BODY), Draft("a", "summary", f"It rained. {CLAIM}.", 1.0, "given")
    [found] = review(article, [draft], [checker])
    corrected = fix(article, with_repairs(article, found, [checker]), [checker])
    assert corrected is not None
    assert corrected.draft.text == f"It rained. {HALF}."
    assert corrected.verdict == "supported"


def test_a_repair_that_crashes_leaves_the_errors_as_they_are(
    checker: EntailmentChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, draft = Article("a", BODY), Draft("a", "headline", CLAIM, 1.0, "given")
    [found] = review(article, [draft], [checker])
    monkeypatch.setattr(checker, "repair", lambda *_: 1 / 0)
    assert with_repairs(article, found, [checker]) == found
