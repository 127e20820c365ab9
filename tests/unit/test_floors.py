"""Imports go down the floors only, no package goes in circles, and each outside library stays where it belongs."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src"
FLOORS = (
    (
        "on_demand",
        "errors",
        "results",
        "schemas",
        "language",
        "reference",
    ),  # inside this floor: each only from those before it
    ("anthropometry", "store"),
    ("survey", "register"),
    ("quality", "risk"),
    ("programme",),
    ("cases",),
    ("disclosure",),
    ("report", "synth"),
    ("pipeline",),
    ("cli",),
)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
FLOOR[""] = FLOOR["report"]  # a bare "import audit" reaches every floor, so only the last two may
ONLY_FOR = {
    "duckdb": {"store"},
    "matplotlib": {"report"},
    "nbclient": {"pipeline"},
    "papermill": {"pipeline"},
    "pydantic": {"pipeline"},
    "typst": {"report"},
    "audit.synth": {"pipeline"},
}
IMPORT_NAMES = {  # where a package is imported by another name, or brings others that are part of it
    "ipykernel": {"ipykernel", "IPython"},
    "papermill": {"papermill", "nbclient", "jupyter_client"},
    "pillow": {"PIL"},
    "pyyaml": {"yaml"},
    "msoffcrypto-tool": {"msoffcrypto"},
    "scikit-learn": {"sklearn", "threadpoolctl"},
    "python-calamine": {"python_calamine"},
    "python-docx": {"docx"},
    "python-pptx": {"pptx"},
}


def read(folder: Path) -> dict[str, str]:
    """Every module below a folder by its dotted name, a package by its own."""
    return {
        ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"): file.read_text(
            encoding="utf-8"
        )
        for file in sorted(folder.rglob("*.py"))
    }


def imported(name: str, modules: Mapping[str, str]) -> Iterator[str]:
    """What a module imports anywhere, in functions and for type checking too, by the deepest module that is known."""
    tree = ast.parse(modules[name])
    is_package = any(other.startswith(f"{name}.") for other in modules)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = name.split(".")[: -node.level + is_package or None]
                base = ".".join([*up, *filter(None, [base])])
            for alias in node.names:
                if (base, alias.name) == ("audit", "__version__"):
                    continue
                deeper = f"{base}.{alias.name}"
                yield deeper if deeper in modules else base


def faults(modules: Mapping[str, str]) -> list[str]:
    """Every import that breaks a rule."""
    return [*_upward(modules), *_circles(modules), *_misplaced(modules)]


def _upward(modules: Mapping[str, str]) -> Iterator[str]:
    for name in modules:
        part = name.split(".")[1] if "." in name else ""
        if part in ("", "__main__"):
            continue
        if part not in FLOOR:
            yield f"{name} stands on no floor"
            continue
        for target in imported(name, modules):
            if target.partition(".")[0] != "audit":
                continue
            other = target.split(".")[1] if "." in target else ""
            same_floor = FLOOR.get(other) == FLOOR[part]
            earlier = part in FLOORS[0] and other in FLOORS[0][: FLOORS[0].index(part)]
            if FLOOR[other] > FLOOR[part] or (same_floor and other != part and not earlier):
                yield f"{name} imports {target}"


def _circles(modules: Mapping[str, str]) -> Iterator[str]:
    packages: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for name in modules:
        package = ".".join(name.split(".")[:2])
        inside = {target for target in imported(name, modules) if target in modules and target != name}
        packages[package][name] = {target for target in inside if f"{target}.".startswith(f"{package}.")}
    for package, graph in packages.items():
        if package == "audit":
            continue
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            yield f"circle: {' > '.join(error.args[1])}"


def _misplaced(modules: Mapping[str, str]) -> Iterator[str]:
    for name in modules:
        part = name.split(".")[1] if "." in name else ""
        for target in imported(name, modules):
            for library, places in ONLY_FOR.items():
                if f"{target}.".startswith(f"{library}.") and part not in places | {library.partition(".")[2]}:
                    yield f"{name} imports {target}, which belongs in {', '.join(sorted(places))}"


def test_imports_go_down_the_floors_only():
    assert faults(read(SOURCE)) == []


def test_every_package_stands_on_a_floor():
    names = {path.stem for path in (SOURCE / "audit").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert names - {"__init__", "__main__", "__pycache__"} <= set(FLOOR)


GOOD = {
    "audit.errors": "",
    "audit.results": "from audit.errors import AuditError",
    "audit.language": "from audit.language.catalogue import text",
    "audit.language.catalogue": "import yaml",
    "audit.survey": "from audit.survey.design import Design",
    "audit.survey.design": "from audit import errors\nfrom audit.results import Cell",
    "audit.report": "",
}


def test_imports_that_keep_the_rules_are_not_faulted():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("audit.survey.design", "from audit.report import blocks"),
        ("audit.survey.design", "def f():\n    import audit.report"),
        ("audit.survey.design", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from audit import report"),
        ("audit.survey.design", "from ..report import blocks"),
        ("audit.survey.design", "from audit.register import read_visits"),
        ("audit.survey.design", "import audit"),
        ("audit.errors", "from audit.results import Cell"),
        ("audit.results", "from audit.language import text"),
        ("audit.survey.design", "from audit.survey import Design"),
        ("audit.language.catalogue", "from audit.language import text"),
        ("audit.survey.design", "import matplotlib.pyplot as plt"),
        ("audit.report", "from papermill import execute_notebook"),
        ("audit.report", "from audit.synth import truth"),
        ("audit.helpers", ""),
    ],
)
def test_a_planted_fault_is_found(module, source):
    assert faults(GOOD | {"audit.register": "", "audit.synth": "", module: source})


def test_only_libraries_that_the_project_names_are_imported():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked_for = (line for extra in ("dask", "lake", "survey") for line in extras[extra])  # else refused in a sentence
    lines = [*project["dependencies"], *asked_for]
    named = [Requirement(line).name for line in lines]
    allowed = {name for package in named for name in IMPORT_NAMES.get(package, {package.replace("-", "_")})}
    modules = read(SOURCE)
    used = {target.partition(".")[0] for name in modules for target in imported(name, modules)}
    assert used - allowed - set(sys.stdlib_module_names) == {"audit"}
