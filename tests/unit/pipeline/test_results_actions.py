"""Results of convergence: both frameworks at once, what cannot be placed, grades outside a scheme, and no person."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from audit.cases.stunting import stunting
from audit.disclosure import release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline.measured import Measured
from audit.pipeline.params_actions import ActionParams
from audit.pipeline.results_actions import action_results
from audit.pipeline.tables import Tables
from audit.programme.coverage import coverage
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.results import Cell, CheckResult, Finding, LineList, Sentence
from audit.schemas import (
    ACTION_GRADES,
    ACTION_RECOMMENDATIONS,
    ACTION_YEARS,
    CADRES,
    CHILDREN,
    CONSULTATIONS,
    OBSTACLES,
    PUBLICATIONS,
    REGULATIONS,
    VISITS,
)

AREAS, MONTH = areas_of("64.74"), "2025-08"
DESA = [area.code for area in AREAS.desa]
EIGHT = {"area_code": "64.74", "year": 2024, "framework": "aksi8_2018_2024"}
P3S = {"area_code": "64.74", "year": 2025, "framework": "p3s_2025"}
OWN = {
    "provinsi_contoh": {
        "framework": "aksi8_2018_2024", "dated": "2025", "source": "contoh", "confidence": "L", "grades": ["A", "B"],
        "points": {"A": 4, "B": 2},
        "indicators": {"1.1": {"action": "analisis_situasi", "anchors": {"A": 1.0}, "weight": 1}},
        "bands": [{"id": "tinggi", "at_least": 3, "title": {"id": "tinggi", "en": "high"}}],
    }
}  # fmt: skip


def measured(per_desa: int = 30, registered: int = 40, screened: int = 0) -> Measured:
    frame = pd.DataFrame({"period": MONTH, "area": np.repeat(DESA, per_desa), "status": "not_stunted"})
    frame["development"] = np.where(np.arange(len(frame)) < screened, "Sesuai", None)
    listed = pd.DataFrame({"area_code": DESA, "month": MONTH, "registered": registered})
    none = CheckResult("h", "area_code", "good", None, "percent", 0, Sentence("x"))
    return Measured(frame, frame, coverage(frame, listed, [MONTH], AREAS), stunting(frame, [MONTH], AREAS), none)


@pytest.fixture
def compute(load):
    params = load().model_copy(update={"months": (MONTH,)})
    params = params.model_copy(update={"district": params.district.model_copy(update={"code": "64.74"})})

    def computed(*rows, said=None, actions=None, **more):
        tables = {}
        for table, row in rows:
            tables.setdefault(table, []).append(row)
        programme = {
            table.name: table.conform(pd.DataFrame(found, columns=list(table.names))) for table, found in tables.items()
        }
        listed = pd.DataFrame({"area_code": DESA, "month": MONTH, "registered": 40})
        holding = Tables(
            CHILDREN.empty(), VISITS.empty(), listed, (), Linking(0, 0, 0, 0, 0, 0), programme=programme, **more
        )
        own = params.model_copy(update={"actions": ActionParams(**(actions or {}))})
        people = SimpleNamespace(people=SimpleNamespace(frame=pd.DataFrame(columns=["household_id", "group"])))
        found = action_results(holding, said or measured(), people, own)
        return {result.id: result for result in found}

    return computed


def year(action, of=EIGHT, **row):
    return ACTION_YEARS, of | {"action": action, **row}


def kpm(code, i, **row):
    known = {"has_sk": True, "form_filed": True, "trained_on": None, "coached": True, "incentive_paid": None}
    return CADRES, {"cadre_id": f"k{i}", "quarter": "2025-Q2", "area_code": code, "kind": "kpm", **known, **row}


def test_nothing_is_said_where_nothing_was_handed_in(compute):
    assert compute() == {}


def test_both_frameworks_are_open_in_2025_with_every_action_of_each(compute):
    found = compute(year("analisis_situasi", status="selesai"))
    states = [id for id in found if id.startswith("action_state.")]
    assert sum(".aksi8_2018_2024.2024." in id for id in states) == 8
    assert sum(".p3s_2025.2025." in id for id in states) == 6
    one = found["action_state.aksi8_2018_2024.2024.analisis_situasi"]
    assert one.values["state"] == "convergence.state.done"
    assert "planned_to" not in one.values  # what nobody wrote is left out, never a zero
    assert found["action_attention"].counts[:1] == (7,)  # not recorded, of the eight


def test_a_row_that_fits_no_framework_is_counted_and_changes_nothing(compute):
    good = year("rembuk_stunting", status="selesai")
    wrong = (
        year("rembuk_stunting", EIGHT | {"year": 2025}),  # the eight no longer cover that year
        year("publikasi"),  # of the other framework
        year("manajemen_data", EIGHT | {"area_code": "14.03"}),
        year("manajemen_data", status="entah"),
    )
    found = compute(good, *wrong)
    assert found["action_unplaced"].sentence.values == {"n": 4}
    assert found["action_state.aksi8_2018_2024.2024.manajemen_data"].values["state"] == "convergence.state.not_recorded"
    assert "action_unplaced" not in compute(good)


def test_days_are_months_in_findings_and_days_in_the_list(compute):
    found = compute(year("rembuk_stunting", planned_to="2024-06-30"))
    late = next(r for id, r in found.items() if id.startswith("action_attention.") and r.values["reason"] == "late")
    assert late.sentence.values["day"] == "2024-06"
    assert late.sentence.values["days"] == 442  # 184 to the year's end, 258 to 15 September 2025
    rows = found["convergence_actions"].rows.set_index(["year", "action"])
    assert str(rows.loc[(2024, "rembuk_stunting"), "planned_to"]) == "2024-06-30"


def test_coverage_of_2025_is_held_against_the_work_of_2025_alone(compute):
    found = compute(year("penguatan_pelaksanaan", P3S, status="proses"), said=measured(30, 40))
    short = [
        id for id, r in found.items() if id.startswith("action_attention.") and r.values["reason"] == "below_coverage"
    ]
    assert [id.split(".")[1] for id in short] == ["p3s_2025"]
    enough = compute(year("penguatan_pelaksanaan", P3S, status="proses"), said=measured(32, 40))
    assert enough["action_attention"][Cell.of("2025", framework="p3s_2025", action="reason.below_coverage")] == 0


def test_growth_and_development(compute):
    assert "action_screened" not in compute(year("publikasi", P3S))
    found = compute(year("penguatan_pelaksanaan", P3S, status="proses"), said=measured(screened=45))
    assert found["action_screened"].values == (45 / 450,)
    said = [
        r.sentence for id, r in found.items() if id.startswith("action_attention.") and "coverage" in r.sentence.values
    ]
    assert {s.values["coverage"] for s in said} == {"convergence.coverage.measured", "convergence.coverage.screened"}


def grade(who, letter, indicator="1.1"):
    return ACTION_GRADES, EIGHT | {"action": "analisis_situasi", "indicator": indicator, "grader": who, "grade": letter}


def test_the_scheme_of_the_province_takes_the_place_of_the_one_that_ships(compute):
    rows = (grade("daerah", "A"), grade("panel_1", "A"), grade("panel_2", "B"))
    shipped = compute(*rows)
    assert shipped["action_score.aksi8_2018_2024.2024.self"].sentence.id == "convergence.score_none"
    own = compute(*rows, actions={"schemes": OWN})
    assert own["action_score.aksi8_2018_2024.2024.self"].values["tenths"] == 40
    panel = own["action_score.aksi8_2018_2024.2024.panel"]
    assert (panel.values["tenths"], panel.values["band_id"]) == (30, "tinggi")  # the mean of A and B


def test_grades_outside_the_scheme_are_kept_and_not_counted(compute):
    found = compute(grade("daerah", "A"), grade("daerah", "C+", "9.9"), actions={"schemes": OWN})
    assert found["action_score.aksi8_2018_2024.2024.self"].values["tenths"] == 40
    assert found["action_score.aksi8_2018_2024.2024.self_outside"].sentence.values["n"] == 1
    assert found["convergence_grades.aksi8_2018_2024.2024"].rows["grades"].tolist() == ["A", "C+"]


def test_a_recommendation_becomes_a_draft_of_the_next_years_plan(compute):
    advice = {"recommendation_id": "R1", "action": "manajemen_data", "text": "Cocokkan daftar", "opd": "Dinkes"}
    found = compute((ACTION_RECOMMENDATIONS, EIGHT | advice))
    (plan,) = found["convergence_plans"].rows.to_dict("records")
    assert (plan["activity"], plan["budget_year"]) == ("Cocokkan daftar", 2025)
    assert found["action_recommendations.2024"].sentence.values["carried"] == 0


def test_what_people_typed_is_in_lists_alone(compute):
    secret = "Ibu Melati dari gang tiga"
    typed = (
        (
            CONSULTATIONS,
            {"input_id": "a", "area_code": DESA[0], "input": secret, "given_on": "2025-05-01", "theme": secret},
        ),
        (
            OBSTACLES,
            {"obstacle_id": "a", "area_code": DESA[0], "obstacle": secret, "raised_on": "2025-05-01", "owner": secret},
        ),
        (REGULATIONS, {"regulation_id": "a", "area_code": DESA[0], "kind": "perkades", "number": secret}),
        (PUBLICATIONS, {"publication_id": "a", "area_code": DESA[0], "figure": secret}),
    )
    found = compute(*typed)
    pattern = solve_pattern(found.values())
    shown = [release(result, pattern).form("publik") for result in found.values()]
    assert secret not in str(shown)
    assert found["register_consultations"].rows["input"].tolist() == [secret]
    assert found["register_age.obstacles"].sentence.values == {"n": 1, "days": 137}


def test_regulations_and_publications_of_the_district_are_told(compute):
    found = compute(
        (REGULATIONS, {"regulation_id": "a", "area_code": "64.74", "kind": "perwali", "number": "8/2021",
                       "dated_on": "2021-09-20", "open_ended": True}),
        (PUBLICATIONS, {"publication_id": "a", "area_code": "64.74", "figure": "D/S", "published_on": "2025-03-20"}),
    )  # fmt: skip
    assert dict(found["regulations_row.000"].values) == {
        "kind": "perwali", "number": "8/2021", "state": "convergence.regulations.in_force", "month": "2021-09",
    }  # fmt: skip
    assert found["publications_row.000"].values["state"] == "convergence.publications.unapproved"


def test_desa_with_a_functioning_kpm_are_counted_for_the_district_alone(compute):
    rows = [kpm(code, i, form_filed=i % 3 != 0) for i, code in enumerate(DESA[:12])]
    found = compute(*rows)
    assert dict(zip([c.level("kpm") for c in found["kpm"].cells], found["kpm"].counts, strict=True)) == {
        "desa": 15, "kpm_known": 12, "functioning": 8, "not_functioning": 4, "kpm_unknown": 0, "not_recorded": 3,
    }  # fmt: skip
    assert {cell.level("area") for cell in found["kpm"].cells} == {None}
    assert found["kpm_share"].values == (8 / 12,)
    assert len(found["kpm_desa"].rows) == 15


def test_no_number_of_cadres_can_be_recomputed(compute):
    rows = [kpm(code, i, form_filed=i != 0, coached=i > 2) for i, code in enumerate(DESA)]
    more = [
        (CADRES, row | {"cadre_id": f"p{i}{j}", "kind": "posyandu"})
        for j in range(3)
        for i, (_, row) in enumerate(rows)
    ]
    found = compute(*rows, *more, said=measured(screened=3))
    results = [*found.values(), measured().coverage]
    pattern = solve_pattern(results)
    facts = [fact for result in results for fact in release(result, pattern).facts]
    from audit.disclosure import printed_by

    report = attack(facts, printed_by(results).partitions)
    report.check()
    assert report.attacked  # something was hidden at all


def test_the_newest_quarter_that_had_ended_is_taken(compute):
    rows = [kpm(DESA[0], 0, quarter=quarter) for quarter in ("2025-Q1", "2025-Q2", "2025-Q3")]
    assert {cell.period for cell in compute(*rows)["kpm"].cells} == {"2025-Q2"}
    assert "kpm" not in compute(kpm(DESA[0], 0, quarter="2025-Q4"))


def test_lines_are_the_only_place_of_desa(compute):
    found = compute(kpm(DESA[0], 0), year("publikasi", P3S))
    for result in found.values():
        if isinstance(result, Finding):
            assert not any(code in str(result) for code in DESA)
    assert {id for id, r in found.items() if isinstance(r, LineList)} >= {"convergence_targets", "convergence_review"}


def test_lists_of_people_are_not_needed_for_registers(compute):
    found = compute((REGULATIONS, {"regulation_id": "a", "area_code": "64.74", "kind": "sk", "number": "1"}))
    assert "action_attention" not in found  # no action was handed in, so none is said to be missing
    assert found["regulations_by_state"].counts == (0, 0, 0, 1)
    assert replace(found["regulations_by_state"]).personal is False
