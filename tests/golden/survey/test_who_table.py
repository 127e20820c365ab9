"""WHO's R package anthro 1.1.0 with survey 4.1-1: ``anthro_prevalence`` on eight surveys, every value."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.survey import Design, who_table

pytestmark = pytest.mark.shared

CASES = [
    "mysurvey_sw", "mysurvey_unweighted", "mwana02_full", "mwana02_sw", "mwana02_cluster", "mwana02_cluster_sw",
    "mwana02_strata_sw", "mwana02_srs",
]  # fmt: skip
KEY = ["group", "indicator", "stat"]
PARTS = {"cluster": "cluster", "strata": "strata", "weight": "sw"}
GROUPINGS = ("typeres", "gregion", "wealthq", "mothered", "othergr")
VALUES_A_CASE = 3350
LIMIT_TOLERANCE = 5e-5  # percentage points: R's limits come from an iterated model


@pytest.fixture(scope="module")
def surveys(shared):
    codes = dict.fromkeys(("sex", "measure", "oedema"), str)
    children = pd.read_csv(shared("oracle/prevalence_input.csv.gz"), dtype=codes)
    return children, pd.read_csv(shared("oracle/prevalence_expected.csv.gz"))


@pytest.fixture(scope="module", params=CASES)
def case(request, surveys):
    """R's values and our table of one survey. A column that is empty in all rows was not given to R."""
    children, expected = (frame[frame["case"] == request.param] for frame in surveys)
    given = children.dropna(axis="columns", how="all")
    design = Design(**{part: column for part, column in PARTS.items() if column in given})
    return expected, who_table(given, design=design, by=[name for name in GROUPINGS if name in given])


def test_every_value_is_whos(case):
    expected, table = case
    both = expected.merge(table, on=KEY, how="left", suffixes=("_who", ""), validate="one_to_one", indicator=True)
    assert len(both) == VALUES_A_CASE
    assert (both["_merge"] == "both").all()
    assert both["value"].isna().equals(both["value_who"].isna())
    limits = both["stat"].isin(["ll", "ul"])
    np.testing.assert_allclose(both["value"][limits], both["value_who"][limits], rtol=0, atol=LIMIT_TOLERANCE)
    np.testing.assert_allclose(both["value"][~limits], both["value_who"][~limits], rtol=1e-9, atol=0)


def test_nothing_but_honest_limits_is_added(case):
    expected, table = case
    added = table[~pd.MultiIndex.from_frame(table[KEY]).isin(pd.MultiIndex.from_frame(expected[KEY]))]
    assert set(added["stat"]) == {"ll_honest", "ul_honest"}
    certain = expected[(expected["stat"] == "r") & expected["value"].isin([0.0, 100.0])]
    honest = added.pivot_table(index=["group", "indicator"], columns="stat", values="value")
    assert set(honest.index) == set(certain[["group", "indicator"]].itertuples(index=False, name=None))
    assert (honest["ll_honest"] < honest["ul_honest"]).all()
