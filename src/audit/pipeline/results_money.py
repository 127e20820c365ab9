"""Budget lines, realisation, what a service costs, and the district's own programmes: results."""

from __future__ import annotations

from collections.abc import Iterator

from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.own_reach import own_reach
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.money_checks import check_lines, check_table, line_list, untagged_table
from audit.programme.money_use import budget_year, money_results_of, money_year
from audit.programme.own_programmes import programme_outputs
from audit.programme.service_costs import cost_findings, cost_people, service_costs
from audit.programme.service_order import gap_table, options, order_findings, order_of, service_gaps
from audit.results import Result
from audit.schemas import BUDGET_LINES, COST_INGREDIENTS, LOCAL_PROGRAMMES, SERVICE_GAPS

__all__ = ["money_results"]


def money_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Results by id; nothing of a table of which no row was handed in.

    Public: ``money_allocated``, ``money_realised``, ``money_recorded``, ``money_checks``, ``money_untagged`` of the
    newest year (rupiah and lines), ``money_pace``; ``cost_people`` and ``service_cost.<service>``; ``service_gap``,
    ``service_order.<service>``, ``service_left.<service>``; ``own_programme.<id>.<n>`` and ``programme_reach.<id>``.
    Restricted: ``money_lines``.
    """
    money = tuple(_money(tables, params))
    outputs = programme_outputs(
        tables.of_programme(LOCAL_PROGRAMMES), [programme.id for programme in params.programmes], params.cycle
    )
    return (*money, *_costs(tables, params), *outputs, *own_reach(tables, params, money))


def _money(tables: Tables, params: AuditParams) -> Iterator[Result]:
    lines = tables.of_programme(BUDGET_LINES)
    year = budget_year(lines, params.as_of)
    if year is None:
        return
    yield from money_results_of(money_year(lines, year, params.as_of))
    checked = check_lines(lines, as_of=params.as_of)
    of_year = checked[checked["year"].eq(year).fillna(False).astype(bool)]
    yield check_table(year, of_year)
    yield untagged_table(year, of_year)
    yield line_list(checked)


def _costs(tables: Tables, params: AuditParams) -> Iterator[Result]:
    ingredients, gaps = tables.of_programme(COST_INGREDIENTS), tables.of_programme(SERVICE_GAPS)
    year = budget_year(ingredients, params.as_of)
    if year is None:
        return
    costs = service_costs(ingredients, year)
    known = service_gaps(gaps, year)
    able, left = options(costs, known)
    yield cost_people(costs)
    yield gap_table(known)
    yield from cost_findings(costs)
    yield from order_findings(order_of(able, seed=params.seed), left)
