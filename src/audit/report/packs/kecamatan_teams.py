"""What did the teams of a kecamatan (TPK) do: contacts due and made, people found and referred, support needed?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.language import has
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.packs.places import place_name
from audit.report.tables import count_cell, mark_notes, rate_cells, text_cell
from audit.report.view import View

__all__ = ["kecamatan_teams"]

# Results of the teams, with a cell for each kecamatan; each shown by itself, "belum tercatat" where it is not there.
_RESULTS = ("companions_contacts", "companions_found", "companions_referred", "companions_support")


def kecamatan_teams(context: ReportContext) -> Block:
    """The four tables of the teams at the kecamatan: counts, never a team and never a ranking."""
    return make_block(context, "kecamatan_teams", "forum", "table", _build)


def _build(view: View) -> Content:
    tables, lacking = [], []
    for id in _RESULTS:
        rows = _rows(view, id)
        if rows:
            tables.append(_table(view, id, rows))
        else:
            lacking.append(view.words("forum_pack.teams.lacking", what=view.words(f"forum_pack.teams.{id}")))
    paragraphs = (view.words("forum_pack.teams.support"), *lacking)
    title = view.words("forum_pack.teams.title", place=place_name(view))
    return Content(title, paragraphs=paragraphs, tables=tuple(tables))


def _rows(view: View, id: str) -> list[ShownRow]:
    table = view.table(id)
    place = view.context.kecamatan or None
    return [row for row in table.rows if row.cell.level("area") == place] if table else []


def _table(view: View, id: str, rows: list[ShownRow]) -> Table:
    rates = any(row.denominator is not None or row.of is not None for row in rows)
    heads = ("of", "count", "share") if rates else ("count",)
    columns = (
        Column("row", view.words("forum_pack.teams.row"), "start"),
        *(Column(head, view.words(f"forum_pack.teams.{head}")) for head in heads),
    )
    body = tuple(
        Row(
            (
                text_cell(_named(view, row)),
                *(
                    rate_cells(view, row, interval=False)
                    if rates
                    else (count_cell(view, row.numerator, hidden=row.hidden),)
                ),
            )
        )
        for row in rows
    )
    return Table(view.words(f"forum_pack.teams.{id}"), columns, body, mark_notes(view, rows, rates=rates))


def _named(view: View, row: ShownRow) -> str:
    """What a row counts, by its attributes, in the words of the teams or of target groups."""
    words = []
    for attribute, level in row.cell.at:
        if attribute in ("area", "person"):
            continue
        tried = (f"companions.{attribute}.{level}", f"companions.{level}", f"review.level.group.{level}")
        known = next((id for id in tried if has(id, view.language)), None)
        words.append(view.words(known) if known else level.replace("_", " "))
    return ", ".join(words) or view.words("forum_pack.teams.all")
