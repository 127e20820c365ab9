"""Exported z-scores agree to their two printed digits, or not."""

from __future__ import annotations

import pandas as pd

from audit.quality import agreement


def test_rows_without_either_z_are_left_out():
    frame = pd.DataFrame(
        {
            "haz": [-2.0, -1.234, None, 0.5],
            "exported_haz": [-2.0, -1.23, -1.0, None],
            "waz": [1.0, 1.0, 1.0, 1.0],
            "exported_waz": [1.01, 1.0, 1.0, 1.0],
            "whz": [None] * 4,
            "exported_whz": [None] * 4,
        }
    )
    table = agreement("2025-2", frame)
    assert table.numerator.counts == (2, 3, 0)
    assert table.denominator.counts == (2, 4, 0)
    assert table.values == (1.0, 0.75, None)
