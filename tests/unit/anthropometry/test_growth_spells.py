"""Spells below -2: stretches of believed measurements in a row, each index by itself."""

from __future__ import annotations

from math import nan

import pytest

from audit.anthropometry.growth_series import AtAge, GrowthPoint, GrowthSeries
from audit.anthropometry.growth_spells import SPELLS, spells


def point(day: int, haz: float, whz: float = nan, waz: float = nan, *, believed: bool = True, corrected=None):
    at = AtAge(day, day // 30, haz, 0.0)
    return GrowthPoint(60.0, 60.0, at, corrected, whz, audit=False, doubts=(), believed=believed, waz=waz)


def found(*points: GrowthPoint):
    return [(s.kind, s.from_day, s.to_day, s.n, s.lasts) for s in spells(GrowthSeries("f", None, points, (), 0))]


def test_a_spell_is_from_the_first_to_the_last_below_and_ends_where_one_is_not():
    scores = [-1.0, -2.1, -2.5, -1.9, -2.0, -3.4]
    assert found(*(point(30 * i, z) for i, z in enumerate(scores))) == [
        ("stunted", 30, 60, 2, False),
        ("stunted", 150, 150, 1, True),
    ]


def test_exactly_minus_two_is_not_below():
    assert found(point(30, -2.0, -2.0, -2.0)) == []
    assert [kind for kind, *_ in found(point(30, -2.01, -2.01, -2.01))] == list(SPELLS)


def test_each_index_is_by_itself_and_a_missing_z_neither_begins_nor_ends_one():
    points = (point(30, -1, -2.5, -2.2), point(60, -1, nan, -1.0), point(90, -2.5, -2.6, -2.3))
    assert found(*points) == [
        ("stunted", 90, 90, 1, True),
        ("wasted", 30, 90, 2, True),
        ("underweight", 30, 30, 1, False),
        ("underweight", 90, 90, 1, True),
    ]


def test_what_is_not_believed_does_not_count():
    assert found(point(30, -2.5), point(60, 1.0, believed=False), point(90, -2.4)) == [("stunted", 30, 90, 2, True)]


def test_a_preterm_child_is_judged_at_corrected_age():
    corrected = AtAge(48, 1, -1.5, 0.0)
    assert found(point(90, -3.0, corrected=corrected)) == []


@pytest.mark.parametrize("points", [(), (point(30, nan),), (point(30, 0.4, 0.1, 0.2),)])
def test_nothing_measured_nothing_known_and_never_below_are_no_spell(points):
    assert found(*points) == []


def test_every_measurement_below_is_one_spell():
    assert found(*(point(30 * i, -2.5) for i in range(5))) == [("stunted", 0, 120, 5, True)]
