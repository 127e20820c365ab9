"""Flags by month and index."""

from __future__ import annotations

import pandas as pd

from audit.quality import flags
from audit.results import Cell


def test_each_index_is_flagged_on_its_own():
    frame = pd.DataFrame(
        {
            "period": ["2025-02", "2025-08", "2025-08", "2025-08"],
            "status": ["haz_flagged", "haz_flagged", "not_stunted", "haz_missing"],
            "waz_state": ["known", "flagged", "flagged", "known"],
            "whz_state": ["known", "known", "missing", "missing"],
        }
    )
    table = flags(frame, ["2025-02", "2025-08"])
    found = dict(
        zip(table.numerator.cells, zip(table.numerator.counts, table.denominator.counts, strict=True), strict=True)
    )
    assert found[Cell.of("2025-02", status="haz_flagged")] == (1, 1)
    assert found[Cell.of("2025-08", status="haz_flagged")] == (1, 3)
    assert found[Cell.of("2025-08", waz_state="flagged")] == (2, 3)
    assert found[Cell.of("2025-08", whz_state="flagged")] == (0, 3)
