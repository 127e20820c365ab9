"""What a district may decide about its convergence actions, and what is told of a slip."""

from __future__ import annotations

import pytest

from audit.errors import ParamsError
from audit.pipeline.params_actions import ActionParams
from audit.reference.appraisal_schemes import appraisal_scheme, scheme_for
from audit.reference.convergence_rules import TARGET_COLUMNS

SCHEME = """actions:
  schemes:
    provinsi:
      framework: aksi8_2018_2024
      dated: "2025"
      source: "Surat contoh"
      confidence: M
      grades: [A, B, C]
      points: {A: 3, B: 2, C: 1}
      indicators: {"1.1": {action: analisis_situasi, anchors: {A: 1.0, B: 0.75}, weight: 2}}
"""


def test_a_district_that_decides_nothing_has_what_ships(load):
    actions = load().actions
    assert actions == ActionParams()
    assert actions.target_columns == TARGET_COLUMNS
    assert scheme_for("aksi8_2018_2024", actions.own_schemes) == appraisal_scheme("panel_lampung_2020")


def test_a_scheme_of_the_province_goes_before_the_one_that_ships(load):
    own = scheme_for("aksi8_2018_2024", load(SCHEME).actions.own_schemes)
    assert own is not None
    assert (own.id, own.scores) == ("provinsi", True)
    assert scheme_for("p3s_2025", load(SCHEME).actions.own_schemes) == appraisal_scheme("kemajuan_2025")
    assert scheme_for("none_such", {}) is None


def test_columns_bounds_lokus_and_the_definition_of_a_functioning_kpm(load):
    said = """actions:
  target_columns: [measured, families]
  least_realised_percent: 75
  kpm_definition: kpm_lengkap
  lokus: {2024: ["17.71.01.1001"]}
"""
    actions = load(said).actions
    assert actions.target_columns == ("measured", "families")
    assert actions.least_realised_percent == 75
    assert len(actions.kpm.criteria) == 5
    assert actions.lokus == {2024: ("17.71.01.1001",)}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (SCHEME.replace("C: 1", "C: 9"), "skema penilaian"),
        ("actions: {kpm_definition: lain}\n", "kpm_aktif atau kpm_lengkap"),
        ("actions: {target_columns: [measured, measured]}\n", "target_columns"),
        ("actions: {target_columns: [entah]}\n", "target_columns"),
    ],
)
def test_a_slip_is_told_with_its_place(load, said, told):
    with pytest.raises(ParamsError) as refused:
        load(said)
    assert told in str(refused.value)
    assert "actions" in str(refused.value)


@pytest.mark.parametrize("percent", [0, 101])
def test_a_share_lies_between_one_and_a_hundred(load, percent):
    with pytest.raises(ParamsError):
        load(f"actions: {{least_realised_percent: {percent}}}\n")
