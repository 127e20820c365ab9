"""Outside source: the column "5th" of WHO's printed weight velocity tables (WHO 2009, weight increments, percentiles).

Typed here as WHO prints them, in grams by the month of age at which the interval begins. They follow from L, M, S only
when delta (400 g over one month, 600 g over two) is subtracted.
"""

from __future__ import annotations

import numpy as np
import pytest

from audit.anthropometry import lms
from audit.anthropometry.velocity import velocity_z
from audit.reference.growth_velocity import velocity_tables

FIFTH_PERCENTILE_Z = -1.6448536269514722
PRINTED = {
    ("m", 1): [460, 713, 446, 285, 194, 103, 42, -1, -36, -66, -89, -106],
    ("f", 1): [446, 578, 369, 259, 172, 93, 37, -2, -40, -70, -89, -102],
    ("m", 2): [1443, 1303, 884, 642, 466, 330, 238, 172, 115, 67, 30, -2, -31, -58, -75, -84, -90, -97, -104, -111,
               -118, -123, -128],
    ("f", 2): [1216, 1107, 804, 615, 450, 321, 229, 157, 95, 53, 26, 1, -19, -35, -47, -55, -64, -75, -86, -97, -109,
               -124, -137],
}  # fmt: skip


def table_of(measure, sex, months):
    return next(t for t in velocity_tables() if (t.measure, t.sex, t.interval_months) == (measure, sex, months))


@pytest.mark.parametrize(("sex", "months"), PRINTED)
def test_the_fifth_percentile_of_weight_gain_is_the_one_that_who_prints(sex, months):
    table = table_of("weight", sex, months)
    fifth = table.M * (1 + table.L * table.S * FIFTH_PERCENTILE_Z) ** (1 / table.L) - table.delta
    assert np.abs(fifth - PRINTED[sex, months]).max() <= 0.51  # printed in whole grams


@pytest.mark.parametrize(("sex", "months"), PRINTED)
def test_a_gain_as_printed_has_the_z_of_the_fifth_percentile(sex, months):
    table = table_of("weight", sex, months)
    z = velocity_z(
        "weight", sex=[sex] * len(table.days), from_days=table.from_day, days=table.days, gain=PRINTED[sex, months]
    )
    assert np.abs(z - FIFTH_PERCENTILE_Z).max() < 0.005


# A missing delta would be off by 600 g; a median of gains is not the gain of the medians, so these are wide.
APART = {"weight": 100.0, "length": 0.3, "headc": 0.15}  # g, cm, cm


@pytest.mark.parametrize(
    ("measure", "index", "unit"), [("weight", "waz", 1000), ("length", "haz", 1), ("headc", "hcz", 1)]
)
@pytest.mark.parametrize("sex", ["m", "f"])
def test_median_gains_over_two_months_lie_near_the_gains_of_the_medians(measure, index, unit, sex):
    table = table_of(measure, sex, 2)
    before, after = (lms(index, sex, day)[1] * unit for day in (table.from_day, table.from_day + table.days))
    assert np.abs(table.M - table.delta - (after - before)).max() < APART[measure]
