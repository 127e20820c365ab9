"""Couples for the KUA: in time, Elsimil, risk, help; what nobody wrote is unknown, and never a "no"."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.cases.couples import couple_lines, couple_states, couple_table
from audit.cases.people import People
from audit.cases.rules import screen
from audit.disclosure import solve_pattern
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.results import Cell
from audit.schemas import COMPANION_CONTACTS, KUA_RECORDS, WOMEN

AREAS = areas_of("35.71")
DESA = AREAS.within("35.71.01")[0].code
CYCLE = "2025-2"
TOP = Cell.of(CYCLE, person="person", group="catin")


def screening(*rows: dict):
    base = {"group": "catin", "area": DESA, "area_code": DESA, "wedding_date": None, "received_on": None,
            "premarital_check": None, "marriage_counselling": None, "muac_cm": None, "age_years": 24.0}  # fmt: skip
    frame = pd.DataFrame([{"person_id": f"w{i}"} | base | row for i, row in enumerate(rows)])
    for day in ("wedding_date", "received_on"):
        frame[day] = pd.to_datetime(frame[day])
    kinds = {"premarital_check": "boolean", "marriage_counselling": "boolean", "muac_cm": "float64"}
    return screen(People(frame.astype(kinds), {}), rule_set("risk_practice_2026"))


def women(*days: str | None) -> pd.DataFrame:
    rows = [(f"w{i}", day) for i, day in enumerate(days) if day]
    frame = pd.DataFrame(rows, columns=["woman_id", "contact_date"]).assign(group="catin")
    frame["contact_date"] = pd.to_datetime(frame["contact_date"])
    return WOMEN.conform(frame)


def records(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["person_id", "registered_on", "elsimil_filled"])
    frame["registered_on"] = pd.to_datetime(frame["registered_on"])
    return KUA_RECORDS.conform(frame)


def contacts(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["person_id", "group"])
    return COMPANION_CONTACTS.conform(frame.assign(contact_id=[f"c{i}" for i in range(len(frame))]))


@pytest.mark.parametrize(
    ("wedding", "contact", "kua", "notice"),
    [
        ("2025-12-01", "2025-09-01", None, "early"),  # three months to the day
        ("2025-11-30", "2025-09-01", None, "late"),
        ("2025-11-30", "2025-09-01", "2025-08-30", "early"),  # what the KUA wrote goes first
        (None, "2025-09-01", None, "notice.unknown"),
        ("2025-12-01", None, None, "notice.unknown"),
    ],
)
def test_in_time_is_three_months_before_the_wedding(wedding, contact, kua, notice):
    told = records(("w0", kua, None)) if kua else records()
    found = couple_states(screening({"wedding_date": wedding}), women(contact), told, contacts())
    assert found["couple.notice"].tolist() == [notice]


def test_elsimil_is_known_only_where_the_kua_wrote_it():
    found = couple_states(screening({}, {}, {}), women(), records(("w0", None, True), ("w1", None, False)), contacts())
    assert found["couple.elsimil"].tolist() == ["filled", "not_filled", "elsimil.unknown"]


def test_help_is_any_that_is_on_record_and_its_absence_is_not_no():
    rows = ({"received_on": "2025-08-01"}, {"premarital_check": True}, {"marriage_counselling": False}, {})
    found = couple_states(screening(*rows), women(), records(), contacts())
    assert found["couple.assisted"].tolist() == ["assisted", "assisted", "not_recorded", "not_recorded"]


def test_a_contact_of_a_team_is_help_and_one_of_another_time_of_life_is_not():
    met = contacts(("w0", "catin"), ("w1", None), ("w2", "bumil"), (None, "catin"))
    found = couple_states(screening({}, {}, {}, {}), women(), records(), met)
    assert found["couple.assisted"].tolist() == ["assisted", "assisted", "not_recorded", "not_recorded"]


def test_risk_by_the_rules_and_unknown_where_one_could_not_be_asked():
    found = couple_states(screening({"muac_cm": 20.0}, {"muac_cm": 27.0}), women(), records(), contacts())
    assert found["couple.risk"].tolist() == ["at_risk", "risk.unknown"]


def test_where_nobodys_elsimil_is_known_nothing_is_counted_of_it():
    found = couple_states(screening({}, {}), women(), records(), contacts())
    table = couple_table(found, CYCLE, AREAS)
    assert table[TOP] == 2
    assert table[TOP.replace("area", "35.71.01")] == 2
    assert table[TOP.replace("area", "35.71.02")] == 0
    assert not any(cell.level("couple.elsimil") for cell in table.cells)
    known = records(("w0", None, False))
    with_one = couple_table(couple_states(screening({}, {}), women(), known, contacts()), CYCLE, AREAS)
    assert with_one[TOP.replace("couple.elsimil", "filled")] == 0


def test_a_whole_kecamatan_at_risk_is_withheld():
    rows = [{"muac_cm": 20.0} for _ in range(40)]
    other = AREAS.within("35.71.02")[0].code
    rows += [{"muac_cm": 20.0 if i < 20 else 27.0, "area": other, "area_code": other} for i in range(40)]
    table = couple_table(couple_states(screening(*rows), women(), records(), contacts()), CYCLE, AREAS)
    cell = TOP.replace("area", "35.71.01").replace("couple.risk", "at_risk")
    assert table[cell] == 40
    assert solve_pattern([table]).hides(cell)


def test_no_cell_is_below_the_kecamatan_and_no_order_is_kept():
    found = couple_states(screening({}), women(), records(), contacts())
    assert all((cell.level("area") or "").count(".") < 3 for cell in couple_table(found, CYCLE, AREAS).cells)
    assert not {"parity", "children_alive", "dispensation"} & set(couple_lines(found).rows)
