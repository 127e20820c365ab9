"""A plan of analysis that was changed after its lock stops a run, unless what is done otherwise is listed."""

from __future__ import annotations

import hashlib
from datetime import date
from types import SimpleNamespace

import pytest

from audit.errors import InputError
from audit.pipeline.params_plan import AnalysisPlanParams
from audit.pipeline.plan_lock import require_locked
from audit.pipeline.project import Project

LOCKED = b"Luaran: TB/U di bawah -2.\n"


def params(*deviations: str) -> SimpleNamespace:
    plan = AnalysisPlanParams(
        file="rencana.md", sha256=hashlib.sha256(LOCKED).hexdigest(), date=date(2025, 8, 1), deviations=deviations
    )
    return SimpleNamespace(analysis_plan=plan)


@pytest.fixture
def project(tmp_path) -> Project:
    (tmp_path / "rencana.md").write_bytes(LOCKED)
    return Project(tmp_path)


def test_the_plan_that_was_locked_is_no_matter(project):
    require_locked(params(), project)
    require_locked(SimpleNamespace(analysis_plan=None), project)


def test_another_is_refused_until_its_deviations_are_listed(project):
    (project.root / "rencana.md").write_bytes(LOCKED + b"Luaran kedua.\n")
    with pytest.raises(InputError) as refused:
        require_locked(params(), project)
    assert (refused.value.id, refused.value.values["file"]) == ("pipeline.plan_changed", "rencana.md")
    require_locked(params("luaran kedua ditambahkan"), project)
