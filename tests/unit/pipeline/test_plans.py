"""Plans: many districts by one file, in which a slip is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.errors import ParamsError
from audit.pipeline.open import params_of
from audit.pipeline.plans import audits_of, districts_of, planned, read_plan
from audit.pipeline.project import Project
from audit.reference.areas import district_codes

PLAN = """\
schema_version: 1
title: "Dua provinsi"
districts: ["17", "64.74"]
audit:
  cycle: "2025-2"
  as_of: 2025-09-15
  months: ["2025-08"]
  sample: true
  forum: {kind: diseminasi, date: 2025-10-08}
  sources:
    - {id: eppgbm, kind: eppgbm, path: "data/sample/{code}/a.xlsx", producer: "Dinas {name}", cut_off: 2025-08-31}
"""
OF_BENGKULU = sorted(code for code in district_codes() if code.startswith("17."))


@pytest.fixture
def project(tmp_path):
    def lay(plan: str = PLAN, **own: str) -> Project:
        plans = tmp_path / "params" / "plans"
        plans.mkdir(parents=True)
        (plans / "dua.yaml").write_text(plan, encoding="utf-8")
        for name, content in own.items():
            (tmp_path / "params" / f"{name}.yaml").write_text(content, encoding="utf-8")
        return Project(tmp_path)

    return lay


def test_every_district_of_a_province_and_each_named_has_its_own_code_and_name(project):
    audits = audits_of("dua", project())
    assert [params.district.code for params in audits] == [*OF_BENGKULU, "64.74"]
    last = audits[-1]
    assert last.sources[0].path == "data/sample/64.74/a.xlsx"
    assert last.sources[0].producer == "Dinas Kota Bontang"
    assert last.district.folder == "64.74-kota-bontang"


def test_all_is_every_district_of_the_country(project):
    plan, _ = read_plan("dua", project(PLAN.replace('["17", "64.74"]', "all")))
    assert districts_of(plan) == tuple(sorted(district_codes()))


def test_a_part_of_a_plan_is_a_province_or_a_district_that_is_in_it(project):
    plan, _ = read_plan("dua.yaml", project())
    assert districts_of(plan, ["17"]) == tuple(OF_BENGKULU)
    assert districts_of(plan, ["17.71", "64.74"]) == ("17.71", "64.74")
    for code in ("35.71", "1", "99"):
        with pytest.raises(ParamsError, match=code):
            districts_of(plan, [code])


def test_a_file_of_the_district_goes_before_the_plan(project):
    own = PLAN.partition("audit:\n")[2].replace("\n  ", "\n").replace("  cycle", "cycle")
    own = own.replace("2025-10-08", "2025-11-01").replace("{code}", "64.74") + (
        'district: {code: "64.74", name: "Kota Bontang"}\n'
    )
    found = audits_of("dua", project(**{"64.74-kota-bontang": own}), ["64.74"])
    assert [params.forum.date.isoformat() for params in found] == ["2025-11-01"]


def test_a_notebook_opened_by_hand_finds_the_district_in_the_plan(project):
    laid = project()
    assert params_of(laid, "17.01", "2025-2") == planned("17.01", laid) == audits_of("dua", laid, ["17.01"])[0]
    assert planned("35.71", laid) is None
    with pytest.raises(ParamsError, match=r"35\.71"):
        params_of(laid, "35.71", "2025-2")
    with pytest.raises(ParamsError, match="2025-1"):
        params_of(laid, "17.01", "2025-1")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("title:", "tittle:", r"params/plans/dua\.yaml baris 2 .*tittle"),
        ('["17", "64.74"]', '["17", "99"]', r"\b99\b"),
        ("kind: diseminasi", "kind: pesta", r"params/plans/dua\.yaml baris 9 "),
        ("  sample: true", "  samples: true", r"params/plans/dua\.yaml baris 8 .*samples"),
    ],
)
def test_a_slip_is_told_with_the_line_of_the_plan(project, right, wrong, told):
    with pytest.raises(ParamsError, match=told) as refused:
        audits_of("dua", project(PLAN.replace(right, wrong)))
    assert refused.value.exit_code == 10


def test_a_plan_that_is_not_there_is_told_with_those_that_are(project):
    with pytest.raises(ParamsError, match="dua"):
        read_plan("tiga", project())


def test_the_plan_of_the_nation_is_every_district_on_its_synthetic_register():
    root = Path(__file__).parents[3]
    found = audits_of("nasional", Project(root), ["91"])
    assert len(found) == sum(code.startswith("91.") for code in district_codes())
    assert all(params.sample for params in found)
