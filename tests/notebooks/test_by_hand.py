"""Any notebook opened by hand runs as it stands: from its own folder, in a kernel, with the place that it names."""

from __future__ import annotations

import importlib.util
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from audit.pipeline.project import Project
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.report import MIME
from audit.synth import make_register

REPOSITORY = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb"))
CODE, PARAMS = "17.71", "17.71-kota-bengkulu"  # the place that every notebook names
WIDGET = "application/vnd.jupyter.widget-view+json"
SECONDS = 120  # a cell; the first one of all prepares

_SPEC = importlib.util.spec_from_file_location("small_project", REPOSITORY / "tests" / "functional" / "conftest.py")
assert _SPEC
assert _SPEC.loader
_SMALL = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_SMALL)

key_of_tests = _SMALL.key_of_tests


@pytest.fixture(scope="module")
def laid(tmp_path_factory) -> Project:
    """A project with that place and a small register; nothing is prepared before the first notebook is opened."""
    root = tmp_path_factory.mktemp("tangan") / "proyek"
    (root / "params").mkdir(parents=True)
    for name in ("_defaults", PARAMS):
        shutil.copy(REPOSITORY / "params" / f"{name}.yaml", root / "params")
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(REPOSITORY / "requirements.lock", root)
    make_register(
        replace(SAMPLE_REGISTERS[CODE], register_size=Figure(_SMALL.CHILDREN)), root / "data" / "sample" / CODE
    )
    return Project(root)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_it_runs_as_it_stands(laid, name):
    from nbclient import NotebookClient

    notebook = nbformat.read(laid.notebooks / f"{name}.ipynb", as_version=4)
    resources = {"metadata": {"path": str(laid.notebooks)}}
    NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources=resources).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in code[:2]] == [[], []]
    shown = [[output.get("data", {}) for output in cell.outputs] for cell in code[2:]]
    assert shown
    assert all(len(data) == 1 and data[0]["text/html"] for data in shown)
    if name == "90_explore":
        assert WIDGET in shown[0][0]
        assert "itables" in shown[1][0]["text/html"]
    assert all((MIME in data[0]) == (name != "90_explore") for data in shown)
