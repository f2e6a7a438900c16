"""The card of a trained model: `README.md`, in the form that model hubs read.

After Model Cards (Mitchell et al. 2019): what it is for, what it was made from and how, what was
measured, and what it cannot do.
"""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from copydesk.report.dataset import save
from copydesk.report.training import METRICS, Run, recipe_text, signature_line


def write_card(folder: Path, run: Run) -> None:
    """Write `README.md` into `folder`, unless somebody wrote one by hand.

    Raises:
        CopydeskError: it cannot be written.
    """
    path = folder / "README.md"
    if not path.is_file() or _MADE in path.read_text(encoding="utf-8", errors="replace"):
        save(path, card(run))


# By this a card is known for one that may be written anew.
_MADE = "Written by `copydesk train`."


def card(run: Run) -> str:
    """The card, in Markdown; the same run gives the same text."""
    matter = {
        "base_model": str(run.recipe["model"]),
        "pipeline_tag": "summarization",
        "tags": ["headline-generation", "news", "copydesk"],
    }
    parts = [
        f"---\n{yaml.safe_dump(matter, sort_keys=False, allow_unicode=True)}---",
        f"# {run.name}",
        f"Writes headlines and summaries of news stories. {_MADE} `training_report.html` has the"
        " curves, and validation examples with what copydesk's checkers say of them.",
        f"```\ncopydesk suggest --model {run.name} story.html\n```",
        "## Made from",
        _made_from(run),
        "## Measured",
        _measured(run),
        "## To make it again",
        f"`{signature_line(run)}`",
        f"The recipe, as resolved:\n\n```yaml\n{recipe_text(run)}```",
        f"In full, the signature:\n\n```json\n{json.dumps(run.signature, indent=2)}\n```",
        "## Limits",
        f"It sees the first {run.recipe['data']['visible_words']} words of a story and nothing"
        " after them. A model of this kind joins true names to what the story does not say: use it"
        " through copydesk, which checks every text against the body, and read what it writes.",
    ]
    return "\n\n".join(parts) + "\n"


def _made_from(run: Run) -> str:
    lines = [f"- the model `{run.recipe['model']}`"]
    for split, counts in run.counts.items():
        told = ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
        lines.append(f"- {split}: {told}")
    return "\n".join(lines)


def _measured(run: Run) -> str:
    found = [(METRICS[name], run.kept[name]) for name in METRICS if name in run.kept]
    if not found:
        return "Nothing, in training."
    rows = "\n".join(f"| {name} | {value:.3g} |" for name, value in found)
    examples = run.recipe["train"]["eval_examples"]
    return (
        f"On the validation set at step {run.step:,}; all but the loss on up to {examples} texts,"
        " written greedily, nothing filtered or ranked. *Unsupported*: copydesk's checkers find"
        f" that the body contradicts or lacks what it says.\n\n| | |\n|---|---|\n{rows}"
    )
