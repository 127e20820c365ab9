import numpy as np
import pandas as pd
import pytest
from pygrowup.tables.by_day import lfa, wfl

from audit.anthropometry import lms, value_at_z
from audit.reference.growth_standards import TABLES, lms_table

ENDS = {name: (lms_table(name).first, lms_table(name).last) for name in TABLES}
SCALE = {name: 10 if name in ("wfl", "wfh") else 1 for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_table_at_its_ends_and_nothing_beyond(name):
    first, last = (x / SCALE[name] for x in ENDS[name])
    step = 1 / SCALE[name]
    for sex, place in (("m", 0), (2, 1)):
        for x, column in ((first, 0), (last, -1)):
            table = lms_table(name)
            assert [float(v) for v in lms(name, sex, x)] == [c[place, column] for c in (table.L, table.M, table.S)]
        assert np.isnan(lms(name, sex, [first - step, last + step, np.nan, np.inf, -np.inf])).all()


def test_half_a_day_and_between_rows():
    assert lms("haz", "f", 0.5)[1] == float(lfa.DATA["female"][1]["m"])
    low, high = (next(float(v["m"]) for k, v in wfl.DATA["female"].items() if float(k) == x) for x in (60.0, 60.1))
    assert lms("wfl", "f", 60.05)[1] == pytest.approx((low + high) / 2, abs=1e-12)


def test_shapes_are_broadcast():
    assert value_at_z("haz", ["m", "f"], [[0], [1], [2]], 0.0).shape == (3, 2)
    assert value_at_z("waz", "m", np.arange(5), np.zeros((3, 1))).shape == (3, 5)
    assert np.shape(value_at_z("waz", "m", 3, 0)) == ()
    assert value_at_z("waz", [], [], []).shape == (0,)


def test_series_are_taken():
    found = value_at_z("haz", pd.Series(["m", None]), pd.Series([0, 0]), 0.0)
    assert found[0] == 49.8842
    assert np.isnan(found[1])


@pytest.mark.parametrize(("sex", "cm"), [("m", [46.1, 49.9, 53.7]), ("f", [45.4, 49.1, 52.9])])
def test_lengths_at_birth_that_who_prints(sex, cm):
    # WHO 2006, length for age: -2 SD, median, +2 SD.
    assert value_at_z("haz", sex, 0, [-2, 0, 2]).round(1).tolist() == cm


@pytest.mark.parametrize("name", TABLES)
def test_every_sd_exists_everywhere_and_they_are_in_order(name):
    first, last = ENDS[name]
    x = np.arange(first, last + 1) / SCALE[name]
    z = np.arange(-3.0, 8.5, 0.5)
    for sex in "mf":
        assert (np.diff(value_at_z(name, sex, x[:, None], z), axis=1) > 0).all()


def test_weight_for_height_is_two_tables():
    with pytest.raises(KeyError):
        value_at_z("whz", "m", 80.0, 0.0)
