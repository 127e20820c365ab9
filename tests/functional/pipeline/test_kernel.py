"""What a notebook's kernel can do to a run."""

from __future__ import annotations

import nbformat
import pytest

from audit.errors import EngineError, NotebookError
from audit.pipeline.notebook import execute


def notebook(path, source: str):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)], metadata=kernel)
    nbformat.write(content, path)
    return path


def test_a_kernel_that_dies_is_one_sentence(tmp_path):
    with pytest.raises(EngineError) as refused:
        execute(notebook(tmp_path / "10_x.ipynb", "import os\nos._exit(9)"), tmp_path / "out" / "10_x.ipynb", {})
    assert (refused.value.id, refused.value.exit_code) == ("pipeline.kernel_died", 16)
    assert "10_x.ipynb" in str(refused.value)


def test_a_cell_that_raises_names_cell_and_error_and_no_value(tmp_path):
    with pytest.raises(NotebookError) as refused:
        execute(notebook(tmp_path / "10_x.ipynb", "raise KeyError('Siti')"), tmp_path / "out" / "10_x.ipynb", {})
    assert "KeyError" in str(refused.value)
    assert "Siti" not in str(refused.value)
    assert (tmp_path / "out" / "10_x.ipynb").is_file()
