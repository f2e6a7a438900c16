"""Who runs the stages: datatrove's executors, on this machine, on Slurm or on Ray.

A stage has as many ranks as there are pieces or buckets, whatever runs them; `tasks` of the recipe
is how many run at once. datatrove marks a rank that is done in the folder `logs`, and a second run
passes over it.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.errors import CopydeskError
from copydesk.prepare.recipe import Executor
from copydesk.prepare.watch import watched_workers

log = logging.getLogger("copydesk")

_PRELOADED = (
    "copydesk.archive",
    "copydesk.prepare.duplicates",
    "copydesk.truth",
    "pyarrow.parquet",
)


@dataclass(frozen=True)
class Stage:
    """Blocks that run one after the other on each of `ranks` parts, told as `name`."""

    name: str
    blocks: Sequence[Any]
    ranks: int


def run(stages: Sequence[Stage], executor: Executor, tasks: int, work: Path) -> bool:
    """Run the stages in order, at most `tasks` ranks at once; False where they only wait in line.

    Raises:
        CopydeskError: the executor cannot be had or does not know an option.
        OSError: a file could not be written, as on a full disk.
    """
    kind = _executor(executor)
    made: Any = None
    for number, stage in enumerate(stages, start=1):
        settings: dict[str, Any] = {
            "tasks": stage.ranks,
            "workers": min(tasks, stage.ranks),
            "logging_dir": str(work / "logs" / f"{number:02d}-{stage.name}"),
        }
        if executor.kind == "slurm":
            # Nothing runs before the last is launched: each waits for the one before it.
            settings |= {"job_name": f"copydesk-{stage.name}", "depends": made}
        made = _made(kind, list(stage.blocks), settings | executor.options)
        if executor.kind == "slurm":
            continue
        log.info("%d/%d %s", number, len(stages), stage.name)
        if executor.kind == "local" or stage.ranks > 1:
            with watched_workers():
                made.run()
        if made.get_incomplete_ranks():
            _run_here(stage, settings)
    if executor.kind == "slurm":
        made.run()
        log.info("%d jobs wait in Slurm's queue; squeue shows them", len(stages))
        return False
    return True


def _executor(executor: Executor) -> Any:
    if executor.kind == "local":
        import multiprocess
        from datatrove.executor import LocalPipelineExecutor

        # Workers are forked from a server that has these already, not one after the other loaded.
        multiprocess.get_context("forkserver").set_forkserver_preload(list(_PRELOADED))
        return LocalPipelineExecutor
    if executor.kind == "slurm":
        import shutil

        from datatrove.executor import SlurmPipelineExecutor

        if shutil.which("sbatch") is None:
            raise CopydeskError(
                "there is no sbatch here, which the executor slurm starts its jobs with",
                "run it on a login node of the cluster, or set executor.kind=local",
            )
        return SlurmPipelineExecutor
    try:
        import ray
    except ImportError:
        raise CopydeskError(
            "the executor ray needs the package ray", "pip install 'copydesk[ray]'"
        ) from None
    from datatrove.executor import RayPipelineExecutor

    if not ray.is_initialized():
        # Joins the cluster that RAY_ADDRESS names, else starts one on this machine.
        ray.init(log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    return RayPipelineExecutor


def _made(kind: Any, blocks: list[Any], settings: dict[str, Any]) -> Any:
    known = inspect.signature(kind).parameters
    if unknown := sorted(settings.keys() - known.keys()):
        raise CopydeskError(
            f"{kind.__name__} has no option {unknown[0]}, which the recipe gives in "
            "executor.options",
            f"it has {', '.join(known)}",
        )
    try:
        return kind(blocks, **settings)
    except TypeError as error:
        raise CopydeskError(
            f"{kind.__name__} cannot be made ({error})", "give it in executor.options"
        ) from None


def _run_here(stage: Stage, settings: dict[str, Any]) -> None:
    """Run a stage of one rank, which is not worth sending out, or what others left undone.

    Ray keeps the reason of a failure to itself; if there is one, it shows here.
    """
    from datatrove.executor import LocalPipelineExecutor

    LocalPipelineExecutor(list(stage.blocks), **settings | {"workers": 1}).run()
