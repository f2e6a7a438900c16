"""What the command says of itself, and that saying it takes no time."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version

import pytest

HEAVY = (
    "torch transformers datasets evaluate trafilatura lxml ctranslate2 tokenizers numpy pydantic "
    "yaml rich spacy titlecase"
).split()
COMMANDS = ("suggest", "summarize", "check", "evaluate-checker", "train", "export")


def test_help_names_the_commands(run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for command in COMMANDS:
        assert command in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert "Usage: " in ran.out


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; sys.argv = ['copydesk', *sys.argv[1:]]\n"
        "from copydesk.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('loaded:', *sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    loaded = ran.stdout.rpartition("loaded:")[2].split()
    assert "copydesk.cli.app" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_version(run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out) == (0, f"copydesk {version('copydesk')}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["sugest", "story.html"],
        ["suggest"],
        ["suggest", "story.html", "--count", "0"],
        ["suggest", "story.html", "--style", "loud"],
        ["suggest", "story.html", "--device", "tpu"],
        ["suggest", "story.html", "--min-chars", "90", "--max-chars", "60"],
        ["summarize", "story.html", "--sentences", "0"],
        ["check"],
        ["check", "story.html", "--claims", "claims.jsonl"],
        ["check", "story.html", "--headline", "One", "--summary", "Two."],
        ["check", "story.html", "--headline", " "],
        ["train"],
        ["export", "model"],
        ["export", "model", "--to", "folder", "--format", "onnx"],
    ],
)
def test_wrong_usage_exits_2_and_says_why(run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Error: " in ran.err


def test_output_is_utf8_whatever_the_locale(page) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "copydesk.cli.app", "check", str(page)],
        capture_output=True,
        env=os.environ | {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert "✓ supported" in ran.stdout.decode("utf-8")


def test_a_closed_pipe_is_quiet(archive) -> None:
    lines = "\n".join([archive.read_text().splitlines()[0]] * 400)
    archive.write_text(lines, encoding="utf-8")
    command = [sys.executable, "-m", "copydesk.cli.app", "check", str(archive), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141
    # Long enough that the pipe was full when it was closed.
    assert len(lines) > 65536


def test_a_mistake_of_ours_is_a_sentence_too(run, page, monkeypatch) -> None:
    import copydesk.desk

    monkeypatch.setattr(copydesk.desk, "review_all", lambda *_: 1 / 0)
    run("check", page).refused("mistake in copydesk", "ZeroDivisionError", "COPYDESK_DEBUG=1")
    monkeypatch.setenv("COPYDESK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("check", page)
