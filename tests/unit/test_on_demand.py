"""Packages whose names load when first used."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "audit"
PACKAGES = tuple(
    path.parent.relative_to(SOURCE).as_posix().replace("/", ".")
    for path in sorted(SOURCE.rglob("__init__.py"))
    if "on_demand(" in path.read_text(encoding="utf-8")
)


def loaded_by(code: str) -> set[str]:
    """Modules that a new process has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def of_type_checkers(package: str) -> dict[str, str]:
    """The public names as a type checker sees them: name and module."""
    tree = ast.parse((SOURCE / package / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.name: str(node.module).removeprefix(f"audit.{package}.")
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_is_the_one_that_type_checkers_see(package):
    module = import_module(f"audit.{package}")
    seen = of_type_checkers(package)
    assert sorted(module.__all__) == sorted(seen)
    assert set(seen) <= set(dir(module))
    for name, home in seen.items():
        assert getattr(module, name) is getattr(import_module(f"audit.{package}.{home}"), name)


def test_a_package_loads_only_what_is_used():
    loaded = loaded_by("import audit.survey")
    assert "audit.survey.who_table" not in loaded
    assert "pandas" not in loaded
    assert "audit.survey.who_table" in loaded_by("from audit.survey import who_table")


def test_a_name_stays_what_it_is_when_the_module_of_that_name_is_loaded_first():
    code = "import audit.survey.prevalence, types\nfrom audit.survey import prevalence\n"
    loaded_by(f"{code}assert not isinstance(prevalence, types.ModuleType), prevalence")


def test_a_name_that_is_not_there_is_told_by_its_package():
    with pytest.raises(AttributeError, match=r"module 'audit\.survey' has no attribute 'prevalance'"):
        _ = import_module("audit.survey").prevalance
    with pytest.raises(ImportError):
        exec("from audit.survey import prevalance")
