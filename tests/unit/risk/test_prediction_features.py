"""What is known of a child on a day: newest length, slope, faltering, and the outcome months later."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import value_at_z
from audit.risk.prediction_features import risk_frame
from audit.schemas import CHILDREN, VISITS

DAY = date(2025, 3, 1)
BORN = date(2024, 3, 1)


def child(id="a", **given):
    return {"child_id": id, "sex": "f", "birth_date": BORN, "area_code": "17.71.01.1001"} | given


def visit(days, z, id="a", *, on=DAY, **given):
    """A length so many days before (negative) or after ``on`` at about this height for age."""
    day = on + timedelta(days=days)
    cm = float(value_at_z("haz", "f", [(day - BORN).days], [z])[0])
    return {"child_id": id, "visit_date": day, "seq": 1, "lenhei_cm": cm, "measure": "l"} | given


def frame(visits, children=None, **given):
    return risk_frame(
        CHILDREN.conform(pd.DataFrame(children or [child()])),
        VISITS.conform(pd.DataFrame(visits)),
        on=DAY,
        **given,
    ).set_index("child_id")


def test_the_newest_length_counts_with_the_time_since():
    row = frame([visit(-100, -1.0), visit(-61, -1.5)]).loc["a"]
    assert row["haz"] == pytest.approx(-1.5, abs=0.01)
    assert row["months_since"] == pytest.approx(61 / 30.4375)
    assert (row["lengths"], row["male"]) == (2, 0.0)
    assert row["age_months"] == pytest.approx(365 / 30.4375)


def test_the_slope_is_the_fall_a_month():
    row = frame([visit(-182, -0.5), visit(-91, -1.0), visit(0, -1.5)]).loc["a"]
    assert row["haz_slope"] == pytest.approx(-0.5 / (91 / 30.4375), abs=0.01)
    assert row["haz_change"] == pytest.approx(-1.0, abs=0.02)
    assert row["change_months"] == pytest.approx(182 / 30.4375)
    assert row["faltering"]


def test_lengths_that_lie_close_together_have_no_slope_and_faltering_is_unknown():
    row = frame([visit(-20, -0.5), visit(0, -1.5)]).loc["a"]
    assert np.isnan(row["haz_slope"])
    assert np.isnan(row["change_months"])
    assert row["faltering"] is pd.NA


@pytest.mark.parametrize(("last", "falters"), [(-1.27, False), (-1.40, True)])
def test_a_fall_of_a_centile_band_is_faltering(last, falters):
    assert frame([visit(-150, -0.65), visit(0, last)]).loc["a", "faltering"] == falters


def test_a_value_that_who_flags_is_not_used():
    row = frame([visit(-60, -1.0), visit(-10, -1.0, lenhei_cm=40.0)]).loc["a"]
    assert row["haz"] == pytest.approx(-1.0, abs=0.01)


def test_a_length_of_more_than_a_year_ago_is_too_old():
    born = child(birth_date=date(2023, 1, 1))
    row = frame([visit(-366, -1.0)], [born]).loc["a"]
    assert np.isnan(row["haz"])
    assert row["stunted_now"] is pd.NA


def test_a_measurement_entered_later_was_not_known():
    late = visit(-10, -2.5, entry_date=DAY + timedelta(days=1))
    assert frame([visit(-60, -1.0), late]).loc["a", "haz"] == pytest.approx(-1.0, abs=0.01)


@pytest.mark.parametrize(
    ("days", "known"), [(90, False), (91, True), (183, True), (184, False)], ids=["early", "first", "last", "late"]
)
def test_the_outcome_is_looked_for_in_its_window_only(days, known):
    found = frame([visit(0, -1.0), visit(days, -2.5)]).loc["a", "stunted_later"]
    assert (found is not pd.NA) == known
    assert not known or found


def test_no_outcome_after_the_last_day_that_may_tell():
    rows = [visit(0, -1.0), visit(120, -1.0), visit(170, -2.5)]
    assert frame(rows).loc["a", "stunted_later"]
    assert not frame(rows, until=DAY + timedelta(days=150)).loc["a", "stunted_later"]


@pytest.mark.parametrize(
    "given",
    [
        {"life_status": "meninggal"},
        {"life_status": "pindah", "life_status_date": DAY},
        {"sex": None},
        {"birth_date": None},
        {"birth_date": date(2020, 1, 1)},
        {"birth_date": DAY + timedelta(days=1)},
    ],
)
def test_who_is_not_there_on_the_day_has_no_row(given):
    assert frame([visit(-30, -1.0)], [child(**given)]).empty


def test_who_dies_later_was_there_on_the_day():
    rows = frame([visit(-30, -1.0)], [child(life_status="meninggal", life_status_date=DAY + timedelta(days=5))])
    assert list(rows.index) == ["a"]


def test_a_child_never_measured_has_a_row_and_nothing_in_it():
    row = frame([visit(-30, -1.0, id="b")], [child(), child("b")]).loc["a"]
    assert np.isnan(row["haz"])
    assert row["lengths"] == 0


def test_a_register_without_visits_has_children_and_no_measurements():
    rows = risk_frame(CHILDREN.conform(pd.DataFrame([child()])), VISITS.conform(pd.DataFrame()), on=DAY)
    assert len(rows) == 1
    assert rows["haz"].isna().all()
