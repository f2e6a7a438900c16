"""The modules as `evaluate.load` takes them, from the source tree and without a network."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from copydesk import desk, score
from copydesk.records import Article, Draft
from copydesk.score.metrics import METRICS

MODULES = Path(__file__).resolve().parents[3] / "src" / "copydesk" / "score" / "modules"
NAMES = sorted(path.stem for path in MODULES.glob("*.py") if path.stem not in ("base", "__init__"))
DOCUMENTS = [
    "The Ormond Bridge will close for nine weeks, Mayor Ilse Varga said.",
    "Wanda Sorge beat Piet Maren in 31 moves to win the chess open.",
]
REFERENCES = ["Ormond Bridge to close for nine weeks", "Sorge wins chess open"]
PREDICTIONS = ["Ormond Bridge closes for 12 weeks", "Wanda Sorge wins the chess open"]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`evaluate.load` with a cache of its own, where opening any socket is an error."""
    evaluate = pytest.importorskip("evaluate")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a metric reached for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)

    def loaded(name: str) -> Any:
        return evaluate.load(str(MODULES / f"{name}.py"), cache_dir=str(tmp_path))

    return loaded


def inputs(module: Any) -> dict[str, list[str]]:
    given = {"predictions": PREDICTIONS, "documents": DOCUMENTS, "references": REFERENCES}
    return {name: given[name] for name in module.features}


def test_together_they_have_every_metric(load: Any) -> None:
    assert len(NAMES) == 4
    found = [name for module in NAMES for name in load(module).compute(**inputs(load(module)))]
    assert sorted(found) == sorted(METRICS)


@pytest.mark.parametrize("name", NAMES)
def test_they_give_what_copydesk_gives(load: Any, name: str) -> None:
    module = load(name)
    given = inputs(module)
    reviews = None
    if name == "consistency":
        articles = [Article(str(place), text) for place, text in enumerate(DOCUMENTS)]
        drafts = [[Draft("", "headline", text, 1.0, "given")] for text in PREDICTIONS]
        found = desk.review_all(list(zip(articles, drafts, strict=True)), desk.all_checkers())
        reviews = [review for [review] in found]
    ours = score.values(**given, reviews=reviews)  # type: ignore[arg-type]
    values = module.compute(**given, use_aggregator=False)
    assert values == {metric: ours[metric] for metric in values}
    means = module.compute(**given)
    for metric, mean in means.items():
        there = [value for value in values[metric] if value is not None]
        assert mean == pytest.approx(sum(there) / len(there))
    for metric in values:
        assert METRICS[metric].about in module.inputs_description


def test_a_wrong_number_is_unsupported(load: Any) -> None:
    values = load("consistency").compute(
        predictions=PREDICTIONS, documents=DOCUMENTS, use_aggregator=False
    )
    assert values["unsupported_numbers"] == [100, 0]
    assert values["unsupported"] == [100, 0]


def test_limits_are_passed_on(load: Any) -> None:
    form = load("form")
    assert form.compute(predictions=PREDICTIONS)["too_long"] == 0
    assert form.compute(predictions=PREDICTIONS, max_chars=32)["too_long"] == 50
