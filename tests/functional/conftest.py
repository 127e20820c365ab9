"""A whole small project in a folder of its own: real notebooks, real params, a register of a few hundred children."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from audit.pipeline.project import Project
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.synth import make_register

CODE = "64.74"
NAME = "64.74-kota-bontang"
CHILDREN = 700


@pytest.fixture(scope="session")
def small_register(tmp_path_factory) -> Path:
    """The files of one synthetic register of about 700 children."""
    folder = tmp_path_factory.mktemp("register")
    make_register(replace(SAMPLE_REGISTERS[CODE], register_size=Figure(CHILDREN)), folder)
    return folder


@pytest.fixture
def project(tmp_path, repository, small_register, monkeypatch) -> Project:
    """A project with one district; the working folder is its root."""
    root = tmp_path / "proyek"
    (root / "params").mkdir(parents=True)
    shutil.copy(repository / "params" / "_defaults.yaml", root / "params")
    shutil.copy(repository / "params" / f"{NAME}.yaml", root / "params")
    shutil.copytree(repository / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(repository / "requirements.lock", root)
    shutil.copytree(small_register, root / "data" / "sample" / CODE)
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
