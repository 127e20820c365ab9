"""The invented audit of the unit tests, shown by the notebooks themselves."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jupytext
import pytest

from audit import pipeline
from audit.pipeline.notebook import NOTEBOOKS
from audit.report import MIME, ReportContext

TESTS = Path(__file__).parents[2]
TEXTS = [TESTS.parent / "notebooks" / "text" / f"{name}.py" for name in NOTEBOOKS]  # those of the report

_SPEC = importlib.util.spec_from_file_location("invented_audit", TESTS / "unit" / "report" / "conftest.py")
assert _SPEC
assert _SPEC.loader
_INVENTED = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_INVENTED)

context = _INVENTED.context
make_context = _INVENTED.make_context


def shown(text: Path, context: ReportContext) -> list[dict[str, Any]]:
    """Run the cells of a notebook as a kernel would, with ``context`` as the audit that it opens."""
    names: dict[str, Any] = {}
    blocks = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "open_audit", lambda **_: context, raising=False)
        for cell in jupytext.read(text, fmt="py:percent").cells:
            if cell.cell_type != "code":
                continue
            tree = ast.parse(cell.source)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, text.name, "exec"), names)
            if last:
                value = eval(compile(ast.Expression(last.value), text.name, "eval"), names)
                blocks.append(value._repr_mimebundle_()[MIME])
    return blocks


@pytest.fixture(scope="session")
def draw() -> Callable[[ReportContext], list[dict[str, Any]]]:
    """Return a function: the JSON of every block that the notebooks show of a context, in their order."""
    return lambda context: [block for text in TEXTS for block in shown(text, context)]
