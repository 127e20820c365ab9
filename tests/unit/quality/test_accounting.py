"""Rows that do not add up are a bug, and each reason is counted once."""

from __future__ import annotations

import pytest

from audit.quality import Linking, SourceRows, linkage, row_accounting
from audit.results import Cell


def test_rows_and_reasons_stand_in_reading_order():
    rows = (SourceRows("a", 10, 7, 3, {"tanpa_tanggal": 2, "bukan_data": 1}), SourceRows("b", 0, 0, 0, {}))
    table = row_accounting("2025-2", rows)
    assert table[Cell.of("2025-2", row="read", source="a")] == 10
    assert table[Cell.of("2025-2", row="set_aside", source="a")] == 3
    assert table[Cell.of("2025-2", row="set_aside", reason="bukan_data", source="a")] == 1
    assert table[Cell.of("2025-2", row="kept", source="b")] == 0
    assert not table.personal


@pytest.mark.parametrize(("read", "reasons"), [(11, {"x": 3}), (10, {"x": 2}), (10, {})])
def test_a_lost_row_is_a_bug(read, reasons):
    with pytest.raises(ValueError, match="do not add up"):
        SourceRows("a", read, 7, 3, reasons)


def test_a_lost_record_is_a_bug():
    with pytest.raises(ValueError, match="do not add up"):
        Linking(records=10, visits=8, merged=1, undated=0, children=5, to_decide=0)
    assert linkage("2025-2", Linking(10, 7, 2, 1, 5, 0)).counts == (10, 2, 1, 7, 5, 0)
