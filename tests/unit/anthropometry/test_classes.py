import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import classify
from audit.language import text

# Permenkes 2/2020, Tabel 3 (rule I1): class at each z, limits and a hundredth beside them.
PERMENKES = {
    "haz": {
        "Sangat pendek": [-6.5, -3.01], "Pendek": [-3.0, -2.01], "Normal": [-2.0, 0.0, 3.0], "Tinggi": [3.01, 6.5],
    },
    "waz": {
        "Berat badan sangat kurang": [-3.01], "Berat badan kurang": [-3.0, -2.01],
        "Berat badan normal": [-2.0, 1.0], "Risiko berat badan lebih": [1.01, 4.0],
    },
    "whz": {
        "Gizi buruk": [-3.01], "Gizi kurang": [-3.0, -2.01], "Gizi baik": [-2.0, 1.0],
        "Berisiko gizi lebih": [1.01, 2.0], "Gizi lebih": [2.01, 3.0], "Obesitas": [3.01],
    },
}  # fmt: skip
PERMENKES["baz"] = PERMENKES["whz"]


@pytest.mark.parametrize("index", PERMENKES)
def test_permenkes(index):
    for label, scores in PERMENKES[index].items():
        assert {text(f"anthropometry.class.{index}.{id}", "id") for id in classify(scores, index=index)} == {label}


@pytest.mark.parametrize(
    ("index", "z", "ids"),
    [
        (
            "haz",
            [-3.01, -3, -2.01, -2, 3, 3.01],
            ["severely_stunted", "stunted", "stunted", "normal", "normal", "tall"],
        ),
        (
            "waz",
            [-3.01, -2.01, -2, 1.01],
            ["severely_underweight", "underweight", "not_underweight", "not_underweight"],
        ),
        ("whz", [-3.01, -2.01, -2], ["severely_wasted", "wasted", "normal"]),
        ("baz", [1.01, 2.01, 3.01], ["possible_risk_of_overweight", "overweight", "obese"]),
    ],
)
def test_who(index, z, ids):
    assert classify(z, index=index, scheme="who").tolist() == ids


def test_the_rounded_score_decides_unless_told():
    # -2.004 is published as -2.00: normal in e-PPGBM and at WHO.
    assert classify([-2.004, -2.006], index="haz").tolist() == ["normal", "stunted"]
    assert classify([-2.004, -2.006], index="haz", digits=None).tolist() == ["stunted", "stunted"]


def test_missing_has_no_class():
    assert classify([np.nan, None, 0.0], index="haz").isna().tolist() == [True, True, False]
    assert classify(pd.Series([pd.NA, -3.5], dtype="Float64"), index="waz").isna().tolist() == [True, False]


def test_categories_are_ordered_and_complete_even_for_nobody():
    empty = classify([], index="haz")
    assert len(empty) == 0
    assert empty.ordered
    assert empty.categories.tolist() == ["severely_stunted", "stunted", "normal", "tall"]


def test_a_single_score():
    assert classify(-2.5, index="whz").tolist() == ["wasted"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"index": "hcz"}, "index is one of"), ({"index": "haz", "scheme": "cdc"}, "scheme is one of")],
)
def test_what_has_no_classes_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        classify([0.0], **arguments)
