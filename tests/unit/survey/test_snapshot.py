"""One row a child a month, with the right status, age band and place."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.schemas import CHILDREN, VISITS
from audit.survey.snapshot import snapshot

AREAS = areas_of("64.74")
KECAMATAN = AREAS.kecamatan[0].code
DESA = AREAS.within(KECAMATAN)[0].code


def child(child_id="a", **changes):
    return {"child_id": child_id, "sex": "m", "birth_date": "2023-08-10", "area_code": DESA, **changes}


def visit(child_id="a", **changes):
    # A boy of 731 days, 87.1 cm standing: WHO's median is 87.1 cm (lhfa_boys, 24 months, height).
    base = {"visit_date": "2025-08-10", "seq": 1, "weight_kg": 12.2, "lenhei_cm": 87.1, "measure": "h"}
    return {"child_id": child_id, **base, **changes}


def frame(rows, table):
    made = pd.DataFrame(rows)
    for name, dtype in table.columns:
        if name in made and dtype.startswith("datetime"):
            made[name] = pd.to_datetime(made[name])
    return table.conform(made)


def take(children, visits, months=("2025-08",)):
    return snapshot(frame(children, CHILDREN), frame(visits, VISITS), months, AREAS)


def test_a_child_of_median_height_is_not_stunted():
    (row,) = take([child()], [visit()]).to_dict("records")
    assert (row["status"], row["age"], row["sex"], row["area"]) == ("not_stunted", "24-35", "m", DESA)
    assert row["haz"] == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("cm", "status"),
    # WHO lhfa_boys, 24 months, height: -2 SD 81.0 cm, -3 SD 78.0 cm.
    [(81.2, "not_stunted"), (80.8, "moderately_stunted"), (78.2, "moderately_stunted"), (77.8, "severely_stunted"),
     (40.0, "haz_flagged"), (None, "haz_missing")],
)  # fmt: skip
def test_status_follows_the_height(cm, status):
    assert take([child()], [visit(lenhei_cm=cm)])["status"].tolist() == [status]


def test_the_last_visit_of_a_month_counts_once():
    visits = [visit(visit_date="2025-08-02", lenhei_cm=70.0), visit(), visit(seq=2, lenhei_cm=80.5)]
    assert take([child()], visits)["lenhei_cm"].tolist() == [80.5]


def test_months_are_apart_and_others_are_left_out():
    visits = [visit(visit_date="2025-02-10"), visit(visit_date="2025-05-10"), visit()]
    assert take([child()], visits, ("2025-02", "2025-08"))["period"].tolist() == ["2025-02", "2025-08"]


@pytest.mark.parametrize(("born", "kept"), [("2020-08-10", True), ("2020-08-09", False)])
def test_a_child_of_sixty_months_is_no_balita_any_more(born, kept):
    # 60 WHO months are 1,826.25 days: 1,826 days are still 59.99 months, 1,827 are not.
    assert len(take([child(birth_date=born)], [visit()])) == kept


def test_without_a_birth_date_the_child_stays_as_missing():
    (row,) = take([child(birth_date=None)], [visit()]).to_dict("records")
    assert (row["age"], row["status"]) == ("unknown", "haz_missing")


@pytest.mark.parametrize(
    ("code", "leaf"),
    [
        (DESA, DESA),
        (KECAMATAN, f"{KECAMATAN}.00"),
        (f"{KECAMATAN}.9999", f"{KECAMATAN}.00"),
        (None, "64.74.00"),
        ("99", "64.74.00"),
    ],
)
def test_a_place_is_the_desa_or_the_unknown_part_of_what_is_known(code, leaf):
    assert take([child(area_code=code)], [visit()])["area"].tolist() == [leaf]


def test_oedema_leaves_height_alone_but_not_weight():
    (row,) = take([child()], [visit(oedema="y")]).to_dict("records")
    assert (row["haz_state"], row["waz_state"], row["whz_state"]) == ("known", "missing", "missing")


def test_nobody_gives_an_empty_frame():
    children = frame([child()], CHILDREN).iloc[:0]
    visits = frame([visit()], VISITS).iloc[:0]
    assert snapshot(children, visits, ("2025-08",), AREAS).empty
