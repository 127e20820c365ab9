"""Children who falter are counted by each definition, and whoever cannot be judged is not counted as growing."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.disclosure import solve_pattern
from audit.programme.faltering_counts import faltering_by_definition, faltering_side_by_side, with_faltering
from audit.reference.areas import areas_of
from audit.reference.growth_groups import FALTERING
from audit.results import Cell
from audit.schemas import CHILDREN, VISITS
from audit.survey.snapshot import snapshot

AREAS = areas_of("17.71")
BEFORE, MONTH = "2025-07", "2025-08"
# Weights (kg) of boys of 10 months in July (WHO's median 9.2, one SD about 1) and a month later; None: not weighed.
DAYS = ("2025-07-10", "2025-08-10")
WEIGHTS = [(9.0 + i / 10, 9.3 + i / 10) for i in range(8)] + [(9.2, 8.4), (9.3, 8.5), (9.4, 9.2)]
WEIGHTS += [(None, 9.9), (9.6, None)]


def tables(weights=WEIGHTS):
    children, visits = [], []
    for i, pair in enumerate(weights):
        children.append((f"c{i:02d}", "m", pd.Timestamp("2024-09-10"), AREAS.desa[0].code))
        visits += [(f"c{i:02d}", pd.Timestamp(day), kg, 73.0) for day, kg in zip(DAYS, pair, strict=True)]
    who = CHILDREN.conform(pd.DataFrame(children, columns=["child_id", "sex", "birth_date", "area_code"]))
    seen = pd.DataFrame(visits, columns=["child_id", "visit_date", "weight_kg", "lenhei_cm"])
    return who, VISITS.conform(seen.assign(seq=1, measure="l"))


@pytest.fixture(scope="module")
def rows():
    children, visits = tables()
    return with_faltering(snapshot(children, visits, (BEFORE, MONTH), AREAS), children, visits, BEFORE, MONTH)


def counted(table, level):
    side = table.numerator if level == "falters" else table.denominator
    return {
        next(a for a, _ in cell.at).removeprefix("faltering_"): n
        for cell, n in zip(side.cells, side.counts, strict=True)
    }


def test_each_child_of_the_month_stands_once(rows):
    assert len(rows) == len(WEIGHTS)
    assert set(rows["period"]) == {MONTH}


def test_only_children_weighed_in_both_months_can_be_judged(rows):
    table = faltering_by_definition(rows, MONTH)
    assert counted(table, "judged") == dict.fromkeys(FALTERING, 11)
    # 800 g down is more than 0.67 z, 200 g down is less: all a loss, only the first two a centile band.
    assert counted(table, "falters")["band"] == 2
    assert counted(table, "falters")["loss"] == 3


def test_two_definitions_side_by_side_hold_everybody_whom_both_judge(rows):
    two = faltering_side_by_side(rows, MONTH)
    assert sum(two.counts) == 11
    falls = sum(n for cell, n in zip(two.cells, two.counts, strict=True) if cell.level("faltering_band") == "falters")
    assert falls == 2


def test_velocity_says_nothing_of_half_a_year(rows):
    children, visits = tables()
    july = visits["visit_date"].dt.month.eq(7)
    earlier = visits.assign(visit_date=visits["visit_date"].mask(july, pd.Timestamp("2025-02-10")))
    frame = snapshot(children, earlier, ("2025-02", MONTH), AREAS)
    table = faltering_by_definition(with_faltering(frame, children, earlier, "2025-02", MONTH), MONTH)
    assert counted(table, "judged") == {"band": 11, "conditional": 11, "velocity": 0, "loss": 11}
    assert table.values[list(counted(table, "judged")).index("velocity")] is None


def test_a_month_without_anybody_has_zeros():
    children, visits = tables([(9.6, 9.9)])
    frame = snapshot(children, visits, (BEFORE, MONTH), AREAS)
    table = faltering_by_definition(with_faltering(frame, children, visits, "2024-01", MONTH), MONTH)
    assert set(table.denominator.counts) == {0}


def test_its_cells_can_be_protected(rows):
    results = [faltering_by_definition(rows, MONTH), faltering_side_by_side(rows, MONTH)]
    pattern = solve_pattern(results)
    assert pattern.hides(Cell.of(MONTH, faltering_band="falters"))  # two children
