"""What did the teams of a kecamatan (TPK) do: contacts due and made, people found and referred, support needed?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.language import has
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.packs.places import place_name
from audit.report.tables import count_cell, mark_notes, rate_cells, text_cell
from audit.report.view import View, enough
from audit.report.visit_words import finding
from audit.results import Cell

__all__ = ["kecamatan_teams"]

# Results of the teams, with a cell for each kecamatan: shares in one table, counts in one each; "belum tercatat" where
# one is not there.
_SHARES = ("companions_contacts", "companions_due", "companions_referred")
_COUNTS = ("companions_waiting", "companions_found", "companions_support")
# Numbers of contacts and of days, beside the tables that they belong to.
_SAID = ("companions_made", "companions_lag")
_EVERYBODY = "person"


def kecamatan_teams(context: ReportContext) -> Block:
    """Tables of the teams at the kecamatan: counts, never a team and never a ranking."""
    return make_block(context, "kecamatan_teams", "forum", "table", _build)


def _build(view: View) -> Content:
    rows = {id: _rows(view, id) for id in (*_SHARES, *_COUNTS)}
    shares = [row for id in _SHARES for row in rows[id]]
    tables = [_table(view, "shares", shares)] if shares else []
    tables += [_table(view, id, rows[id]) for id in _COUNTS if rows[id]]
    lacking = [
        view.words("forum_pack.teams.lacking", what=view.words(f"forum_pack.teams.{id}"))
        for id, found in rows.items()
        if not found
    ]
    place = view.context.kecamatan
    said = [one for id in _SAID if (one := finding(view, f"{id}.{place}")) is not None]
    paragraphs = (*map(view.spoken, said), view.words("forum_pack.teams.support"), *lacking)
    return Content(_title(view, rows["companions_contacts"]), paragraphs=paragraphs, tables=tuple(tables))


def _title(view: View, assisted: list[ShownRow]) -> str:
    for row in assisted:
        if not row.hidden and enough(row) and row.value is not None:
            values = {"share": view.percent(row.value), "n": row.denominator or 0, "place": place_name(view)}
            return view.words("forum_pack.teams.title_share", **values)
    return view.words("forum_pack.teams.title", place=place_name(view))


def _rows(view: View, id: str) -> list[ShownRow]:
    table = view.table(id)
    place = view.context.kecamatan or None
    return [row for row in table.rows if row.cell.level("area") == place] if table else []


def _table(view: View, id: str, rows: list[ShownRow]) -> Table:
    rates = id == "shares"
    heads = ("of", "count", "share") if rates else ("count",)
    columns = (
        Column("row", view.words("forum_pack.teams.row"), "start"),
        *(Column(head, view.words(f"forum_pack.teams.{head}")) for head in heads),
    )
    body = tuple(
        Row(
            (
                text_cell(_named(view, row.cell)),
                *(
                    rate_cells(view, row, interval=False)
                    if rates
                    else (count_cell(view, row.numerator, hidden=row.hidden),)
                ),
            ),
            int(not rates and i > 0),
        )
        for i, row in enumerate(rows)
    )
    return Table(view.words(f"forum_pack.teams.{id}"), columns, body, mark_notes(view, rows, rates=rates))


def _named(view: View, cell: Cell) -> str:
    """What a row counts, by its attributes, in the words of the teams; the whole is named where there is no other."""
    levels = [(attribute, level) for attribute, level in cell.at if attribute != "area"]
    own = [(attribute, level) for attribute, level in levels if level not in (_EVERYBODY, attribute)] or levels
    words = ", ".join(
        view.words(id) for attribute, level in own if has(id := f"companions.{attribute}.{level}", view.language)
    )
    return words[:1].upper() + words[1:] or view.words("forum_pack.teams.all")
