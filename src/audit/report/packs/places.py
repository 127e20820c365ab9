"""The place that a pack is about, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping

from audit.disclosure.released import ShownFinding, ShownRow
from audit.report.content import Content
from audit.report.view import View
from audit.results import Cell

__all__ = ["by_cell", "found_of", "missing", "nothing", "place_code", "place_name", "said"]


def place_code(view: View) -> str:
    """Code of the kecamatan of a pack, else of the district."""
    return view.context.kecamatan or view.context.district_code


def place_name(view: View) -> str:
    """``Kecamatan Mojoroto``, or the district as it writes itself."""
    code = view.context.kecamatan
    return view.words("forum_pack.kecamatan", name=view.area(code)) if code else view.context.district_name


def found_of(view: View, prefix: str) -> list[ShownFinding]:
    """Findings of the place; for the district those of every place."""
    code = view.context.kecamatan
    return [found for found in view.findings(prefix) if not code or found.values["area"] == code]


def said(view: View, found: ShownFinding) -> dict[str, str]:
    """Values of a finding in words."""
    return {name: str(value) for name, value in view.values(found.values).items()}


def by_cell(view: View, id: str) -> Mapping[Cell, ShownRow]:
    """Rows of a table by cell; empty where this run has none."""
    table = view.table(id)
    return {row.cell: row for row in table.rows} if table else {}


def missing(row: ShownRow | None) -> int | None:
    """How many of a denominator are not in the numerator; ``None`` where a number is withheld or the list is short."""
    if row is None or row.hidden or row.numerator is None or row.denominator is None:
        return None
    return row.denominator - row.numerator if row.denominator >= row.numerator else None


def nothing(view: View, block: str, sentence: str) -> Content:
    """A block that has nothing to show says why in one sentence."""
    return Content(view.words(f"report.{block}.name"), paragraphs=(view.words(f"forum_pack.{sentence}"),))
