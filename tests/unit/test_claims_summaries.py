"""Texts to fit the checker's weights on: claims put together, and which summaries are kept out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
BODY = "The ferry to Skerry Isle stops in March. Nora Lindqvist will sell it. It is old."


@pytest.fixture(scope="module", autouse=True)
def _scripts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPTS))
        yield
        for name in [n for n in sys.modules if n.startswith("claims_")]:
            del sys.modules[name]


def rows(*claims: tuple[str, int, str]) -> list[dict[str, Any]]:
    from claims_given import row

    return [
        row(BODY, text, label, kind, "articles", id_=f"a-{number}")
        for number, (text, label, kind) in enumerate(claims)
    ]


TRUE = [("The ferry is old", 1, "headline"), ("Nora Lindqvist will sell it.", 1, "sentence"),
        ("The ferry stops in March.", 1, "sentence")]  # fmt: skip
FALSE = ("The ferry stops in May.", 0, "date")


def test_true_claims_make_true_texts_and_one_false_claim_a_false_one() -> None:
    from claims_summaries import joined

    texts = list(joined(rows(*TRUE, FALSE)))
    assert [(text["label"], text["kind"]) for text in texts] == [
        (1, "joined"), (0, "date"), (1, "joined"), (0, "date"),
    ]  # fmt: skip
    for text in texts:
        assert text["document"] == BODY
        assert (FALSE[0] in text["claim"]) == (text["label"] == 0)
        assert "old Nora" not in text["claim"]  # a headline gets its stop
    assert [text["claim"].count(".") for text in texts] == [2, 2, 3, 3]


def test_an_article_of_one_true_claim_gives_no_text() -> None:
    from claims_summaries import joined

    assert list(joined(rows(TRUE[0], FALSE))) == []


def test_claims_of_other_sets_are_not_put_together() -> None:
    from claims_summaries import joined

    assert list(joined([each | {"origin": "nli"} for each in rows(*TRUE)])) == []


def test_all_summaries_of_a_document_are_fitted_on_or_none(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from claims_summaries import summaries

    folder = tmp_path / "claims"
    folder.mkdir()
    written = [
        {"document": f"Story {n % 40} of Port Ellery.", "claim": f"Summary {n}.", "consistency": c}
        for n in range(160)
        for c in (5.0, 4.67)
    ]
    parquet.write_table(pa.Table.from_pylist(written), folder / "summeval.parquet")
    fitted, kept = (summaries(tmp_path, tuning=tuning) for tuning in (True, False))
    assert len(fitted) + len(kept) == len(written)
    assert fitted
    assert kept
    assert not {row["document"] for row in fitted} & {row["document"] for row in kept}
    assert {(row["consistency"], row["label"]) for row in fitted} == {(5.0, 1), (4.67, 0)}
