"""The HTML of an evaluation: whole, self-contained, and safe whatever the articles say."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

import evaluations
from copydesk.errors import CopydeskError
from copydesk.records import Comparison
from copydesk.report.evaluation_articles import read_articles
from copydesk.report.evaluation_html import page, write_html
from copydesk.report.evaluation_rows import marked
from copydesk.report.page import document
from outline import outline


def written(tmp_path: Path, lines: list[evaluations.Json], **fields: object) -> str:
    path = evaluations.write(tmp_path / "articles.jsonl", lines)
    write_html(evaluations.evaluation(lines, **fields), path, tmp_path / "report.html")
    return (tmp_path / "report.html").read_text(encoding="utf-8")


def test_every_part_is_there_and_every_tag_closed(tmp_path: Path) -> None:
    lines = list(evaluations.articles(40))
    parsed = outline(written(tmp_path, lines))
    for name in ("gates", "scores", "comparison", "spread", "slices", "articles", "repeat"):
        assert ("id", name) in parsed.attributes
        assert ("href", f"#{name}") in parsed.attributes
    assert ("class", "ruling fail") in parsed.attributes
    assert "Fails 2 of 4 gates" in parsed.text
    assert "unsupported is 12.4, 7.4 over the limit of 5" in parsed.text
    assert parsed.tags["tr"] > len(lines)
    assert "All 40, the worst first." in parsed.text


def test_nothing_is_loaded_and_only_its_own_script_runs(tmp_path: Path) -> None:
    text = written(tmp_path, list(evaluations.articles(10)))
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    [code] = re.findall(r"<script>(.*)</script>", text, flags=re.DOTALL)
    [digest] = re.findall(r"script-src 'sha256-([^']+)'", policy)
    assert b64decode(digest) == sha256(code.encode()).digest()
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"(?:src|srcset|data)=|url\(|@import|https?:", text)


def test_a_page_without_a_script_allows_none() -> None:
    text = document("a", "a", "", [])
    assert "script" not in text
    assert "default-src 'none'" in text


def test_what_articles_say_is_no_mark_up(tmp_path: Path) -> None:
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(1)">'
    [line] = evaluations.articles(1)
    line |= dict.fromkeys(("id", "source", "topic", "length", "reference", "prediction"), evil)
    line |= {"verdict": "unsupported"}
    names = ("checker", "message", "claim_text", "evidence_text", "suggestion")
    line["findings"] = [dict.fromkeys(names, evil) | {"severity": "error", "claim_span": [0, 12]}]
    gates = (replace(evaluations.GATES[0], name=evil, slice=evil, message=evil),)
    comparison = Comparison(evil, 1, (), (evil,))
    text = written(tmp_path, [line], system=evil, gates=gates, comparison=comparison)
    parsed = outline(text)
    assert parsed.tags["script"] == 1
    assert "img" not in parsed.tags
    assert not [name for name, _ in parsed.attributes if name.startswith("on")]
    assert "<mark" in text


def test_of_too_many_articles_the_worst_are_shown_and_the_page_says_so(
    tmp_path: Path,
) -> None:
    lines = list(evaluations.articles(400))
    path = evaluations.write(tmp_path / "articles.jsonl", lines)
    found = evaluations.evaluation(lines)
    parsed = outline(page(found, read_articles(path, found.comparison.worse, most=20)))
    assert "20 of 400 articles are shown: 10 that got worse than the baseline’s" in parsed.text
    verdicts = [value for name, value in parsed.attributes if name == "data-is"]
    assert len(verdicts) == 20
    assert all(each.startswith("unsupported") for each in verdicts)


@pytest.mark.parametrize("missing", ["gates", "comparison", "slices", "metrics", "scores"])
def test_what_a_run_does_not_have_is_left_out(tmp_path: Path, missing: str) -> None:
    empty = None if missing == "comparison" else ()
    text = written(tmp_path, list(evaluations.articles(20)), **{missing: empty})
    outline(text)
    if missing in {"comparison", "slices"}:
        assert f'id="{missing}"' not in text
    if missing == "gates":
        assert "No gates were set" in text


def test_summaries_are_called_so(tmp_path: Path) -> None:
    parsed = outline(written(tmp_path, list(evaluations.articles(20)), kind="summary"))
    assert "Summaries by headline-small" in parsed.text
    assert "Of 20 summaries, supported: " in parsed.text
    assert "eadline " not in parsed.text.split("Articles", 1)[0].replace("headline-small", "")


def test_articles_without_reference_or_words_have_no_scatter(tmp_path: Path) -> None:
    [line] = evaluations.articles(1)
    line |= {"reference": None, "prediction": "", "verdict": None, "score": None, "findings": []}
    line["values"] = dict.fromkeys(line["values"])
    text = written(tmp_path, [line])
    assert outline(text).tags["circle"] == 0
    assert "(nothing)" in text
    assert "not checked" in text


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([], "a &lt; b &amp; c"),
        ([("error", 0, 1)], '<mark class="error">a</mark> &lt; b &amp; c'),
        # The worse of two shows; neither opens within the other.
        (
            [("warning", 0, 5), ("error", 2, 3)],
            '<mark class="warning">a </mark><mark class="error">&lt;</mark>'
            '<mark class="warning"> b</mark> &amp; c',
        ),
        # What lies beyond the text is not there.
        ([("error", 8, 40)], 'a &lt; b &amp; <mark class="error">c</mark>'),
    ],
)
def test_marks_may_overlap(spans: list[tuple[str, int, int]], shown: str) -> None:
    findings = [{"severity": name, "claim_span": [start, end]} for name, start, end in spans]
    assert marked("a < b & c", findings) == shown


def test_evidence_stands_in_its_sentence(tmp_path: Path) -> None:
    [line] = evaluations.articles(1, errors=1)
    [finding] = line["findings"]
    # The same words stand before it, too.
    finding |= {"evidence_text": "4", "evidence_span": [107, 108]}
    finding |= {"sentence_text": "It was 4, then 4 < 5.", "sentence_span": [92, 113]}
    shown = "<blockquote>It was 4, then <b>4</b> &lt; 5.</blockquote>"
    assert shown in written(tmp_path, [line])
    # Without it the evidence is what there is.
    del finding["sentence_text"]
    assert "<blockquote>4</blockquote>" in written(tmp_path, [line])


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = evaluations.write(tmp_path / "articles.jsonl", evaluations.articles(2))
    with pytest.raises(CopydeskError, match="cannot be written"):
        write_html(evaluations.evaluation([]), path, tmp_path / "none" / "report.html")
