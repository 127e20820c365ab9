"""A researcher's own notebooks: any in ``notebooks/`` that can be run as those of the suite are.

They run after the others, as part of the step that makes the report; one that fails, fails the report (exit 15): a
report that lacks what its plan names would not be that of its key.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

from audit.pipeline.notebook import NOTEBOOKS
from audit.pipeline.project import Project

__all__ = ["own_notebooks"]

_PARAMETERS = {"district_code", "cycle", "edition", "language"}
_NOT_RUN = ("_", "70_", "90_")  # set aside; of one kecamatan; for people


def own_notebooks(project: Project) -> tuple[str, ...]:
    """Names of notebooks beside those of the suite that have a cell of parameters with the four that each is given."""
    others = (path for path in sorted(project.notebooks.glob("*.ipynb")) if path.stem not in NOTEBOOKS)
    return tuple(path.stem for path in others if not path.name.startswith(_NOT_RUN) and _takes_parameters(path))


def _takes_parameters(path: Path) -> bool:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = ("".join(cell["source"]) for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", ()))
    return any(_assigned(source) >= _PARAMETERS for source in tagged)


def _assigned(source: str) -> set[str]:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return set()
    targets = [t for line in body if isinstance(line, ast.Assign) for t in line.targets]
    targets += [line.target for line in body if isinstance(line, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}
