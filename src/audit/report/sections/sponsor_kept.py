"""What did sponsors promise and bring, did it fit the child's age, and who gives?"""

from __future__ import annotations

from collections.abc import Sequence, Sized

from audit.disclosure.released import ShownRow, ShownTable
from audit.reference.sponsor_rules import DONOR, GIVEN_BY, ITEM_RULES, PROGRAMMES
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.sponsor_reach import ledger_source
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import NONE, View
from audit.report.visit_words import figure_of, finding
from audit.results import Cell

__all__ = ["sponsor_donors", "sponsor_items", "sponsor_months"]

_HUNDRED = 100


def sponsor_months(context: ReportContext) -> Block:
    """Months promised and months in which something came, by programme, and the rows of the ledger by item."""
    return make_block(context, "sponsor_months", "program", "table", _months)


def sponsor_items(context: ReportContext) -> Block:
    """Children to whom honey or formula was brought too early, with what fits instead."""
    return make_block(context, "sponsor_items", "program", "table", _items)


def sponsor_donors(context: ReportContext) -> Block:
    """Sponsors by kind and quarter, and children and families newly supported."""
    return make_block(context, "sponsor_donors", "program", "table", _donors)


def _months(view: View) -> Content | None:
    said = {p: found for p in PROGRAMMES if (found := finding(view, f"sponsor_months.{p}")) is not None}
    if not said:
        return None
    shares = {p: share for p in said if (share := figure_of(said[p], "share")) is not None}
    parts = [
        view.words("sponsor_block.months.part", programme=view.words(f"sponsors.programme.{p}"), of_100=round(share))
        for p, share in shares.items()
    ]
    title = view.words("sponsor_block.months.title", parts=view.join(parts)) if parts else ""
    heads = ("due", "kept", "share", "rows", "proof", "value_known", "rupiah")
    columns = (
        Column("row", view.words("sponsor_block.months.row"), "start"),
        *(Column(id, view.words(f"sponsor_block.months.{id}")) for id in heads),
    )
    rows = []
    for programme, found in said.items():
        ledger = _by_cell(view.table(f"sponsor_deliveries_{programme}"))
        proof = ledger.get(Cell.of(view.context.cycle, proof="proof.named"))
        due, kept, share, rupiah = (figure_of(found, id) for id in ("due", "kept", "share", "rupiah"))
        cells = [_number(view, due), _number(view, kept), _percent(view, share)]
        cells += [_number(view, found.values["rows"]), _number(view, proof.numerator if proof else None)]
        cells += [_number(view, found.values["value_known"]), _number(view, rupiah)]
        rows.append(Row((text_cell(view.words(f"sponsors.programme.{programme}")), *cells)))
    caption = view.words("sponsor_block.months.caption")
    return Content(
        title or view.words("report.sponsor_months.name"),
        reading=view.words("sponsor_block.months.reading"),
        source=ledger_source(view),
        paragraphs=tuple(view.spoken(found) for found in said.values()),
        tables=(Table(caption, columns, tuple(rows), _few(view, shares, said)), *_by_item(view)),
    )


def _few(view: View, shown: Sized, every: Sized) -> tuple[str, ...]:
    return () if len(shown) == len(every) else (view.words("sponsor_block.months.few"),)


def _by_item(view: View) -> tuple[Table, ...]:
    """Rows of the ledger by item, those alone of which there is any; they are rows and not people."""
    ledgers = {p: _by_cell(view.table(f"sponsor_deliveries_{p}")) for p in PROGRAMMES}
    counts: dict[str, list[int]] = {}
    for cell in next(iter(ledgers.values()), {}):
        item = cell.level("item")
        if item is not None:
            own = [row.numerator or 0 for ledger in ledgers.values() if (row := ledger.get(cell))]
            if any(own):
                counts[item] = own
    if not counts:
        return ()
    columns = (
        Column("item", view.words("sponsor_block.months.item"), "start"),
        *(Column(p, view.words(f"sponsors.programme.{p}")) for p in PROGRAMMES),
    )
    rows = tuple(
        Row((text_cell(view.words(f"sponsors.item.{item}")), *(count_cell(view, n) for n in own)))
        for item, own in counts.items()
    )
    return (Table(view.words("sponsor_block.months.by_item"), columns, rows),)


def _items(view: View) -> Content | None:
    table = view.table("sponsor_items")
    if table is None:
        return None
    rows = {row.cell: row for row in table.rows}
    whole = Cell.of(view.context.cycle, brought="brought.known")
    shown = {rule.id: rows[whole.replace(f"unfit.{rule.id}", "unfit")] for rule in ITEM_RULES}
    found = [rule for rule, row in shown.items() if row.hidden or row.numerator]
    names = [view.words(f"sponsors.short_rule.{rule}") for rule in found]
    title = view.words("sponsor_block.items.title_none")
    if found:
        title = view.words("sponsor_block.items.title", rules=view.join(names))
    columns = (
        Column("rule", view.words("sponsor_block.items.rule"), "start"),
        Column("children", view.words("sponsor_block.items.children")),
    )
    body = tuple(
        Row((text_cell(view.words(f"sponsors.rule.{rule}")), count_cell(view, row.numerator, hidden=row.hidden)))
        for rule, row in shown.items()
    )
    asked = rows[whole].numerator
    return Content(
        title,
        reading=view.words("sponsor_block.items.reading"),
        source=ledger_source(view),
        paragraphs=(
            view.words("sponsor_block.hidden" if asked is None else "sponsor_block.items.of", n=asked or 0),
            view.words("sponsor_block.items.instead"),
        ),
        tables=(
            Table(
                view.words("sponsor_block.items.caption"), columns, body, mark_notes(view, shown.values(), rates=False)
            ),
        ),
        terms=tuple(
            Item(
                view.words(f"sponsors.short_rule.{rule.id}"),
                view.words("sponsor_block.items.source", source=view.either(rule.source, rule.source_en)),
            )
            for rule in ITEM_RULES
        ),
    )


def _donors(view: View) -> Content | None:
    table = view.table("sponsor_donors")
    if table is None:
        return None
    rows, period = _by_cell(table), view.context.cycle
    quarters: list[str | None] = [None, *dict.fromkeys(q for row in table.rows if (q := row.cell.level("joined")))]
    columns = _quarters(view, quarters)
    kinds: list[str] = ["donor", *DONOR.below("donor")]
    body = _body(
        view,
        [
            (view.words(f"sponsors.kind.{kind}"), [rows[_of(period, "donor", kind, q)] for q in quarters])
            for kind in kinds
        ],
    )
    known = rows[Cell.of(period, donor="donor")].numerator
    title = (
        view.words("report.sponsor_donors.name") if known is None else view.words("sponsor_block.donors.title", n=known)
    )
    tables = [_supported(view, programme, quarters) for programme in PROGRAMMES]
    return Content(
        title,
        reading=view.words("sponsor_block.donors.reading"),
        source=ledger_source(view),
        tables=(
            Table(view.words("sponsor_block.donors.caption"), columns, body, mark_notes(view, table.rows, rates=False)),
            *(of for of in tables if of is not None),
        ),
    )


def _supported(view: View, programme: str, quarters: Sequence[str | None]) -> Table | None:
    """Whom a programme newly supports by quarter; below it by the kind of sponsor, those kinds that gave to any."""
    table = view.table(f"sponsor_new_{programme}")
    if table is None:
        return None
    rows, new = _by_cell(table), f"new_{programme}"
    lines: list[tuple[str, Sequence[ShownRow]]] = []
    for kind in (None, *GIVEN_BY.below(None)):
        line = [rows[Cell.of(view.context.cycle, supported=new, given_by=kind, joined=q)] for q in quarters]
        if kind is None or line[0].hidden or line[0].numerator:
            lines.append((view.words(f"sponsors.kind.{kind or 'donor'}"), line))
    body = _body(view, lines)
    caption = view.words(f"sponsor_block.donors.new_{programme}")
    notes = (*mark_notes(view, [row for _, line in lines for row in line], rates=False),)
    return Table(caption, _quarters(view, quarters), body, (*notes, view.words("sponsor_block.donors.of_kind")))


def _of(period: str, attribute: str, level: str, quarter: str | None) -> Cell:
    return Cell.of(period, **{attribute: level}, joined=quarter)


def _quarters(view: View, quarters: Sequence[str | None]) -> tuple[Column, ...]:
    return (
        Column("kind", view.words("sponsor_block.donors.kind"), "start"),
        *(Column(q or "all", _quarter(view, q)) for q in quarters),
    )


def _quarter(view: View, quarter: str | None) -> str:
    year, _, number = (quarter or "").partition("-Q")
    if number:
        return view.words("sponsor_block.donors.quarter", year=year, number=number)
    return view.words(
        {None: "sponsor_block.donors.all", "earlier": "sponsor_block.donors.earlier"}.get(
            quarter, "sponsor_block.donors.no_day"
        )
    )


def _body(view: View, lines: Sequence[tuple[str, Sequence[ShownRow]]]) -> tuple[Row, ...]:
    """The whole first, its parts below it."""
    return tuple(
        Row((text_cell(name), *(count_cell(view, row.numerator, hidden=row.hidden) for row in line)), int(i > 0))
        for i, (name, line) in enumerate(lines)
    )


def _by_cell(table: ShownTable | None) -> dict[Cell, ShownRow]:
    return {row.cell: row for row in table.rows} if table else {}


def _number(view: View, x: object) -> TableCell:
    return TableCell(view.number(x), x) if isinstance(x, int | float) else text_cell(NONE)


def _percent(view: View, of_100: float | None) -> TableCell:
    return text_cell(NONE) if of_100 is None else TableCell(view.percent(of_100 / _HUNDRED), of_100 / _HUNDRED)
