"""python scripts/measure_speed.py --articles FILE.parquet --json OUT.json

How fast and how large is copydesk on this machine? Run it with nothing else running; the README's
figures are from 2 cores and

    python scripts/measure_speed.py --json runs/speed.json \\
        --articles ../shared/data/articles/allsides_validation.parquet

- `help`, `first headline`: wall time of `copydesk --help` and of `copydesk suggest PAGE -n 1` in a
  fresh process, after the conversion at first use; the middle of five runs, and the first use too.
- `batch`: articles a second of `copydesk suggest FILE.jsonl --json`, loading included, and its
  peak memory (the process's maximum resident set).
- `generation`: articles a second of the model alone, from text to tokens, loading left out:
  CTranslate2 in int8 beside Hugging Face `generate` with the same weights, beam and length limit,
  in batches of 16 in the given order, as it comes (fp32) and in bf16; `printed`: the former with
  case and spacing given back.
- `int8 less fp32`: the difference in ROUGE of those two outputs, with a 95 % interval.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from copydesk.draft.seq2seq import BEAM, Seq2SeqDrafter
from copydesk.paths import model_folder
from copydesk.records import Article
from copydesk.score.bootstrap import difference
from copydesk.score.rouge import rouges
from copydesk.text.surface import plain
from measure_headlines import KINDS, read

RUNS = 5
HF_BATCH = 16
# Linux counts the memory of the process that starts another towards the other's peak, so a small
# one in between starts it.
_LAUNCHER = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - start
print(code, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def run(arguments: Sequence[str], cache: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of a fresh `copydesk` process."""
    command = [sys.executable, "-m", "copydesk.cli.app", *arguments]
    env = os.environ | {"COPYDESK_CACHE": str(cache)}
    ran = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command], env=env, stdout=subprocess.PIPE, text=True
    )
    code, seconds, kilobytes = ran.stdout.split()
    if int(code):
        raise SystemExit(f"`copydesk {' '.join(arguments)}` failed with {code}")
    return float(seconds), int(kilobytes) / 1024


def middle(arguments: Sequence[str], cache: Path) -> float:
    return statistics.median(run(arguments, cache)[0] for _ in range(RUNS))


def command_line(articles: Sequence[Article]) -> dict[str, float]:
    """The figures of the commands as a user runs them."""
    with tempfile.TemporaryDirectory() as name:
        cache, pages = Path(name) / "cache", Path(name) / "articles.jsonl"
        page = Path(name) / "page.txt"
        page.write_text(f"{articles[0].headline}\n\n{articles[0].body}\n", encoding="utf-8")
        lines = [json.dumps({"id": a.id, "headline": a.headline, "body": a.body}) for a in articles]
        pages.write_text("\n".join(lines) + "\n", encoding="utf-8")
        suggest = ["suggest", str(page), "-n", "1"]
        first_use, _ = run(suggest, cache)
        batch, memory = run(["suggest", str(pages), "--json"], cache)
        return {
            "help, seconds": middle(["--help"], cache),
            "first headline at first use, seconds": first_use,
            "first headline, seconds": middle(suggest, cache),
            "batch, articles a second": len(articles) / batch,
            "peak memory, MB": memory,
        }


def rate(articles: Sequence[Article], write: Callable[[], list[str]]) -> tuple[float, list[str]]:
    start = time.perf_counter()
    written = write()
    return len(articles) / (time.perf_counter() - start), written


def hugging_face(
    folder: Path, articles: Sequence[Article], dtype: str, limits: dict[str, int]
) -> tuple[float, list[str]]:
    """Articles a second and headlines of `generate`, cut at the drafter's limits in tokens."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=getattr(torch, dtype)).eval()
    sources = [plain(article.body) for article in articles]

    def write() -> list[str]:
        texts = []
        for i in range(0, len(sources), HF_BATCH):
            batch = tokenizer(
                sources[i : i + HF_BATCH],
                return_tensors="pt",
                padding=True,
                truncation=True,
                max_length=limits["source_tokens"],
            )
            with torch.inference_mode():
                ids = model.generate(
                    input_ids=batch["input_ids"],
                    attention_mask=batch["attention_mask"],
                    num_beams=BEAM,
                    max_new_tokens=limits["target_tokens"],
                    no_repeat_ngram_size=3,
                    length_penalty=1.0,
                )
            texts += tokenizer.batch_decode(ids, skip_special_tokens=True)
        return texts

    return rate(articles, write)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True, help="parquet: id, title, body")
    parser.add_argument("--json", type=Path, required=True, help="where the figures go")
    parser.add_argument("--limit", type=int, default=200, help="so many articles (200)")
    parser.add_argument("--model", type=Path, help="model folder; default: models/headline-small")
    parser.add_argument(
        "--dtype", action="append", choices=["float32", "bfloat16"], help="default: both"
    )
    options = parser.parse_args()
    folder = options.model or model_folder("headline-small")
    articles = read(options.articles, options.limit, None)

    figures: dict[str, Any] = {"cores": os.cpu_count(), "articles": len(articles)}
    figures |= command_line(articles)

    drafter = Seq2SeqDrafter(folder)

    def write() -> list[str]:
        return [d[0].text if d else "" for d in drafter.draft(articles, 1)]

    write()  # so that neither side pays for warming up
    start = time.perf_counter()
    drafter.generate(articles, 1)
    alone = len(articles) / (time.perf_counter() - start)
    printed, int8 = rate(articles, write)
    figures["generation, articles a second"] = {"CTranslate2 int8": alone, "printed": printed}
    limits = json.loads((folder / "copydesk.json").read_text(encoding="utf-8"))
    hugging_face(folder, articles[:HF_BATCH], "float32", limits)
    for dtype in options.dtype or ("float32", "bfloat16"):
        speed, written = hugging_face(folder, articles, dtype, limits)
        figures["generation, articles a second"][f"Hugging Face {dtype}"] = speed
        if dtype == "float32":
            titles = [article.headline for article in articles]
            ours, theirs = rouges(int8, titles), rouges(written, titles)
            figures["int8 less fp32"] = {
                kind: asdict(
                    difference([getattr(s, kind) for s in ours], [getattr(s, kind) for s in theirs])
                )
                for kind in KINDS
            }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    unfinished = options.json.with_suffix(".tmp")
    unfinished.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(options.json)
    print(json.dumps(figures, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
