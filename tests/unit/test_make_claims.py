"""The data of the checker: which words differ, what is held out, and rows that hold together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from copydesk.plant.edit import Planted

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
STORY = (
    "Mayor Otto Varga opened the harbour wall in Port Ellery on Tuesday after 14 months of work."
    "\n\nNorway may lend the town $45 million, the treasurer Joris Quist told reporters at noon."
    "\n\nThe Tarn Ferry Company did not sue the Ormond Harbour Board, and its {n} boats stay."
    " The wall is high. The boats are old. Anneke Brandt praised Joris Quist on the quay."
)


@pytest.fixture(scope="module", autouse=True)
def _scripts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPTS))
        yield
        for name in [n for n in sys.modules if n.startswith(("claims_", "make_claims"))]:
            del sys.modules[name]


@pytest.mark.parametrize(
    ("claim", "original", "words"),
    [
        ("The wall cost nine people jobs.", "The wall cost three people jobs.", ["nine"]),
        ("Varga, the mayor, resigned.", "Varga resigned.", ["the mayor,"]),
        ("The Wall opened.", "the wall opened", []),
        # What is missing is marked by the words around the gap.
        ("Varga resigned.", "Varga never resigned.", ["Varga resigned."]),
    ],
)
def test_the_words_that_a_repair_changes(claim: str, original: str, words: list[str]) -> None:
    from claims_given import changed

    spans, share = changed(claim, original)
    assert [claim[a:b] for a, b in spans] == words
    assert share == pytest.approx(sum(len(w.split()) for w in words) / len(claim.split()))


def test_tokenised_text_is_printed() -> None:
    from claims_given import printed

    text = "He did n't call it `` big '' -LRB- 3 feet -RRB- , she said ."
    assert printed(text) == "He didn't call it “big” (3 feet), she said."


def test_no_headline_or_body_of_the_test_bodies_is_trained_on(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from claims_given import fnc, is_fnc_test

    bodies = [{"body_id": i, "body": f"Story {i} of Port Ellery."} for i in range(200)]
    bodies[1]["body"] = bodies[0]["body"]
    stances = [
        {"body_id": i, "headline": f"Headline {(i + shift) // 2}", "stance": stance}
        for i in range(200)
        for shift, stance in ((0, "agree"), (90, "unrelated"), (40, "discuss"), (7, "disagree"))
    ]
    folder = tmp_path / "claims"
    folder.mkdir()
    for name, rows in (("bodies", bodies), ("stances", stances)):
        parquet.write_table(pa.Table.from_pylist(rows), folder / f"fnc_train_{name}.parquet")
    tested = {b["body_id"] for b in bodies if is_fnc_test(b["body_id"])}
    assert 20 < len(tested) < 80
    test_bodies = {bodies[i]["body"] for i in tested}
    related = {
        s["headline"] for s in stances if s["body_id"] in tested and s["stance"] != "unrelated"
    }
    found = fnc(tmp_path)
    assert {row["kind"] for row in found} == {"fnc-agree", "fnc-disagree", "unrelated"}
    for row in found:
        assert row["document"] not in test_bodies
        assert row["claim"] not in related
        assert row["label"] == (row["kind"] == "fnc-agree")


def test_a_word_may_not_stand_in_more_false_claims_than_true_ones() -> None:
    from claims_balance import SHARE, SLACK, Balance

    balance = Balance()
    error = Planted("negation", "The wall did not open.", ((9, 16),))
    assert not balance.gives_away(error)
    for _ in range(SLACK):
        balance.add_false(error)
    assert balance.gives_away(error)
    for _ in range(round(1 / SHARE) + 1):
        balance.add_true("The ferry did not sail.")
    assert not balance.gives_away(error)
    balance.add_false(error)
    balance.add_false(error)
    assert balance.gives_away(error)


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    return [
        {
            "id": f"story-{n}", "headline": "Mayor Varga opens harbour wall in Port Ellery",
            "body": STORY.format(n=n + 20), "summary": None, "published": f"2014-05-{n + 1:02}",
            "cluster": f"story-{n}",
        }
        for n in range(6)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Any:
    """The parser of the claims."""
    pytest.importorskip("spacy")
    from make_claims import load

    try:
        return load()
    except OSError:
        pytest.skip("spaCy's small English model is not installed")


def test_rows_of_articles(articles: list[dict[str, Any]], nlp: Any) -> None:
    from claims_articles import made
    from claims_sisters import Sisters

    rows = [row for _, row in made(articles, Sisters(articles), nlp, seed=0)]
    assert rows == [row for _, row in made(articles, Sisters(articles), nlp, seed=0)]
    true = {(row["document"], row["claim"]) for row in rows if row["label"] == 1}
    false = [row for row in rows if row["label"] == 0]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({row["kind"] for row in false}) > 4
    for row in false:
        assert (row["document"], row["claim"]) not in true
        assert (row["document"], row["original"]) in true
        assert row["wrong"] or not row["marked"]
        for start, end in row["wrong"]:
            assert row["claim"][start:end].strip() == row["claim"][start:end] != ""
    for row in rows:
        if row["label"] == 1:
            assert (row["wrong"], row["marked"], row["original"]) == ([], True, "")
    documents = [row["document"] for row in rows]
    changes = sum(a != b for a, b in pairwise(documents))
    assert changes == len(set(documents)) - 1


def test_a_fact_is_a_sister_only_where_the_story_lacks_it() -> None:
    from claims_sisters import sister
    from copydesk.plant.story import Story

    story = Story(STORY.format(n=20))
    error = sister("Mayor Varga resigned over forged invoices from Kelmscott", story)
    assert error is not None
    assert [error.text[a:b] for a, b in error.wrong] == [
        "resigned", "forged", "invoices", "Kelmscott",
    ]  # fmt: skip
    assert error.marked
    assert sister("Mayor opened a wall in Port Ellery", story) is None


@pytest.mark.parametrize(
    ("first", "second", "claims"),
    [
        (
            "Anneke Brandt, 41, runs the ferry.",
            "She sued the harbour board last year.",
            {
                "Anneke Brandt sued the harbour board last year.",
                "Brandt sued the harbour board last year.",
                "The 41-year-old runs the ferry.",
            },
        ),
        # Which of the two "he" is nobody can tell.
        ("Otto Varga thanked Joris Quist.", "He opened the harbour wall.", set()),
        ("The ferry sank on Friday.", "He opened the harbour wall.", set()),
    ],
)
def test_a_pronoun_gives_way_to_the_only_name(
    nlp: Any, first: str, second: str, claims: set[str]
) -> None:
    from random import Random

    from claims_resolved import neighbours, resolved

    assert neighbours([first, second, "The wall held."], Random(0), 3) == [(first, second)]
    made = (resolved(nlp(first), nlp(second), Random(seed)) for seed in range(30))
    assert {text for text in made if text} == claims
