"""Every notebook is stripped and says exactly what its readable twin says."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import nbformat
import pytest

REPOSITORY = Path(__file__).parents[2]
NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
TEXTS = sorted((REPOSITORY / "notebooks" / "text").glob("*.py"))


@pytest.fixture(scope="session")
def sync():
    spec = importlib.util.spec_from_file_location("sync_notebooks", REPOSITORY / "tools" / "sync_notebooks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_notebook_has_a_twin_and_each_twin_a_notebook():
    assert [n.stem for n in NOTEBOOKS] == [t.stem for t in TEXTS]
    assert {"10_data_quality", "20_situation", "30_case_audit", "60_dissemination"} <= {n.stem for n in NOTEBOOKS}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_what_its_twin_makes(notebook, sync):
    assert notebook.read_text(encoding="utf-8") == sync.build(notebook.parent / "text" / f"{notebook.stem}.py")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_stripped_and_valid(notebook):
    content = nbformat.read(notebook, as_version=nbformat.NO_CONVERT)
    nbformat.validate(content)
    code = [c for c in content.cells if c.cell_type == "code"]
    assert code
    assert all(c.outputs == [] and c.execution_count is None for c in code)
    assert set(content.metadata) == {"kernelspec", "language_info"}
    assert content.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_cell_ids_are_readable_and_stand_once(notebook):
    ids = [cell["id"] for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", id) for id in ids)


def test_an_edited_notebook_is_told(sync, tmp_path, monkeypatch, capsys):
    (tmp_path / "text").mkdir()
    text = tmp_path / "text" / TEXTS[0].name
    text.write_text(TEXTS[0].read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(sync, "NOTEBOOKS", tmp_path)
    assert sync.main([]) == 0
    assert sync.main(["--check"]) == 0
    text.write_text(text.read_text(encoding="utf-8") + "\n# %%\nreport.glossary(context)\n", encoding="utf-8")
    capsys.readouterr()
    assert sync.main(["--check"]) == 1
    assert capsys.readouterr().out == f"{text.stem}.ipynb\n"
