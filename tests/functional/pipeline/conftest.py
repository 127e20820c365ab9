"""A project whose notebooks are empty and whose report stands: cheap to copy, cheap to run again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from light_project import PARAMS, WITHOUT_KERNELS, empty_notebooks, hashes
from stopping_points import written_to

from audit.pipeline import load_params
from audit.pipeline.project import Project

WRITES = ".log"  # beside the project: every writing call of its run
AKS = [sys.executable, str(WITHOUT_KERNELS)]


def aks(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [*AKS, *arguments],
        cwd=root,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def laid_light(tmp_path_factory, lay_project) -> Project:
    """A project with empty notebooks, never run."""
    return empty_notebooks(lay_project(tmp_path_factory.mktemp("ringan") / "proyek"))


@pytest.fixture(scope="session")
def run_light(tmp_path_factory, laid_light) -> Project:
    """The same with its report."""
    root = shutil.copytree(laid_light.root, tmp_path_factory.mktemp("selesai") / "proyek")
    done = aks(root, "run", PARAMS, **written_to(root.with_suffix(WRITES), root))
    assert (done.returncode, done.stderr) == (0, "")
    return Project(root)


@pytest.fixture
def finished(tmp_path, run_light, monkeypatch) -> Project:
    """A copy, elsewhere, of a project whose report stands; the working folder is its root."""
    root = shutil.copytree(run_light.root, tmp_path / "salinan")
    monkeypatch.chdir(root)
    return Project(root)


@pytest.fixture
def report(finished) -> Path:
    """The report of that project."""
    return finished.report(load_params(finished.root / PARAMS))


@pytest.fixture
def run_again(finished) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``aks`` in that project."""
    return lambda *arguments, **environment: aks(finished.root, *arguments, **environment)


@pytest.fixture(scope="session")
def tree() -> Callable[[Path], dict[str, str]]:
    """Return the function that hashes every file but working papers."""
    return hashes
