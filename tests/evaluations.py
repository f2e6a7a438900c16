"""An evaluation of invented headlines about invented stories, as a run leaves it behind."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from copydesk.records import (
    Comparison,
    Difference,
    Evaluation,
    Figure,
    Gate,
    Metric,
    Score,
    Slice,
)

Json = dict[str, Any]

METRICS = (
    Metric("rougeL", "ROUGE-L", "points", "higher", "F1 of the longest common subsequence."),
    Metric("consistency", "Consistency", "points", "higher", "How likely the story bears it out."),
    Metric("supported", "Supported", "%", "higher", "No checker finds an error or a doubt."),
    Metric("unverified", "Unverified", "%", "lower", "A checker leaves a doubt, none an error."),
    Metric("unsupported", "Unsupported", "%", "lower", "A checker finds an error."),
    Metric("words", "Words", "words", "none", "Words, as white space parts them."),
    Metric("too_long", "Too long", "%", "lower", "Beyond the limit of characters."),
)
# A headline with the words that may be wrong, what they should be, the sentence, and the reference.
STORIES = (
    ("council", "{Ardley} council votes to keep its night buses", "Marlow",
     "Councillors in Marlow voted 9 to 4 on Monday to keep the night buses running until May.",
     "Night buses stay in Marlow after council vote"),
    ("sport", "Quill beats Harbour {4-1} to reach the final", "2-1",
     "Quill beat Harbour 2-1 on Saturday and will play Stowe in the final.",
     "Quill through to the final after late winner"),
    ("science", "Lake survey finds {14} new species of snail", "11",
     "The survey of Lake Orrin found 11 snails that had not been described before.",
     "Eleven snails new to science found in Lake Orrin"),
    ("markets", "Shares of Tannery fall {12 %} after profit warning", "8 %",
     "Shares of Tannery Group lost 8 % on Wednesday after it warned of lower profits.",
     "Tannery warns on profit; shares drop"),
    ("courts", "Judge {jailed} former harbour master over missing fees", "fined",
     "Judge Ilse Varga fined the former harbour master, who kept fees of the port.",
     "Former harbour master fined for keeping port fees"),
    ("weather", "Storm Petra leaves {9,000} homes without power", "900",
     "Storm Petra left some 900 homes in the north without power overnight, Gridwell said.",
     "Hundreds of homes dark as Storm Petra moves on"),
)  # fmt: skip
SOURCES = ("The Marlow Post", "Harbour Wire", "Orrin Gazette", "Stowe & District Echo")


def articles(count: int, seed: int = 13, errors: float = 0.12) -> Iterator[Json]:
    """Lines of `articles.jsonl`: `errors` of them unsupported, about as many unverified."""
    draw = random.Random(seed)
    for number in range(count):
        topic, template, right, sentence, reference = STORIES[number % len(STORIES)]
        start, end = template.index("{"), template.index("}") - 1
        wrong = template[start + 1 : end + 1]
        luck = draw.random()
        verdict = (
            "unsupported" if luck < errors else "unverified" if luck < 2 * errors else "supported"
        )
        words = wrong if verdict == "unsupported" else right
        prediction = f"{template[:start]}{words}{template[end + 2 :]}"
        score = {
            "unsupported": draw.uniform(0.02, 0.45),
            "unverified": draw.uniform(0.5, 0.93),
            "supported": draw.uniform(0.94, 1),
        }[verdict]
        yield {
            "id": f"{topic}-{number:06}",
            "source": SOURCES[draw.randrange(len(SOURCES))],
            "topic": topic,
            "length": "short" if len(sentence) < 85 else "medium",
            "reference": reference if number % 7 else None,
            "prediction": prediction,
            "verdict": verdict,
            "score": score,
            "findings": _findings(verdict, start, words, right, sentence),
            "values": {
                "rougeL": min(100.0, max(0.0, draw.gauss(38, 16))) if number % 7 else None,
                "consistency": 100 * score,
                **{name: 100.0 * (verdict == name) for name in VERDICTS},
                "words": float(len(prediction.split()) + draw.randrange(-2, 4)),
                "too_long": 100.0 * (draw.random() < 0.03),
            },
        }


VERDICTS = ("supported", "unverified", "unsupported")


def _findings(verdict: str, start: int, words: str, right: str, sentence: str) -> list[Json]:
    if verdict == "supported":
        return []
    wrong = verdict == "unsupported"
    place = sentence.index(right)
    return [
        {
            "checker": "numbers" if words[0].isdigit() else "entailment",
            "rule": "not-in-body",
            "severity": "error" if wrong else "warning",
            "message": f"the story does not say “{words}”" if wrong else "the story leaves it open",
            "claim_span": [start, start + len(words)],
            "claim_text": words,
            "evidence_span": [place, place + len(right)] if wrong else None,
            "evidence_text": right if wrong else "",
            "sentence_span": [0, len(sentence)] if wrong else None,
            "sentence_text": sentence if wrong else "",
            "suggestion": right if wrong else "",
            "score": 0.9 if wrong else 0.3,
        }
    ]


def write(path: Path, lines: Sequence[Json] | Iterator[Json]) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        for line in lines:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def evaluation(lines: Sequence[Json], **fields: Any) -> Evaluation:
    """What a run would make of the lines, but for `fields`; baseline and gates are made up."""
    made = Evaluation(
        system="headline-small",
        kind="headline",
        articles=len(lines),
        scores=_scores(lines),
        slices=tuple(_slices(lines)),
        comparison=_comparison(lines),
        gates=GATES,
        signature={
            "copydesk": "0.1.0",
            "made": "2026-11-28T16:00:00+00:00",
            "system": "headline-small",
            "data": "5f" * 32,
            "checkers": ["names", "numbers"],
            "seed": 13,
            "resamples": 2000,
        },
        metrics=METRICS,
    )
    return replace(made, **fields)


GATES = (
    Gate("unsupported ≤ 5 %", "unsupported", "", 12.4, 5, False, 7.4,
         "unsupported is 12.4, 7.4 over the limit of 5"),
    Gate("rougeL may not fall significantly", "rougeL", "", 0.31, 0, True, 0,
         "rougeL rose by 0.31, from 37.5 to 37.81 (95 % interval −0.4 to 1, p = 0.412)"),
    Gate("unsupported ≤ 20 %", "unsupported", "topic=courts", 13.1, 20, True, 0,
         "unsupported in topic=courts is 13.1, within the limit of 20"),
    Gate("miscased ≤ 1 %", "miscased", "", None, 1, False, 0,
         "miscased could not be measured: no article has a value of it"),
)  # fmt: skip


def _scores(lines: Sequence[Json]) -> tuple[Score, ...]:
    held = defaultdict(list)
    for line in lines:
        for name, value in line["values"].items():
            if value is not None:
                held[name].append(value)
    return tuple(
        Score(each.name, _figure(held[each.name]), len(held[each.name])) for each in METRICS
    )


def _figure(values: Sequence[float]) -> Figure | None:
    """The mean, with the normal interval."""
    if not values:
        return None
    mean = sum(values) / len(values)
    spread = sum((value - mean) ** 2 for value in values) / len(values)
    half = 1.96 * (spread / len(values)) ** 0.5
    return Figure(mean, mean - half, mean + half)


def _slices(lines: Sequence[Json]) -> Iterator[Slice]:
    for by in ("source", "topic", "length"):
        parts = defaultdict(list)
        for line in lines:
            parts[line[by]].append(line)
        for value in sorted(parts):
            yield Slice(by, value, len(parts[value]), _scores(parts[value]))


def _comparison(lines: Sequence[Json]) -> Comparison:
    worse = [line["id"] for line in lines if line["verdict"] == "unsupported"][::3]
    differences = (
        Difference("rougeL", 37.81, 37.5, Figure(0.31, -0.4, 1.0), 0.412, len(lines)),
        Difference("consistency", 85.2, 88.0, Figure(-2.8, -3.9, -1.7), 0.0004, len(lines)),
        Difference("supported", 76.1, 80.0, Figure(-3.9, -5.2, -2.5), 0.0005, len(lines)),
        Difference("unsupported", 12.4, 9.1, Figure(3.3, 2.1, 4.5), 0.0005, len(lines)),
        Difference("too_long", 3.0, 6.0, Figure(-3.0, -4.2, -1.8), 0.002, len(lines)),
        Difference("words", 7.9, 7.5, Figure(0.4, 0.3, 0.5), 0.001, len(lines)),
    )
    return Comparison("headline-small of October", len(lines), differences, tuple(worse))
