"""q values against the worked example of Benjamini and Hochberg 1995 (J R Stat Soc B 57:289-300, section 4.1)."""

from __future__ import annotations

import numpy as np

from audit.survey import benjamini_hochberg

PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_four_smallest_are_found_at_five_percent():
    assert (benjamini_hochberg(PUBLISHED) <= 0.05).sum() == 4


def test_areas_that_were_not_tested_change_nothing():
    q = benjamini_hochberg([np.nan, *PUBLISHED, np.nan])
    np.testing.assert_array_equal(q[1:-1], benjamini_hochberg(PUBLISHED))
    assert np.isnan(q[[0, -1]]).all()
    assert np.isnan(benjamini_hochberg([np.nan])).all()
