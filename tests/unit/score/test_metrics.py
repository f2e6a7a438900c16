"""Each metric on a headline whose value can be counted by hand."""

from __future__ import annotations

import pytest

from copydesk import score
from copydesk.errors import CopydeskError
from copydesk.records import Draft, Finding, Review
from copydesk.score.metrics import METRICS, Case, duplicated, fold, measured

BODY = (
    "Mayor Ilse Varga said Tuesday that the Ormond Bridge will close for nine weeks.\n\n"
    "Crews will replace 140 steel beams."
)


def of(prediction: str, **fields: object) -> dict[str, float | None]:
    return measured(Case(prediction, BODY, **fields))  # type: ignore[arg-type]


def finding(checker: str, severity: str = "error") -> Finding:
    return Finding(checker, "rule", severity, "no", (0, 3), None, "", 1.0)  # type: ignore[arg-type]


def review(*findings: Finding, score: float = 0.25, verdict: str = "unsupported") -> Review:
    draft = Draft("a", "headline", "text", 1.0, "x")
    return Review(draft, findings, score, verdict)  # type: ignore[arg-type]


def test_every_metric_says_what_it_is_and_where_it_comes_from() -> None:
    for name, metric in METRICS.items():
        assert metric.name == name
        assert metric.title[0].isupper()
        assert metric.unit in {"points", "%", "per 100", "words", "characters"}
        assert len(metric.about) > 25
    assert set(METRICS) == {*of("x"), "duplicates"}
    assert METRICS["rougeL"].direction == "higher"
    assert METRICS["unsupported"].direction == "lower"
    assert METRICS["words_held"].direction == "none"


def test_rouge_needs_a_reference() -> None:
    assert of("Bridge to close")["rouge1"] is None
    found = of("Bridge to close", reference="Ormond Bridge to close")
    assert found["rouge1"] == found["rougeL"] == found["rougeLsum"] == pytest.approx(600 / 7)
    assert found["rouge2"] == pytest.approx(80)
    assert of("", reference="Ormond Bridge to close")["rouge1"] == 0


def test_of_a_summary_every_sentence_is_a_line_for_rouge_lsum() -> None:
    reference = "The bridge will close. Crews replace the beams."
    turned = "Crews replace the beams. The bridge will close."
    found = of(turned, reference=reference, kind="summary")
    assert found["rougeLsum"] == pytest.approx(100)
    assert found["rougeL"] == pytest.approx(50)


def test_a_review_has_its_score_verdict_and_errors_counted() -> None:
    found = of("x", review=review(finding("names"), finding("numbers"), finding("dates")))
    assert (found["consistency"], found["unsupported"], found["supported"]) == (25, 100, 0)
    assert (found["unsupported_names"], found["unsupported_numbers"]) == (100, 200)
    doubted = of("x", review=review(finding("names", "warning"), verdict="unverified"))
    assert (doubted["unverified"], doubted["unsupported_names"]) == (100, 0)
    assert of("x")["consistency"] is None


def test_what_is_taken_from_the_document_is_told() -> None:
    found = of("Ormond Bridge to close for nine weeks")
    assert found["words_held"] == pytest.approx(100 * 6 / 7)
    assert found["novel_bigrams"] == pytest.approx(100 * 2 / 6)
    assert found["lead_copy"] == 0
    copy = of("The Ormond Bridge will close for nine weeks")
    assert (copy["words_held"], copy["novel_bigrams"], copy["lead_copy"]) == (100, 0, 100)
    later = of("Crews will replace 140 steel beams")
    assert (later["novel_bigrams"], later["lead_copy"]) == (0, 0)


def test_casing_is_held_against_document_and_reference() -> None:
    assert of("Weeks without ormond Bridge")["miscased"] == 50
    assert of("Weeks without ormond", reference="A new ormond")["miscased"] == 0
    assert of("Nothing known")["miscased"] is None


def test_length_and_its_limits() -> None:
    text = "word " * 19 + "words"
    found = of(text)
    assert (found["words"], found["characters"], found["too_long"]) == (20, 100, 0)
    assert of(f"{text}.")["too_long"] == 100
    assert of(text, max_chars=None, max_words=19)["too_long"] == 100
    assert of(text, max_chars=None)["too_long"] == 0


def test_an_empty_prediction_is_counted_as_that() -> None:
    found = of(" … ")
    assert found["empty"] == 100
    assert found["words_held"] is found["novel_bigrams"] is found["lead_copy"] is None
    assert of("x")["empty"] == 0


def test_duplicates_are_told_folded() -> None:
    folds = [fold(text) for text in ("Bridge closes", "bridge closes!", "Bridge opens", "", "")]
    assert duplicated(folds) == [100, 100, 0, None, None]


def test_scores_are_means_with_intervals_over_those_that_have_a_value() -> None:
    texts = ["Ormond Bridge to close", "Something else altogether"] * 10
    references = ["Ormond Bridge to close", None] * 10
    found = score.compute(texts, [BODY] * 20, references)
    assert found["rouge1"].articles == 10
    assert found["rouge1"].figure is not None
    assert found["rouge1"].figure.value == pytest.approx(100)
    held = found["words_held"].figure
    assert held is not None
    assert held.value == pytest.approx(37.5)
    assert held.low < 37.5 < held.high
    assert "consistency" not in found
    assert score.compute(texts, [BODY] * 20, references) == found
    assert score.compute(texts, [BODY] * 20, references, seed=2)["words_held"] != held
    only = score.compute(texts)
    assert "words_held" not in only
    assert only["duplicates"].figure is not None
    assert only["duplicates"].figure.value == 100


def test_as_many_of_everything_are_wanted() -> None:
    with pytest.raises(CopydeskError, match="2 predictions and 1 documents"):
        score.compute(["a", "b"], ["c"])
    with pytest.raises(CopydeskError, match="no predictions"):
        score.values([])
