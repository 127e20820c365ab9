"""How much of the money is used, from which source, and is that in step with the year?"""

from __future__ import annotations

from audit.disclosure.released import ShownRow, ShownTable
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures import dots
from audit.report.rupiah import rupiah
from audit.report.sections.charts import with_chart
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View
from audit.results import Cell

__all__ = ["MONEY_WORKBOOK", "money_by_action", "money_use"]

MONEY_WORKBOOK = "anggaran.xlsx"
_MONTHS = 12
_Rows = dict[str, tuple[ShownRow, ShownRow, ShownRow]]  # by level: allocated, realised, recorded


def money_use(context: ReportContext) -> Block:
    """Allocated and used by source, for target groups or not, specific or sensitive. No person is counted."""
    return make_block(context, "money_use", "program", "chart", _build_use)


def money_by_action(context: ReportContext) -> Block:
    """Money by convergence action and service package, and what is to be looked at in the lines."""
    return make_block(context, "money_by_action", "program", "table", _build_actions)


def _rows(view: View) -> _Rows:
    tables = [view.table(f"money_{name}") for name in ("allocated", "realised", "recorded")]
    if any(table is None or not table.rows for table in tables):
        return {}
    found = [{row.cell.level("money") or "": row for row in table.rows} for table in tables if table]
    return {level: (found[0][level], found[1][level], found[2][level]) for level in found[0]}


def _build_use(view: View) -> Content | None:
    rows = _rows(view)
    if not rows:
        return None
    allocated, used, recorded = rows["all"]
    year = allocated.cell.period
    said = [_whole(view, used, year), _gap(view, recorded)]
    share, pace = _pace(view)
    if pace:
        said.insert(1, pace)
    values = {"year": year, "percent": NONE if used.value is None else view.percent(used.value, 0)}
    content = Content(
        view.words("money.use.title_unknown" if used.value is None else "money.use.title", **values),
        reading=view.words("money.use.reading"),
        paragraphs=tuple(said),
        tables=tuple(_table(view, rows, split, year) for split in ("source", "direct", "intervention")),
    )
    dotted = [(view.words("money.all"), used)]
    dotted += [(_name(view, level), row[1]) for level, row in rows.items() if level.startswith("source.")]
    drawable = used.value is not None and used.value > 0
    reference = (share, view.words("money.use.year_passed")) if share is not None else None
    within = all((row.value or 0) <= 1 for _, row in dotted)
    alt = view.words("money.use.alt", year=year, said=said[0])
    return with_chart(
        view,
        content,
        lambda paper: dots.dot_interval(
            f"money-{view.edition}", dotted, alt=alt, percent=lambda p: view.percent(p, 0), tick=view.tick,
            reference=reference, whole=within, paper=paper,
        ),
        alt=alt,
        drawable=drawable,
    )  # fmt: skip


def _whole(view: View, used: ShownRow, year: str) -> str:
    if used.value is None:
        return view.words("money.use.unknown", year=year)
    amounts = {"realised": rupiah(view, used.numerator or 0), "allocated": rupiah(view, used.denominator or 0)}
    return view.words("money.use.found", percent=view.percent(used.value, 0), **amounts)


def _gap(view: View, recorded: ShownRow) -> str:
    k, n = recorded.numerator or 0, recorded.denominator or 0
    return view.words("money.use.recorded_all" if k == n else "money.use.recorded", k=k, n=n, left=n - k)


def _pace(view: View) -> tuple[float | None, str]:
    """Share of the year that had passed on the newest day of the lines, and the sentence that says so."""
    found = next(iter(view.findings("money_pace")), None)
    if found is None or not isinstance(months := found.values.get("months"), int):
        return None, ""
    share = months / _MONTHS
    words = view.values(found.sentence.values)
    return share, view.words("money.use.pace", day=words["day"], months=months, percent=view.percent(share, 0))


def _name(view: View, level: str) -> str:
    split, _, id = level.partition(".")
    if id == "unknown":
        return view.words(f"money.unknown.{split}")
    if split == "action":
        return view.words(f"money.action.{id}")
    if split == "package":
        return view.words(f"packages.package.{id}")
    return view.words(f"money.{split}.{id}")


def _table(view: View, rows: _Rows, split: str, year: str) -> Table:
    columns = (
        Column("row", view.words(f"money.column.{split}"), "start"),
        *(Column(id, view.words(f"money.column.{id}")) for id in ("lines", "allocated", "realised", "share", "blank")),
    )
    own = {level: found for level, found in rows.items() if level.startswith(f"{split}.")}
    body = [Row((text_cell(_name(view, level)), *_cells(view, found)), 1) for level, found in own.items()]
    body.insert(0, Row((text_cell(view.words("money.all")), *_cells(view, rows["all"]))))
    return Table(view.words(f"money.caption.{split}", year=year), columns, tuple(body))


def _cells(view: View, found: tuple[ShownRow, ShownRow, ShownRow]) -> tuple[TableCell, ...]:
    """Lines, allocated, used, share used, lines without a realisation. Nothing known is a dash, not zero."""
    allocated, used, recorded = found
    n, k = recorded.denominator or 0, recorded.numerator or 0
    share = text_cell(NONE) if used.value is None else TableCell(view.percent(used.value, 0), used.value)
    return (
        count_cell(view, n), _amount(view, allocated.numerator, n),
        _amount(view, used.numerator, used.denominator or 0), share, count_cell(view, n - k),
    )  # fmt: skip


def _amount(view: View, amount: int | None, known: int) -> TableCell:
    if amount is None or (not amount and not known):
        return text_cell(NONE)
    return TableCell(rupiah(view, amount), amount)


def _build_actions(view: View) -> Content | None:
    rows = _rows(view)
    if not rows:
        return None
    year = rows["all"][0].cell.period
    n = rows["all"][2].denominator or 0
    placed = n - sum(_count(view.table("money_untagged"), year, "placed"))
    return Content(
        view.words("money.action_block.title", k=placed, n=n),
        reading=view.words("money.action_block.reading"),
        paragraphs=(view.words("money.action_block.file", file=MONEY_WORKBOOK),),
        tables=(
            _table(view, rows, "action", year), _table(view, rows, "package", year),
            *_minded(view, "money_checks", "check", year), *_minded(view, "money_untagged", "untagged", year),
        ),
    )  # fmt: skip


def _count(table: ShownTable | None, year: str, name: str) -> list[int]:
    cell = Cell.of(year, money=f"money_untagged.{name}")
    return [row.numerator or 0 for row in table.rows if row.cell == cell] if table else []


def _minded(view: View, id: str, words: str, year: str) -> tuple[Table, ...]:
    """What is to be looked at, as many rows as there is anything; no table where there is nothing."""
    table = view.table(id)
    found = [row for row in table.rows if row.numerator] if table else []
    if not found:
        return ()
    columns = (
        Column("row", view.words(f"money.column.{words}"), "start"),
        Column("n", view.words("money.column.lines")),
    )
    body = tuple(
        Row(
            (
                text_cell(view.words(f"money.{words}.{(row.cell.level('money') or '').partition('.')[2]}")),
                count_cell(view, row.numerator),
            )
        )
        for row in found
    )
    return (Table(view.words(f"money.caption.{words}", year=year), columns, body),)
