"""What notebook 20 shows beyond the tables of stunting: bounds, recorded groups, and the balance of cases."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from audit.cases import (
    Period,
    balance_lines,
    balance_table,
    birthdays_sentence,
    case_balance,
    case_rates,
    case_spells,
    heights,
    person_time,
    rate_checks,
)
from audit.reference.areas import Areas
from audit.reference.recorded_groups import Denominator
from audit.results import Cell, CheckResult, CountTable, LineList, RateTable, Result, Sentence
from audit.survey import (
    CoverageBounds,
    RecordedGroup,
    coverage_bounds,
    coverage_cells,
    measured_children,
    measured_table,
    on_register,
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
    given: Sequence[RecordedGroup] = (),
) -> tuple[Result, ...]:
    """Compute them for the newest month; ``frame`` is ``survey.snapshot``, ``coverage`` of ``programme.coverage``.

    ``given``: what the district itself says of groups; it goes before what can be counted here.
    """
    newest = months[-1]
    now, listed = frame[frame["period"].eq(newest)], registered[registered["month"].eq(newest)]
    register = on_register(children, now, newest)
    return (
        *_bounds(now, register, listed, coverage, newest, areas),
        *_recorded(now, register, listed, coverage, newest, areas, given),
        *_cases(children, visits, months, areas),
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
    now: pd.DataFrame, register: pd.DataFrame, listed: pd.DataFrame, coverage: RateTable, month: str, areas: Areas
) -> tuple[CheckResult, ...]:
    """The district's prevalence given those not measured, by desa and by age; nothing where the list has a gap.

    ``situation.<bounds>`` says what they are not, ``situation.<bounds>.disamarkan`` the same where one is withheld.
    """
    district = _district(coverage, month, "coverage_bounds")
    if district is None:
        return ()
    cells = coverage_cells(now, listed.rename(columns={"area_code": "area"}), by=("area",))
    # Children of an unknown desa stand on the list of some desa: here only those measured count.
    placed = cells["registered"].astype("float64").mask(cells["area"].isin(areas.unknown_parts), 0.0)
    bounds = coverage_bounds(cells["events"], cells["measured"], placed)
    by_desa = tuple(
        _bound(name, value, bounds, district, district.denominator.counts[0], month)
        for name in BOUNDS
        if (value := getattr(bounds, name)) is not None
    )
    return by_desa + _by_age(now, register, month)


def _by_age(now: pd.DataFrame, register: pd.DataFrame, month: str) -> tuple[CheckResult, ...]:
    """The same were those not measured as those measured of their age; the register knows ages, the list does not."""
    ages = register.groupby("age", as_index=False).size().rename(columns={"size": "registered"})
    cells = coverage_cells(now, ages, by=("age",))
    bounds = coverage_bounds(cells["events"], cells["measured"], cells["registered"])
    if bounds.weighted is None:
        return ()
    everybody = CountTable("coverage_bounds.age", (Cell.of(month, population="on_register"),), (len(register),))
    return (_bound("weighted_age", bounds.weighted, bounds, everybody, len(register), month),)


def _bound(
    name: str, value: float, bounds: CoverageBounds, table: CountTable | RateTable, n: int, month: str
) -> CheckResult:
    return CheckResult(
        f"coverage_bounds.{name}",
        month,
        "good" if bounds.assessable else "poor",
        value * 100,
        "percent",
        n,
        Sentence("situation.bounds"),
        (table,),
    )


def _recorded(
    now: pd.DataFrame,
    register: pd.DataFrame,
    listed: pd.DataFrame,
    coverage: RateTable,
    month: str,
    areas: Areas,
    given: Sequence[RecordedGroup],
) -> tuple[CountTable | RateTable | Sentence, ...]:
    """Measured children of each group over those registered and projected, and in words where each number is from.

    Registered balita are those of the list; baduta and batita, whom no list counts, those whom the register holds.
    """
    district = _district(coverage, month, "recorded")
    registered = measured_children(register, month)
    if district:
        registered["balita"] = district.denominator.counts[0]
    of_desa = listed.set_index("area_code")["projected"].reindex([a.code for a in areas.desa])
    projected = {} if of_desa.isna().any() else {"balita": int(of_desa.sum())}
    from_register = [group for group in registered if not (group == "balita" and district)]
    people: dict[tuple[Denominator, str], str] = {("registered", group): "on_register" for group in from_register}
    measured: dict[str, int | None] = {**measured_children(now, month)}
    for group in given:
        measured[group.group] = measured.get(group.group, group.measured)
        if group.registered is not None:
            registered[group.group], people["registered", group.group] = group.registered, f"given_{group.group}"
        if group.projected is not None:
            projected[group.group], people["projected", group.group] = group.projected, f"projected_{group.group}"
    groups = recorded_groups(measured, registered, projected)
    return (
        measured_table(month, groups),
        *recorded_tables(month, groups, people),
        *_origins(registered, projected, people, month),
    )


def _origins(
    registered: Mapping[str, int],
    projected: Mapping[str, int],
    people: Mapping[tuple[Denominator, str], str],
    month: str,
) -> Iterator[Sentence]:
    """One sentence for each source of denominators that is not said by the params."""
    if "balita" in registered and ("registered", "balita") not in people:
        yield Sentence("situation.registered_listed")
    if "on_register" in people.values():
        yield Sentence("situation.registered_counted", {"month": month})
    if "balita" in projected and ("projected", "balita") not in people:
        yield Sentence("situation.projected_listed")


def _cases(
    children: pd.DataFrame, visits: pd.DataFrame, months: Sequence[str], areas: Areas
) -> tuple[CountTable | LineList | Sentence | CheckResult, ...]:
    """The balance and the rates from the end of the first month to that of the newest; nothing where there is one."""
    if len(months) < 2:
        return ()
    period = _WholeMonths(_last_day(months[0]) + timedelta(days=1), _last_day(months[-1]))
    known = heights(children, visits)
    spells = case_spells(children, known, until=period.last)
    balance = case_balance(spells, known, [period], areas)
    rates = case_rates(person_time(spells, known), period.first, period.last)
    return (
        balance_table(balance),
        balance_lines(balance),
        birthdays_sentence(balance, period),
        *rate_checks(rates, period),
    )


def _last_day(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])
