"""Measurements by the audit itself: home visits and evaluations become visits, the register's own are not doubled."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.audited_visits import audited_visits, with_audited
from audit.schemas import CASES, ENTRIES, EVALUATIONS, ITEMS, VISITS
from audit.store.entries import changes

CASE = CASES.conform(pd.DataFrame({"case_id": ["k1", "k2"], "person_id": ["a", "b"], "group": "baduta"}))


def wrote(*tables):
    out = ENTRIES.empty()
    for table, rows in tables:
        new = changes(out, table, table.conform(pd.DataFrame(rows)), role="uji", filled_on=date(2025, 9, 1),
                      source_system="uji", only_given=True)  # fmt: skip
        out = pd.concat([out, new], ignore_index=True)
    return out


def evaluation(case: str, day: str | None, cm: float | None):
    return {"evaluation_id": f"{case}:{day}", "case_id": case, "evaluated_on": day and pd.Timestamp(day),
            "lenhei_cm": cm, "weight_kg": 8.0}  # fmt: skip


def items(case: str, source: str, **values: str):
    return [
        {"item_id": f"{case}:{code}", "case_id": case, "item_code": code, "value": value, "data_source": source}
        for code, value in values.items()
    ]


def register(*rows):
    columns = ["child_id", "visit_date", "lenhei_cm"]
    frame = pd.DataFrame(rows, columns=columns).assign(seq=1, visit_date=lambda f: pd.to_datetime(f["visit_date"]))
    return VISITS.conform(frame)


def test_evaluations_and_home_visits_are_measurements_of_the_audit():
    entries = wrote(
        (EVALUATIONS, [evaluation("k1", "2025-08-01", 71.5)]),
        (ITEMS, items("k2", "kunjungan_rumah", measured_on="2025-07-02", lenhei_cm="70.2", weight_kg="7.9")),
    )
    rows = audited_visits(CASE, entries)
    assert rows[["child_id", "lenhei_cm", "weight_kg"]].to_numpy().tolist() == [["a", 71.5, 8.0], ["b", 70.2, 7.9]]
    assert rows["visit_date"].dt.date.tolist() == [date(2025, 8, 1), date(2025, 7, 2)]


@pytest.mark.parametrize(
    "told",
    [
        (ITEMS, items("k1", "eppgbm", measured_on="2025-07-02", lenhei_cm="70.2")),
        (ITEMS, items("k1", "kunjungan_rumah", lenhei_cm="70.2")),
        (ITEMS, items("k1", "kunjungan_rumah", measured_on="2025-07-02", weight_kg="7.9")),
        (EVALUATIONS, [evaluation("k1", None, 71.5)]),
        (EVALUATIONS, [evaluation("k1", "2025-08-01", None)]),
        (EVALUATIONS, [evaluation("k9", "2025-08-01", 71.5)]),
    ],
    ids=["copied from the register", "no day", "no length", "evaluated no day", "no length then", "another case"],
)
def test_what_the_audit_did_not_measure_is_none(told):
    assert audited_visits(CASE, wrote(told)).empty


def test_nothing_written_is_nothing_measured():
    assert audited_visits(CASE, ENTRIES.empty()).empty
    visits = register(("a", "2025-08-01", 71.0))
    same, days = with_audited(visits, audited_visits(CASE, ENTRIES.empty()))
    assert same.equals(visits)
    assert days == {}


def test_a_measurement_that_the_register_has_too_is_there_once_and_is_the_audits():
    audited = audited_visits(CASE, wrote((EVALUATIONS, [evaluation("k1", "2025-08-01", 71.5)])))
    visits, days = with_audited(register(("a", "2025-08-01", 71.0)), audited)
    assert visits["lenhei_cm"].tolist() == [71.0]
    assert days == {"a": {date(2025, 8, 1)}}


def test_a_new_one_stands_beside_a_weight_of_the_same_day():
    audited = audited_visits(CASE, wrote((EVALUATIONS, [evaluation("k1", "2025-08-01", 71.5)])))
    visits, _ = with_audited(register(("a", "2025-08-01", None), ("b", "2025-08-01", 70.0)), audited)
    own = visits[visits["child_id"].eq("a")].sort_values("seq")
    assert own["seq"].tolist() == [1, 2]
    assert own["lenhei_cm"].tolist()[1] == 71.5
    assert not visits.duplicated(["child_id", "visit_date", "seq"]).any()
