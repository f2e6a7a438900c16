"""Running the command in this process, and a model small enough to make on the spot."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from copydesk.cli.app import app

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    def refused(self, *said: str) -> None:
        """Exit code 2, nothing on stdout, and one sentence on stderr that holds all of `said`."""
        assert self.code == 2, (self.out, self.err)
        assert self.out == ""
        notices = [line for line in self.err.splitlines() if "once" not in line]
        assert len(notices) == 1, self.err
        assert re.fullmatch(r"copydesk: .*\w.*[.]", notices[0]), self.err
        for words in said:
            assert words in notices[0]


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Iterator[Run]:
    """Calls `copydesk` with arguments, and `stdin` where it is given."""
    logger = logging.getLogger("copydesk")
    before = logger.handlers

    def call(*arguments: object, stdin: str | bytes = "") -> Ran:
        result = CliRunner().invoke(app, [str(each) for each in arguments], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    yield call
    logger.handlers = before


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BART with random weights and MiniLM's vocabulary: it writes, but nothing of use."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "tiny"
    torch.manual_seed(0)
    config = BartConfig(
        vocab_size=30522,
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        max_position_embeddings=512,
        pad_token_id=0,
        bos_token_id=101,
        eos_token_id=102,
        decoder_start_token_id=101,
        forced_eos_token_id=None,
        normalize_before=False,
    )
    BartForConditionalGeneration(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_file=str(CHECKOUT / "models" / "minilm" / "tokenizer.json"),
        pad_token="[PAD]",
        unk_token="[UNK]",
        bos_token="[CLS]",
        eos_token="[SEP]",
    ).save_pretrained(folder)
    return folder


STORY = (
    "Mayor Ilse Varga said Tuesday that the Ormond Bridge will close for nine weeks. "
    "Crews will replace 140 steel beams, and the city will run free ferries in the meantime.\n\n"
    "The repair costs $3.2 million, the city council said. “Nobody likes to wait for a boat,” "
    "Varga told reporters in Ormond."
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A saved page whose headline is true."""
    path = tmp_path / "bridge.html"
    paragraphs = "".join(f"<p>{each}</p>" for each in STORY.split("\n\n"))
    title = "Ormond Bridge will close for nine weeks"
    path.write_text(
        f"<html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three articles, one a line; the second line is broken, the fourth has no body."""
    path = tmp_path / "archive.jsonl"
    lines = [
        json.dumps({"id": "one", "headline": "Ormond Bridge to close", "body": STORY}),
        '{"id": "two", "body": ',
        json.dumps({"id": "three", "headline": "Varga says bridge will close", "body": STORY}),
        json.dumps({"id": "four", "headline": "No story at all"}),
        json.dumps({"id": "five", "title": "Mayor Otto Brandt to close bridge", "body": STORY}),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
