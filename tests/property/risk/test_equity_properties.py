"""What holds of inequality whatever the children: mirror, scale, ties, sameness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.risk import concentration_curve, concentration_index, decompose, group_inequality, sii_rii
from audit.survey.equity_ranks import fifths, midranks

people = st.lists(st.tuples(st.integers(0, 1), st.integers(-5, 5), st.integers(1, 4)), min_size=4, max_size=60).map(
    lambda rows: tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))
)
KINDS = ("standard", "erreygers", "wagstaff", "generalised")


def index(y, rank, kind, weight=None):
    from audit.survey import Design

    return concentration_index(y, rank, kind=kind, design=Design(weight=weight))


@given(people)
def test_turning_the_ranks_round_turns_the_sign(rows):
    y, rank, weight = rows
    for kind in KINDS:
        one, other = index(y, rank, kind, weight), index(y, -rank, kind, weight)
        assert one.value == pytest.approx(-other.value, abs=1e-12, nan_ok=True)
        assert one.se == pytest.approx(other.se, rel=1e-9, abs=1e-6, nan_ok=True)


@given(people)
def test_erreygers_of_cases_and_of_the_others_are_each_others_mirror(rows):
    y, rank, weight = rows
    for kind in ("erreygers", "wagstaff"):
        ill, well = index(y, rank, kind, weight), index(1 - y, rank, kind, weight)
        assert ill.value == pytest.approx(-well.value, abs=1e-12, nan_ok=True)


@given(people, st.floats(0.1, 10), st.floats(-3, 3))
def test_only_the_order_of_welfare_matters_and_no_unit_of_the_outcome(rows, factor, shift):
    y, rank, weight = rows
    plain = index(y, rank, "standard", weight).value
    assert index(y, rank**3 * factor + shift, "standard", weight).value == pytest.approx(plain, abs=1e-12, nan_ok=True)
    assert index(y * factor, rank, "standard", weight).value == pytest.approx(plain, abs=1e-12, nan_ok=True)
    assert index(y, rank, "standard", weight * factor).value == pytest.approx(plain, abs=1e-12, nan_ok=True)


@given(people)
def test_indices_stay_in_their_bounds_and_lie_in_their_limits(rows):
    y, rank, weight = rows
    for kind in KINDS:
        found = index(y, rank, kind, weight)
        assert np.isnan(found.value) or -1 - 1e-9 <= found.value <= 1 + 1e-9
        assert np.isnan(found.low) or found.low <= found.value <= found.high


@given(people)
def test_the_curve_gives_the_index(rows):
    y, rank, weight = rows
    from audit.survey import Design

    found = index(y, rank, "standard", weight).value
    curve = concentration_curve(y, rank, design=Design(weight=weight))
    if np.isfinite(found):
        assert 1 - 2 * np.trapezoid(curve.outcome, curve.share) == pytest.approx(found, abs=1e-12)


@given(people)
def test_sii_and_index_agree_on_the_sign(rows):
    y, rank, weight = rows
    from audit.survey import Design

    slope = sii_rii(y, rank, model="direct", design=Design(weight=weight))
    found = index(y, rank, "erreygers", weight).value
    if np.isfinite(slope.sii):
        assert slope.sii * found >= -1e-15
        assert (slope.rii - 1) * found >= -1e-12


@given(people)
def test_ranks_have_a_mean_of_one_half_and_keep_the_order(rows):
    _, rank, weight = rows
    place = midranks(rank, weight)
    assert np.average(place, weights=weight) == pytest.approx(0.5)
    assert (np.sign(place[:, None] - place) == np.sign(rank[:, None] - rank)).all()
    assert set(fifths(rank, weight)) <= {1, 2, 3, 4, 5}


@given(people)
def test_groups_all_alike_have_no_inequality(rows):
    _, rank, _ = rows
    y = np.tile([0.0, 1.0], len(rank))
    group = np.repeat(rank, 2)
    found = group_inequality(y, group, ordered=True)
    if len(found.groups) > 1:
        values = found.measures.set_index("measure")["value"]
        assert values.drop("ratio").to_numpy() == pytest.approx(0, abs=1e-12)
        assert values["ratio"] == pytest.approx(1)


@given(people)
def test_parts_and_rest_make_up_the_whole(rows):
    import pandas as pd

    y, rank, weight = rows
    frame = pd.DataFrame({"y": y, "rank": rank, "a": weight, "b": weight % 2})
    found = decompose(frame, "y", ["a", "b"], "rank")
    if np.isfinite(found.total):
        assert found.table["contribution"].sum() + found.residual == pytest.approx(found.total, abs=1e-12)
