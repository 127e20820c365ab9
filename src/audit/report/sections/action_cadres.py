"""In how many desa does the human development cadre (KPM) function, and what do the cadres have?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.disclosure.released import ShownRow
from audit.reference.convergence_rules import CADRE_CRITERIA, CADRE_KINDS
from audit.reference.presentation import CAUTION_BELOW
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import CAUTION, count_cell, mark_notes, rate_cells, text_cell
from audit.report.view import NONE, View

__all__ = ["action_cadres"]

_LEVELS = ("functioning", "not_functioning", "kpm_unknown", "not_recorded")


def action_cadres(context: ReportContext) -> Block:
    """Desa by whether their KPM functions, and shares of cadres by criterion, of the district; no cadre is compared."""
    return make_block(context, "action_cadres", "program", "table", _build)


def _build(view: View) -> Content | None:
    counts, share = view.table("kpm"), view.table("kpm_share")
    if counts is None or share is None:
        return None
    number = {row.cell.level("kpm"): row.numerator or 0 for row in counts.rows}
    (row,) = share.rows
    quarter = view.words("action_block.quarter", number=row.cell.period[-1], year=row.cell.period[:4])
    title = view.words("action_block.cadres.title", k=number["functioning"], n=number["kpm_known"], quarter=quarter)
    lacking = number["kpm_unknown"] + number["not_recorded"]
    said = [view.spoken(one) for one in view.findings("kpm_definition")]
    said.append(view.words("action_block.cadres.number", desa=number["desa"]))
    if lacking:
        said.append(view.words("action_block.cadres.lacking", n=lacking))
    said += _hidden(view)
    columns = (
        Column("level", view.words("action_block.cadres.level"), "start"),
        Column("desa", view.words("action_block.cadres.desa")),
    )
    body = tuple(
        Row((text_cell(view.words(f"convergence.kpm.{level}")), count_cell(view, number[level]))) for level in _LEVELS
    )
    levels = Table(view.words("action_block.cadres.caption", quarter=quarter), columns, body)
    return Content(
        title,
        reading=view.words("action_block.cadres.reading"),
        paragraphs=tuple(said),
        tables=(levels, *_criteria(view, quarter), *_desa(view)),
    )


def _hidden(view: View) -> Iterator[str]:
    """Kinds of cadres who are so few that nothing of them can be shown."""
    for kind in CADRE_KINDS:
        rows = _rows(view, kind)
        if rows and all(row.hidden for row in rows.values()):
            yield view.words("action_block.cadres.hidden", kind=view.words(f"convergence.cadre_kind.{kind}"))


def _rows(view: View, kind: str) -> dict[str, ShownRow]:
    tables = {name: view.table(f"{kind}_{name}") for name in (*CADRE_CRITERIA, "left")}
    return {name: table.rows[0] for name, table in tables.items() if table is not None}


def _criteria(view: View, quarter: str) -> Iterator[Table]:
    for kind in CADRE_KINDS:
        rows = _rows(view, kind)
        if all(row.hidden for row in rows.values()):
            continue
        columns = (
            Column("criterion", view.words("action_block.cadres.criterion"), "start"),
            *(Column(id, view.words(f"action_block.cadres.{id}")) for id in ("known", "met", "share")),
        )
        body = tuple(
            Row(
                (
                    text_cell(_capital(view.words(f"convergence.criterion.{name}"))),
                    *rate_cells(view, row, interval=False),
                )
            )
            for name, row in rows.items()
        )
        caption = _capital(
            view.words(
                "action_block.cadres.of_kind", kind=view.words(f"convergence.cadre_kind.{kind}"), quarter=quarter
            )
        )
        yield Table(caption, columns, body, _notes(view, list(rows.values())))


def _notes(view: View, rows: list[ShownRow]) -> tuple[str, ...]:
    """What the marks mean; the shared words of the caution speak of children."""
    few = any(not row.hidden and (row.denominator or 0) < CAUTION_BELOW for row in rows)
    caution = view.words("action_block.cadres.caution", mark=CAUTION, n=CAUTION_BELOW)
    return (*mark_notes(view, rows, rates=False), *([caution] if few else []))


def _desa(view: View) -> Iterator[Table]:
    lines = view.lines("kpm_desa")
    if lines is None:
        return
    columns = tuple(
        Column(id, view.words(f"action_block.cadres.{id}"), "start") for id in ("place", "cadres", "level", "lacks")
    )
    rows = tuple(
        Row(
            (
                text_cell(view.area(str(row["area_code"]))),
                count_cell(view, int(row["cadres"])),
                text_cell(view.words(f"convergence.kpm.{row['level']}")),
                text_cell(
                    view.join([view.words(f"convergence.criterion.{id}") for id in row["lacking"].split(";")])
                    if row["lacking"]
                    else NONE
                ),
            )
        )
        for row in lines.rows.to_dict("records")
    )
    yield Table(view.words("action_block.cadres.list"), columns, rows, long=True)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
