"""Whatever the records: their order does not matter, a better grade never lowers a score, later days undo nothing."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.programme.action_attention import attention
from audit.programme.action_scores import action_score, grade_of
from audit.programme.action_years import ActionTables, action_states
from audit.programme.cadres import functioning_kpm
from audit.reference.action_frameworks import framework
from audit.reference.appraisal_schemes import read_schemes
from audit.reference.areas import areas_of
from audit.reference.convergence_rules import kpm_definition
from audit.schemas import ACTION_EVIDENCE, ACTION_OUTPUTS, ACTION_YEARS, CADRES

EIGHT = framework("aksi8_2018_2024")
IDS = [action.id for action in EIGHT.actions]
KEY = {"area_code": "14.03", "year": 2023, "framework": EIGHT.id}
GRADES = ("A", "B", "C", "D")
SCHEME = read_schemes(
    "own:\n  framework: aksi8_2018_2024\n  dated: '2023'\n  source: s\n  confidence: H\n  grades: [A, B, C, D]\n"
    "  points: {A: 4, B: 3, C: 1.5, D: 0}\n  indicators:\n"
    "    a: {action: x, weight: 1, anchors: {A: 1, B: 0.75, C: 0.5, D: 0}}\n"
    "    b: {action: x, weight: 2.5}\n    c: {action: y, weight: 0.2}\n",
    "own.yaml",
)["own"]
days = st.none() | st.dates(date(2023, 1, 1), date(2024, 6, 30))
year_rows = st.lists(
    st.fixed_dictionaries(
        {
            "action": st.sampled_from(IDS), "planned_from": days, "planned_to": days, "started_on": days,
            "finished_on": days, "status": st.sampled_from([None, "belum", "proses", "selesai", "batal"]),
            "budget_rupiah": st.none() | st.integers(0, 10**10), "realised_rupiah": st.none() | st.integers(0, 10**10),
        }
    ),
    unique_by=lambda row: row["action"],
)  # fmt: skip
proofs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from([None, "komitmen", "kendala"]), days), max_size=6)
letters = st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from(GRADES), max_size=3))


def built(rows, evidence):
    proof = [
        {"evidence_id": f"e{i}", "action": a, "output": o, "reference": "1", "dated_on": d}
        for i, (a, o, d) in enumerate(evidence)
    ]
    outputs = [{"action": row["action"], "output": "komitmen", "done_on": row["started_on"]} for row in rows]
    parts = ((ACTION_YEARS, rows), (ACTION_OUTPUTS, outputs), (ACTION_EVIDENCE, proof))
    return ActionTables(
        *(t.conform(pd.DataFrame([KEY | row for row in part], columns=list(t.names))) for t, part in parts)
    )


def judged(tables, day):
    states = action_states(EIGHT, "14.03", 2023, tables, as_of=day)
    return states, attention(states, EIGHT.id, 2023, as_of=day)


@settings(max_examples=15)
@given(year_rows, proofs, st.dates(date(2023, 1, 1), date(2024, 6, 30)))
def test_the_order_of_records_does_not_matter(rows, evidence, day):
    tables = built(rows, evidence)
    turned = ActionTables(*(part.iloc[::-1] for part in (tables.years, tables.outputs, tables.evidence)))
    assert judged(tables, day) == judged(turned, day)


@settings(max_examples=15)
@given(year_rows, proofs, st.dates(date(2023, 1, 1), date(2024, 6, 29)))
def test_every_action_has_one_state_and_what_is_done_stays_done(rows, evidence, day):
    tables = built(rows, evidence)
    before, reasons = judged(tables, day)
    after, _ = judged(tables, date(2024, 6, 30))
    assert [state.action for state in before] == IDS
    for early, late in zip(before, after, strict=True):
        assert early.state != "done" or late.state == "done"
        assert early.evidence <= late.evidence
    recorded = {row["action"] for row in rows}
    assert {one.action for one in reasons if one.reason == "not_recorded"} == set(IDS) - recorded


@given(letters, st.sampled_from("abc"), st.data())
def test_a_better_grade_never_lowers_a_score(grades, indicator, data):
    old = data.draw(st.sampled_from(GRADES[1:]))
    better = GRADES[GRADES.index(old) - 1]
    others = grades.get(indicator, [])
    worse_score = action_score(SCHEME, grades | {indicator: [*others, old]})
    better_score = action_score(SCHEME, grades | {indicator: [*others, better]})
    for part in ("low", "high"):
        assert getattr(better_score, part) > getattr(worse_score, part)


@given(letters)
def test_a_score_lies_in_its_range_and_the_range_in_the_points(grades):
    found = action_score(SCHEME, grades)
    assert found.low is not None
    assert found.high is not None
    assert -1e-12 <= found.low <= found.high <= 4 + 1e-12
    assert (found.value is None) == bool(found.ungraded)
    assert found.value in (None, found.low)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_share_never_earns_a_lower_grade(one, other):
    low, high = (grade_of(SCHEME, "a", share) for share in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert GRADES.index(high) <= GRADES.index(low)


AREAS = areas_of("64.74")
answers = st.sampled_from([True, False, None])
cadres = st.lists(st.tuples(st.sampled_from([area.code for area in AREAS.desa]), answers, answers), max_size=12)


@settings(max_examples=15)
@given(cadres)
def test_the_order_of_cadres_does_not_matter_and_an_answer_never_unmakes_a_desa(rows):
    frame = CADRES.conform(
        pd.DataFrame(
            [
                {"cadre_id": f"c{i}", "quarter": "2025-Q1", "area_code": a, "kind": "kpm", "has_sk": s, "form_filed": f}
                for i, (a, s, f) in enumerate(rows)
            ],
            columns=list(CADRES.names),
        )
    )
    found = functioning_kpm(frame, "2025-Q1", AREAS, kpm_definition())
    turned = functioning_kpm(frame.iloc[::-1], "2025-Q1", AREAS, kpm_definition())
    pd.testing.assert_frame_equal(found.desa.rows, turned.desa.rows)
    filled = frame.assign(**{name: frame[name].fillna(True) for name in ("has_sk", "form_filed")})
    more = functioning_kpm(filled, "2025-Q1", AREAS, kpm_definition())
    good = [set(f.desa.rows.loc[f.desa.rows["level"].eq("functioning"), "area_code"]) for f in (found, more)]
    assert good[0] <= good[1]
