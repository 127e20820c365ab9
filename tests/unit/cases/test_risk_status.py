"""Risk before and after: what must have been looked at again before anybody is said to be at risk no longer."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.evaluation import risk_shifts
from audit.cases.people import People
from audit.cases.risk_status import evaluation_changes, status_after, status_before
from audit.cases.rules import screen
from audit.reference.risk_status_rules import STATUS_RULES
from audit.reference.rule_sets import rule_set
from audit.schemas import CASES, ENTRIES, EVALUATIONS, FOLLOW_UPS, GATES
from audit.store.entries import changes, current

RULES = rule_set("risk_practice_2026")
CHOSEN, HELD, CLOSED = date(2025, 9, 15), date(2025, 10, 21), date(2026, 3, 1)
YES, NO, UNKNOWN = "berisiko", "tidak", "belum_dapat_dinilai"
SHORT = {"haz": -2.5, "waz": -1.0, "whz": 0.0, "visit_on": "2025-08-20"}
GROWN = {"haz": -1.5, "waz": -1.0, "whz": 0.0, "visit_on": "2026-02-20"}
ORIGINS = dict.fromkeys(("haz", "waz", "whz", "hb_g_dl", "muac_cm"), "visit") | dict.fromkeys(
    ("recent_illness", "animal_protein"), "history"
)


def screening(*rows: dict):
    """People p0, p1, … with these facts; fields that nobody has are missing."""
    frame = pd.DataFrame([{"group": "balita_24_59", "age_months": 30.0, "area_code": None, **row} for row in rows])
    frame = frame.assign(person_id=pd.array([f"p{i}" for i in range(len(frame))], dtype="string"))
    for origin in ("visit", "history"):
        on = frame.get(f"{origin}_on", pd.Series(pd.NaT, index=frame.index))
        frame[f"{origin}_on"] = pd.to_datetime(on).astype("datetime64[s]")
        frame[f"{origin}_source"] = "uji"
    return screen(People(frame, ORIGINS), RULES)


@pytest.mark.parametrize(
    ("facts", "status", "rules"),
    [
        (SHORT, YES, "height_short"),
        (GROWN, NO, ""),
        ({"haz": None}, UNKNOWN, ""),
        (SHORT | {"recent_illness": "diare"}, YES, "height_short;recent_illness"),
        (SHORT | {"haz_flag": True, "waz": None, "whz": None}, UNKNOWN, ""),  # implausible: measured again first
    ],
)
def test_the_status_before(facts, status, rules):
    now = status_before(screening(facts), ["p0"])
    assert now.loc["p0"].tolist() == [status, rules]


@pytest.mark.parametrize(
    ("facts", "before", "status"),
    [
        (GROWN, "height_short", NO),
        (GROWN | {"haz": -2.5}, "height_short", YES),
        (GROWN | {"waz": -2.5}, "height_short", YES),  # another risk than before
        (GROWN | {"haz": None}, "height_short", UNKNOWN),
        (GROWN | {"haz": -7.0, "haz_flag": True}, "height_short", UNKNOWN),
        (GROWN, "height_short;recent_illness", UNKNOWN),  # nobody asked about illness again
        (GROWN | {"recent_illness": "diare", "history_on": "2025-07-01"}, "height_short;recent_illness", UNKNOWN),
        (GROWN | {"recent_illness": "", "history_on": "2026-01-10"}, "height_short;recent_illness", NO),
        (GROWN | {"recent_illness": "diare", "history_on": "2026-01-10"}, "height_short", YES),
        (GROWN, "hb_low_pregnant", UNKNOWN),  # not asked of this group any more
        (GROWN, "a_rule_of_another_set", UNKNOWN),
        (GROWN, "", NO),
        (SHORT, "height_short", UNKNOWN),  # measured before the day only
        ({"haz": None, "visit_on": "2026-02-20"}, "", UNKNOWN),
    ],
)
def test_the_status_after_rests_on_what_was_looked_at_again(facts, before, status):
    now = status_after(screening(facts), {"p0": HELD}, {"p0": before})
    assert now.loc["p0", "status"] == status


def test_nobody_is_nobody():
    assert status_before(screening(SHORT), []).empty
    assert status_after(screening(SHORT), {}, {}).empty


def test_every_status_rule_is_a_direct_risk_of_the_rules_in_use():
    assert {(RULES[rule].cause, RULES[rule].kind) for rule in STATUS_RULES} == {("direct", "risk")}


def cases(n: int) -> pd.DataFrame:
    """Entries of the cases c0, c1, … of the people p0, p1, …"""
    ids = range(n)
    frame = CASES.conform(
        pd.DataFrame({"case_id": [f"c{i}" for i in ids], "person_id": [f"p{i}" for i in ids], "group": "balita_24_59"})
    )
    return added(ENTRIES.empty(), CASES, frame[["case_id", "person_id", "group"]])


def added(entries: pd.DataFrame, table, rows: pd.DataFrame, day: date = CHOSEN) -> pd.DataFrame:
    new = changes(entries, table, rows, role="tim_teknis", filled_on=day, source_system="uji")
    return ENTRIES.conform(pd.concat([entries, new], ignore_index=True))


def run(entries: pd.DataFrame, found, as_of: date, **more) -> pd.DataFrame:
    """The entries after a run, which a second run with the same data leaves as they are."""
    after = pd.concat([entries, evaluation_changes(entries, found, as_of=as_of, **more)], ignore_index=True)
    assert evaluation_changes(after, found, as_of=as_of, **more).empty
    return ENTRIES.conform(after)


def held(entries: pd.DataFrame) -> pd.DataFrame:
    """With the first dissemination held."""
    gate = pd.DataFrame({"gate_id": ["diseminasi_1"], "done_on": [pd.Timestamp(HELD)]})
    return added(entries, GATES, gate, HELD)


def shifts(entries: pd.DataFrame) -> list[str]:
    found = risk_shifts(current(entries, CASES), current(entries, EVALUATIONS), as_of=CLOSED)
    return found["shift"].tolist()


def test_the_shift_of_a_case_follows_from_two_screenings():
    entries = run(cases(4), screening(SHORT, SHORT, GROWN | {"visit_on": "2025-08-20"}, SHORT), CHOSEN, proposed=True)
    entries = run(held(entries), screening(GROWN, GROWN | {"haz": -2.1}, GROWN | {"whz": -2.4}, SHORT), CLOSED)
    assert shifts(entries) == ["reduced", "same", "increased", "not_assessable"]
    told = current(entries, EVALUATIONS).set_index("evaluation_id")
    assert told.loc["c0:2026-02-20", ["risk_after", "risk_rules"]].tolist() == [NO, ""]
    assert told.loc["c2:2026-02-20", "risk_rules"] == "thin"
    written = entries[entries["table"].eq("evaluations")]
    assert set(zip(written["role"], written["source_system"], strict=True)) == {("program", "penapisan")}
    assert set(written["filled_on"].dt.date) == {CHOSEN, CLOSED}


def test_whoever_is_there_no_longer_is_not_assessable_and_not_recovered():
    entries = held(run(cases(2), screening(SHORT, SHORT), CHOSEN))
    entries = run(entries, screening(GROWN), CLOSED)  # p1 died, moved, refused or grew out
    assert shifts(entries) == ["reduced", "not_assessable"]


def test_before_follow_up_begins_nothing_is_after():
    entries = run(cases(1), screening(SHORT), CHOSEN)
    assert shifts(run(entries, screening(GROWN), CLOSED)) == ["not_assessable"]
    plan = pd.DataFrame({"rtl_id": ["r1"], "case_id": ["c0"], "approved_on": [pd.Timestamp(2025, 10, 14)]})
    assert shifts(run(added(entries, FOLLOW_UPS, plan), screening(GROWN), CLOSED)) == ["reduced"]


def test_the_status_before_stands_once_the_cases_do():
    entries = run(cases(1), screening(SHORT), CHOSEN, proposed=True)
    mended = run(entries, screening(GROWN | {"visit_on": "2025-08-20"}), date(2025, 9, 20), proposed=True)
    assert current(mended, EVALUATIONS)["risk_before"].tolist() == [NO]
    stands = run(entries, screening(GROWN | {"visit_on": "2025-08-20"}), date(2025, 9, 20))
    assert current(stands, EVALUATIONS)["risk_before"].tolist() == [YES]


def test_what_people_wrote_of_that_day_stands():
    entries = held(run(cases(1), screening(SHORT), CHOSEN))
    own = pd.DataFrame({"evaluation_id": ["c0:2026-02-20"], "case_id": ["c0"], "risk_after": [YES]})
    own["evaluated_on"] = pd.Timestamp(2026, 2, 20)
    assert shifts(run(added(entries, EVALUATIONS, own, CLOSED), screening(GROWN), CLOSED)) == ["same"]


def test_without_cases_there_is_nothing_to_say():
    assert evaluation_changes(ENTRIES.empty(), screening(SHORT), as_of=CHOSEN).empty
