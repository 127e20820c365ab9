from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry.inputs import (
    FEMALE,
    LYING,
    MALE,
    MISSING,
    NO_OEDEMA,
    OEDEMA,
    STANDING,
    UNKNOWN,
    frame_of,
    numbers,
    oedema_codes,
    posture_codes,
    sex_codes,
)


@pytest.mark.parametrize(
    "value",
    [
        [10.5, None],
        (10.5, None),
        [10.5, pd.NA],
        [Decimal("10.5"), None],
        ["10.5", None],
        np.array([10.5, np.nan]),
        np.array([10.5, np.nan], dtype=np.float32),
        pd.Series([10.5, None]),
        pd.Series([10.5, None], dtype="Float64"),
        pd.Series([10.5, None], dtype="Float32"),
        pd.Series([10.5, None], dtype=object),
        pd.Series(["10.5", None], dtype="string"),
        pd.Series([10.5, None]).astype("category"),
        pd.Series(["10.5", None]).astype("category"),
        pd.array([10.5, None], dtype="Float64"),
    ],
)
def test_numbers_of_every_kind(value):
    found = numbers("weight", value, 2)
    assert found.dtype == np.float64
    assert found[0] == 10.5
    assert np.isnan(found[1])


@pytest.mark.parametrize("dtype", ["int8", "int64", "uint16", "Int64", "float32", "float64", object, "category"])
def test_whole_numbers_of_every_kind(dtype):
    assert numbers("age", pd.Series([0, 61], dtype=dtype), 2).tolist() == [0.0, 61.0]


def test_float32_is_widened_as_it_is():
    # WHO's MySurvey holds 10.3999996185303, the float32 nearest to 10.4.
    assert numbers("weight", np.array([10.4], dtype=np.float32), 1)[0] == pytest.approx(10.3999996185303, abs=1e-13)


@pytest.mark.parametrize("single", [7, 7.0, np.float32(7), np.array(7), Decimal(7), "7"])
def test_a_single_number_serves_every_row(single):
    assert numbers("age", single, 3).tolist() == [7.0, 7.0, 7.0]


@pytest.mark.parametrize("nothing", [None, np.nan, pd.NA])
def test_a_single_missing_value_serves_every_row(nothing):
    assert np.isnan(numbers("age", nothing, 3)).tolist() == [True] * 3
    assert sex_codes(nothing, 3).tolist() == [MISSING] * 3


@pytest.mark.parametrize("value", [["10,4"], [1.0, "ten"], pd.Series(["x"], dtype="category"), [[1.0, 2.0]]])
def test_text_is_refused_without_repeating_it(value):
    with pytest.raises(ValueError, match="weight holds text") as refusal:
        numbers("weight", value, 1)
    assert "10,4" not in str(refusal.value)


@pytest.mark.parametrize("value", [[True], pd.to_datetime(pd.Series(["2024-01-01"])), pd.Series([1j])])
def test_dates_and_truth_values_are_no_numbers(value):
    with pytest.raises(TypeError, match="age must be numbers"):
        numbers("age", value, 1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        *((v, MALE) for v in (1, 1.0, "1", "m", "M", np.int8(1))),
        *((v, FEMALE) for v in (2, 2.0, "2", "f", "F")),
        *((v, MISSING) for v in (None, np.nan, pd.NA)),
        *((v, UNKNOWN) for v in (0, 3, 1.5, "", "x", "male", np.inf, True)),
    ],
)
def test_sex(value, code):
    assert sex_codes(value, 1).tolist() == [code]
    assert sex_codes(pd.Series([value], dtype=object), 1).tolist() == [code]
    assert sex_codes(pd.Series([value], dtype=object).astype("category"), 1).tolist() == [code]


@pytest.mark.parametrize("dtype", [object, "string", "str", "category"])
def test_codes_of_every_text_dtype(dtype):
    assert sex_codes(pd.Series(["m", "F", None, "?"], dtype=dtype), 4).tolist() == [MALE, FEMALE, MISSING, UNKNOWN]


@pytest.mark.parametrize("dtype", ["int8", "Int64", "float32", "float64", "category"])
def test_codes_of_every_number_dtype(dtype):
    assert sex_codes(pd.Series([1, 2, 9], dtype=dtype), 3).tolist() == [MALE, FEMALE, UNKNOWN]


@pytest.mark.parametrize("value", ["L", "P", "l", "p"])
def test_indonesian_sex_is_refused(value):
    with pytest.raises(ValueError, match="must be translated"):
        sex_codes(["m", value], 2)


def test_posture():
    found = posture_codes(["l", "L", "h", "H", None, "1", "terlentang"], 7)
    assert found.tolist() == [LYING, LYING, STANDING, STANDING, MISSING, UNKNOWN, UNKNOWN]


def test_oedema():
    found = oedema_codes(["y", "Y", "1", 1, "n", "N", 2, None, "ya"], 9)
    assert found.tolist() == [OEDEMA] * 4 + [NO_OEDEMA] * 3 + [MISSING, UNKNOWN]


def test_length_and_index_come_from_the_series():
    index = pd.Index(["b", "a"])
    n, found = frame_of({"sex": "m", "age": pd.Series([1, 2], index=index), "weight": [1.0, 2.0], "measure": None})
    assert n == 2
    assert found is index


def test_single_values_alone_make_one_row():
    n, index = frame_of({"sex": "m", "age": np.array(3)})
    assert n == 1
    assert index.tolist() == [0]


def test_different_lengths_are_refused():
    with pytest.raises(ValueError, match=r"different lengths.*'age': 2.*'weight': 3"):
        frame_of({"sex": "m", "age": [1, 2], "weight": [1, 2, 3]})


def test_different_indexes_are_refused_not_aligned():
    with pytest.raises(ValueError, match="weight has another index"):
        frame_of({"age": pd.Series([1, 2]), "weight": pd.Series([1, 2], index=[1, 0])})


def test_equal_indexes_are_one():
    assert frame_of({"age": pd.Series([1], index=[5]), "weight": pd.Series([1], index=[5])})[1].tolist() == [5]


@pytest.mark.parametrize(
    "values",
    [
        ["m", "F", None, "f"],
        [None, None],
        ["m", "male", None, ""],
        ["m", "é", "ÿ", "1", "2", "3"],
        [],
    ],
)
@pytest.mark.parametrize("dtype", ["string", "str"])
def test_letters_of_text_are_read_as_any_text(values, dtype):
    text = pd.Series(values, dtype=dtype)
    for series in (text, text[1:], pd.concat([text, text])):
        plain = series.astype(object).where(series.notna(), None)
        assert sex_codes(series, len(series)).tolist() == sex_codes(plain, len(series)).tolist()


@pytest.mark.parametrize("values", [[1, 2, 2], [1, 9, 0], [1, 10], [-1, 2]])
@pytest.mark.parametrize("dtype", ["int8", "int64"])
def test_digits_are_read_as_any_number(values, dtype):
    codes = sex_codes(pd.Series(values, dtype=dtype), len(values))
    assert codes.tolist() == [{1: MALE, 2: FEMALE}.get(value, UNKNOWN) for value in values]


@pytest.mark.parametrize("dtype", [object, "string", "category"])
def test_every_indonesian_sex_that_occurs_is_named(dtype):
    with pytest.raises(ValueError, match=r"\['L', 'p'\] must be translated"):
        sex_codes(pd.Series(["m", "L", "p", "L", None], dtype=dtype), 5)
