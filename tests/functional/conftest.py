"""A whole small project in a folder of its own: real notebooks, real params, a register of a few hundred children."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import light_project
import pytest
import yaml
from light_project import NAME

from audit.pipeline.border import KEY_VARIABLE
from audit.pipeline.engines import server
from audit.pipeline.engines.choice import chosen
from audit.pipeline.project import Project

CHILDREN = 700
BUILDERS = Path(light_project.__file__).parent


@pytest.fixture(scope="session", autouse=True)
def key_of_tests(tmp_path_factory) -> Iterator[Path]:
    """A key for whatever is not sample data; without it a test would make one in the user's configuration folder."""
    key = tmp_path_factory.mktemp("kunci") / "kunci"
    key.write_bytes(b"rahasia\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KEY_VARIABLE, str(key))
        yield key


@pytest.fixture(scope="session", autouse=True)
def warm_process() -> Iterator[None]:
    """One fork server for all runs that the tests of this worker start: each would import the library again, 3 s.

    It finds ``without_kernels`` if a step asks for it. Tests of how a run ends (``light_project.Run``) have their own.
    """
    with ExitStack() as stack:
        if chosen() == "fork":
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("PYTHONPATH", str(BUILDERS), prepend=os.pathsep)
                stack.enter_context(server.running())
        yield


@pytest.fixture(scope="session")
def small_register(tmp_path_factory) -> Path:
    """The files of one synthetic register of about 700 children."""
    return light_project.small_register(tmp_path_factory.mktemp("register"), CHILDREN)


@pytest.fixture(scope="session")
def lay_project(small_register) -> Callable[[Path], Project]:
    """Lay a project with one district into a folder."""

    return lambda root: light_project.lay_project(root, small_register)


@pytest.fixture
def project(tmp_path, lay_project, monkeypatch) -> Project:
    """A project with one district; the working folder is its root."""
    project = lay_project(tmp_path / "proyek")
    monkeypatch.chdir(project.root)
    return project


@pytest.fixture(scope="session")
def rendered_once(tmp_path_factory, lay_project) -> Path:
    """The root of such a project after ``aks run``: a run takes many seconds, a copy of its result none."""
    root = tmp_path_factory.mktemp("rendered") / "proyek"
    lay_project(root)
    command = [sys.executable, "-m", "audit", "run", f"params/{NAME}.yaml"]
    subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=300)
    return root


@pytest.fixture
def rendered(tmp_path, rendered_once, monkeypatch) -> Project:
    """A project of one's own in which ``aks run`` has just ended; the working folder is its root."""
    root = tmp_path / "proyek"
    shutil.copytree(rendered_once, root)
    monkeypatch.chdir(root)
    return Project(root)


@pytest.fixture
def edit_params(project):
    """Change top-level keys of the district's params file; returns its path."""

    def edit(**changes: object) -> Path:
        path = project.root / "params" / f"{NAME}.yaml"
        content = yaml.safe_load(path.read_text(encoding="utf-8")) | changes
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return path

    return edit
