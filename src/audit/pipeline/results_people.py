"""What a report says of everybody of the target groups: needs, families at risk, the desa that come first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import pandas as pd

from audit.cases.needs import need_lines, need_tables, needs_of
from audit.cases.rules import Screening
from audit.pipeline.params import AuditParams
from audit.programme.families_at_risk import FamiliesAtRisk, families_at_risk
from audit.programme.lokus import Lokus, lokus
from audit.programme.lokus_sensitivity import lokus_sensitivity
from audit.programme.low_indicators import known_enough
from audit.reference.areas import Areas
from audit.reference.indicator_rules import LOW_RULES, LowRule
from audit.results import Cell, CheckResult, CountTable, Finding, LineList, RateTable, Result

__all__ = ["families_and_lokus", "people_results"]

_DESA_DOTS = 3  # in the code of a desa and of the unknown part of a kecamatan, 17.71.01.1001 and 17.71.01.00


def people_results(
    screening: Screening,
    households: pd.DataFrame,
    services: pd.DataFrame,
    *,
    refused: Collection[str],
    stunting: RateTable,
    coverage: RateTable,
    heaping: CheckResult,
    params: AuditParams,
    areas: Areas,
    low: Mapping[LowRule, pd.DataFrame] | None = None,
) -> tuple[Result, ...]:
    """Results by id. Nothing is said of people where there is nobody, nor of families where none is listed.

    Public: ``needs``, ``needs_overlap``, ``needs_cascade``, ``needs_office`` of ``cases.needs`` for the district;
    ``families_at_risk`` with its share by kecamatan, its factors and welfare for the district; ``lokus`` and a finding
    ``lokus_missing.<criterion>`` for each criterion that is known nowhere. Restricted: ``needs_list`` without whoever
    is in ``refused``, ``families_at_risk_list``, ``lokus_list``.

    With ``low`` (low indicators by desa and rule) also ``lokus_firm``, how firm the choice is, in numbers of desa;
    restricted, ``lokus_list`` says in how many ways each desa is chosen and ``lokus_choices`` what each choice changes.
    """
    people = screening.people.frame
    needs = ()
    if len(people):
        found = needs_of(screening, services, as_of=params.as_of)
        lines = need_lines(found)
        own = lines.rows[~lines.rows["person_id"].isin(list(refused))].reset_index(drop=True)
        needs = (*need_tables(found, params.cycle), replace(lines, rows=own))
    members = people[["household_id", "group"]]
    families, focus = families_and_lokus(
        households, members, stunting=stunting, coverage=coverage, heaping=heaping, params=params, areas=areas, low=low
    )
    return (*needs, *(_families(families) if len(households) else ()), *_lokus(focus, low))


def families_and_lokus(
    households: pd.DataFrame,
    members: pd.DataFrame,
    *,
    stunting: RateTable,
    coverage: RateTable,
    heaping: CheckResult,
    params: AuditParams,
    areas: Areas,
    low: Mapping[LowRule, pd.DataFrame] | None = None,
) -> tuple[FamiliesAtRisk, Lokus]:
    """Families by the rules of the district, and every desa held against the four criteria.

    ``members`` has ``household_id`` and ``group`` of everybody; ``low`` is of ``programme.reported_indicators``, and
    without it the criterion about indicators is unknown.
    """
    families = families_at_risk(households, members, params.cases.family, period=params.cycle, areas=areas)
    focus = lokus(
        stunting=stunting,
        month=params.months[-1],
        coverage=coverage,
        areas=areas,
        heaping=heaping,
        families=families.families,
        families_period=params.cycle,
        low_indicators=known_enough(low[LOW_RULES[0]]) if low else None,
    )
    return families, focus


def _lokus(focus: Lokus, low: Mapping[LowRule, pd.DataFrame] | None) -> tuple[Result, ...]:
    if not low:
        return (focus.counts, *focus.missing, focus.lines)
    firm = lokus_sensitivity(focus, low)
    of_desa = firm.table.set_index("area_code")[["focus", "jointly"]].rename(columns={"focus": "chosen"})
    rows = focus.table.join(of_desa, on="area_code").assign(ways=firm.ways)
    return (
        focus.counts,
        *focus.missing,
        Finding("lokus_firm", firm.sentence),
        LineList("lokus_list", rows),
        LineList("lokus_choices", firm.single),
    )


def _families(found: FamiliesAtRisk) -> tuple[Result, ...]:
    """Without the counts of single desa: with them many more cells of kecamatan would have to be hidden."""
    share = found.share
    wide = replace(share, numerator=_above_desa(share.numerator), denominator=_above_desa(share.denominator))
    return _above_desa(found.families), wide, _district(found.factors), _district(found.welfare), found.lines


def _above_desa(table: CountTable) -> CountTable:
    return _kept(table, lambda cell: (cell.level("area") or "").count(".") < _DESA_DOTS)


def _district(table: CountTable) -> CountTable:
    return _kept(table, lambda cell: cell.level("area") is None)


def _kept(table: CountTable, is_kept: Callable[[Cell], bool]) -> CountTable:
    rows = [(cell, n) for cell, n in zip(table.cells, table.counts, strict=True) if is_kept(cell)]
    return replace(table, cells=tuple(cell for cell, _ in rows), counts=tuple(n for _, n in rows))
