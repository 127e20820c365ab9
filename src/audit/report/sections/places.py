"""What the blocks about places share: their order, their labels, their source line."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sized

from audit.disclosure.released import ShownRow, ShownTable
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.certainty import has_interval
from audit.report.content import Column, Row, Table
from audit.report.tables import by_area, count_cell, mark_notes, text_cell
from audit.report.view import View, enough

__all__ = [
    "OUTLINES",
    "anybody",
    "counts_by_place",
    "desa_rows",
    "kecamatan_rows",
    "producers",
    "source_line",
    "unassessed",
    "unassessed_kecamatan",
    "unknown_rows",
    "whole_and_parts",
]

OUTLINES = "boundaries"  # the kind of source that maps are drawn from: no data about children
Labelled = list[tuple[str, ShownRow]]


def kecamatan_rows(view: View, table: ShownTable) -> Labelled:
    """The district, then its kecamatan from the highest value down, those without one last; else by code.

    Without an interval nothing is put in order: one that is shown without makes the whole list stand by code.
    """
    rows = by_area(table.rows, view.context.month)
    kecamatan = [a.code for a in view.context.areas.kecamatan if a.code in rows]
    ranked = all(has_interval(rows[code]) for code in kecamatan if enough(rows[code]))
    ordered = sorted(kecamatan, key=lambda c: (not enough(rows[c]), -(rows[c].value or 0.0) if ranked else 0.0, c))
    return [(view.area(code), rows[code]) for code in (None, *ordered) if code in rows]


def unknown_rows(view: View, table: ShownTable) -> Labelled:
    """The children whose kecamatan nobody wrote down, as one more row; none where there is no such child."""
    code = view.context.areas.unknown_parts[0]
    row = by_area(table.rows, view.context.month).get(code)
    return [(view.area(code), row)] if row is not None and anybody(row) else []


def anybody(row: ShownRow) -> bool:
    """Whether a row may be about somebody: it is hidden, or its count is not zero."""
    return row.hidden or bool(row.numerator if row.denominator is None else row.denominator)


def desa_rows(view: View, table: ShownTable) -> tuple[Labelled, list[int]]:
    """District, kecamatan and desa by code (never by value: desa are not ranked), with the level of each row.

    Unknown parts that hold somebody close their kecamatan, and the district.
    """
    rows = by_area(table.rows, view.context.month)
    areas = view.context.areas
    codes: list[str | None] = [None]
    for kecamatan in areas.kecamatan:
        codes += [kecamatan.code, *(a.code for a in areas.within(kecamatan.code)), areas.unknown_within(kecamatan.code)]
    codes.append(areas.unknown_parts[0])
    present = [code for code in codes if code in rows and (code not in areas.unknown_parts or anybody(rows[code]))]
    levels = {"district": 0, "kecamatan": 1, "desa": 2}
    return [(view.area(code), rows[code]) for code in present], [levels[view.level(code)] for code in present]


def whole_and_parts(rows: Sized) -> list[int]:
    """Levels of rows of which the first is the district and the others are its parts."""
    return [min(i, 1) for i in range(len(rows))]


def counts_by_place(
    view: View,
    caption: str,
    places: Mapping[str | None, Mapping[str, ShownRow]],
    columns: Mapping[str, str],
    notes: tuple[str, ...] = (),
) -> Table:
    """A table of counts: the district and its parts in rows, ``columns`` (key to label) side by side."""
    rows = tuple(
        Row((text_cell(view.area(code)), *(count_cell(view, at[c].numerator, hidden=at[c].hidden) for c in columns)), n)
        for (code, at), n in zip(places.items(), whole_and_parts(places), strict=True)
    )
    heads = (
        Column("row", view.words("report.severity.row"), "start"),
        *(Column(c, label) for c, label in columns.items()),
    )
    marks = mark_notes(view, [row for at in places.values() for row in at.values()], rates=False)
    return Table(caption, heads, rows, (*marks, *notes))


def unassessed_kecamatan(view: View) -> list[str]:
    """Names of the kecamatan among :func:`unassessed`."""
    codes = unassessed(view)
    return [a.name for a in view.context.areas.kecamatan if a.code in codes]


def unassessed(view: View) -> set[str]:
    """Codes of areas whose figures cannot be assessed: too few of the registered were measured, or heights pile up."""
    table = view.table("coverage")
    rows = by_area(table.rows, view.context.month) if table else {}
    low = {code for code, row in rows.items() if code and row.value is not None and row.value < COVERAGE_ASSESSABLE}
    return low.union(*(str(found.values["areas"]).split(",") for found in view.findings("unassessed_areas")))


def source_line(view: View) -> str:
    """Who produced the data, up to which day."""
    sources = [s for s in view.context.sources if s.kind != OUTLINES]
    if not sources:
        return ""
    return view.words("report.source_line", producers=producers(view), date=max(s.cut_off for s in sources))


def producers(view: View, kinds: Container[str] | None = None) -> str:
    """Those who produced the data, or the sources of some kinds, each named once."""
    sources = [s for s in view.context.sources if (s.kind != OUTLINES if kinds is None else s.kind in kinds)]
    return view.join(list(dict.fromkeys(s.producer for s in sources)))
