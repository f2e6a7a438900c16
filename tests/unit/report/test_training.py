"""The report and the card of a run that never was."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from copydesk.report.charts import lines
from copydesk.report.model_card import card, write_card
from copydesk.report.training import Example, Run
from copydesk.report.training_html import page


def run(**changes: Any) -> Run:
    history: list[dict[str, Any]] = [
        {"loss": 4.0 - step / 100, "step": step} for step in range(10, 310, 10)
    ]
    for step, rouge in ((100, 20.0), (200, 31.5), (300, 30.0)):
        history.append(
            {"eval_loss": 4.5, "eval_rouge1": rouge, "eval_unsupported": 12.0, "step": step}
        )
    values: dict[str, Any] = {
        "name": "harbour <small>",
        "recipe": {
            "model": "base",
            "train": {"metric": "rouge1", "eval_examples": 50},
            "data": {"visible_words": 100},
        },
        "signature": {"copydesk": "0.1.0", "data": "0f" * 32},
        "history": history,
        "step": 200,
        "counts": {"train": {"articles": 9, "headline": 8}, "validation": {"articles": 2}},
        "examples": [
            Example("headline", "The pier <b> opens.", "Pier opens", "Piers open", "unsupported",
                    ("the body has no Piers",)),
        ],
    }  # fmt: skip
    return Run(**values | changes)


def test_the_report_shows_curves_figures_and_examples() -> None:
    shown = page(run())
    assert shown.count("<polyline") == 2 + 1 + 1
    assert shown.count('class="mark"') == 3  # the step that was kept
    assert "<b>200</b>" in shown
    assert "31.5" in shown
    assert "harbour &lt;small&gt;" in shown
    assert "The pier &lt;b&gt; opens." in shown
    assert "the body has no Piers" in shown
    assert "data:0f0f0f0f0f0f" in shown
    assert not re.search(r'(src|href)="(?!#)', shown)
    assert page(run()) == shown


def test_a_run_without_evaluations_has_a_report_too() -> None:
    shown = page(run(history=[{"loss": 4.0, "step": 10}], examples=[], step=10))
    assert "ended before the first" in shown
    assert "<polyline" in shown


def test_a_step_measured_twice_counts_once() -> None:
    again = run(history=[{"eval_loss": 9.0, "step": 100}, *run().history])
    assert [log["step"] for log in again.evaluations] == [100, 200, 300]
    assert again.curve("eval_loss")[0] == (100, 4.5)


def test_curves_stay_inside_their_chart_and_names_apart() -> None:
    drawn = lines({"one": [(0, 1.0), (9, 2.0)], "two": [(0, 3.0), (9, 2.0)]}, "two curves")
    for x, y in re.findall(r"([\d.]+),([\d.]+)", " ".join(re.findall(r'points="([^"]+)"', drawn))):
        assert 0 <= float(x) <= 340
        assert 0 <= float(y) <= 170
    ends = [float(y) for y in re.findall(r'class="name[^"]*" x="[\d.]+" y="([\d.]+)"', drawn)]
    assert abs(ends[0] - ends[1]) >= 12
    assert lines({"none": []}, "nothing") == ""


def test_the_card_says_what_was_measured_and_at_which_step() -> None:
    made = card(run())
    assert "| ROUGE-1 | 31.5 |" in made
    assert "at step 200" in made
    assert "- train: 9 articles, 8 headline" in made
    assert "the first 100 words" in made
    assert "Nothing, in training." in card(run(history=[]))


def test_a_card_is_written_anew_unless_it_is_by_hand(tmp_path: Path) -> None:
    write_card(tmp_path, run())
    write_card(tmp_path, run(step=300))
    path = tmp_path / "README.md"
    assert "at step 300" in path.read_text()
    path.write_text("by hand")
    write_card(tmp_path, run())
    assert path.read_text() == "by hand"
