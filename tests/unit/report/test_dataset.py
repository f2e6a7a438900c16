"""The figures of a prepared folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk.errors import CopydeskError
from copydesk.report.dataset import EXAMPLES, Texts, read, recipe_text, save, signature_line


def test_rows_are_counted_by_split_source_and_month(prepared: Path) -> None:
    figures = read(prepared)
    assert figures.splits == {"train": 3, "validation": 1}
    assert figures.sources == {"Ansel Courier": 2, "Harbour Post": 1, "": 1}
    assert figures.months == {"2031-03": 1, "2031-05": 1}
    assert figures.undated == 2
    assert (figures.headline.count, figures.summary.count, figures.body.count) == (3, 2, 4)


def test_novelty_is_the_share_of_ngrams_that_the_body_lacks(prepared: Path) -> None:
    figures = read(prepared)
    # Of "Varga triumphs in Port Ansel" one word in five is new, and two pairs of four; the other
    # two headlines are copied.
    assert figures.headline.novelty(1) == pytest.approx((1 / 5) / 3)
    assert figures.headline.novelty(2) == pytest.approx((2 / 4) / 3)
    assert figures.summary.novelty(4) == 0


def test_a_word_inside_another_does_not_count_as_held(prepared: Path) -> None:
    headline = Texts()
    from copydesk.report.dataset import _novelty

    _novelty(headline, ["rain", "fell"], " the train fell ")
    assert headline.novelty(1) == 0.5


def test_quantiles_are_lengths_that_occur() -> None:
    texts = Texts()
    texts.lengths.update([3, 5, 5, 9])
    assert [texts.quantile(share) for share in (0.05, 0.5, 0.75, 0.95)] == [3, 5, 5, 9]
    assert Texts().quantile(0.5) == 0


def test_examples_do_not_depend_on_the_order_of_the_lines(prepared: Path) -> None:
    before = read(prepared).examples
    assert list(before) == [("filters", "body-short"), ("truth", "headline-unsupported")]
    assert len(before["filters", "body-short"]) == EXAMPLES
    path = prepared / "rejected.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(reversed(lines)), encoding="utf-8")
    assert read(prepared).examples == before


def test_an_article_kept_with_one_text_is_told_and_not_counted_as_lost(prepared: Path) -> None:
    figures = read(prepared)
    [truth] = [stage for stage in figures.stages if stage.name == "truth"]
    assert truth.told == ["headline-unsupported 2", "1 of them kept with their other text"]
    assert len(figures.examples["truth", "headline-unsupported"]) == 2
    assert sum(counts.total() for counts in figures.rejected.values()) == 13


def test_rejections_are_counted_by_source(prepared: Path) -> None:
    rejected = read(prepared).rejected
    assert rejected["Ansel Courier"] == {"body-short": 12}
    assert rejected["Harbour Post"] == {"headline-unsupported": 1}


def test_the_signature_is_one_line_with_short_hashes(prepared: Path) -> None:
    line = signature_line(read(prepared))
    assert line == "version:0.1.0|recipe:abababababab|checkers:names,numbers|articles:4"


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["courier"], "courier"),
        (["courier", ""], "courier and 1.csv"),
        (["courier", "post", "gazette"], "courier and 2 more"),
    ],
)
def test_the_title_is_the_names_of_the_sources(
    prepared: Path, names: list[str], title: str
) -> None:
    path = prepared / "funnel.json"
    funnel = json.loads(path.read_text(encoding="utf-8"))
    sources = [{"name": name, "path": f"{number}.csv"} for number, name in enumerate(names)]
    path.write_text(json.dumps(funnel | {"recipe": {"sources": sources}}), encoding="utf-8")
    assert read(prepared).name == title


def test_the_recipe_is_shown_without_what_it_leaves_empty(prepared: Path) -> None:
    figures = read(prepared)
    figures.recipe = {
        "sources": [{"path": "a.csv", "columns": {"id": None}, "limit": None}],
        "filters": {"opinion": False},
        "splits": {"test": 0.0},
    }
    assert recipe_text(figures) == (
        "sources:\n- path: a.csv\nfilters:\n  opinion: false\nsplits:\n  test: 0.0\n"
    )


def test_a_folder_without_a_funnel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="holds no prepared articles"):
        read(tmp_path)


def test_a_folder_that_lost_a_shard_is_refused(prepared: Path) -> None:
    (prepared / "validation-00000-of-00001.parquet").unlink()
    with pytest.raises(CopydeskError, match=r"holds 3 articles, .* tells of 4"):
        read(prepared)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("funnel.json", "[1, 2"),
        ("funnel.json", "[]"),
        (
            "funnel.json",
            json.dumps({"stages": [{"stage": "read"}], "recipe": {"sources": []}, "signature": {}}),
        ),
        ("rejected.jsonl", "{\n"),
        ("rejected.jsonl", '{"id": "x"}\n'),
        ("train-00000-of-00001.parquet", "no parquet"),
    ],
)
def test_a_damaged_file_is_named(prepared: Path, name: str, content: str) -> None:
    (prepared / name).write_text(content, encoding="utf-8")
    with pytest.raises(CopydeskError, match=f"{name} is not what copydesk prepare writes"):
        read(prepared)


def test_a_text_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CopydeskError, match="cannot be written"):
        save(tmp_path / "nowhere" / "report.html", "")
