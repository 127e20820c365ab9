"""Which libraries notebooks import, so that the fork server can have them ready: a researcher's own notebooks too."""

from __future__ import annotations

import ast
import json
import sysconfig
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

__all__ = ["imports_of"]


def imports_of(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """Installed modules that the cells of notebooks import at their top, by name.

    Only libraries: a module of the project or beside a notebook may read what is a district's. Cells that are no plain
    Python are passed over; what cannot be found is left for the notebook to say.
    """
    names: set[str] = set()
    for notebook in notebooks:
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                names |= _imported("".join(cell["source"]))
    return tuple(sorted(name for name in names if _is_library(name)))


def _imported(source: str) -> set[str]:
    try:
        lines = ast.parse(source).body
    except SyntaxError:  # magics
        return set()
    modules = {alias.name for line in lines if isinstance(line, ast.Import) for alias in line.names}
    return modules | {line.module for line in lines if isinstance(line, ast.ImportFrom) and line.module}


def _is_library(module: str) -> bool:
    spec = find_spec(module.partition(".")[0])  # looks, and imports nothing
    folders = {Path(sysconfig.get_path(kind)).resolve() for kind in ("purelib", "platlib")}
    return spec is not None and spec.has_location and not folders.isdisjoint(Path(spec.origin or "").resolve().parents)
