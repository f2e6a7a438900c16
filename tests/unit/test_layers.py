"""Who may import whom, and what may be imported when a module is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "copydesk"
MODULES = sorted(SOURCE.rglob("*.py"))
FAMILIES = {"extract", "prepare", "draft", "check", "score", "report"}
# What a family may import of copydesk besides itself.
COMMON = {"records", "errors", "plugins", "paths", "config", "rows", "text", "runtime"}
HEAVY = {
    "torch", "transformers", "datasets", "evaluate", "trafilatura", "spacy", "ctranslate2",
    "datatrove", "pyarrow", "warcio", "fsspec", "ray",
}  # fmt: skip
# What joins the families.
JOINTS = {"desk", "truth", "archive", "steps", "train", "evaluation", "testing"}
# Modules whose classes are a heavy library's own, which only functions import.
BLOCKS = {
    SOURCE / "prepare" / "blocks.py": {"datatrove"},
    SOURCE / "prepare" / "duplicates.py": {"datatrove"},
    SOURCE / "train" / "trainer.py": {"torch", "transformers"},
}
# What `evaluate.load` takes a copy of and imports from there; copydesk itself imports none of it.
SCRIPTS = sorted((SOURCE / "score" / "modules").glob("*.py"))


def imports(path: Path, *, at_top: bool) -> Iterator[str]:
    """The dotted names that a module imports, those for type checkers left out."""
    nodes: list[ast.AST] = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            nodes += node.orelse
        elif not (at_top and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            nodes += ast.iter_child_nodes(node)


def layer(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def own(path: Path, *, at_top: bool = False) -> set[str]:
    """The layers of copydesk that a module imports."""
    names = (name.split(".") for name in imports(path, at_top=at_top))
    return {name[1] for name in names if name[0] == "copydesk" and len(name) > 1}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    here = layer(path)
    if path in SCRIPTS:
        assert own(path) <= COMMON | {here, "desk", "evaluation"}
    elif here in FAMILIES:
        assert own(path) <= COMMON | {here}
    elif here == "text":
        assert own(path) <= {"records", "errors", "text"}
    elif here == "runtime":
        assert own(path) <= {"records", "errors", "paths", "text", "runtime"}
    elif here == "plant":
        assert own(path) <= {"records", "errors", "text", "plant"}
    elif here in {"records", "errors"}:
        assert own(path) == set()
    elif here in {"plugins", "rows"}:
        assert own(path) <= {"records", "errors"}
    elif here == "calls":
        assert own(path) <= {"records", "errors", "plugins"}
    elif here == "desk":
        assert own(path) <= COMMON | {"calls"} | FAMILIES - {"report", "score"}
    elif here in JOINTS:
        assert own(path) <= COMMON | FAMILIES | JOINTS


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    loaded = {name.split(".")[0] for name in imports(path, at_top=True)}
    if path in SCRIPTS:
        loaded -= {"datasets", "evaluate"}
    else:
        scripts = "copydesk.score.modules"
        assert not any(name.startswith(scripts) for name in imports(path, at_top=False))
    if path in BLOCKS:
        loaded -= BLOCKS[path]
        name = f"copydesk.{layer(path)}.{path.stem}"
        importers = {
            other
            for other in set(MODULES) - BLOCKS.keys()
            if any(each.startswith(name) for each in imports(other, at_top=True))
        }
        assert not importers
    assert not loaded & HEAVY


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_the_command_line_and_reports_print(path: Path) -> None:
    if layer(path) in {"cli", "report"}:
        return
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "print" not in calls


def test_every_folder_of_the_source_is_a_known_layer() -> None:
    known = FAMILIES | {"text", "plant", "runtime", "train", "evaluation", "cli", "models"}
    known.add("__pycache__")
    assert {path.name for path in SOURCE.iterdir() if path.is_dir()} <= known
