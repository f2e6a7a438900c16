"""python scripts/measure_evaluation.py PART --data ../shared/data/articles --work FOLDER

How fast, how large and how repeatable is `copydesk evaluate`? Prints one JSON object;
docs/evaluation.md has the figures and their commands. PART is one of

- `rouge --evaluate-rouge FILE.py`: the largest distance, in points, between our ROUGE and that of
  rouge-score, and of `evaluate`'s own module, over 1,000 pairs of allsides_validation: a compressed
  lead sentence and the editor's headline; and, for ROUGE-Lsum, two paragraphs and the next two.
  FILE is metrics/rouge/rouge.py of github.com/huggingface/evaluate; its package leaves it out.
- `same --count N`: whether two runs over N given predictions, one in one process and one in two,
  leave the same bytes but for the time stamp.
- `model --count N --model M`: time and memory of judging N headlines of allsides_validation by M.
- `given --count N --articles NAME`: the same of N given predictions: the titles of that file, which
  come again under other ids where it has fewer, so that the articles of many are like those of few.
- `systems --models M,...`: the scores of each on all of allsides_validation, as a Markdown table.

`--set FIELD=VALUE` goes on to copydesk evaluate. CPU seconds and peak memory (proportional set
sizes) are those of all processes, looked at four times a second as in measure_preparation.py: on a
machine that does other things the CPU seconds are the better measure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

import yaml

from measure_preparation import costs

# What the table of systems shows, of `copydesk.score.METRICS`.
ROWS = (
    "rouge1", "rouge2", "rougeL", "consistency", "supported", "unverified", "unsupported",
    "unsupported_names", "unsupported_numbers", "words_held", "novel_bigrams", "lead_copy",
    "miscased", "words", "characters", "too_long", "duplicates", "empty",
)  # fmt: skip


def rows(data: Path, wanted: int, name: str) -> Iterator[dict[str, str]]:
    """`wanted` given predictions: the titles of a file of articles."""
    from pyarrow import parquet

    columns = ["id", "title", "body", "source", "topic"]

    def once(again: int) -> Iterator[dict[str, str]]:
        table = parquet.ParquetFile(data / f"{name}.parquet", pre_buffer=False)
        for batch in table.iter_batches(500, columns=columns):
            for raw in batch.to_pylist():
                if raw["title"] and (raw["body"] or "").strip():
                    yield {
                        "id": f"{raw['id']}/{again}",
                        "document": raw["body"],
                        "prediction": raw["title"],
                        "source": raw["source"] or "",
                        "topic": raw["topic"] or "",
                    }

    return islice(chain.from_iterable(map(once, count())), wanted)


def write(data: Path, wanted: int, name: str, path: Path) -> None:
    """Write given predictions as JSONL."""
    with path.open("w", encoding="utf-8") as stream:
        for row in rows(data, wanted, name):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def evaluate(folder: Path, settings: Sequence[str], **fields: Any) -> dict[str, Any]:
    """Run `copydesk evaluate` into `folder`, and tell what it cost."""
    folder.mkdir(parents=True, exist_ok=True)
    recipe = folder / "recipe.yaml"
    recipe.write_text(yaml.safe_dump({"output": str(folder), **fields}), encoding="utf-8")
    command = [sys.executable, "-m", "copydesk.cli.app", "evaluate", str(recipe)]
    command += [part for setting in settings for part in ("--set", setting)]
    seconds, cpu, megabytes = costs(command, folder / "log")
    report = json.loads((folder / "report.json").read_bytes())
    articles = report["articles"]
    return {
        "system": report["system"],
        "articles": articles,
        "seconds": round(seconds, 1),
        "CPU seconds": round(cpu, 1),
        "CPU milliseconds an article": round(1000 * cpu / articles, 2),
        "peak memory, MB": megabytes,
    }


def digest(folder: Path) -> str:
    """SHA-256 of what a run leaves, without when it was made."""
    total = sha256()
    for name in ("report.json", "articles.jsonl", "report.md", "report.html", "junit.xml"):
        content = (folder / name).read_text(encoding="utf-8")
        report = json.loads((folder / "report.json").read_bytes())
        total.update(content.replace(report["signature"]["made"], "").encode())
    return total.hexdigest()


def compare_rouge(data: Path, script: Path | None, wanted: int = 1_000) -> dict[str, Any]:
    """The largest distances between our ROUGE and others', in points."""
    from rouge_score.rouge_scorer import RougeScorer

    from copydesk.draft.lead import LeadDrafter
    from copydesk.records import Article
    from copydesk.score.rouge import KINDS, rouge

    pairs = []
    lead = LeadDrafter()
    for row in rows(data, wanted // 2, "allsides_validation"):
        paragraphs = [*row["document"].split("\n\n"), "", "", ""]
        [drafts] = lead.draft([Article("", row["document"])], 1)
        pairs.append((drafts[0].text if drafts else "", row["prediction"]))
        pairs.append(("\n".join(paragraphs[:2]), "\n".join(paragraphs[2:4])))
    ours = [rouge(*pair) for pair in pairs]
    library = RougeScorer(list(KINDS), use_stemmer=True)
    theirs = [library.score(reference, candidate) for candidate, reference in pairs]
    found: dict[str, Any] = {
        "pairs": len(pairs),
        "from rouge-score": max(
            abs(getattr(our, kind) - 100 * their[kind].fmeasure)
            for our, their in zip(ours, theirs, strict=True)
            for kind in KINDS
        ),
    }
    if script:
        import evaluate

        values = evaluate.load(str(script)).compute(
            predictions=[candidate for candidate, _ in pairs],
            references=[reference for _, reference in pairs],
            use_stemmer=True,
            use_aggregator=False,
        )
        found["from evaluate"] = max(
            abs(getattr(our, kind) - 100 * value)
            for kind in KINDS
            for our, value in zip(ours, values[kind], strict=True)
        )
    return found


def table(reports: Sequence[dict[str, Any]]) -> str:
    """The scores of some reports as Markdown, a column each."""
    names = [report["system"] for report in reports]
    lines = [f"| | {' | '.join(names)} |", "|---|" + "---|" * len(names)]
    for name in ROWS:
        first = reports[0]["scores"][name]
        cells = [
            f"{s['value']:.1f} [{s['low']:.1f}, {s['high']:.1f}]"
            for s in (report["scores"][name] for report in reports)
        ]
        mark = {"higher": " ↑", "lower": " ↓", "none": ""}[first["direction"]]
        lines.append(f"| {first['title']}{mark}, {first['unit']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("part", choices=["rouge", "same", "model", "given", "systems"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--articles", default="allsides_train")
    parser.add_argument("--model", default="default")
    parser.add_argument("--models", default="default,suggest,lead,reference")
    parser.add_argument("--evaluate-rouge", type=Path)
    parser.add_argument("--set", dest="settings", action="append", default=[])
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    validation = str(given.data / "allsides_validation.parquet")
    if given.part == "rouge":
        found: Any = compare_rouge(given.data, given.evaluate_rouge)
    elif given.part == "model":
        fields = {"data": validation, "model": given.model, "limit": given.count}
        found = evaluate(given.work / given.model, given.settings, **fields)
    elif given.part == "systems":
        reports = []
        for model in given.models.split(","):
            folder = given.work / model
            evaluate(folder, given.settings, data=validation, model=model, system=model)
            reports.append(json.loads((folder / "report.json").read_bytes()))
        print(table(reports))
        return
    else:
        path = given.work / f"{given.articles}-{given.count}.jsonl"
        write(given.data, given.count, given.articles, path)
        fields = {"predictions": str(path)}
        found = evaluate(given.work / str(given.count), given.settings, **fields)
        if given.part == "same":
            other = given.work / f"{given.count}-again"
            evaluate(other, [*given.settings, "jobs=2"], **fields)
            digests = [digest(folder) for folder in (given.work / str(given.count), other)]
            found = {"same": len(set(digests)) == 1, "digests": digests}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
