"""What registers say of a child's risk factors: unknown stays unknown, and nothing that follows from the outcome."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.reference import risk_columns
from audit.reference.risk_columns import ABSENT, FACTOR_COLUMNS, NOT_HELD, PRESENT, UNKNOWN, Asked, FactorColumns
from audit.reference.risk_framework import RISK_FACTORS
from audit.risk import child_factors as module
from audit.risk.child_factors import child_factors, wealth_fifths
from audit.schemas import CHILD_HISTORY, CHILDREN, HOUSEHOLDS, TABLES, WOMEN

DAY = date(2025, 9, 1)
BORN, MEASURED = pd.Timestamp("2024-02-01"), pd.Timestamp("2025-08-10")


def now(*statuses: str) -> pd.DataFrame:
    ids = [f"c{i}" for i in range(len(statuses))]
    return pd.DataFrame(
        {
            "child_id": ids,
            "area": "17.71.01.1001",
            "age_days": 556.0,
            "sex": "m",
            "status": list(statuses),
        }
    )


def built(statuses=("not_stunted",), *, children=None, women=(), households=(), history=()):
    ids = [f"c{i}" for i in range(len(statuses))]
    child = pd.DataFrame({"child_id": ids, "birth_date": BORN, "household_id": "h", "mother_id": "m"})
    return child_factors(
        now(*statuses),
        CHILDREN.conform(child.assign(**(children or {}))),
        WOMEN.conform(pd.DataFrame(list(women))) if women else WOMEN.empty(),
        HOUSEHOLDS.conform(pd.DataFrame(list(households))) if households else HOUSEHOLDS.empty(),
        CHILD_HISTORY.conform(pd.DataFrame(list(history))) if history else CHILD_HISTORY.empty(),
        as_of=DAY,
    )


def test_every_factor_is_declared_and_its_columns_exist():
    names = {
        "children": CHILDREN,
        "child_history": CHILD_HISTORY,
        "households": HOUSEHOLDS,
        "mother": WOMEN,
        "pregnancy": WOMEN,
    }
    for factor, of in FACTOR_COLUMNS.items():
        assert factor in RISK_FACTORS
        made = {"age_at_birth_years", "birth_interval_at_birth_months"}
        there = {name for name, _ in names[of.table].columns} | made
        assert {asked.column for asked in of.asks} <= there, factor


def test_schooling_stands_in_no_table_and_is_named_as_not_held():
    assert NOT_HELD == ("mother_low_education",)
    columns = {name for table in TABLES.values() for name, _ in table.columns}
    assert not {name for name in columns if "education" in name or "school" in name}


@pytest.mark.parametrize(("visits", "tablets", "expected"), [(5, 89, PRESENT), (6, 90, ABSENT), (None, None, None)])
def test_visits_and_tablets_of_the_pregnancy_are_bounded_as_the_programme_does(visits, tablets, expected):
    contact = {"woman_id": "m", "contact_date": BORN, "antenatal_visits": visits, "supplement_tablets": tablets}
    frame = built(women=[contact])
    for factor in ("anc_below_6", "ttd_below_90"):
        found = frame[factor].tolist()[0]
        assert found == expected or (expected is None and pd.isna(found)), factor


def test_the_outcome_is_stunted_or_not_and_implausible_heights_are_out():
    frame = built(("severely_stunted", "moderately_stunted", "not_stunted", "haz_flagged", "haz_missing"))
    assert frame["child_id"].tolist() == ["c0", "c1", "c2"]
    assert frame["stunted"].tolist() == [1.0, 1.0, 0.0]


def test_what_nobody_noted_is_missing_and_never_absent():
    frame = built()
    assert frame[list(FACTOR_COLUMNS)].isna().all(axis=None)
    assert frame["wealth_fifth"].tolist() == ["factor.unknown"]


def test_nobody_measured_gives_no_rows_with_every_column():
    frame = built(())
    assert len(frame) == 0
    assert set(FACTOR_COLUMNS) < set(frame)


@pytest.mark.parametrize(("weight", "expected"), [(2.499, PRESENT), (2.5, ABSENT), (None, None)])
def test_low_birth_weight_is_below_2500_g(weight, expected):
    found = built(children={"birth_weight_kg": [weight]})["low_birth_weight"].tolist()[0]
    assert found == expected or (expected is None and pd.isna(found))


@pytest.mark.parametrize(
    ("protein", "meals", "expected"),
    [(True, True, ABSENT), (False, None, PRESENT), (None, False, PRESENT), (True, None, None), (None, None, None)],
)
def test_feeding_is_poor_where_one_answer_says_so_and_good_only_where_both_are_known(protein, meals, expected):
    row = {"child_id": "c0", "recorded_on": MEASURED, "animal_protein": protein, "meals_enough": meals}
    found = built(history=[row])["poor_complementary_feeding"].tolist()[0]
    assert found == expected or (expected is None and pd.isna(found))


def test_an_illness_is_found_by_its_code_and_no_illness_is_an_answer():
    rows = [
        {"child_id": f"c{i}", "recorded_on": MEASURED, "recent_illness": codes}
        for i, codes in enumerate(["ispa;diare", "ispa", ""])
    ]
    frame = built(("not_stunted",) * 4, history=rows)
    assert frame["frequent_diarrhoea"].tolist()[:3] == [PRESENT, ABSENT, ABSENT]
    assert pd.isna(frame["frequent_diarrhoea"].tolist()[3])


def test_the_newest_answer_counts_and_what_is_dated_after_the_audit_is_not_known_yet():
    def row(day: str, given: bool | None) -> dict[str, object]:
        return {"child_id": "c0", "recorded_on": pd.Timestamp(day), "immunised_for_age": given}

    rows = [row("2025-07-01", False), row("2025-08-01", True), row("2025-08-20", None), row("2025-09-02", False)]
    assert built(history=rows)["incomplete_immunisation"].tolist() == [ABSENT]


def test_the_mother_is_found_by_her_id_with_her_age_at_this_birth():
    born = BORN - pd.DateOffset(years=20)
    young = {"woman_id": "m", "contact_date": MEASURED, "birth_date": born + pd.Timedelta(days=3), "height_cm": 149.9}
    frame = built(women=[young])
    assert frame["teen_mother"].tolist() == [PRESENT]
    assert frame["mother_short"].tolist() == [PRESENT]
    grown = young | {"birth_date": born - pd.Timedelta(days=3), "height_cm": 150.0}
    frame = built(women=[grown])
    assert frame["teen_mother"].tolist() == [ABSENT]
    assert frame["mother_short"].tolist() == [ABSENT]


@pytest.mark.parametrize(
    ("rank", "fifth", "poor"), [(1, "q1", PRESENT), (4, "q2", PRESENT), (5, "q3", ABSENT), (10, "q5", ABSENT)]
)
def test_tenths_of_welfare_make_fifths(rank, fifth, poor):
    frame = built(households=[{"household_id": "h", "recorded_on": MEASURED, "welfare_rank": rank}])
    assert frame["wealth_fifth"].tolist() == [fifth]
    assert frame["poorest_40_percent"].tolist() == [poor]


def test_fifths_of_households_are_those_of_the_children_in_them():
    rows = [{"household_id": "h", "recorded_on": MEASURED, "welfare_rank": 3}]
    homes = HOUSEHOLDS.conform(pd.DataFrame(rows))
    who = pd.Series(["h", "elsewhere", pd.NA], dtype="string")
    assert wealth_fifths(who, homes, as_of=MEASURED.date()) == ["q2", UNKNOWN, UNKNOWN]


def test_ranks_of_two_sources_are_not_compared():
    of = [("c0", "h", "DTSEN"), ("c1", "g", "P3KE")]
    rows = [
        {"household_id": h, "recorded_on": MEASURED, "welfare_rank": 1, "welfare_source": source} for _, h, source in of
    ]
    frame = built(("not_stunted",) * 2, children={"household_id": ["h", "g"]}, households=rows)
    assert frame[["welfare_rank", "poorest_40_percent"]].isna().all(axis=None)


def test_a_factor_that_follows_from_the_outcome_is_refused(monkeypatch):
    bad = {"low_birth_weight": FactorColumns("households", (Asked("assistance", "has", "pkh"),), "none")}
    monkeypatch.setattr(module, "FACTOR_COLUMNS", bad)
    with pytest.raises(ValueError, match="low_birth_weight"):
        built()
    assert risk_columns.FACTOR_COLUMNS is FACTOR_COLUMNS
