"""D/S: sums of lists, gaps that stay gaps, and people without a known desa."""

from __future__ import annotations

import pandas as pd

from audit.programme.coverage import coverage
from audit.reference.areas import UNKNOWN, areas_of
from audit.results import Cell

MONTH = "2025-08"
AREAS = areas_of("64.74")
DESA = [a.code for a in AREAS.desa]


def frame(*areas):
    return pd.DataFrame({"period": MONTH, "area": list(areas)})


def lists(**figures):
    rows = dict.fromkeys(DESA, 10) | {code.replace("_", "."): n for code, n in figures.items()}
    return pd.DataFrame({"area_code": list(rows), "month": MONTH, "registered": list(rows.values())})


def of(table, area=None):
    at = table.numerator.cells.index(Cell.of(MONTH, area=area))
    return table.numerator.counts[at], table.denominator.counts[at]


def test_the_district_is_the_sum_of_its_desa():
    table = coverage(frame(DESA[0], DESA[0], DESA[1]), lists(), [MONTH], AREAS)
    assert of(table) == (3, 10 * len(DESA))
    assert of(table, DESA[0]) == (2, 10)


def test_a_child_of_an_unknown_desa_counts_for_the_district_only():
    table = coverage(frame(f"{AREAS.district.code}.{UNKNOWN}"), lists(), [MONTH], AREAS)
    assert of(table)[0] == 1
    assert sum(of(table, k.code)[0] for k in AREAS.kecamatan) == 0


def test_a_missing_list_is_no_zero():
    without = lists()
    without.loc[without["area_code"].eq(DESA[0]), "registered"] = None
    table = coverage(frame(DESA[0]), without, [MONTH], AREAS)
    cells = table.numerator.cells
    assert Cell.of(MONTH, area=DESA[0]) not in cells
    assert Cell.of(MONTH, area=AREAS.by_code[DESA[0]].parent) not in cells
    assert Cell(MONTH) not in cells
    assert Cell.of(MONTH, area=DESA[-1]) in cells


def test_two_lists_of_a_desa_add_up_and_another_month_is_another_list():
    table = coverage(frame(), pd.concat([lists(), lists().assign(month="2025-07"), lists()]), [MONTH], AREAS)
    assert of(table, DESA[0]) == (0, 20)
    assert of(table) == (0, 20 * len(DESA))


def test_zero_registered_has_no_rate():
    table = coverage(frame(), lists(**{DESA[0].replace(".", "_"): 0}), [MONTH], AREAS)
    assert table.values[table.numerator.cells.index(Cell.of(MONTH, area=DESA[0]))] is None
