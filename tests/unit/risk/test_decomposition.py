"""A decomposition that is exact, factors that say nothing, and outcomes that nobody or everybody has."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.risk import concentration_index, decompose
from audit.survey import Design


def ids(result):
    return [note.id for note in result.notes]


def exact(n=40):
    """An outcome that is exactly .1 + .2 a + .4 b."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({"rank": np.arange(n), "a": rng.integers(0, 2, n), "b": rng.integers(0, 2, n)})
    frame["y"] = 0.1 + 0.2 * frame["a"] + 0.4 * frame["b"]
    return frame


def test_an_exact_model_leaves_nothing_over():
    frame = exact()
    found = decompose(frame, "y", ["a", "b"], "rank")
    assert found.table["coef"].tolist() == pytest.approx([0.2, 0.4])
    assert found.residual == pytest.approx(0, abs=1e-12)
    assert found.table["share"].sum() == pytest.approx(1)
    assert found.total == pytest.approx(concentration_index("y", "rank", data=frame).value)
    # Elasticity by hand: coefficient x mean of the factor / mean of the outcome.
    assert found.table["elasticity"][0] == pytest.approx(0.2 * frame["a"].mean() / frame["y"].mean())


def test_weights_count_children():
    frame = exact(12)
    frame["w"] = [1, 2, 3] * 4
    repeated = frame.loc[frame.index.repeat(frame["w"])]
    weighted = decompose(frame, "y", ["a", "b"], "rank", design=Design(weight="w"))
    assert weighted.total == pytest.approx(decompose(repeated, "y", ["a", "b"], "rank").total)


def test_constant_and_repeated_factors_are_named_and_add_nothing():
    frame = exact().assign(always=1, again=lambda f: f["a"])
    found = decompose(frame, "y", ["a", "b", "always", "again"], "rank")
    assert [note.values["factor"] for note in found.notes] == ["always", "again"]
    assert found.table["contribution"].tolist()[2:] == [0, 0]
    assert found.residual == pytest.approx(0, abs=1e-12)


def test_a_factor_that_nobody_has_adds_nothing():
    found = decompose(exact().assign(none=0), "y", ["a", "b", "none"], "rank")
    assert found.table["contribution"][2] == 0
    assert np.isnan(found.table["concentration"][2])


def test_rows_that_are_not_complete_do_not_count():
    frame = exact().astype(float)
    more = pd.concat([frame, frame.head(3).assign(a=np.nan, y=1.0)], ignore_index=True)
    found = decompose(more, "y", ["a", "b"], "rank")
    assert (found.n, found.missing) == (40, 3)
    assert found.total == pytest.approx(decompose(frame, "y", ["a", "b"], "rank").total)


@pytest.mark.parametrize(
    ("change", "why"),
    [({"y": 0.0}, "equity.no_cases"), ({"y": np.nan}, "equity.no_rows"), ({"rank": 1}, "equity.one_rank")],
)
def test_nothing_to_decompose(change, why):
    found = decompose(exact().assign(**change), "y", ["a", "b"], "rank")
    assert np.isnan([found.total, found.residual]).all()
    assert found.table[["coef", "contribution"]].isna().all(axis=None)
    assert ids(found)[-1] == why


def test_everybody_a_case_is_no_inequality():
    found = decompose(exact().assign(y=1.0), "y", ["a", "b"], "rank")
    assert found.total == pytest.approx(0, abs=1e-12)
    assert found.table["contribution"].to_numpy() == pytest.approx(0, abs=1e-12)


def test_factors_below_zero_are_refused():
    with pytest.raises(InputError):
        decompose(exact().assign(a=-1), "y", ["a", "b"], "rank")
