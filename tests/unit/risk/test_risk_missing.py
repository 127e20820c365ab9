"""Imputation: what is kept, what is drawn, and columns that cannot be imputed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.risk import mice, missing_patterns

EDUCATION = ["none", "primary", "secondary"]


def children(n: int = 400, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    wealth = rng.normal(0, 1, n)
    frame = pd.DataFrame(
        {
            "wealth": wealth,
            "height": np.round(152 + 3 * wealth + rng.normal(0, 4, n), 1),
            "latrine": (wealth + rng.normal(0, 1, n) > 0).astype(float),
            "education": pd.Categorical.from_codes(
                np.digitize(wealth + rng.normal(0, 1, n), [-0.7, 0.7]), EDUCATION, ordered=True
            ),
        }
    )
    for name in ("height", "latrine", "education"):
        frame.loc[rng.random(n) < 0.25, name] = np.nan
    return frame


def test_every_gap_is_filled_by_what_the_column_may_hold_and_nothing_known_is_touched():
    frame = children()
    before = frame.copy()
    imputed = list(mice(frame, m=3, iterations=2))
    assert len(imputed) == 3
    for one in imputed:
        assert not one.isna().any(axis=None)
        assert (one.dtypes == frame.dtypes).all()
        assert one.index.equals(frame.index)
        for name in frame.columns:
            known = frame[name].notna()
            assert (one.loc[known, name] == frame.loc[known, name]).all()
            assert set(one[name]) <= set(frame.loc[known, name])
    pd.testing.assert_frame_equal(frame, before)


def test_the_same_seed_gives_the_same_values_and_another_seed_or_data_set_others():
    frame = children()
    one, again, other = (mice(frame, m=2, iterations=1, seed=seed) for seed in (4, 4, 5))
    pd.testing.assert_frame_equal(one.completed(1), again.completed(1))
    assert not one.completed(1).equals(other.completed(1))
    assert not one.completed(0).equals(one.completed(1))


def test_more_data_sets_do_not_change_the_first_ones():
    frame = children()
    np.testing.assert_allclose(
        mice(frame, m=1, seed=3).completed(0)["height"], mice(frame, m=3, seed=3).completed(0)["height"]
    )


def test_a_column_without_values_stays_missing_and_never_becomes_zero():
    imputed = mice(children().assign(weight=np.nan), m=2, iterations=1)
    assert [(note.id, note.values) for note in imputed.notes] == [("imputation.all_missing", {"column": "weight"})]
    for one in imputed:
        assert one["weight"].isna().all()
        assert not one.drop(columns="weight").isna().any(axis=None)


def test_a_column_with_one_value_gets_that_value():
    frame = children()
    frame["same"] = np.where(np.arange(len(frame)) % 3 == 0, np.nan, 7.0)
    imputed = mice(frame, m=2, iterations=1)
    assert [note.id for note in imputed.notes] == ["imputation.constant"]
    assert all((one["same"] == 7.0).all() for one in imputed)


def test_a_complete_constant_column_is_no_matter():
    assert mice(children().assign(same=1.0), m=1, iterations=1).notes == ()


def test_nothing_missing_and_nobody_there():
    frame = children().dropna()
    pd.testing.assert_frame_equal(mice(frame, m=2).completed(1), frame)
    empty = mice(children().iloc[:0], m=2)
    assert (len(empty), len(empty.completed(0)), empty.notes) == (2, 0, ())


def test_a_single_column_is_drawn_from_itself():
    filled = mice(children()[["height"]], m=1).completed(0)["height"]
    assert not filled.isna().any()


def test_two_children_suffice_not_to_fail():
    frame = pd.DataFrame({"a": [1.0, 2.0, np.nan], "b": [0.0, np.nan, 1.0], "c": [3.0, 3.5, 4.0]})
    assert not mice(frame, m=2).completed(0).isna().any(axis=None)


def test_columns_that_say_the_same_do_not_harm():
    frame = children()
    frame["twice"] = 2 * frame["wealth"]
    assert not mice(frame, m=1).completed(0).isna().any(axis=None)


def test_a_column_that_another_decides_follows_it():
    """Perfect prediction: the logistic model has no finite estimate."""
    frame = children()[["wealth"]]
    frame["poor"] = (frame["wealth"] < 0).astype(float)
    truth = frame["poor"].copy()
    gone = np.arange(len(frame)) % 4 == 0
    frame.loc[gone, "poor"] = np.nan
    filled = mice(frame, m=1).completed(0)["poor"]
    clear = gone & (frame["wealth"].abs() > 0.5)
    assert clear.sum() > 30
    assert (filled == truth)[clear].all()


def test_other_columns_are_carried_along_untouched():
    frame = children().assign(name="x", code=np.nan)
    one = mice(frame, columns=["wealth", "height"], m=1).completed(0)
    assert (one["name"] == "x").all()
    assert one["code"].isna().all()
    pd.testing.assert_series_equal(one["latrine"], frame["latrine"])
    assert not one["height"].isna().any()


def test_nullable_integers_and_truth_values_keep_their_type():
    frame = children()[["wealth"]]
    frame["parity"] = pd.array([1, 2, 3, None] * 100, dtype="Int64")
    frame["smoker"] = pd.array([True, False, None, True] * 100, dtype="boolean")
    one = mice(frame, m=1).completed(0)
    assert (str(one["parity"].dtype), str(one["smoker"].dtype)) == ("Int64", "boolean")
    assert not one.isna().any(axis=None)


def test_delta_moves_what_was_drawn_and_nothing_else():
    frame = children()[["wealth", "height"]]
    gone = frame["height"].isna()
    plain, shifted = mice(frame, m=1).completed(0), mice(frame, m=1, delta={"height": -2.5}).completed(0)
    np.testing.assert_allclose(shifted.loc[gone, "height"], plain.loc[gone, "height"] - 2.5)
    pd.testing.assert_frame_equal(shifted[~gone], plain[~gone])


@pytest.mark.parametrize(("column", "lowest", "highest"), [("latrine", 0.0, 1.0), ("education", "none", "secondary")])
def test_delta_of_categories_is_on_the_logit(column, lowest, highest):
    frame = children()[["wealth", column]]
    gone = frame[column].isna()
    for delta, all_are in ((-50.0, lowest), (50.0, highest)):
        assert (mice(frame, m=1, delta={column: delta}).completed(0).loc[gone, column] == all_are).all()
    share = [(mice(frame, m=5, delta={column: d}).completed(0).loc[gone, column] == highest).mean() for d in (-1, 0, 1)]
    assert share[0] < share[1] < share[2]


@pytest.mark.parametrize("column", ["desa", "measured"])
def test_text_and_dates_are_refused(column):
    frame = children().assign(desa="Sukamaju", measured=pd.Timestamp("2025-08-01"))
    with pytest.raises(InputError):
        mice(frame, columns=["wealth", column])


def test_columns_that_are_not_there_are_refused():
    with pytest.raises(InputError):
        mice(children(), columns=["wealth", "muac"])
    with pytest.raises(InputError):
        mice(children(), delta={"muac": 1.0})
    with pytest.raises(ValueError, match="not imputed"):
        mice(children(), columns=["wealth"], delta={"height": 1.0})
    with pytest.raises(ValueError, match="m=0"):
        mice(children(), m=0)


def test_patterns_count_every_row_once_the_most_frequent_first():
    nothing = np.nan
    frame = pd.DataFrame({"a": [1, 1, nothing, nothing, 1], "b": [1, nothing, nothing, nothing, 1], "c": 1.0})
    table = missing_patterns(frame, ["a", "b"])
    assert table[["a", "b", "n", "missing"]].to_numpy().tolist() == [
        [False, False, 2, 0],
        [True, True, 2, 2],
        [False, True, 1, 1],
    ]
    assert table["share"].tolist() == [0.4, 0.4, 0.2]
    assert list(missing_patterns(frame).columns) == ["a", "b", "c", "n", "share", "missing"]


def test_patterns_of_nobody_and_of_a_column_that_is_not_there():
    assert missing_patterns(children().iloc[:0]).empty
    with pytest.raises(InputError):
        missing_patterns(children(), ["muac"])
