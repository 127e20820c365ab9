"""A notebook names things and shows things: no function, loop, arithmetic, path or threshold."""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from pathlib import Path

import jupytext
import pytest

from audit import report

TEXTS = sorted((Path(__file__).parents[2] / "notebooks" / "text").glob("*.py"))
PARAMETERS = {"district_code": "17.71", "cycle": "2025-2", "edition": "publik", "language": "id"}
OF_ONE_PLACE = {"70_mini_lokakarya": {"kecamatan": "17.71.01"}}  # parameters beside those of every notebook
FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.IfExp, ast.With,
    ast.Try, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
    ast.Subscript, ast.AugAssign, ast.Delete, ast.Global, ast.Await, ast.JoinedStr, ast.Assert, ast.Raise,
)  # fmt: skip


@pytest.fixture(params=TEXTS, ids=lambda p: p.stem)
def path(request):
    return request.param


@pytest.fixture
def cells(path):
    return jupytext.read(path, fmt="py:percent").cells


@pytest.fixture
def parameters(path):
    return PARAMETERS | OF_ONE_PLACE.get(path.stem, {})


def code(cells) -> list[ast.Module]:
    return [ast.parse(c.source) for c in cells if c.cell_type == "code"]


def test_the_parameter_cell_is_tagged_and_annotated(cells, parameters):
    tagged = [c for c in cells if "parameters" in c.metadata.get("tags", [])]
    assert len(tagged) == 1
    body = ast.parse(tagged[0].source).body
    assert all(isinstance(s, ast.AnnAssign) and ast.unparse(s.annotation) == "str" for s in body)
    assert {s.target.id: ast.literal_eval(s.value) for s in body} == parameters


def test_the_next_cell_opens_the_audit_with_every_parameter(cells, parameters):
    opening = code(cells)[1]
    imports, assignment = opening.body
    assert ast.unparse(imports) == "from audit import pipeline, report"
    assert assignment.targets[0].id == "context"
    call = assignment.value
    assert ast.unparse(call.func) == "pipeline.open_audit"
    assert {k.arg: k.value.id for k in call.keywords} == {name: name for name in parameters}


def test_nothing_is_computed(cells):
    found = [type(node).__name__ for tree in code(cells) for node in ast.walk(tree) if isinstance(node, FORBIDDEN)]
    assert found == []


def test_no_literal_stands_outside_the_parameter_cell(cells):
    constants = [n.value for tree in code(cells)[1:] for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    assert constants == []


def test_each_cell_shows_one_block_under_a_question(cells):
    shown = list(itertools.pairwise(cells))[3:]
    for before, cell in shown:
        if cell.cell_type != "code":
            continue
        (statement,) = ast.parse(cell.source).body
        call = statement.value
        assert call.func.value.id == "report"
        assert call.func.attr in report.__all__
        assert [a.id for a in call.args] == ["context"]
        assert before.cell_type == "markdown"
        assert before.source.startswith("### ")
        assert before.source.endswith("?")


def test_each_name_is_defined_in_one_cell(cells):
    defined = Counter(
        name
        for tree in code(cells)
        for name in {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        | {a.asname or a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    )
    assert {name: n for name, n in defined.items() if n > 1} == {}


def test_no_block_is_shown_twice_over_all_notebooks():
    shown = Counter(
        node.func.attr
        for text in TEXTS
        for node in ast.walk(ast.parse(text.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("report.")
    )
    assert set(shown.values()) == {1}
