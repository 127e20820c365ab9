"""Interaction as published: Hosmer and Lemeshow, Epidemiology 1992;3:452-456, on Rothman and Keller's oral cancers."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.risk import fit_glm, reri, subgroup

# Alcohol, smoking, cases, controls: J Chronic Dis 1972;25:711-716.
COUNTS = [(0, 0, 3, 20), (1, 0, 8, 18), (0, 1, 6, 12), (1, 1, 225, 166)]


@pytest.fixture(scope="module")
def model():
    rows = [
        (alcohol, smoking, y) for alcohol, smoking, *n in COUNTS for y, m in ((1, n[0]), (0, n[1])) for _ in range(m)
    ]
    frame = pd.DataFrame(rows, columns=["alcohol", "smoking", "cancer"])
    return fit_glm(frame, "cancer ~ alcohol*smoking", family="logit", vcov="model")


def test_measures_and_intervals_are_the_printed_ones(model):
    found = reri(model, "alcohol", "smoking")
    printed = {"reri": (3.74, -1.84, 9.32), "ap": (0.41, -0.07, 0.90), "synergy": (1.87, 0.65, 5.42)}
    for name, figures in printed.items():
        one = getattr(found, name)
        assert tuple(round(x, 2) for x in (one.estimate, one.low, one.high)) == figures, name
    assert found.n == (23, 26, 18, 391)
    assert found.events == (3, 8, 6, 225)
    assert found.notes == ()


def test_a_saturated_models_subgroups_are_the_ratios_of_their_own_tables(model):
    found = subgroup(model, "alcohol", "smoking")
    ratios = [one.ratio.estimate for one in found.levels]
    assert ratios == pytest.approx([8 * 20 / (18 * 3), 225 * 12 / (166 * 6)], rel=1e-6)
    assert [one.level for one in found.levels] == ["0", "1"]
    assert [(one.n, one.events) for one in found.levels] == [((26, 23), (8, 3)), ((391, 18), (225, 6))]
