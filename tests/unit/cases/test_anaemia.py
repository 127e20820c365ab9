"""Anaemia of women by the rules of the audit: bounds of pregnant women and brides, nobody guessed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.anaemia import anaemia_rows
from audit.cases.people import people_of
from audit.cases.rules import screen
from audit.reference.areas import areas_of
from audit.reference.risk_columns import ABSENT, PRESENT
from audit.reference.risk_outcomes import WOMAN_FACTORS
from audit.reference.rule_sets import rule_set
from audit.schemas import CHILD_HISTORY, CHILDREN, HOUSEHOLDS, SERVICES, VISITS, WOMEN

DAY = date(2025, 9, 1)
SEEN = pd.Timestamp("2025-08-10")


def rows(contacts: list[dict], *, households: list[dict] = (), rules: str = "risk_practice_2026") -> pd.DataFrame:  # pyright: ignore[reportArgumentType]
    usual = {"contact_date": SEEN, "area_code": "17.71.01.1001", "birth_date": pd.Timestamp("1998-01-01")}
    women = WOMEN.conform(pd.DataFrame([{"woman_id": f"w{i}"} | usual | c for i, c in enumerate(contacts)]))
    homes = HOUSEHOLDS.conform(pd.DataFrame(list(households))) if households else HOUSEHOLDS.empty()
    people = people_of(
        CHILDREN.empty(), VISITS.empty(), women, homes, SERVICES.empty(), CHILD_HISTORY.empty(),
        as_of=DAY, areas=areas_of("17.71"), groups=("bumil", "catin", "nifas"),
    )  # fmt: skip
    return anaemia_rows(screen(people, rule_set(rules)), homes, as_of=DAY)


def pregnant(hb: float | None, **more) -> dict:
    return {"group": "bumil", "gestation_weeks": 20, "hb_g_dl": hb} | more


def bride(hb: float | None) -> dict:
    return {"group": "catin", "wedding_date": pd.Timestamp("2025-10-01"), "hb_g_dl": hb}


@pytest.mark.parametrize(
    ("contact", "expected"),
    [(pregnant(10.9), 1.0), (pregnant(11.0), 0.0), (bride(11.9), 1.0), (bride(12.0), 0.0)],
)
def test_below_11_in_pregnancy_and_below_12_before_a_wedding(contact, expected):
    assert rows([contact])["anaemic"].tolist() == [expected]


def test_the_bound_is_that_of_the_rule_set_of_the_audit():
    """WHO 2024 gives 10.5 in the second trimester."""
    assert rows([pregnant(10.7)], rules="risk_who_anaemia_2024")["anaemic"].tolist() == [0.0]


def test_a_haemoglobin_that_nobody_noted_is_not_known_and_women_after_birth_are_not_asked():
    after = {"group": "nifas", "delivery_date": pd.Timestamp("2025-08-05"), "hb_g_dl": 9.0}
    frame = rows([pregnant(None), after])
    assert frame["anaemia"].tolist() == ["anaemia.unknown"]
    assert frame["anaemic"].isna().tolist() == [True]


def test_factors_come_from_the_household_and_the_woman_and_are_missing_where_nobody_said():
    home = {"household_id": "h", "recorded_on": SEEN, "welfare_rank": 2, "safe_water": True, "healthy_latrine": False}
    young = pd.Timestamp("2006-01-01")
    frame = rows([pregnant(10, household_id="h", muac_cm=23.4, birth_date=young), pregnant(12)], households=[home])
    first, second = (frame[list(WOMAN_FACTORS)].iloc[i].to_dict() for i in (0, 1))
    told = {"poorest_40_percent": PRESENT, "woman_below_20": PRESENT, "no_proper_sanitation": PRESENT}
    told |= {"unsafe_water": ABSENT, "arm_below_23_5_cm": PRESENT}
    assert {name: first[name] for name in told} == told
    assert second["woman_below_20"] == ABSENT
    assert all(pd.isna(second[name]) for name in told if name != "woman_below_20")


def test_nobody_gives_no_rows_with_every_column():
    frame = rows([pregnant(10)]).iloc[:0]
    assert set(WOMAN_FACTORS) < set(frame)
    assert rows([{"group": "nifas", "delivery_date": SEEN, "hb_g_dl": 9.0}]).empty
