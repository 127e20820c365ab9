"""z-scores of WHO's R package anthro 1.1.0 (tag v1.1.0, R 4.2.2) and of WHO's igrowup macro, on the same children."""

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import zscores
from audit.reference.anthropometry_rules import INDICES

pytestmark = pytest.mark.shared

WHO = {"haz": "len", "waz": "wei", "whz": "wfl", "baz": "bmi", "hcz": "hc", "acz": "ac", "tsz": "ts", "ssz": "ss"}
TEXT = {"sex": str, "measure": str, "oedema": str}
MEASURES = ["weight", "lenhei", "measure", "headc", "armc", "triskin", "subskin", "oedema"]
TOLERANCE = 1e-9  # z; the pass rule of the reference results


def score(children, age_unit, age="age", digits=2):
    return zscores(
        sex=children["sex"], age=children[age], age_unit=age_unit, digits=digits, **{m: children[m] for m in MEASURES}
    )


def same(ours, theirs):
    return (ours == theirs) | (ours.isna() & theirs.isna())


@pytest.fixture(scope="module")
def children(shared):
    return pd.read_csv(shared("oracle/zscores_months_input.csv.gz"), dtype=TEXT)


@pytest.fixture(scope="module")
def expected(shared):
    return pd.read_csv(shared("oracle/zscores_months_expected.csv.gz"), dtype={"cmeasure": str})


@pytest.fixture(scope="module")
def quirks(shared):
    """Cells where binary rounding makes R skip a row of the table (rule W2): index and the exact value."""
    rows = pd.read_csv(shared("oracle/zscores_known_quirks.csv"))
    rows = rows[rows["file"] == "zscores_months"]
    names = {f"z{who}": index for index, who in WHO.items()}
    return {
        (names[c], id): exact for c, id, exact in zip(rows["column"], rows["id"], rows["exact_value_full"], strict=True)
    }


@pytest.fixture(scope="module")
def scored(children):
    return score(children, "months")


@pytest.fixture(scope="module")
def unrounded(children):
    return score(children, "months", digits=None)


@pytest.mark.parametrize(("index", "who"), WHO.items())
def test_same_scores_missing_in_every_row(scored, expected, index, who):
    assert scored[index].isna().equals(expected[f"z{who}"].isna())


@pytest.mark.parametrize(("index", "who"), WHO.items())
def test_unrounded(unrounded, expected, children, quirks, index, who):
    ids = children["id"]
    theirs = expected[f"z{who}_full"].copy()
    for (name, id), exact in quirks.items():
        if name == index:
            theirs[ids == id] = exact
    np.testing.assert_allclose(unrounded[index], theirs, rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize(("index", "who"), WHO.items())
def test_rounded(scored, expected, children, quirks, index, who):
    plain = ~children["id"].isin({id for name, id in quirks if name == index})
    np.testing.assert_array_equal(scored.loc[plain, index], expected.loc[plain, f"z{who}"])


@pytest.mark.parametrize(("index", "who"), WHO.items())
def test_flags(scored, expected, index, who):
    given = scored[index].notna()
    assert scored.loc[given, f"{index}_flag"].astype(float).equals(expected.loc[given, f"f{who}"])
    assert not scored.loc[~given, f"{index}_flag"].any()


def test_length_and_posture_used(scored, expected):
    np.testing.assert_allclose(scored["lenhei_used"], expected["clenhei"], rtol=0, atol=TOLERANCE)
    assert scored["measure_used"].fillna("").tolist() == expected["cmeasure"].fillna("").tolist()


def test_bmi(scored, expected):
    np.testing.assert_allclose(scored["bmi"], expected["cbmi"], rtol=0, atol=TOLERANCE)


def test_standing_under_nine_months(scored, children, expected):
    removed = scored["measure_used"].isna() & (children["measure"].str.lower() == "h")
    assert removed.astype(int).tolist() == expected["c9mo_flag"].tolist()


def test_a_reason_exactly_where_a_score_is_missing(scored):
    for index in INDICES:
        assert (scored[f"{index}_reason"] != "").equals(scored[index].isna())


def test_days_and_months_agree(children, scored):
    children = children.assign(days=children["age"] * 30.4375)
    by_days = score(children, "days", age="days")
    # a month count survives the way to days and back but for its last bits
    edge = (children["age"] % 60 == 0) | (children["age"] == 9)
    for index in INDICES:
        assert same(by_days[index], scored[index])[~edge].all()


@pytest.fixture(scope="module")
def mysurvey(shared):
    return pd.read_csv(shared("oracle/zscores_mysurvey_who.csv.gz"), dtype=TEXT)


# WHO's igrowup macro gives no head circumference here.
@pytest.mark.parametrize(("index", "who"), [pair for pair in WHO.items() if pair[0] != "hcz"])
def test_mysurvey_of_who(mysurvey, index, who):
    scored = score(mysurvey, "months", age="age_months")
    np.testing.assert_array_equal(scored[index], mysurvey[f"anthro110_z{who}"])
    given = scored[index].notna()
    assert (
        scored.loc[given, f"{index}_flag"].astype(float).equals(mysurvey.loc[given, f"anthro110_f{who}"].astype(float))
    )
    # The macro also scores the four children of 60.2-60.8 months.
    young = ~(mysurvey["age_months"] >= 60)
    assert (~young).sum() == 4
    np.testing.assert_array_equal(scored.loc[young, index], mysurvey.loc[young, f"who_igrowup_z{who}"])


def test_mysurvey_days(mysurvey):
    scored = score(mysurvey, "months", age="age_months")
    assert np.array_equal(scored["age_days"], mysurvey["age_days_who"], equal_nan=True)
