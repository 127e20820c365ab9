"""Corrected ratios as R's episensr prints them (its tests), after Lash, Fox and Fink 2009 and Rogan and Gladen 1978."""

from __future__ import annotations

import pytest

from audit.risk import Accuracy, TwoByTwo, exposure_misclassified, misclass_bounds

PRINTED = 1e-4


def test_smoking_and_breast_cancer_with_exposure_misclassified():
    table = TwoByTwo(a=215, b=668, c=1449, d=4296)
    assert table.ratio().estimate == pytest.approx(0.9654, abs=PRINTED)
    both = Accuracy(0.78, 0.99)
    assert exposure_misclassified(table, both, both) == pytest.approx((0.9614, 0.9491), abs=PRINTED)


def test_heart_deaths_by_sex_with_the_outcome_misclassified():
    table = TwoByTwo(a=4558, b=46305, c=3428, d=46085)
    found = misclass_bounds(table, (0.53, 0.53), (0.99, 0.99))
    assert found.observed == pytest.approx(1.2944, abs=PRINTED)
    assert found.alike == pytest.approx((1.3440, 1.3440), abs=PRINTED)


def test_accuracy_that_does_not_fit_the_counts_is_said():
    table = TwoByTwo(a=215, b=668, c=1449, d=4296)
    assert exposure_misclassified(table, Accuracy(0.95, 0.80), Accuracy(0.95, 0.80)) is None
