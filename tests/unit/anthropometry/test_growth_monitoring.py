"""Growth monitoring: statuses outside the oracle, faltering, catch-up, labels, each on a child or two."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.anthropometry import value_at_z
from audit.anthropometry.growth import (
    RULES,
    catch_up,
    conditional_gain,
    faltering,
    growth_pairs,
    implausible_changes,
    kms_status,
    side_by_side,
    velocity_z,
)
from audit.errors import ReferenceDataError
from audit.schemas import CHILDREN, VISITS

BORN = pd.Timestamp("2024-01-10")


def child(**known):
    row = {"child_id": "c", "sex": "m", "birth_date": BORN} | known
    return CHILDREN.conform(pd.DataFrame([row]))


def visits(*rows):
    """Rows of (day, weight, length)."""
    frame = pd.DataFrame(rows, columns=["visit_date", "weight_kg", "lenhei_cm"])
    frame["visit_date"] = pd.to_datetime(frame["visit_date"])
    frame["seq"] = frame.groupby("visit_date").cumcount() + 1
    return VISITS.conform(frame.assign(child_id="c", measure="l"))


def at_z(day, waz, haz):
    days = (pd.Timestamp(day) - BORN).days
    weight, length = (float(value_at_z(index, "m", days, z)) for index, z in (("waz", waz), ("haz", haz)))
    return day, weight, length


def statuses(*rows, **how):
    return kms_status(child(), visits(*rows), **how)["status"].tolist()


def test_a_gap_is_o_or_held_against_the_sum_of_the_months_passed():
    rows = [("2024-07-10", 7.0, None), ("2024-09-10", 7.7, None)]  # months 7 and 8: 400 + 300 g
    assert statuses(*rows) == ["B", "O"]
    assert statuses(*rows, gap="scaled") == ["B", "N"]
    assert statuses(rows[0], ("2024-09-10", 7.69, None), gap="scaled") == ["B", "T"]


def test_the_first_t_refers_and_the_second_is_a_series_which_a_missed_month_ends():
    days = ["2025-01-10", "2025-02-10", "2025-03-10", "2025-05-10", "2025-06-10"]
    found = kms_status(child(), visits(*[(day, 10.0, None) for day in days]))
    assert found["status"].tolist() == ["B", "T", "T", "O", "T"]
    assert found["t_run"].tolist() == [0, 1, 2, 0, 1]
    assert found["first_t"].tolist() == [False, True, False, False, True]
    assert found["two_t"].tolist() == [False, False, True, False, False]
    assert found["refer"].tolist() == [False, True, True, False, True]


def test_below_the_red_and_above_the_orange_line():
    rows = kms_status(child(), visits(at_z("2024-07-10", -3.2, 0), at_z("2024-08-10", 1.2, 0)))
    assert rows["bgm"].tolist() == [True, False]
    assert rows["above_orange"].tolist() == [False, True]
    assert rows["refer"].tolist() == [True, True]


def test_without_sex_or_birth_date_there_is_no_n_and_no_t():
    rows = visits(("2024-07-10", 7.0, None), ("2024-08-10", 7.7, None))
    for unknown in ({"sex": pd.NA}, {"birth_date": pd.NaT}):
        assert kms_status(child(**unknown), rows)["status"].fillna("").tolist() == ["B", ""]


def test_the_last_weighing_of_a_month_counts_and_one_without_weight_does_not():
    rows = visits(("2024-07-01", 7.0, None), ("2024-07-20", 7.2, None), ("2024-08-10", None, 70.0))
    found = kms_status(child(), rows)
    assert found[["month", "weight_kg"]].to_numpy().tolist() == [["2024-07", 7.2]]
    assert kms_status(child(), rows.iloc[:0]).empty


def test_unknown_tables_and_gaps_are_refused():
    with pytest.raises(ReferenceDataError, match="kms1900"):
        kms_status(child(), visits(("2024-07-01", 7.0, None)), kbm="kms1900")
    with pytest.raises(ValueError, match="gap"):
        kms_status(child(), visits(("2024-07-01", 7.0, None)), gap="N")


def test_velocity_has_no_answer_outside_who_tables():
    z = velocity_z(
        "weight", sex=["m", "m", "m", None, "m", "m"], from_days=[0, 400, 700, 0, 0, np.nan],
        days=[28, 30, 60, 28, 90, 28], gain=[1023, 200, 200, 1023, 3000, 1023],
    )  # fmt: skip
    assert abs(z[0]) < 0.001
    assert np.isnan(z[1:]).all()


def test_a_great_loss_has_the_least_z_there_is():
    z = velocity_z("weight", sex=["m"] * 2, from_days=[28] * 2, days=[33] * 2, gain=[-401, -2000])
    assert z[0] == z[1] < -6


@given(st.floats(-4, 4), st.floats(-4, 4), st.floats(-0.95, 0.95))
def test_conditional_gain_is_the_formula(first, second, r):
    z = conditional_gain([first], [second], r=r)
    assert z[0] == pytest.approx((second - r * first) / np.sqrt(1 - r * r))


def test_conditional_gain_has_a_standard_normal_distribution_where_its_model_holds():
    rng = np.random.default_rng(3)
    first = rng.normal(size=20_000)
    second = 0.8 * first + 0.6 * rng.normal(size=20_000)
    z = conditional_gain(first, second)
    assert (abs(z.mean()) < 0.02, abs(z.std() - 1) < 0.02, abs(np.corrcoef(z, first)[0, 1]) < 0.02) == (True,) * 3


@pytest.mark.parametrize("pairs", [([], []), ([1.0, 2.0], [1.0, 2.0]), ([1.0] * 5, [1.0, 2.0, 3.0, 4.0, 5.0])])
def test_conditional_gain_without_a_correlation_is_missing(pairs):
    assert np.isnan(conditional_gain(*pairs)).all()


def test_two_definitions_side_by_side():
    pairs = growth_pairs(
        child(), visits(at_z("2024-03-10", 0, 0), at_z("2024-04-10", -0.7, 0), at_z("2024-05-11", -0.7, 0))
    )
    found = faltering(pairs, r=0.9)
    assert found["band"].tolist() == [True, False]
    assert found["loss"].tolist() == [False, False]
    counts = side_by_side(found, "band", "velocity")
    assert sum(counts.values()) == 2
    assert (counts["both"] + counts["only_first"], counts["not_assessable"]) == (1, 0)


def test_what_cannot_be_assessed_is_not_no():
    found = faltering(growth_pairs(child(sex=pd.NA), visits(("2024-03-10", 6.0, 60.0), ("2024-04-10", 6.5, 62.0))))
    assert found[["band", "conditional", "velocity"]].isna().all(axis=None)
    assert found["loss"].tolist() == [False]


def test_a_z_may_rise_while_centimetres_are_lost():
    pairs = growth_pairs(child(), visits(at_z("2025-01-10", 0, -2.5), at_z("2026-01-09", 0, -2.3)), which="first_last")
    assert pairs["change_haz"].iloc[0] > 0 > pairs["change_had_cm"].iloc[0]
    assert catch_up(pairs).tolist() == ["haz_only"]
    whole = growth_pairs(child(), visits(at_z("2025-01-10", 0, -2.5), at_z("2026-01-09", 0, -1.0)))
    assert catch_up(whole).tolist() == ["both"]


def rules(*rows, **known):
    found = implausible_changes(child(**known), visits(*rows))
    assert set(found["rule"]) <= set(RULES)
    return [(str(r.visit_date.date()), r.rule) for r in found.itertuples()]


def test_a_child_that_grows_as_children_do_has_no_label():
    assert rules(*[at_z(f"2025-{month:02d}-10", -1, -1) for month in range(1, 12)]) == []
    assert rules() == []


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (79.0, []),
        (78.9, ["length_shrinks"]),
        (77.5, ["length_shrinks"]),
        (77.4, ["length_shrinks", "length_shrinks_much"]),
    ],
)
def test_a_child_does_not_shrink(second, expected):
    found = rules(("2025-06-10", 10.0, 80.0), ("2025-07-10", 10.1, second))
    assert [rule for _, rule in found if rule.startswith("length_shrinks")] == expected


def test_jumps_of_z():
    found = rules(at_z("2025-01-10", -1, -2), at_z("2025-03-10", 1.1, -0.9), at_z("2025-09-10", 1, 0.5))
    assert found == [("2025-03-10", "haz_jump"), ("2025-03-10", "waz_jump")]


def test_values_that_stand_still():
    rows = [("2025-06-10", 10.0, 80.0), ("2025-07-10", 10.0, 80.0), ("2025-08-10", 10.4, 80.0)]
    assert rules(*rows) == [
        ("2025-07-10", "carried_forward"), ("2025-07-10", "length_identical"), ("2025-08-10", "length_identical"),
    ]  # fmt: skip
    assert [rule for _, rule in rules(*rows[:2])] == ["carried_forward"]


def test_of_several_measurements_of_a_day_the_one_that_fits_is_left():
    rows = [at_z("2025-05-10", 0, 0), at_z("2025-06-10", 0, 0), at_z("2025-06-10", 0, -3), at_z("2025-07-10", 0, 0)]
    found = implausible_changes(child(), visits(*rows))
    extra = found[found["rule"] == "same_day_extraneous"]
    assert extra["seq"].tolist() == [2]


def test_slips_of_the_pen():
    day = "2025-06-10"
    _, weight, length = at_z(day, 0, 0)
    assert rules((day, length, weight)) == [(day, "weight_length_swapped")]
    assert rules((day, weight * 10, length)) == [(day, "unit_slip_weight")]
    assert rules((day, weight, length * 10)) == [(day, "unit_slip_length")]
    assert rules((day, weight, length / 100)) == [(day, "unit_slip_length")]
    assert rules((day, weight / 0.45359237, length)) == [(day, "unit_slip_weight")]
    # No board measures in pounds, and no scale in inches.
    assert rules((day, weight, round(length / 0.45359237, 1))) == []
