from __future__ import annotations

from pathlib import Path


def test_an_export_can_be_used(run, tiny_model: Path, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "exported"
    ran = run("export", tiny_model, "--to", out, "--quantization", "int8_bf16")
    assert (ran.code, ran.out) == (0, f"{out}\n")
    ran = run("suggest", page, "--model", out, "--json")
    assert ran.code == 0, ran.err
    assert ran.records[0]["headlines"]


def test_mistakes_are_sentences(run, tiny_model: Path, tmp_path: Path) -> None:
    run("export", tmp_path / "absent", "--to", tmp_path / "out").refused("absent")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    run("export", tiny_model, "--to", tmp_path).refused("no earlier export")
