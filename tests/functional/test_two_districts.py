"""Page one of two districts differs in more than names and numbers: they are asked for different things."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from audit.pipeline import load_params
from audit.pipeline.border import cross_border, key_for
from audit.pipeline.compute import compute
from audit.pipeline.project import Project
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.results import Finding
from audit.synth import make_register

CHILDREN = 1500


@pytest.fixture(scope="module")
def decisions(tmp_path_factory, repository):
    """What each of two districts is asked to decide, on small synthetic registers."""
    root = tmp_path_factory.mktemp("dua")
    shutil.copytree(repository / "params", root / "params")
    (root / "notebooks").mkdir()
    asked = {}
    for path in Project(root).params_files:
        params = load_params(path, root=root)
        if (code := params.district.code) not in ("17.71", "35.71"):
            continue
        spec = replace(SAMPLE_REGISTERS[code], register_size=Figure(CHILDREN))
        make_register(spec, root / "data" / "sample" / code, dirt=True)
        tables = cross_border(params, Project(root), key_for(params)).tables
        found = [r for r in compute(tables, params).values() if isinstance(r, Finding)]
        asked[code] = [finding for finding in found if finding.id.startswith("decision.")]
    return asked


def test_two_districts_are_asked_for_different_decisions(decisions):
    first, second = ([finding.id for finding in asked] for asked in decisions.values())
    assert set(first) != set(second)


def test_each_decision_names_who_when_how_many_what_money_and_where_it_rests(decisions):
    for asked in decisions.values():
        assert 1 <= len(asked) <= 3
        for finding in asked:
            assert {"who", "by_when", "children", "money", "place"} <= set(finding.values)
            assert finding.rests_on
