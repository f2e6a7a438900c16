"""The Markdown of an evaluation: the verdict first, and nothing that an article says is mark-up."""

from __future__ import annotations

from pathlib import Path

from markdown_it import MarkdownIt

import evaluations
from copydesk.report.evaluation_markdown import WORST, markdown


def read(text: str) -> str:
    """As it is drawn, with mark-up in texts shown as such."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").render(text)


def test_the_verdict_comes_first_then_what_failed_and_by_how_much() -> None:
    text = markdown(evaluations.evaluation(list(evaluations.articles(60))))
    lines = text.splitlines()
    assert lines[0] == "# ❌ Headlines by headline-small: fails 2 of 4 gates"
    assert lines[2] == "- ❌ **unsupported ≤ 5 %**: unsupported is 12.4, 7.4 over the limit of 5"
    order = ["## Scores", "## Gates", "<details><summary>Signature</summary>"]
    assert [line for line in lines if line in order] == order
    assert "## The worst" not in lines


def test_a_score_stands_beside_its_interval_and_difference() -> None:
    drawn = read(markdown(evaluations.evaluation(list(evaluations.articles(60)))))
    row = next(each for each in drawn.split("<tr>") if "<td>Consistency" in each)
    assert "84.3 points" in row
    assert "−2.80" in row
    assert "−3.90 to −1.70" in row
    assert "worse" in row
    words = next(each for each in drawn.split("<tr>") if "<td>Words" in each)
    # What only describes is neither better nor worse.
    assert "higher" in words
    assert "worse" not in words


def test_the_worst_are_told_with_their_evidence(tmp_path: Path) -> None:
    lines = list(evaluations.articles(200))
    path = evaluations.write(tmp_path / "articles.jsonl", lines)
    text = markdown(evaluations.evaluation(lines, gates=()), path)
    assert text.startswith("# 📰 Headlines by headline-small: no gates were set")
    worst = text.split("## The worst")[1]
    assert worst.count("· unsupported ·") == WORST
    assert "    > Quill beat Harbour 2-1 on Saturday" in worst
    assert "instead: 2-1" in worst
    # The evidence is a quotation below the finding, not a line of its text.
    assert "<blockquote>" in read(worst)


def test_an_evaluation_that_passes_says_so() -> None:
    lines = list(evaluations.articles(10))
    text = markdown(evaluations.evaluation(lines, comparison=None, gates=evaluations.GATES[1:3]))
    assert text.startswith("# ✅ Headlines by headline-small: passes all 2 gates")
    assert "Against" not in text


def test_what_articles_say_is_no_mark_up(tmp_path: Path) -> None:
    [line] = evaluations.articles(1)
    line |= {"prediction": "<img src=x> | *Bold* `code` [a](b)", "verdict": "unsupported"}
    line["findings"] = [
        {"severity": "error", "message": "# <b>no", "suggestion": "", "evidence_text": "a\n\n# b"}
    ]
    path = evaluations.write(tmp_path / "articles.jsonl", [line])
    text = markdown(evaluations.evaluation([line], system="a|b <i>"), path)
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<img" not in shown
    assert "<i>" not in shown
    assert shown.count("<h1>") == 1
    assert "&lt;img src=x&gt; | *Bold* `code` [a](b)" in shown
