"""Every row that somebody should look at again: one list, by rule, with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from audit.quality.changed_birth_date import changed_birth_date_rows
from audit.quality.exported_values import exported_rows
from audit.quality.found_rows import joined, judged_rows
from audit.quality.implausible_rows import IMPLAUSIBLE, implausible_rows
from audit.quality.posture import posture_rows
from audit.quality.two_posyandu import two_posyandu_rows
from audit.quality.unit_slips import unit_slip_rows
from audit.results import Cell, CountTable, LineList

__all__ = ["RULES", "row_finding_counts", "row_findings"]

# Each check with the rules that it may report, in the order in which they are read: errors before oddities.
_CHECKS: Mapping[Callable[[pd.DataFrame], pd.DataFrame], tuple[str, ...]] = {
    unit_slip_rows: ("unit_slip", "weight_is_height"),
    changed_birth_date_rows: ("birth_date_changes",),
    two_posyandu_rows: ("two_posyandu",),
    posture_rows: ("standing_under_24", "lying_from_24", "posture_missing"),
    exported_rows: ("label_contradicts", "exported_z"),
}
RULES: tuple[str, ...] = (*IMPLAUSIBLE, *(rule for rules in _CHECKS.values() for rule in rules))


def row_findings(children: pd.DataFrame, visits: pd.DataFrame, records: pd.DataFrame | None = None) -> LineList:
    """Rows with a finding: ``rule child_id source_file source_sheet source_row visit_date column value against``.

    ``records`` (of ``read_visits``, with ``source_file``) are what the rows themselves said; without them two posyandu
    and changing birth dates cannot be seen. What to do about each rule is ``rows.do.<rule>`` in the catalogue. A row
    may stand here several times. Restricted: rows of single children. Nothing is deleted or changed because of it.
    """
    rows = judged_rows(children, visits, records)
    parts = [implausible_rows(rows, children, visits), *(check(rows) for check in _CHECKS)]
    return LineList("row_findings", joined(parts))


def row_finding_counts(cycle: str, findings: LineList, visits: int) -> CountTable:
    """How many rows of the district each rule found, and how many were looked at. Counts rows, not people.

    A row counts once a rule. No place is named below the district.
    """
    place = ["source_file", "source_sheet", "source_row", "visit_date"]
    counts = findings.rows.drop_duplicates([*place, "rule"])["rule"].value_counts()
    cells = (Cell.of(cycle, finding="looked_at"), *(Cell.of(cycle, finding=rule) for rule in RULES))
    return CountTable(
        "row_findings.count", cells, (visits, *(int(counts.get(rule, 0)) for rule in RULES)), personal=False
    )
