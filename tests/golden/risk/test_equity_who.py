"""Inequality as WHO's healthequal 1.0.1 prints it for births without and with a skilled attendant in Indonesia.

Its documented example: five fifths of welfare, percent of births with a skilled attendant, births (weighted).
"""

from __future__ import annotations

import numpy as np
import pytest

from audit.risk import concentration_index, group_inequality
from audit.risk.rank_regression import rank_fit
from audit.survey import Design
from audit.survey.equity_ranks import midranks

ATTENDED = np.array([75.60530, 91.01997, 96.03959, 97.04223, 99.22405]) / 100
BIRTHS = np.array([2072.436, 2112.204, 1983.059, 2052.124, 1884.510])
FIFTH = np.arange(1, 6)
AVERAGE, ACI, RCI, PAR, SII = 91.59669, 4.30052, 0.0469506, 7.627362, 31.61763
DESIGN = Design(weight=BIRTHS)


def test_concentration_indices():
    absolute = concentration_index(ATTENDED, FIFTH, kind="generalised", design=DESIGN)
    assert absolute.value * 100 == pytest.approx(ACI, abs=5e-6)
    assert absolute.mean * 100 == pytest.approx(AVERAGE, abs=5e-6)
    assert concentration_index(ATTENDED, FIFTH, design=DESIGN).value == pytest.approx(RCI, abs=5e-8)


def test_slope_index():
    # healthequal rounds to whole births and weights by them twice: once as trials, once as weights of the model.
    births = np.ceil(BIRTHS)
    attended = np.round(ATTENDED * births) / births
    fit = rank_fit(attended, midranks(FIFTH, births), Design(weight=births**2).resolve(5), link="logit")
    ends = 1 / (1 + np.exp(-(fit.coef[0] + fit.coef[1] * np.array([0, 1]))))
    assert (ends[1] - ends[0]) * 100 == pytest.approx(SII, abs=5e-6)


def test_population_attributable_risk():
    # Ours is of the unfavourable outcome, births without an attendant: the same distance, below zero.
    without = np.concatenate([np.ones(5), np.zeros(5)])
    weight = np.concatenate([BIRTHS * (1 - ATTENDED), BIRTHS * ATTENDED])
    found = group_inequality(without, np.tile(FIFTH, 2), ordered=True, design=Design(weight=weight))
    assert found.value("par") * 100 == pytest.approx(-PAR, abs=1e-5)
    assert found.value("paf") == pytest.approx(-PAR / (100 - AVERAGE), abs=1e-6)
    assert found.value("difference") == pytest.approx(ATTENDED[4] - ATTENDED[0])
