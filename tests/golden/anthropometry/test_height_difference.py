"""Height-for-age difference against the medians of WHO's R package anthro 1.1.0, solved from its own z-scores."""

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry.height_difference import height_difference
from audit.reference.anthropometry_rules import DAYS_PER_MONTH


@pytest.mark.parametrize(
    ("sex", "days", "median"),
    [("m", 0, 49.8842), ("f", 0, 49.1477)],  # WHO Child Growth Standards 2006, length for age, birth
)
def test_medians_at_birth_are_those_who_published(sex, days, median):
    assert height_difference([sex] * 2, [days] * 2, [50.0, median]) == pytest.approx([50.0 - median, 0.0], abs=1e-9)


@pytest.mark.shared
def test_differences_are_those_from_whos_medians_to_four_decimals(shared):
    """For length L is 1: z = (y / M - 1) / S, so two children of one sex and day give M without any table of ours."""
    asked = pd.read_csv(shared("oracle/zscores_months_input.csv.gz"), dtype={"sex": str})
    theirs = pd.read_csv(shared("oracle/zscores_months_expected.csv.gz"))
    rows = asked[["id", "sex", "age"]].merge(theirs[["id", "clenhei", "csex", "zlen_full"]], on="id").dropna()
    rows = rows[rows["csex"].isin([1, 2])]
    rows["day"] = np.floor(rows["age"] * DAYS_PER_MONTH + 0.5)
    pairs = rows.groupby(["csex", "day"])["clenhei"].transform(lambda y: y.max() - y.min()).gt(5)
    checked = 0
    for (sex, day), group in rows[pairs].groupby(["csex", "day"]):
        low, high = group.loc[group["clenhei"].idxmin()], group.loc[group["clenhei"].idxmax()]
        slope = (high["clenhei"] - low["clenhei"]) / (high["zlen_full"] - low["zlen_full"])
        median = low["clenhei"] - low["zlen_full"] * slope
        ours = height_difference(np.full(len(group), sex), np.full(len(group), day), group["clenhei"])
        assert ours == pytest.approx((group["clenhei"] - median).to_numpy(), abs=5e-5)
        checked += len(group)
    assert checked > 1000


def test_the_median_changes_its_table_where_children_stand():
    """From 731 days on the standard takes the height standing, 0.7 cm below the length lying (rule of WHO 2006)."""
    lying, standing = -height_difference(["f", "f"], [730, 731], [0.0, 0.0])
    assert lying - standing == pytest.approx(0.7 - 0.03, abs=0.01)  # a girl grows about 0.03 cm a day then


@pytest.mark.parametrize(
    ("sex", "days", "cm"), [(None, 300, 70.0), ("m", np.nan, 70.0), ("m", 300, np.nan), ("m", -1, 70)]
)
def test_what_is_missing_has_no_difference(sex, days, cm):
    assert np.isnan(height_difference([sex], [days], [cm])).all()
