"""The script behind the README's tables: what it reads, counts and prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from copydesk.desk import all_checkers
from copydesk.draft.lead import LeadDrafter
from copydesk.records import Article, Draft

BODY = (
    "The council of Port Arden voted 7-2 on Monday to close the old ferry dock, officials said.\n\n"
    "Mayor Lucía Peña promised that the 40 dockers would keep their jobs in the new harbour.\n\n"
    "The dock opened in 1931, and the union of its workers had fought for it since the spring."
)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    sys.modules.pop("measure_headlines", None)
    import measure_headlines

    return measure_headlines


class Inventor:
    """Writes a headline with a wrong name first, and then a true one."""

    name = "inventor"

    def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
        texts = (
            "Mayor Tobias Renner votes to close ferry dock",
            "Council votes to close ferry dock",
        )
        return [
            [Draft(article.id, "headline", text, 0.5, self.name) for text in texts[:count]]
            for article in articles
        ]


def test_what_is_generated_and_what_is_shown(script: ModuleType) -> None:
    article = Article("a", BODY, "Council votes to close old ferry dock")
    figures = script.measure([article, article], Inventor(), LeadDrafter(), all_checkers())
    faults = figures["names or numbers missing, share of headlines"]
    assert faults["as generated"]["mean"] == 100
    assert faults["suggested"]["mean"] == 0
    assert figures["verdicts of the first"]["as generated"] == {"unsupported": 2}
    assert "unsupported" not in figures["verdicts of the first"]["suggested"]
    rouge = {row: each["rouge1"]["mean"] for row, each in figures["rouge"].items()}
    assert rouge["suggested"] > rouge["as generated"]
    assert rouge["best of five"] >= rouge["suggested"]
    gap = figures["suggested less first 12 words"]["rouge1"]["mean"]
    assert gap == pytest.approx(rouge["suggested"] - rouge["first 12 words"])
    rows = script.table(figures).splitlines()
    assert len([row for row in rows if row.startswith("|")]) == 2 + 5
    assert "with a word repeated" in rows[-1]
    assert "100.0 %" in next(row for row in rows if row.startswith("| as generated"))


def test_faults_and_groups(script: ModuleType) -> None:
    class Stutterer(Inventor):
        def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
            text = "Dock vote closes Ferry dock in port Arden harbourness"
            return [[Draft(each.id, "headline", text, 0.5, self.name)] for each in articles]

    headline = "Council votes to close old ferry dock"
    groups = [Article("a", BODY, headline, source="ports"), Article("b", BODY, headline)]
    figures = script.measure(groups, Stutterer(), LeadDrafter(), all_checkers())
    faults = figures["faults"]["as generated"]
    assert (faults["with a word repeated"], faults["with a broken word"], faults["of"]) == (2, 2, 2)
    assert faults["words held"]["mean"] == pytest.approx(100 * 6 / 9)
    assert faults["words cased otherwise"]["mean"] == pytest.approx(100 * 2 / 5)  # Ferry, port
    assert figures["by"].keys() == {"ports"}
    assert figures["by"]["ports"]["articles"] == 1


def test_articles_without_a_headline_count_as_nothing(script: ModuleType) -> None:
    class Silent(Inventor):
        def draft(self, articles: Sequence[Article], count: int) -> list[list[Draft]]:
            return [[] for _ in articles]

    article = Article("a", "He left. She stayed. " * 5, "Nobody knows who left or stayed")
    figures = script.measure([article], Silent(), LeadDrafter(), [])
    assert figures["headlines shown"] == {"0": 1}
    assert figures["rouge"]["suggested"]["rouge1"]["mean"] == 0
    assert figures["verdicts of the first"]["as generated"] == {"none": 1}


def test_reading(script: ModuleType, tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    rows = [
        {"id": f"n{i}", "title": "Council #39;s  vote closes the dock", "body": BODY}
        for i in range(40)
    ]
    rows[3]["body"] = f"<p>VANE - The mayor #39;s quot;last word quot; at AT amp;T.</p> {BODY}"
    rows[4]["body"] = "Too short."
    rows[5]["title"] = "Two words"
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "news.parquet")

    articles = script.read(tmp_path / "news.parquet", None, None)
    assert len(articles) == 38
    assert articles[0].headline == "Council's vote closes the dock"
    assert articles[3].body.startswith('VANE - The mayor\'s "last word" at AT&T.')
    few = script.read(tmp_path / "news.parquet", 10, None)
    assert few == script.read(tmp_path / "news.parquet", 10, None)
    assert len(few) <= 10
    by = script.read(tmp_path / "news.parquet", None, None, "id")
    assert {a.source for a in by} == {a.id for a in by}
    held_out = script.read(tmp_path / "news.parquet", None, 7)
    assert {a.id for a in held_out} < {a.id for a in articles}
    assert 5 <= len(held_out) <= 7
