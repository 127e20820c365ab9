"""The project is found from anywhere inside it and nowhere else."""

from __future__ import annotations

import pytest

from audit.errors import ParamsError
from audit.pipeline.project import find_project


def test_found_from_a_folder_below(tmp_path):
    for name in ("params", "notebooks/text", "data/raw"):
        (tmp_path / name).mkdir(parents=True)
    assert find_project(tmp_path / "notebooks" / "text").root == tmp_path.resolve()


def test_elsewhere_it_says_so_in_one_sentence(tmp_path):
    with pytest.raises(ParamsError) as caught:
        find_project(tmp_path)
    assert caught.value.exit_code == 10
    assert tmp_path.name in str(caught.value)


def test_printed_paths_are_relative(tmp_path):
    for name in ("params", "notebooks"):
        (tmp_path / name).mkdir()
    project = find_project(tmp_path)
    assert project.shown(project.root / "reports" / "x") == "reports/x"
    assert project.shown(tmp_path.parent / "elsewhere.csv") == "elsewhere.csv"
