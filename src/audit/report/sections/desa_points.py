"""The desa that a chart of all of them may show, by code, and which of them can be assessed."""

from __future__ import annotations

from dataclasses import dataclass

from audit.disclosure.released import ShownRow
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.tables import by_area
from audit.report.view import View, enough

__all__ = ["DesaPoint", "desa_points", "district_value", "not_drawn"]


@dataclass(frozen=True, slots=True)
class DesaPoint:
    """One desa in the newest month; ``assessable`` unless too few of its registered children were measured."""

    code: str
    row: ShownRow
    assessable: bool

    @property
    def stunted(self) -> int:
        """Numerator."""
        return self.row.numerator or 0

    @property
    def children(self) -> int:
        """Denominator."""
        return self.row.denominator or 0


def desa_points(view: View, *, shown_only: bool = True) -> list[DesaPoint]:
    """Every desa of the district by code; with ``shown_only`` those whose percentage is shown."""
    stunting, coverage = view.table("stunting"), view.table("coverage")
    rows = by_area(stunting.rows, view.context.month) if stunting else {}
    came = by_area(coverage.rows, view.context.month) if coverage else {}
    low = {code for code, row in came.items() if row.value is not None and row.value < COVERAGE_ASSESSABLE}
    desa = [a.code for k in view.context.areas.kecamatan for a in view.context.areas.within(k.code)]
    points = [DesaPoint(code, rows[code], code not in low) for code in desa if code in rows]
    return [p for p in points if enough(p.row)] if shown_only else points


def district_value(view: View) -> float | None:
    """The district's proportion of stunted children in the newest month."""
    table = view.table("stunting")
    row = by_area(table.rows, view.context.month).get(None) if table else None
    return row.value if row is not None else None


def not_drawn(view: View, drawn: int) -> str:
    """One sentence for the desa without a mark in a chart; empty where every one has its mark."""
    missing = len(desa_points(view, shown_only=False)) - drawn
    return view.words("report.desa_points.not_drawn", n=missing) if missing else ""
