"""Desa with a functioning KPM: no row is no "no", nor is a missing answer; turnover of those who were there."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.errors import InputError
from audit.programme.cadres import cadre_rates, functioning_kpm
from audit.reference.areas import areas_of
from audit.reference.convergence_rules import CADRE_CRITERIA, kpm_definition
from audit.results import Cell
from audit.schemas import CADRES

AREAS, QUARTER = areas_of("64.74"), "2025-Q3"
DESA = [area.code for area in AREAS.desa]
ACTIVE = kpm_definition()
GOOD = {"kind": "kpm", "has_sk": True, "form_filed": True, "started_on": "2024-01-01"}


def register(*rows):
    made = [GOOD | {"cadre_id": f"c{i}", "quarter": QUARTER, "area_code": DESA[0]} | row for i, row in enumerate(rows)]
    return CADRES.conform(pd.DataFrame(made)) if made else CADRES.empty()


def level(*rows, definition=ACTIVE):
    desa = functioning_kpm(register(*rows), QUARTER, AREAS, definition).desa.rows.set_index("area_code")
    return desa.loc[DESA[0], "level"], desa.loc[DESA[0], "lacking"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ("not_recorded", "")),
        ([{}], ("functioning", "")),
        ([{"form_filed": False}], ("not_functioning", "form_filed")),
        ([{"form_filed": None}], ("kpm_unknown", "form_filed")),
        ([{"has_sk": None, "form_filed": False}], ("not_functioning", "sk_valid;form_filed")),
        ([{"sk_until": "2025-09-29"}], ("not_functioning", "sk_valid")),
        ([{"sk_until": "2025-09-30"}], ("functioning", "")),
        ([{"sk_from": "2025-10-01"}], ("not_functioning", "sk_valid")),
        ([{"ended_on": "2025-09-30"}], ("not_functioning", "")),
        ([{"ended_on": "2025-10-01"}], ("functioning", "")),
        ([{"form_filed": False}, {}], ("functioning", "")),  # one of two is enough
        ([{"form_filed": False}, {"form_filed": None}], ("kpm_unknown", "form_filed")),
        ([{"kind": "posyandu"}], ("not_recorded", "")),
        ([{"quarter": "2025-Q2"}], ("not_recorded", "")),
    ],
)
def test_a_desa(rows, expected):
    assert level(*rows) == expected


def test_another_definition_asks_for_more():
    whole = kpm_definition("kpm_lengkap")
    assert level({}, definition=whole) == ("kpm_unknown", "trained;coached;incentive_paid")
    more = {"trained_on": "2025-09-30", "coached": True, "incentive_paid": True}
    assert level(more, definition=whole) == ("functioning", "")
    assert level(more | {"trained_on": "2025-10-01"}, definition=whole) == ("not_functioning", "trained")


def test_shares_are_of_desa_that_are_known_and_levels_add_up():
    rows = [{"area_code": code} for code in DESA[:3]] + [
        {"area_code": DESA[3], "form_filed": False},
        {"area_code": DESA[4], "form_filed": None},
        {"area_code": "17.71.01.1001"},  # another district
    ]
    found = functioning_kpm(register(*rows), QUARTER, AREAS, ACTIVE)
    assert found.share.values[0] == 3 / 4
    assert not found.counts.personal
    for place in (None, *(k.code for k in AREAS.kecamatan)):
        n = {name: found.counts[Cell.of(QUARTER, area=place, kpm=name)] for name in (
            "desa", "kpm_known", "functioning", "not_functioning", "kpm_unknown", "not_recorded")}  # fmt: skip
        assert n["desa"] == n["kpm_known"] + n["kpm_unknown"] + n["not_recorded"]
        assert n["kpm_known"] == n["functioning"] + n["not_functioning"]
    assert found.counts[Cell.of(QUARTER, kpm="desa")] == 15  # kelurahan of Bontang, domain.md 0.1
    assert found.counts[Cell.of(QUARTER, kpm="not_recorded")] == 10


def test_nobody_recorded_has_no_share_and_everybody_good_has_all():
    assert set(functioning_kpm(register(), QUARTER, AREAS, ACTIVE).share.values) == {None}
    everywhere = register(*({"area_code": code} for code in DESA))
    assert set(functioning_kpm(everywhere, QUARTER, AREAS, ACTIVE).share.values) == {1.0}


def rates(*rows):
    return {
        table.id: (table.numerator.counts[0], table.denominator.counts[0])
        for table in cadre_rates(register(*rows), QUARTER, kind="kpm")
    }


def test_rates_are_of_cadres_of_whom_it_is_known():
    found = rates({}, {"form_filed": False}, {"form_filed": None}, {"ended_on": "2025-08-01", "form_filed": True})
    assert found["kpm_form_filed"] == (1, 2)
    assert found["kpm_sk_valid"] == (3, 3)
    assert found["kpm_coached"] == (0, 0)
    assert set(found) == {f"kpm_{name}" for name in (*CADRE_CRITERIA, "left")}


def test_turnover_is_of_those_who_were_there_when_the_quarter_began():
    rows = [
        {},
        {"ended_on": "2025-07-01"},  # left on its first day
        {"ended_on": "2025-06-30"},  # had left before
        {"started_on": "2025-07-01"},  # came in it
        {"started_on": None, "ended_on": "2025-08-01"},  # nobody knows since when
    ]
    assert rates(*rows)["kpm_left"] == (1, 2)


def test_rates_of_cadres_are_personal():
    assert all(table.numerator.personal for table in cadre_rates(register({}), QUARTER, kind="kpm"))


def test_an_unknown_kind_is_refused_since_two_things_are_called_kpm():
    with pytest.raises(InputError, match="keluarga penerima"):
        functioning_kpm(register({"kind": "keluarga penerima"}), QUARTER, AREAS, ACTIVE)
