"""The list of children: who is on it, what it says, and that the public never gets it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases import stunted_children
from audit.cases.selection_list import COLUMNS
from audit.disclosure import Pattern, release
from audit.reference.areas import areas_of
from audit.schemas import CHILDREN, VISITS
from audit.survey.snapshot import snapshot

MONTH, AS_OF = "2025-08", date(2025, 9, 15)
AREAS = areas_of("64.74")
DESA = [a.code for a in AREAS.desa]


def tables(*children):
    """Boys of 24 months measured standing on 10 August; WHO lhfa_boys: -2 SD 81.0 cm, -3 SD 78.0 cm."""
    people, visits = [], []
    for i, changes in enumerate(children):
        id = changes.pop("child_id", f"anak{i}")
        measured = {"lenhei_cm": 80.0, "weight_kg": 12.2} | {
            k: changes.pop(k) for k in ("lenhei_cm", "weight_kg") if k in changes
        }
        born = {"sex": "m", "birth_date": "2023-08-10", "area_code": DESA[0], "posyandu": "Melati"}
        people.append({"child_id": id, **born, **changes})
        visits.append({"child_id": id, "visit_date": "2025-08-10", "seq": 1, "measure": "h", **measured})
    return _typed(people, CHILDREN), _typed(visits, VISITS)


def _typed(rows, table):
    made = pd.DataFrame(rows)
    for name, dtype in table.columns:
        if name in made and dtype.startswith("datetime"):
            made[name] = pd.to_datetime(made[name])
    return table.conform(made)


def listed(*children, as_of=AS_OF):
    people, visits = tables(*children)
    made = stunted_children(snapshot(people, visits, [MONTH], AREAS), people, MONTH, as_of)
    assert list(made.rows.columns) == list(COLUMNS)
    return made.rows.to_dict("records")


def test_a_short_child_is_listed_with_what_a_visit_must_know():
    (row,) = listed({"lenhei_cm": 80.0, "weight_kg": 8.7})
    assert row == {
        "child_id": "anak0", "area": DESA[0], "posyandu": "Melati", "age_months": 24, "haz_class": "stunted",
        "waz_class": "underweight", "whz_class": "wasted", "days_since": 36, "remeasure": False,
    }  # fmt: skip


@pytest.mark.parametrize(("cm", "classes"), [(87.1, []), (81.2, []), (80.8, ["stunted"]), (77.8, ["severely_stunted"])])
def test_only_short_children_are_listed(cm, classes):
    assert [row["haz_class"] for row in listed({"lenhei_cm": cm})] == classes


def test_an_implausibly_low_height_is_measured_again_first_and_gets_no_class():
    (row,) = listed({"lenhei_cm": 60.0})
    assert (row["haz_class"], row["remeasure"]) == ("flagged", True)


def test_an_implausibly_high_height_is_no_short_child():
    assert listed({"lenhei_cm": 115.0}) == []


def test_a_short_child_of_implausible_weight_is_measured_again_too():
    (row,) = listed({"weight_kg": 25.0})
    assert (row["haz_class"], row["waz_class"], row["remeasure"]) == ("stunted", "flagged", True)


def test_a_missing_weight_leaves_its_classes_empty_and_is_no_reason_to_measure_again():
    (row,) = listed({"weight_kg": None})
    assert pd.isna(row["waz_class"])
    assert pd.isna(row["whz_class"])
    assert not row["remeasure"]


@pytest.mark.parametrize(("status", "n"), [("hidup", 1), (None, 1), ("meninggal", 0), ("pindah", 0), ("menolak", 0)])
def test_who_died_moved_or_refused_is_on_no_list(status, n):
    assert len(listed({"life_status": status})) == n


def test_a_child_who_has_turned_five_since_is_on_no_list():
    five = {"birth_date": "2020-08-20", "lenhei_cm": 95.0}
    assert len(listed(dict(five), as_of=date(2025, 8, 15))) == 1
    assert listed(dict(five)) == []


def test_rows_go_by_area_then_severity_then_child():
    rows = listed(
        {"child_id": "d", "area_code": DESA[1]},
        {"child_id": "c"},
        {"child_id": "b"},
        {"child_id": "a", "lenhei_cm": 60.0},
        {"child_id": "z", "lenhei_cm": 77.0},
    )
    assert [row["child_id"] for row in rows] == ["z", "b", "c", "a", "d"]


def test_nobody_short_is_an_empty_list():
    assert listed({"lenhei_cm": 87.0}) == []


def test_the_list_has_no_public_form():
    people, visits = tables({})
    released = release(
        stunted_children(snapshot(people, visits, [MONTH], AREAS), people, MONTH, AS_OF), Pattern({}, frozenset())
    )
    assert released.public is None
    assert len(released.restricted.rows) == 1
