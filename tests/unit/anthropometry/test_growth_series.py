"""One child's series for the chart: corrected age, doubted values, course, change after help, gains."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import value_at_z
from audit.anthropometry.growth import Episode, growth_series, length_gains
from audit.anthropometry.growth_course import change_since_help, course
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.growth_chart_rules import CHANGE_CM
from audit.schemas import CHILDREN, VISITS

BORN = pd.Timestamp("2024-01-10")


def day(age: int):
    return (BORN + pd.Timedelta(days=age)).date()


def tables(scores, *, sex="f", measure=None, **known):
    """A child with a height of each z at each age in days."""
    days = np.array([age for age, _ in scores], dtype=float)
    cm = np.round(value_at_z("haz", sex, days, [z for _, z in scores]), 1)
    visits = {
        "child_id": "c", "seq": 1, "visit_date": BORN + pd.to_timedelta(days, unit="D"), "lenhei_cm": cm,
        "measure": measure or ["l" if age < 731 else "h" for age in days],
    }  # fmt: skip
    child = {"child_id": "c", "sex": sex, "birth_date": BORN} | known
    return CHILDREN.conform(pd.DataFrame([child])), VISITS.conform(pd.DataFrame(visits))


def series(scores, *, audit_dates=(), episodes=(), **known):
    found = growth_series(*tables(scores, **known), "c", audit_dates=audit_dates, episodes=episodes)
    assert found is not None
    return found


def test_points_stand_by_age_with_birth_first_and_the_audit_marked():
    found = series([(60, -1.0), (125, -1.2)], birth_length_cm=49.1, audit_dates=[day(125)])
    assert [p.born.day for p in found.points] == [0, 60, 125]
    assert [p.audit for p in found.points] == [False, False, True]
    assert [p.born.months for p in found.points] == [0, 2, 4]
    assert found.points[2].born.haz == pytest.approx(-1.2, abs=0.03)
    assert found.gestation_weeks is None


def test_without_sex_birth_date_or_length_there_is_no_series():
    for known in ({"sex": None}, {"birth_date": pd.NaT}):
        children, visits = tables([(60, -1.0)])
        assert growth_series(children.assign(**known), visits, "c") is None
    children, visits = tables([(60, -1.0)])
    assert growth_series(children, visits.assign(lenhei_cm=np.nan), "c") is None
    assert growth_series(children, visits.assign(lenhei_cm=0.0), "c") is None
    with pytest.raises(KeyError):
        growth_series(children, visits, "somebody")


def test_what_has_no_standard_is_counted_and_not_drawn():
    children, visits = tables([(60, -1.0), (400, -1.0)])
    visits["visit_date"] = [BORN - pd.Timedelta(days=3), BORN + pd.Timedelta(days=400)]
    found = growth_series(children, visits, "c")
    assert found is not None
    assert (len(found.points), found.beyond) == (1, 1)


def test_a_preterm_child_is_judged_at_corrected_age_until_24_months():
    found = series([(30, -3.0), (100, -3.0), (500, -2.0), (740, -1.5)], gestation_weeks=32)
    before_term, early, late, grown = found.points
    assert (before_term.corrected, math.isnan(before_term.judged.haz)) == (None, True)
    assert before_term.believed
    assert early.corrected is not None
    assert early.corrected.day == 100 - (40 - 32) * 7
    assert early.corrected.haz > early.born.haz
    assert late.judged is late.corrected
    assert grown.corrected is None
    assert grown.judged is grown.born


@pytest.mark.parametrize("weeks", [None, 37, 40])
def test_at_term_or_unknown_no_age_is_corrected(weeks):
    assert all(p.corrected is None for p in series([(100, -1.0)], gestation_weeks=weeks).points)


def test_a_standing_infant_is_drawn_longer_and_what_was_measured_stays():
    point = series([(500, -1.0)], measure=["h"]).points[0]
    assert point.cm - point.measured_cm == pytest.approx(0.7)


def test_a_slip_of_the_decimal_point_is_kept_and_doubted_and_blames_no_neighbour():
    children, visits = tables([(60, -1.0), (150, -1.0), (240, -1.1), (330, -1.2)])
    visits.loc[1, "lenhei_cm"] /= 10
    found = growth_series(children, visits, "c")
    assert found is not None
    assert [p.believed for p in found.points] == [True, False, True, True]
    assert {"who_flag", "unit_slip_length"} <= set(found.points[1].doubts)
    assert all(p.doubts == () for p in (found.points[0], *found.points[2:]))


@pytest.mark.parametrize(("wrong", "by"), [(2, -6.0), (2, 6.0)])
def test_of_two_lengths_that_shrink_the_one_out_of_line_is_doubted(wrong, by):
    children, visits = tables([(200, -1.0), (260, -1.0), (320, -1.0), (380, -1.1), (440, -1.1)])
    visits.loc[wrong, "lenhei_cm"] += by
    found = growth_series(children, visits, "c")
    assert found is not None
    assert [i for i, p in enumerate(found.points) if not p.believed] == [wrong]


def test_two_lengths_alone_do_not_say_which_is_wrong():
    children, visits = tables([(200, -1.0), (260, -1.0)])
    visits.loc[1, "lenhei_cm"] = visits.loc[0, "lenhei_cm"] - 4
    found = growth_series(children, visits, "c")
    assert found is not None
    assert all(p.believed for p in found.points)
    assert "length_shrinks_much" in found.points[1].doubts


@pytest.mark.parametrize(
    ("scores", "id", "at"),
    [
        ([-1.0, -1.5], "never", 1),
        ([-2.5], "once", 0),
        ([-2.5, -2.6], "from_first", 0),
        ([-1.0, -2.3, -2.4], "since", 1),
        ([-1.0, -2.3, -1.7, -2.4], "again", 1),
        ([-1.0, -2.3, -1.7], "recovered", 1),
    ],
)
def test_the_course_names_the_first_measurement_below(scores, id, at):
    found = series([(100 + 90 * i, z) for i, z in enumerate(scores)])
    assert course(found) == (id, found.points[at])


def test_a_doubted_value_does_not_begin_a_course():
    children, visits = tables([(100, -1.0), (190, -1.0), (280, -1.0)])
    visits.loc[1, "lenhei_cm"] /= 10
    found = growth_series(children, visits, "c")
    assert found is not None
    assert course(found)[0] == "never"


@pytest.mark.parametrize(("haz", "id"), [(-2.0, "never"), (-2.01, "once")])
def test_exactly_minus_two_is_not_below(haz, id):
    found = series([(100, -2.0)])
    point = found.points[0]
    assert course(replace(found, points=(replace(point, born=replace(point.born, haz=haz)),)))[0] == id


@pytest.mark.parametrize(("last", "verdict"), [(-2.0, "better"), (-2.6, "same"), (-3.1, "worse")])
def test_change_after_help_is_told_from_the_error_of_measuring(last, verdict):
    help_ = Episode("PMT", day(400), day(490), intervention=True)
    change = change_since_help(series([(300, -2.4), (400, -2.6), (600, last)], episodes=[help_]))
    assert change is not None
    assert (change.verdict, change.old.day, change.new.day) == (verdict, 400, 600)


def test_a_z_that_rises_while_centimetres_are_lost_is_not_called_better():
    help_ = Episode("PMT", day(200), intervention=True)
    change = change_since_help(series([(190, -3.4), (1700, -3.0)], episodes=[help_]))
    assert change is not None
    assert change.new.haz > change.old.haz
    assert change.new.had_cm < change.old.had_cm - CHANGE_CM
    assert change.verdict == "z_only"


def test_an_illness_or_help_without_a_measurement_on_both_sides_has_no_change():
    scores = [(300, -2.4), (400, -2.6)]
    assert change_since_help(series(scores, episodes=[Episode("diare", day(350))])) is None
    assert change_since_help(series(scores, episodes=[Episode("PMT", day(500), intervention=True)])) is None
    assert change_since_help(series(scores, episodes=[Episode("PMT", day(200), intervention=True)])) is None


def test_leaving_corrected_age_behind_is_no_change():
    help_ = Episode("PMT", day(300), intervention=True)
    change = change_since_help(series([(290, -2.3), (700, -1.8), (760, -1.6)], gestation_weeks=31, episodes=[help_]))
    assert change is not None
    assert change.corrected
    assert change.new.day == 700 - 63


def test_a_child_on_the_median_gains_what_the_median_does_over_24_months_too():
    found = series([(550, 0.0), (650, 0.0), (760, 0.0)])
    gains = length_gains(found)
    assert [gain.days for gain in gains] == [100, 110]
    for gain in gains:
        assert gain.per_period_cm == pytest.approx(gain.gain_cm * 3 * DAYS_PER_MONTH / gain.days)
        assert gain.per_period_cm == pytest.approx(gain.median_per_period_cm, abs=0.1)


def test_gains_need_two_months_and_two_measurements():
    assert length_gains(series([(100, 0.0)])) == ()
    assert length_gains(series([(100, 0.0), (160, 0.0)])) == ()
    assert [g.days for g in length_gains(series([(100, 0.0), (130, 0.0), (161, 0.0)]))] == [61]
