"""``publik/hasil.json``: every public number in one long list, one row a figure."""

from __future__ import annotations

from typing import Any

from audit.disclosure.released import ShownCheck, ShownRow, ShownTable
from audit.report.context import ReportContext
from audit.report.view import View

__all__ = ["COLUMNS", "results_rows"]

COLUMNS = (
    "id", "indikator", "wilayah", "periode", "pembilang", "penyebut", "nilai", "sk_bawah", "sk_atas", "metode",
    "disamarkan", "catatan",
)  # fmt: skip


def results_rows(context: ReportContext) -> list[dict[str, Any]]:
    """Public forms of every released table and check, in canonical order (by id).

    ``nilai``, ``sk_bawah`` and ``sk_atas`` are proportions (0-1) for rates, null for counts; ``nilai`` of a check is in
    the unit named by ``metode``. Where ``disamarkan`` is true no number stands in the row. ``id`` is the result's id
    and the cell that it counts; ``catatan`` holds the groups that are no place.
    """
    view = View(context, "publik")
    rows: list[dict[str, Any]] = []
    for released in context.released.values():
        shown = released.public
        if isinstance(shown, ShownTable):
            rows += [_row(view, shown, row) for row in shown.rows]
        elif isinstance(shown, ShownCheck):
            rows.append(_check(view, shown))
            rows += [_row(view, table, row) for table in shown.tables for row in table.rows]
    return sorted(rows, key=lambda r: r["id"])


def _row(view: View, table: ShownTable, row: ShownRow) -> dict[str, Any]:
    groups = [(a, level) for a, level in row.cell.at if a != "area"]
    return {
        "id": f"{table.id}|{row.cell.key}",
        "indikator": table.id,
        "wilayah": _area(view, row.cell.level("area")),
        "periode": row.cell.period,
        "pembilang": row.numerator,
        "penyebut": row.denominator,
        "nilai": row.value,
        "sk_bawah": row.low,
        "sk_atas": row.high,
        "metode": table.method or None,
        "disamarkan": row.hidden,
        "catatan": "; ".join(f"{a}={level}" for a, level in groups),
    }


def _check(view: View, check: ShownCheck) -> dict[str, Any]:
    return {
        "id": f"{check.id}|{check.subject}",
        "indikator": check.id,
        "wilayah": _area(view, None),
        "periode": check.subject,
        "pembilang": None,
        "penyebut": check.n,
        "nilai": check.value,
        "sk_bawah": None,
        "sk_atas": None,
        "metode": check.unit,
        "disamarkan": check.hidden,
        "catatan": check.status,
    }


def _area(view: View, code: str | None) -> dict[str, str]:
    return {"kode": code or view.context.district_code, "nama": view.area(code), "tingkat": view.level(code)}
