"""The desa that a chart of all of them may show, by code, and which of them can be assessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audit.disclosure.released import ShownRow
from audit.report.sections.places import unassessed
from audit.report.tables import by_area
from audit.report.view import View, enough

__all__ = ["DesaPoint", "area_points", "desa_points", "district_value", "not_drawn"]


@dataclass(frozen=True, slots=True)
class DesaPoint:
    """One desa in the newest month; ``assessable`` unless it is among ``places.unassessed``."""

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
    areas = view.context.areas
    points = area_points(view, [a.code for k in areas.kecamatan for a in areas.within(k.code)])
    return [p for p in points if enough(p.row)] if shown_only else points


def area_points(view: View, codes: Iterable[str]) -> list[DesaPoint]:
    """The same for any areas, shown or not: those that the table of stunting has."""
    stunting = view.table("stunting")
    rows = by_area(stunting.rows, view.context.month) if stunting else {}
    doubted = unassessed(view)
    return [DesaPoint(code, rows[code], code not in doubted) for code in codes if code in rows]


def district_value(view: View) -> float | None:
    """The district's proportion of stunted children in the newest month."""
    table = view.table("stunting")
    row = by_area(table.rows, view.context.month).get(None) if table else None
    return row.value if row is not None else None


def not_drawn(view: View, drawn: int) -> str:
    """One sentence for the desa without a mark in a chart; empty where every one has its mark."""
    missing = len(desa_points(view, shown_only=False)) - drawn
    return view.words("report.desa_points.not_drawn", n=missing) if missing else ""
