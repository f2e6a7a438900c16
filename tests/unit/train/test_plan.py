"""A run looked at before it is made."""

from __future__ import annotations

from pathlib import Path

from copydesk.report.training_plan import text
from copydesk.train.plan import plan


def test_a_plan_tells_what_there_is_and_writes_nothing_but_tokens(
    recipe: Path, tmp_path: Path
) -> None:
    made = plan(recipe, ["train.epochs=3"])
    assert made.counts["train"] == {"articles": 40, "headline": 40, "summary": 32}
    assert made.steps == 27
    assert made.evaluations == 4
    assert made.parameters[0] == made.parameters[1]
    assert made.seconds > 0
    assert made.judged > 0
    assert made.memory > 10**8
    source, target = made.batch[0]
    assert source.startswith("[CLS] the council voted")
    assert target.startswith("<|headline|> <|any|> ostrel council votes")
    left = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.suffix for path in left} == {".yaml", ".arrow"}
    shown = text(made)
    assert "27 of 8 examples; 4 evaluations" in shown
    assert "examples/s" in shown
    assert source in shown
