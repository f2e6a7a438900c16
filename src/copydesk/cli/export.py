"""`copydesk export`: a trained model in another form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer


def export(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="The folder of a trained model.")],
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder to make.")],
    kind: Annotated[
        Literal["ctranslate2", "plain"],
        typer.Option("--format", help="For CTranslate2, or safetensors for transformers."),
    ] = "ctranslate2",
    quantization: Annotated[
        Literal["int8", "int8_bf16", "int8_float16", "float16", "float32"] | None,
        typer.Option(
            help="What weights are stored in; a plain folder has float16 or float32.",
            show_default="int8, plain: float16",
        ),
    ] = None,
) -> None:
    """Write a model in another form, complete with its tokenizer.

    Prints the folder. A CTranslate2 folder can be given to --model and needs no torch; int8_bf16
    computes in bfloat16 where the machine can, and elsewhere in float32.
    """
    from copydesk.train.export import export as exported

    print(exported(model, to, kind, quantization))
