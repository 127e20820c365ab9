"""Where actions stand on a day, and which need attention, with the reason that the records give."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.errors import InputError
from audit.language import LANGUAGES, text
from audit.programme.action_attention import REASONS, CoverageFound, attention, attention_findings, attention_table
from audit.programme.action_years import ACTION_STATES, ActionTables, action_states, progress
from audit.reference.action_frameworks import framework
from audit.reference.convergence_rules import action_coverages
from audit.results import Cell, RateValue
from audit.schemas import ACTION_EVIDENCE, ACTION_OUTPUTS, ACTION_YEARS

EIGHT, P3S = framework("aksi8_2018_2024"), framework("p3s_2025")
AREA, YEAR, DAY = "14.03", 2023, date(2023, 10, 1)
KEY = {"area_code": AREA, "year": YEAR, "framework": EIGHT.id}


def tables(years=(), outputs=(), evidence=()):
    frames = [
        table.conform(pd.DataFrame([KEY | row for row in rows], columns=list(table.names)))
        for table, rows in ((ACTION_YEARS, years), (ACTION_OUTPUTS, outputs), (ACTION_EVIDENCE, evidence))
    ]
    return ActionTables(*frames)


def states(*rows, as_of=DAY, of=EIGHT, year=YEAR, area=AREA, **more):
    return action_states(of, area, year, tables(rows, **more), as_of=as_of)


def reasons(*rows, as_of=DAY, only=None, **more):
    found = attention(states(*rows, as_of=as_of, **more), EIGHT.id, YEAR, as_of=as_of)
    return [(one.action, one.reason) for one in found if one.action == (only or rows[0]["action"])]


def one(**row):
    return {"action": "rencana_kegiatan", "planned_to": "2023-06-30", **row}


def test_nothing_recorded_is_said_of_every_action_and_is_no_progress():
    found = states()
    assert {state.state for state in found} == {"not_recorded"}
    assert progress(found) is None
    said = attention(found, EIGHT.id, YEAR, as_of=DAY)
    assert [(a.action, a.reason) for a in said] == [(a.id, "not_recorded") for a in EIGHT.actions]


def all_done():
    years = [one(action=a.id, status="selesai", finished_on="2023-05-01") for a in EIGHT.actions]
    outputs = [{"action": a.id, "output": o, "done_on": "2023-05-01"} for a in EIGHT.actions for o in a.outputs]
    proof = {"reference": "001/2023", "dated_on": "2023-05-02"}
    evidence = [{"evidence_id": a.id, "action": a.id, **proof} for a in EIGHT.actions]
    return {"years": years, "outputs": outputs, "evidence": evidence}


def test_all_done_and_proved_needs_no_attention():
    found = action_states(EIGHT, AREA, YEAR, tables(**all_done()), as_of=DAY)
    assert progress(found) == 1
    assert attention(found, EIGHT.id, YEAR, as_of=DAY) == ()
    assert set(attention_table(YEAR, ()).counts) == {0}


@pytest.mark.parametrize(
    ("row", "as_of", "state", "days"),
    [
        ({"status": "proses"}, date(2023, 6, 30), "running", None),  # due today
        ({"status": "proses"}, date(2023, 7, 1), "late", 1),
        ({"status": "selesai", "finished_on": "2023-07-10"}, date(2023, 7, 9), "late", 9),  # not done on that day yet
        ({"status": "selesai", "finished_on": "2023-07-10"}, date(2023, 7, 10), "done", 10),
        ({"status": "selesai"}, date(2023, 7, 10), "done", None),
        ({"status": "batal"}, date(2023, 7, 10), "cancelled", None),
        ({"started_on": "2023-02-01"}, date(2023, 1, 31), "not_started", None),
        ({"started_on": "2023-02-01"}, date(2023, 2, 1), "running", None),
        ({}, date(2023, 2, 1), "not_started", None),
    ],
)
def test_the_state_on_a_day(row, as_of, state, days):
    found = next(s for s in states(one(**row), as_of=as_of) if s.action == "rencana_kegiatan")
    assert found.state == state
    assert found.days_late == days


def test_late_names_the_day_and_how_long_ago():
    found = attention(states(one(status="proses")), EIGHT.id, YEAR, as_of=DAY)
    late = next(a.sentence for a in found if a.reason == "late")
    assert (late.values["day"], late.values["days"]) == (date(2023, 6, 30), 93)  # July 31, August 31, September 30, 1


def test_without_a_due_date_an_action_is_unscheduled_and_never_late():
    assert reasons(one(planned_to=None, status="proses")) == [("rencana_kegiatan", "unscheduled")]


def test_a_done_action_without_output_and_evidence_says_both():
    assert reasons(one(status="selesai")) == [
        ("rencana_kegiatan", "output_missing"),
        ("rencana_kegiatan", "no_evidence"),
    ]


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        ({"reference": "12/2023", "dated_on": "2023-05-01"}, []),
        ({"reference": "12/2023", "dated_on": "2023-05-01", "output": "rencana_terpadu"}, []),
        ({"reference": "12/2023"}, ["no_evidence"]),
        ({"reference": "  ", "dated_on": "2023-05-01"}, ["no_evidence"]),
        ({"reference": "12/2023", "dated_on": "2023-10-02"}, ["no_evidence"]),  # dated after the day
        ({"reference": "12/2023", "dated_on": "2023-05-01", "output": "lain"}, ["output_unproved"]),
    ],
)
def test_evidence_needs_a_reference_and_a_day(proof, expected):
    output = {"action": "rencana_kegiatan", "output": "rencana_terpadu", "done_on": "2023-05-01"}
    evidence = [{"evidence_id": "e", "action": "rencana_kegiatan", **proof}]
    found = reasons(one(status="selesai"), outputs=[output], evidence=evidence)
    assert [reason for _, reason in found] == expected


@pytest.mark.parametrize(
    ("money", "as_of", "expected"),
    [
        ({"budget_rupiah": 1000, "realised_rupiah": 899}, date(2024, 1, 10), ["under_spent"]),
        ({"budget_rupiah": 1000, "realised_rupiah": 900}, date(2024, 1, 10), []),
        ({"budget_rupiah": 1000, "realised_rupiah": 0}, date(2024, 1, 10), ["under_spent"]),
        ({"budget_rupiah": 1000}, date(2024, 1, 10), ["spending_unrecorded"]),
        ({"realised_rupiah": 5}, date(2024, 1, 10), []),
        ({"budget_rupiah": 0, "realised_rupiah": 0}, date(2024, 1, 10), []),
        ({"budget_rupiah": 1000, "realised_rupiah": 1}, date(2023, 12, 15), []),  # the books are open still
    ],
)
def test_spending_is_judged_once_the_books_are_closed(money, as_of, expected):
    found = reasons(one(planned_to="2024-06-30", status="proses", **money), as_of=as_of)
    assert [reason for _, reason in found] == expected


def test_an_action_blocks_those_that_have_begun_or_should_have():
    first = one(action="analisis_situasi", planned_to="2023-12-31", status="proses")
    others = [
        {"action": "rencana_kegiatan", "planned_from": "2023-09-01", "planned_to": "2023-12-31"},
        {"action": "rembuk_stunting", "planned_from": "2023-11-01", "planned_to": "2023-12-31"},
        {"action": "peraturan_peran_desa", "started_on": "2023-09-01", "planned_to": "2023-12-31", "status": "batal"},
    ]
    found = attention(states(first, *others), EIGHT.id, YEAR, as_of=DAY)
    blocks = [a.sentence.values["taker"] for a in found if a.reason == "blocks"]
    assert blocks == ["convergence.action.aksi8_2018_2024.rencana_kegiatan"]
    done = states(first | {"status": "selesai"}, *others)
    assert all(not state.waiting for state in done)


def test_the_review_of_a_year_feeds_the_analysis_of_the_next():
    review = one(action="reviu_kinerja", status="proses", planned_to="2024-12-31")
    following = {"action": "analisis_situasi", "year": YEAR + 1, "started_on": "2024-01-05"}
    found = next(s for s in states(review, following, as_of=date(2024, 2, 1)) if s.action == "reviu_kinerja")
    assert found.waiting == ("analisis_situasi",)


def test_a_district_may_call_an_action_its_own_way():
    bontang = {"area_code": "64.74"}
    rows = [bontang | one(action="reviu_kinerja"), bontang | one(local_name="Musrenbang gizi")]
    found = {s.action: s.name for s in states(*rows, area="64.74")}
    assert found["reviu_kinerja"] == "Forum konsultasi publik"
    assert found["rencana_kegiatan"] == "Musrenbang gizi"
    assert found["analisis_situasi"] == "convergence.action.aksi8_2018_2024.analisis_situasi"


def test_rows_of_other_districts_years_and_frameworks_count_nowhere():
    done = one(status="selesai")
    others = [done | {"area_code": "64.74"}, done | {"year": 2022}, done | {"framework": P3S.id}]
    assert {s.state for s in states(*others)} == {"not_recorded"}


def test_the_other_framework_stands_beside_it():
    row = {"year": 2025, "framework": P3S.id, "action": "regulasi", "status": "selesai"}
    found = states(row, of=P3S, year=2025, as_of=date(2025, 12, 1))
    assert {s.action: s.state for s in found if s.state != "not_recorded"} == {"regulasi": "done"}
    assert progress(found) == pytest.approx(1 / 6)
    with pytest.raises(ValueError, match="2025"):
        states(of=EIGHT, year=2025)


@pytest.mark.parametrize("row", [{"action": "aksi_sembilan"}, {"action": "rembuk_stunting", "status": "beres"}])
def test_an_action_or_status_that_is_not_known_is_refused(row):
    with pytest.raises(InputError, match=row.get("status", row["action"])):
        states(row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_state_can_be_said(language):
    values = {"action": "Aksi 1", "taker": "Aksi 2", "year": "2023", "day": DAY, "days": 3, "output": "x"}
    values |= {"budget": 1_000_000, "realised": 5, "least": 90, "coverage": "x", "share": "70%", "k": 3, "n": 4}
    for reason in REASONS:
        assert "Aksi 1" in text(f"convergence.reason.{reason}", language, **values)
    assert all(text(f"convergence.state.{state}", language) for state in ACTION_STATES)


def share_of(k, n, rule="measured"):
    found = next(c for c in action_coverages() if (c.framework, c.coverage) == (EIGHT.id, rule))
    if rule == "kpm":
        return CoverageFound(found, k / n if n else None, {"k": k, "n": n})
    value = k / n if n else None
    return CoverageFound(found, value, {"share": RateValue(Cell("2023-08"), Cell.of("2023-08", population="x"), value)})


@pytest.mark.parametrize(("k", "n", "short"), [(79, 100, True), (80, 100, False), (0, 5, True), (0, 0, False)])
def test_a_coverage_below_its_bound_is_a_reason_and_an_unknown_one_is_none(k, n, short):
    said = attention(states(), EIGHT.id, YEAR, as_of=DAY, coverage=(share_of(k, n),))
    found = [one for one in said if one.reason == "below_coverage"]
    assert [one.action for one in found] == ["pengukuran_publikasi"] * short
    assert all(one.sentence.values["least"] == 80 for one in found)


def test_of_desa_the_numbers_are_said_and_of_another_framework_nothing():
    short = share_of(9, 13, "kpm")
    (one,) = [
        a for a in attention(states(), EIGHT.id, YEAR, as_of=DAY, coverage=(short,)) if a.reason == "below_coverage"
    ]
    assert one.sentence.id == "convergence.reason.below_coverage_desa"
    assert (one.sentence.values["k"], one.sentence.values["n"]) == (9, 13)
    other = states(of=P3S, year=2025, as_of=date(2025, 9, 1))
    assert "below_coverage" not in {a.reason for a in attention(other, P3S.id, 2025, as_of=DAY, coverage=(short,))}


def test_coverage_stands_before_what_waits_for_the_action():
    rows = (one(action="pengukuran_publikasi", status="proses"), {"action": "reviu_kinerja", "status": "proses"})
    said = attention(states(*rows), EIGHT.id, YEAR, as_of=DAY, coverage=(share_of(1, 2),))
    mine = [a.reason for a in said if a.action == "pengukuran_publikasi"]
    assert mine == sorted(mine, key=REASONS.index)
    assert mine[-2:] == ["below_coverage", "blocks"]


def test_every_coverage_names_an_action_of_its_framework_and_has_words():
    for rule in action_coverages():
        assert framework(rule.framework)[rule.action]
        assert 0 < rule.least_percent <= 100
        assert all(text(f"convergence.coverage.{rule.coverage}", language) for language in LANGUAGES)


def test_findings_and_counts_are_of_actions():
    found = attention(states(one(status="selesai")), EIGHT.id, YEAR, as_of=DAY)
    table = attention_table(YEAR, found)
    assert not table.personal
    assert table[Cell.of("2023", action="reason.not_recorded")] == 7
    assert table[Cell.of("2023", action="reason.no_evidence")] == 1
    assert [f.id for f in attention_findings(found)][1:4] == [
        "convergence.rencana_kegiatan.output_missing",
        "convergence.rencana_kegiatan.no_evidence",
        "convergence.rembuk_stunting.not_recorded",
    ]
