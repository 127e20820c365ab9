import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audit.anthropometry import REASONS, classify, value_at_z, who_flags, zscores
from audit.reference.anthropometry_rules import CLASSES, INDICES

MEASURES = ("weight", "lenhei", "headc", "armc", "triskin", "subskin")
examples = settings(max_examples=50)  # the first one also reads the tables

anything = st.none() | st.floats() | st.floats(0.5, 130) | st.integers(-5, 130)
child = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["m", "F", 1, 2, None, "x", 3]),
        "age": st.none() | st.floats() | st.floats(0, 1900) | st.sampled_from([0, 90.5, 730.5, 731, 1826, 1826.25]),
        "measure": st.sampled_from(["l", "H", None, "?"]),
        "oedema": st.sampled_from(["n", "Y", 1, 2, None, "?"]),
        **dict.fromkeys(MEASURES, anything),
    }
)
children = st.lists(child, max_size=30)
scorable = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["m", "F", 1, 2]),
        "age": st.integers(91, 1826),
        "measure": st.sampled_from(["l", "H", None]),
        "oedema": st.sampled_from(["n", 2, None]),
        **dict.fromkeys(MEASURES, st.floats(0.5, 130)),
        "lenhei": st.floats(66, 109),
    }
)
plausible = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["m", "f"]),
        "age": st.integers(91, 1826),
        "z": st.floats(-8, 8),
    }
)


def score(rows, **options):
    names = ("sex", "age", "measure", "oedema", *MEASURES)
    return zscores(**{name: [row[name] for row in rows] for name in names}, **options)


@examples
@given(children)
def test_a_reason_exactly_where_a_score_is_missing(rows):
    scored = score(rows)
    for index in INDICES:
        assert (scored[f"{index}_reason"] == "").tolist() == scored[index].notna().tolist()
        assert set(scored[f"{index}_reason"]) <= set(REASONS)
        assert np.isfinite(scored[index].dropna()).all()
        assert not (scored[f"{index}_flag"] & scored[index].isna()).any()


@examples
@given(children, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = score([rows[i] for i in order])
    pd.testing.assert_frame_equal(shuffled, score(rows).iloc[order].reset_index(drop=True))


@examples
@given(st.lists(child, min_size=1, max_size=8))
def test_a_child_scores_alone_as_among_others(rows):
    together = score(rows)
    alone = pd.concat([score([row]) for row in rows], ignore_index=True)
    assert together.equals(alone)


@examples
@given(children)
def test_flags_do_not_depend_on_digits(rows):
    rounded, unrounded = score(rows), score(rows, digits=None)
    for index in INDICES:
        assert rounded[f"{index}_flag"].equals(unrounded[f"{index}_flag"])
        with np.errstate(over="ignore"):  # numpy rounds by way of a hundred times the number: beyond 1e306 infinite
            expected = who_flags(unrounded[index].round(2).to_numpy(), index)
        assert rounded[f"{index}_flag"].tolist() == expected.tolist()


@examples
@given(children)
def test_codes_of_sex_and_oedema_are_equivalent(rows):
    sex = {"m": 1, "F": "2", 1: "M", 2: "f"}
    oedema = {"n": 2, "Y": "1", 1: "y", 2: "N"}
    other = [
        row | {"sex": sex.get(row["sex"], row["sex"]), "oedema": oedema.get(row["oedema"], row["oedema"])}
        for row in rows
    ]
    assert score(rows).equals(score(other))


@examples
@given(
    scorable,
    st.sampled_from([("waz", "weight"), ("whz", "weight"), ("baz", "weight"), ("haz", "lenhei"), ("hcz", "headc"),
                     ("acz", "armc"), ("tsz", "triskin"), ("ssz", "subskin")]),
    st.floats(0.5, 130),
    st.floats(0.01, 20),
)  # fmt: skip
def test_more_is_more(row, index_and_measure, y, more):
    index, measure = index_and_measure
    scored = score([row | {measure: y}, row | {measure: y + more}], digits=None)[index]
    assume(scored.notna().all())
    assert scored[1] > scored[0]


@examples
@given(plausible, st.sampled_from([i for i in INDICES if i not in ("whz", "baz")]))
def test_value_at_z_is_the_inverse(row, index):
    names = {"haz": "lenhei", "waz": "weight", "hcz": "headc", "acz": "armc", "tsz": "triskin", "ssz": "subskin"}
    y = value_at_z(index, row["sex"], row["age"], row["z"])
    assume(y > 0)
    scored = zscores(sex=row["sex"], age=row["age"], digits=None, **{names[index]: y})
    assert scored[index][0] == pytest.approx(row["z"], abs=1e-8)


@examples
@given(plausible, st.floats(45, 120))
def test_value_at_z_is_the_inverse_of_whz(row, cm):
    table = "wfh" if row["age"] >= 731 else "wfl"
    kg = value_at_z(table, row["sex"], cm, row["z"])
    assume(kg > 0)  # also False where the table has no such length
    scored = zscores(sex=row["sex"], age=row["age"], lenhei=cm, weight=kg, digits=None)
    assert scored["whz"][0] == pytest.approx(row["z"], abs=1e-8)


@examples
@given(plausible, st.floats(50, 120))
def test_value_at_z_is_the_inverse_of_baz(row, cm):
    bmi = value_at_z("baz", row["sex"], row["age"], row["z"])
    assume(bmi > 0)
    scored = zscores(sex=row["sex"], age=row["age"], lenhei=cm, weight=bmi * (cm / 100) ** 2, digits=None)
    assert scored["bmi"][0] == pytest.approx(float(bmi))
    assert scored["baz"][0] == pytest.approx(row["z"], abs=1e-8)


@examples
@given(st.integers(0, 1825), st.sampled_from(["m", "f"]), st.sampled_from(["l", "h", None]))
def test_days_and_months_agree(days, sex, measure):
    given_values = {"sex": sex, "weight": 9.0, "lenhei": 75.0, "measure": measure, "headc": 45.0, "armc": 14.0}
    assume(abs(days / 30.4375 - 9) > 1e-6)
    by_days = zscores(age=days, **given_values)
    by_months = zscores(age=days / 30.4375, age_unit="months", **given_values)
    pd.testing.assert_frame_equal(by_days, by_months, rtol=1e-14)


@examples
@given(
    st.lists(st.floats(-9, 9) | st.none()), st.sampled_from(["haz", "waz", "whz", "baz"]), st.sampled_from([*CLASSES])
)
def test_classes_rise_with_z(z, index, scheme):
    codes = classify(z, index=index, scheme=scheme).codes
    scores = np.array(z, dtype=float)
    assert (codes == -1).tolist() == np.isnan(scores).tolist()
    known = ~np.isnan(scores)
    assert (np.diff(codes[known][np.argsort(scores[known])]) >= 0).all()
