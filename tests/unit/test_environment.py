"""``environment.yml`` asks conda for the same bounds as ``pyproject.toml``. Conda itself is not run here."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]
CONDA_NAMES = {"python-tzdata": "tzdata"}  # conda's own name of a package of PyPI
ITSELF = "-e ."


def bounds(lines: list[str]) -> dict[str, str]:
    requirements = map(Requirement, lines)
    return {CONDA_NAMES.get(each.name, each.name): str(each.specifier) for each in requirements}


def test_the_bounds_are_those_of_the_project():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    conda = yaml.safe_load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))
    *packages, last = conda["dependencies"]
    expected = bounds(project["dependencies"]) | {"python": project["requires-python"], "pip": ""}

    assert last["pip"][-1] == ITSELF
    assert bounds([*packages, *last["pip"][:-1]]) == expected
    assert [Requirement(line).name for line in last["pip"][:-1]] == ["jupyterlab-language-pack-id-id", "typst"]


def test_channels_are_names_and_not_addresses():
    conda = yaml.safe_load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))
    assert conda["channels"] == ["conda-forge", "nodefaults"]
