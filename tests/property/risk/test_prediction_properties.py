"""The order of rows changes nothing, the future changes nothing, and better risks are never worth less."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.risk.capacity import capacity_curve, threshold_for_capacity
from audit.risk.discrimination import auc
from audit.risk.prediction import fit_risk
from audit.risk.prediction_features import OUTCOME, risk_frame
from audit.schemas import CHILDREN, VISITS

DAY = date(2025, 3, 1)
FEATURES = {"haz": "curve", "waz": "line"}


def invented(seed, n=700):
    rng = np.random.default_rng(seed)
    haz = np.round(rng.normal(-1, 1, n), 1)  # many alike
    return pd.DataFrame(
        {
            "child_id": [f"c{i}" for i in range(n)],
            "area_code": rng.choice(["a", "b", "c", "d", "e", "f", None], n),
            "haz": haz,
            "waz": np.where(rng.random(n) < 0.2, np.nan, np.round(rng.normal(-1, 1, n), 1)),
            OUTCOME: pd.array(rng.random(n) < 1 / (1 + np.exp(1.5 + 2 * haz)), dtype="boolean"),
        }
    )


@settings(max_examples=5)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_no_bit(seed):
    frame = invented(seed)
    turned = frame.sample(frac=1, random_state=seed)
    one, other = (fit_risk(rows, FEATURES, seed=3) for rows in (frame, turned))
    assert one.chosen == other.chosen
    assert np.array_equal(one.risk(frame), other.risk(frame))
    assert one.performance == other.performance
    for learner in one.held_out:
        assert one.held_out[learner] == other.held_out[learner]


visits = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]), st.integers(-400, 400), st.floats(55, 85), st.floats(6, 12), st.booleans()
    ),
    max_size=12,
)  # fmt: skip


def tables(rows):
    children = [
        {"child_id": id, "sex": sex, "birth_date": date(2024, 1, 1), "area_code": "x"}
        for id, sex in (("a", "m"), ("b", "f"))
    ]
    measured = [
        {
            "child_id": id, "visit_date": pd.Timestamp(DAY) + pd.Timedelta(days=days), "seq": i,
            "lenhei_cm": round(cm, 1), "weight_kg": round(kg, 1), "measure": "l" if lying else "h",
        }
        for i, (id, days, cm, kg, lying) in enumerate(rows)
    ]  # fmt: skip
    return CHILDREN.conform(pd.DataFrame(children)), VISITS.conform(pd.DataFrame(measured))


@settings(max_examples=25)
@given(rows=visits)
def test_visits_after_the_day_change_nothing_that_is_known_on_it(rows):
    whole = risk_frame(*tables(rows), on=DAY).drop(columns=OUTCOME)
    before = risk_frame(*tables([row for row in rows if row[1] <= 0]), on=DAY).drop(columns=OUTCOME)
    pd.testing.assert_frame_equal(whole, before)


@settings(max_examples=25)
@given(rows=visits)
def test_visits_up_to_the_day_change_no_outcome(rows):
    whole = risk_frame(*tables(rows), on=DAY)[OUTCOME]
    after = risk_frame(*tables([row for row in rows if row[1] > 0]), on=DAY)[OUTCOME]
    pd.testing.assert_series_equal(whole, after)


judged = st.lists(st.tuples(st.booleans(), st.integers(0, 10)), min_size=1, max_size=40)


@given(rows=judged)
def test_turning_every_risk_round_turns_the_area_round(rows):
    y, p = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    one, other = auc(y, p), auc(y, -p)
    if one is None:
        assert y.min() == y.max()
    else:
        assert abs(one.value + other.value - 1) < 1e-12
        assert 0 <= one.value <= 1


@given(rows=judged)
def test_more_visits_never_reach_fewer_and_all_visits_reach_all(rows):
    y, p = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    caught = capacity_curve(y, p)["caught"]
    assert (np.diff(caught) >= -1e-9).all()
    assert caught.iloc[-1] == y.sum()


@given(rows=judged, visits=st.integers(0, 50))
def test_a_threshold_never_asks_for_more_visits_than_there_are(rows, visits):
    p = np.array([risk for _, risk in rows], dtype=float)
    found = threshold_for_capacity(p, visits)
    flagged = 0 if found.risk is None else int((p >= found.risk).sum())
    assert flagged == found.visits <= visits
    below = p[p < (np.inf if found.risk is None else found.risk)]
    assert below.size == 0 or int((p >= below.max()).sum()) > visits  # the next lower risk would be too many
