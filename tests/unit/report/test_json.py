from __future__ import annotations

import json as standard

from copydesk.records import Article, Draft, Finding, Review
from copydesk.report import json

ARTICLE = Article("a", "Zoë Lind won 9–3.\n\nShe left.", "Lind wins", url="u", byline="b")
TEXT = "Zoë Lund won 9–4"
FINDINGS = (
    Finding("names", "absent", "error", "m", (0, 8), (0, 8), "Zoë Lind", 0.9),
    Finding("numbers", "absent", "error", "m", (13, 16), None, "", 0.7),
)
REVIEW = Review(Draft("a", "headline", TEXT, 0.4, "model"), FINDINGS, 0.2, "unsupported")


def test_findings_carry_the_words_of_their_spans() -> None:
    first, second = json.checked(ARTICLE, REVIEW)["findings"]
    assert (first["claim_text"], first["evidence_text"]) == ("Zoë Lund", "Zoë Lind")
    assert (first["claim_span"], first["evidence_span"]) == ([0, 8], [0, 8])
    assert (second["evidence_span"], second["evidence_text"]) == (None, "")


def test_findings_may_carry_the_sentence_of_their_evidence() -> None:
    first, second = json.sourced(ARTICLE, REVIEW)
    assert first["evidence_text"] == "Zoë Lind"
    assert (first["sentence_span"], first["sentence_text"]) == ([0, 17], "Zoë Lind won 9–3.")
    assert (second["sentence_span"], second["sentence_text"]) == (None, "")


def test_the_score_of_a_draft_is_its_consistency() -> None:
    assert json.drafted(ARTICLE, REVIEW)["score"] == 0.2


def test_an_id_is_kept_as_it_was() -> None:
    result = json.claimed(7, ARTICLE, REVIEW)
    assert (result["id"], result["article"]["id"]) == (7, 7)


def test_a_line_is_one_line_in_its_own_letters() -> None:
    line = json.line(json.headlines(ARTICLE, [REVIEW]))
    assert line.count("\n") == 1
    assert "Zoë" in line
    assert standard.loads(line)["article"]["body"] == ARTICLE.body


def test_a_text_that_was_corrected_and_one_that_could_not_be() -> None:
    mended = Review(Draft("a", "headline", "Zoë Lind won", 0.4, "model"), (), 1.0, "supported")
    assert json.fixed(REVIEW, mended) == {"fixed": "Zoë Lind won", "unfixable": []}
    assert json.fixed(REVIEW, None) == {"fixed": None, "unfixable": ["m"]}
