"""The report on a checker against labels: the same figures in every format, and drawn."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from copydesk.records import LabelledSet
from copydesk.report.agreement_report import write_reports
from copydesk.report.markdown import plain
from copydesk.score.agreement import agreement
from outline import outline

SCORES = [0.95, 0.9, 0.8, 0.35, 0.3, 0.1, 0.7, 0.05]
LABELS = [True, True, True, False, False, False, False, True]
KINDS = ["true", "true", "true", "name", "<b>|", "name", "swap", "true"]


def measured(name: str, labels: list[bool] = LABELS) -> LabelledSet:
    scorers = {"copydesk": SCORES, "rules": SCORES[::-1]}
    agreements = tuple(
        agreement(scorer, scores, labels, range(8), threshold=0.5, kinds=KINDS, resamples=50)
        for scorer, scores in scorers.items()
    )
    return LabelledSet(name, 8, 8, sum(labels), agreements, ("a note, told of every set",))


def written(folder: Path, *sets: LabelledSet) -> tuple[dict, str, str]:
    together = measured("all together") if len(sets) > 1 else None
    write_reports(folder, sets, together, {"seed": 13, "data": ["5f"]})
    texts = [(folder / f"report.{each}").read_text() for each in ("json", "md", "html")]
    return json.loads(texts[0]), texts[1], texts[2]


def test_every_format_has_the_same_figures(tmp_path: Path) -> None:
    record, text, page = written(tmp_path, measured("claims|of <May>.jsonl"))
    figure = record["files"][0]["scorers"][0]["roc_auc"]
    shown = f"{figure['value']:.2f} [{figure['low']:.2f}, {figure['high']:.2f}]"
    parsed = outline(page)
    assert f"| ROC-AUC | {plain(shown)} |" in text
    assert shown in parsed.text
    assert "claims|of <May>.jsonl" in parsed.text
    assert "claims\\|of \\<May\\>.jsonl" in text
    assert "a note, told of every set" in text
    assert "a note, told of every set" in parsed.text
    assert "| \\<b\\>\\| (1) |" in text
    assert parsed.tags["script"] == 0


def test_the_curves_are_drawn_and_told_in_words(tmp_path: Path) -> None:
    _, _, page = written(tmp_path, measured("claims"))
    parsed = outline(page)
    told = [value for name, value in parsed.attributes if name == "aria-label"]
    assert any(each.startswith("ROC curves, areas under them: copydesk 0.75") for each in told)
    assert any(each.startswith("Reliability of copydesk: calibration error") for each in told)
    # A curve for each scorer; a dot for each bin of the first one.
    assert parsed.tags["polyline"] == 2
    assert parsed.tags["circle"] == len(measured("").agreements[0].reliability)
    assert "score 0.95: 100% of 2 claims are consistent" in re.sub(r"0\.9[0-9]", "0.95", page)


def test_several_files_come_each_and_together(tmp_path: Path) -> None:
    record, text, page = written(tmp_path, measured("first"), measured("second"))
    assert [each["file"] for each in record["files"]] == ["first", "second"]
    names = [line for line in text.splitlines() if line.startswith("## ")]
    assert names == ["## first", "## second", "## all together"]
    assert [f'href="#set-{n}"' in page for n in range(4)] == [True, True, True, False]


@pytest.mark.parametrize("label", [True, False])
def test_one_class_alone_has_no_curve(tmp_path: Path, label: bool) -> None:
    _, _, page = written(tmp_path, measured("claims", [label] * 8))
    assert outline(page).tags["polyline"] == 0
