"""Which libraries the notebooks of a project import, read and not run."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat

from audit.pipeline.engines.notebook_imports import imports_of


def written(path: Path, *cells: str) -> Path:
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_markdown_cell("import numpy"), *map(nbformat.v4.new_code_cell, cells)]
    nbformat.write(made, path)
    return path


def test_libraries_at_the_top_of_cells_are_found_in_every_form(tmp_path):
    one = written(tmp_path / "a.ipynb", "import scipy.stats as st, yaml", "from sklearn.svm import SVC")
    two = written(tmp_path / "b.ipynb", "x = 1\nimport yaml")
    assert imports_of([one, two]) == ("scipy.stats", "sklearn.svm", "yaml")


def test_only_what_is_installed_counts_and_nothing_is_imported_by_looking(tmp_path, monkeypatch):
    (tmp_path / "beside.py").write_text("raise SystemExit('was imported')")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    cells = ("import beside", "import json", "import no_such_library", "from . import near", "%matplotlib inline")
    assert imports_of([written(tmp_path / "a.ipynb", *cells)]) == ()
    assert "beside" not in set(sys.modules) - before
