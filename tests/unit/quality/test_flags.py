"""Flags by month and index."""

from __future__ import annotations

import pandas as pd

from audit.disclosure import solve_pattern
from audit.quality import flags
from audit.reference.groups import STATUS
from audit.results import Cell
from audit.survey import count_table


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
    assert found[Cell.of("2025-08", waz_state="flagged")] == (2, 3)


def test_a_child_without_a_score_is_not_among_those_whose_score_could_be_flagged():
    frame = pd.DataFrame(
        {
            "period": "2025-08",
            "status": ["haz_flagged", "severely_stunted", "not_stunted", "haz_missing"],
            "waz_state": "missing",
            "whz_state": ["known", "missing", "missing", "missing"],
        }
    )
    table = flags(frame, ["2025-08"])
    assert table.numerator.counts == (1, 0, 0)
    assert table.denominator.counts == (3, 0, 1)


def test_a_few_flags_never_hide_how_many_could_be_assessed():
    status = ["haz_flagged"] * 2 + ["not_stunted"] * 900 + ["haz_missing"] * 40
    frame = pd.DataFrame({"period": "2025-08", "status": status, "waz_state": "known", "whz_state": "known"})
    known = Cell.of("2025-08", status="haz_known")
    assessed = count_table("assessed", frame, [known, Cell("2025-08")], (STATUS,))
    pattern = solve_pattern([flags(frame, ["2025-08"]), assessed])
    assert not pattern.hides(known)
    assert pattern.hides(Cell.of("2025-08", status="haz_flagged"))
    assert pattern.hides(Cell.of("2025-08", status="haz_given"))
