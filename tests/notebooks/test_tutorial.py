"""The tutorial runs as it stands, in a fresh kernel, and says what its text twins say."""

from __future__ import annotations

import ast
import importlib.util
from collections import defaultdict
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

REPOSITORY = Path(__file__).parents[2]
TUTORIAL = sorted((REPOSITORY / "notebooks" / "tutorial").glob("*.ipynb"))
ALL = [*sorted((REPOSITORY / "notebooks").glob("*.ipynb")), *TUTORIAL]
SECONDS = 120  # a cell, on a busy machine


def ids(path: Path) -> str:
    return path.stem


def code(path: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def defined(source: str) -> set[str]:
    """Global names that a cell binds: assignments, functions, classes; imports may stand anywhere."""
    names: set[str] = set()
    for line in ast.parse(source).body:
        if isinstance(line, ast.FunctionDef | ast.ClassDef):
            names.add(line.name)
        elif not isinstance(line, ast.Import | ast.ImportFrom):
            nodes = list(ast.walk(line))
            inner = {node for part in nodes if isinstance(part, ast.comprehension) for node in ast.walk(part.target)}
            stored = (node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
            names |= {node.id for node in stored if node not in inner}
    return names


def test_there_are_three_of_them() -> None:
    assert [path.stem[:2] for path in TUTORIAL] == ["1_", "2_", "3_"]


@pytest.mark.parametrize("path", TUTORIAL, ids=ids)
def test_it_is_what_its_twin_makes(path: Path) -> None:
    spec = importlib.util.spec_from_file_location("sync_notebooks", REPOSITORY / "tools" / "sync_notebooks.py")
    assert spec
    assert spec.loader
    sync = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sync)
    twin = REPOSITORY / "notebooks" / "text" / "tutorial" / f"{path.stem}.py"
    assert path.read_text(encoding="utf-8") == sync.build(twin)


@pytest.mark.slow
@pytest.mark.parametrize("path", TUTORIAL, ids=ids)
def test_it_runs_as_it_stands(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [out for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]
    assert {out["output_type"] for out in shown} == {"execute_result"}, "nothing is printed, nothing warns"
    assert list(tmp_path.iterdir()) == [], "nothing is left in the folder of whoever runs it"


@pytest.mark.parametrize("path", ALL, ids=ids)
def test_a_global_name_is_defined_in_one_cell(path: Path) -> None:
    cells = defaultdict(list)
    for number, source in enumerate(code(path), start=1):
        for name in defined(source):
            cells[name].append(number)
    assert {name: numbers for name, numbers in cells.items() if len(numbers) > 1} == {}


def test_a_name_defined_twice_would_be_seen() -> None:
    assert defined("a, b = 1, [c for c in x]\nfor i in a:\n    d = i") == {"a", "b", "i", "d"}
    assert defined("def f():\n    inner = 1\nimport os") == {"f"}


def test_the_interval_found_in_the_tutorial_is_the_published_one(tmp_path: Path) -> None:
    """Newcombe 1998, table I, method 3: the tutorial shows what it says."""
    notebook = nbformat.read(TUTORIAL[2], as_version=4)
    assert any("(0.2553, 0.3662)" not in source and "score_interval(81, 263)" in source for source in code(TUTORIAL[2]))
    NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(tmp_path)}}).execute()
    texts = [out["data"]["text/plain"] for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]
    assert "(0.2553, 0.3662)" in texts
