"""What notebook 20 shows beyond the tables of stunting: bounds, recorded groups, and the balance of cases."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from audit.cases import Period, balance_table, birthdays_sentence, case_balance, case_spells, heights
from audit.reference.areas import Areas
from audit.reference.recorded_groups import AGE_GROUPS
from audit.results import Cell, CheckResult, CountTable, RateTable, Result, Sentence
from audit.survey import (
    CoverageBounds,
    count_table,
    coverage_bounds,
    coverage_cells,
    measured_children,
    recorded_groups,
    recorded_tables,
)

__all__ = ["BOUNDS", "situation_results"]

BOUNDS = ("weighted", "low", "high", "best", "worst")  # of ``survey.CoverageBounds``, in the order in which they stand


class _WholeMonths(Period):
    """A period from the end of one month to that of another: its levels name months, since no public file may hold a
    full date that the report does not declare.
    """

    def level(self, flow: str) -> str:
        """``open@2025-08`` for a stock, ``new@2025-02..2025-08`` for a flow."""
        level = Period.level(self, flow)
        for day in (self.opening_day, self.last):
            level = level.replace(f"{day}", f"{day:%Y-%m}")
        return level


def situation_results(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    registered: pd.DataFrame,
    frame: pd.DataFrame,
    coverage: RateTable,
    months: Sequence[str],
    areas: Areas,
) -> tuple[Result, ...]:
    """Compute them for the newest month; ``frame`` is ``survey.snapshot``, ``coverage`` of ``programme.coverage``."""
    newest = months[-1]
    now, listed = frame[frame["period"].eq(newest)], registered[registered["month"].eq(newest)]
    return (
        *_bounds(now, listed, coverage, newest, areas),
        *_recorded(now, listed, coverage, newest, areas),
        *_balance(children, visits, months, areas),
    )


def _district(coverage: RateTable, month: str, id: str) -> RateTable | None:
    """The district's row alone, under an id of its own; ``None`` where nobody said how many are registered."""
    cell = Cell(month)
    if cell not in coverage.numerator.cells:
        return None
    at = coverage.numerator.cells.index(cell)
    measured, of = coverage.numerator, coverage.denominator
    numerator = CountTable(id, (cell,), (measured.counts[at],), measured.partitions)
    return RateTable(id, numerator, CountTable(f"{id}.of", (of.cells[at],), (of.counts[at],), of.partitions))


def _bounds(
    now: pd.DataFrame, listed: pd.DataFrame, coverage: RateTable, month: str, areas: Areas
) -> tuple[CheckResult, ...]:
    """The district's prevalence given those not measured, by desa; nothing where the list has a gap.

    ``situation.<bounds>`` says what they are not, ``situation.<bounds>.disamarkan`` the same where one is withheld.
    """
    district = _district(coverage, month, "coverage_bounds")
    if district is None:
        return ()
    cells = coverage_cells(now, listed.rename(columns={"area_code": "area"}), by=("area",))
    # Children of an unknown desa stand on the list of some desa: here only those measured count.
    placed = cells["registered"].astype("float64").mask(cells["area"].isin(areas.unknown_parts), 0.0)
    bounds = coverage_bounds(cells["events"], cells["measured"], placed)
    return tuple(_bound(name, value, bounds, district, month) for name in BOUNDS if (value := getattr(bounds, name)))


def _bound(name: str, value: float, bounds: CoverageBounds, district: RateTable, month: str) -> CheckResult:
    return CheckResult(
        f"coverage_bounds.{name}",
        month,
        "good" if bounds.assessable else "poor",
        value * 100,
        "percent",
        district.denominator.counts[0],
        Sentence("situation.bounds"),
        (district,),
    )


def _recorded(
    now: pd.DataFrame, listed: pd.DataFrame, coverage: RateTable, month: str, areas: Areas
) -> tuple[CountTable | RateTable, ...]:
    """Measured children of each group, and the groups of which somebody said how many there are."""
    cells = [Cell.of(month, age=group) for group in ("baduta", "batita", None)]
    district = _district(coverage, month, "recorded")
    registered = {"balita": district.denominator.counts[0]} if district else {}
    of_desa = listed.set_index("area_code")["projected"].reindex([a.code for a in areas.desa])
    projected = {} if of_desa.isna().any() else {"balita": int(of_desa.sum())}
    groups = recorded_groups(measured_children(now, month), registered, projected)
    return count_table("recorded", now, cells, (AGE_GROUPS,)), *recorded_tables(month, groups)


def _balance(
    children: pd.DataFrame, visits: pd.DataFrame, months: Sequence[str], areas: Areas
) -> tuple[CountTable | Sentence, ...]:
    """Cases from the end of the first month to that of the newest; nothing where there is only one."""
    if len(months) < 2:
        return ()
    period = _WholeMonths(_last_day(months[0]) + timedelta(days=1), _last_day(months[-1]))
    known = heights(children, visits)
    spells = case_spells(children, known, until=period.last)
    balance = case_balance(spells, known, [period], areas)
    return balance_table(balance), birthdays_sentence(balance, period)


def _last_day(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])
