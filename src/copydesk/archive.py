"""The archive: a newsroom's raw material goes through ten steps and comes out as training pairs.

    1. read              files -> rows               `prepare.read`, sorted into buckets by id
    2. extract           row -> Article              `steps.extraction`, by copydesk.extract; pages
                                                     in a process that is killed when it hangs
    3. clean             page and source chrome, case of headlines       `prepare.clean`, `.recase`
    4. language          English or not                                  `extract.language`
    5. filters           what is no news story, each for a named reason  `prepare.filters`
    6. pairing           what of headline and summary can be used        `prepare.pairs`
       truth             and what of it the body supports                `truth`, the Checkers
    7. near-duplicates   clusters, by MinHash                            `prepare.duplicates`
    8. decontamination   nothing that is measured on                     `prepare.decontaminate`
    9. splits            by cluster                                      `prepare.splits`
    10. write            shards, rejections, funnel, card and report     `prepare.write`, `report`

`stages` has them as datatrove runs them. A step is a plain function, Article -> Article |
Rejection; what lies between the stages is described in `prepare.store`. Everything but `work`,
`output`, `tasks`, `buckets` and `executor` shapes the result, and the result depends on nothing
else: not on the number of workers, nor on how often they were killed.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from copydesk import steps
from copydesk.errors import CopydeskError
from copydesk.prepare.executors import Stage, run
from copydesk.prepare.files import Piece, files, fingerprint, pieces
from copydesk.prepare.read import check_columns
from copydesk.prepare.recipe import PrepareRecipe
from copydesk.prepare.store import Record, merged

# The stages that turn articles down, in the order in which the funnel shows them.
FUNNEL = (
    "read", "extract", "clean", "language", "filters", "pairing", "truth", "near-duplicates",
    "decontamination",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What is to be read, and the folder of `work` that belongs to this recipe and these files."""

    recipe: PrepareRecipe
    parts: tuple[Piece, ...]
    signature: Record
    work: Path


def prepare(recipe: PrepareRecipe) -> Path | None:
    """Prepare an archive as the recipe says; the folder of the dataset, None if Slurm will make it.

    Run again after a stop, it goes on from where it was.

    Raises:
        CopydeskError: a source is not as it must be, the disk is full or may not be written, or
            nothing of the archive is left (`rejected.jsonl` then says why).
    """
    plan = planned(recipe)
    try:
        plan.work.mkdir(parents=True, exist_ok=True)
        recipe.output.parent.mkdir(parents=True, exist_ok=True)
        if not run(stages(plan), recipe.executor, recipe.tasks, plan.work):
            return None
        if not _is_finished(plan):
            finish(plan)
    except OSError as error:
        raise _disk(error, recipe) from error
    counts = json.loads((recipe.output / "funnel.json").read_bytes())
    if not sum(counts["splits"].values()):
        raise CopydeskError(
            f"nothing of {counts['stages'][0]['in']} rows is fit to train on",
            f"{recipe.output / 'rejected.jsonl'} says why of each",
        )
    return recipe.output


def planned(recipe: PrepareRecipe) -> Plan:
    """Look at everything the recipe names before anything runs.

    Raises:
        CopydeskError: a source is missing, or has not the columns that it must have.
    """
    from copydesk.plugins import RULES
    from copydesk.prepare.filters import FILTERS

    if unknown := sorted(recipe.filters.keys() - FILTERS.keys()):
        raise CopydeskError(
            f"the recipe's filters have no {unknown[0]}", f"there are {', '.join(FILTERS)}"
        )
    _refuse_other_files(recipe.output)
    parts: list[Piece] = []
    inputs: list[Record] = []
    evaluation = recipe.decontaminate.files
    for number, source in enumerate([*recipe.sources, *evaluation]):
        chosen = files(source)
        for file in chosen:
            check_columns(source, file, alone=len(chosen) == 1)
        if number < len(recipe.sources):
            parts += pieces(number, source, chosen)
        inputs.append({"path": source.path, "files": len(chosen), "sha256": fingerprint(chosen)})
    shape = recipe.shape()
    signature = {
        "version": version("copydesk"),
        "code": _code(),
        "recipe": sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest(),
        "inputs": inputs,
        "checkers": list(RULES) if recipe.truth != "keep" else [],
    }
    key = sha256(json.dumps([signature, recipe.buckets]).encode()).hexdigest()[:16]
    return Plan(recipe, tuple(parts), signature, recipe.work.absolute() / key)


def _code() -> str:
    """SHA-256 of copydesk's own files: what another version left in `work` is not taken up."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".txt", ".tsv", ".css"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def stages(plan: Plan) -> list[Stage]:
    """The steps as datatrove runs them: each stage on its ranks, then the next."""
    from copydesk.prepare import blocks, duplicates
    from copydesk.prepare.blocks import Load, Once, Read, Sample, Save, Step
    from copydesk.prepare.clean import SAMPLE

    recipe, work, buckets = plan.recipe, plan.work, plan.recipe.buckets
    every = recipe.sources
    return [
        Stage("read", [Read(every, list(plan.parts), work, buckets)], len(plan.parts)),
        Stage(
            "extract",
            [
                Load(partial(merged, work / "read")),
                Step(
                    "extract",
                    partial(steps.extraction, recipe.page_seconds),
                    work,
                    blocks.as_record,
                ),
                Sample(work / "samples", SAMPLE if recipe.clean.source_chrome else 0),
                Save(work / "extracted"),
            ],
            buckets,
        ),
        Stage("learn", [Once("learn", partial(steps.learn, work, recipe.decontaminate))], 1),
        Stage(
            "articles",
            [
                Load(partial(blocks.bucket_of, work / "extracted")),
                Step(
                    "clean",
                    partial(steps.cleaning, work / "chrome.json", recipe.clean.recase),
                    work,
                ),
                Step("language", partial(steps.in_english, recipe.language), work),
                Step("filters", partial(steps.filtering, recipe.filters), work),
                Step("pairing", partial(steps.pairing, recipe.pairing), work),
                Step("truth", partial(steps.checking, recipe.truth), work),
                Save(work / "kept"),
                duplicates.Signatures(work),
            ],
            buckets,
        ),
        Stage("pairs-of-copies", [duplicates.Pairs(work)], min(buckets, duplicates.BANDS)),
        Stage("clusters", [Once("clusters", partial(clustering, plan))], 1),
        Stage(
            "choose",
            [
                Load(partial(duplicates.clustered, work / "kept", work)),
                Step(
                    "near-duplicates",
                    partial(steps.one_of_each, recipe.duplicates.keep),
                    work,
                    blocks.as_record,
                ),
                Step(
                    "decontamination",
                    partial(
                        steps.decontaminating,
                        work / "evaluation.hashes",
                        recipe.decontaminate.ngram,
                    ),
                    work,
                ),
                Save(work / "chosen"),
            ],
            buckets,
        ),
        Stage("write", [Once("write", partial(finish, plan))], 1),
    ]


def clustering(plan: Plan) -> None:
    """Join the pairs of copies to clusters."""
    from copydesk.prepare.duplicates import cluster

    recipe = plan.recipe
    cluster(plan.work, plan.work / "kept", recipe.buckets, recipe.duplicates.similarity)


def finish(plan: Plan) -> None:
    """Write the dataset beside `output`, then put it there."""
    from copydesk.prepare.blocks import bucket_of
    from copydesk.prepare.write import funnel, write_rejected, write_shards
    from copydesk.report.dataset import read
    from copydesk.report.dataset_card import write_card
    from copydesk.report.dataset_html import write_report

    output = plan.recipe.output.absolute()
    partial_ = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    shutil.rmtree(partial_, ignore_errors=True)
    partial_.mkdir(parents=True)
    try:
        chosen = (
            record
            for rank in range(plan.recipe.buckets)
            for record in bucket_of(plan.work / "chosen", rank)
        )
        splits = write_shards(partial_, chosen, plan.recipe.splits)
        write_rejected(partial_ / "rejected.jsonl", plan.work, FUNNEL)
        told = {
            "recipe": plan.recipe.shape(),
            "signature": plan.signature,
            "stages": funnel(plan.work, FUNNEL),
            "splits": splits,
        }
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        (partial_ / "funnel.json").write_text(text, encoding="utf-8")
        figures = read(partial_)
        write_card(partial_, figures)
        write_report(partial_, figures)
        if output.exists():
            shutil.rmtree(output)
        partial_.rename(output)
        for left in plan.work.rglob("*.tmp"):  # by killed workers; now nobody writes any more
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
    finally:
        shutil.rmtree(partial_, ignore_errors=True)


def _refuse_other_files(output: Path) -> None:
    """Make sure that no folder is replaced but one that `finish` made.

    Raises:
        CopydeskError: `output` holds something else.
    """
    used = output.is_file() or (output.is_dir() and any(output.iterdir()))
    if used and not (output / "funnel.json").is_file():
        raise CopydeskError(
            f"{output} holds other files, and all of it would be replaced",
            "name a new folder as the recipe's output",
        )


def _is_finished(plan: Plan) -> bool:
    """Whether `output` holds this plan's dataset, which a finished run has no need to write."""
    try:
        told = json.loads((plan.recipe.output / "funnel.json").read_bytes())
    except (OSError, ValueError):
        return False
    return bool(told.get("signature") == plan.signature)


def _disk(error: OSError, recipe: PrepareRecipe) -> CopydeskError:
    where = error.filename or recipe.work
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CopydeskError(
            f"the disk is full ({where})",
            "free some space and run the same command again; it goes on from where it was",
        )
    return CopydeskError(
        f"{where} cannot be written ({error.strerror or error})",
        "name other folders as work and output in the recipe",
    )
