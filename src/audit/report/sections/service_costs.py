"""What does reaching one person cost, and which service reaches one more for least?"""

from __future__ import annotations

from audit.disclosure.released import ShownFinding, ShownNumber
from audit.reference.money_rules import CASH, DRAWS, OF_100, TOP
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.rupiah import rupiah
from audit.report.tables import count_cell, hidden_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["service_costs", "service_order"]

_COST, _ORDER, _LEFT = "service_cost.", "service_order.", "service_left."
_HIDDEN = ".disamarkan"
_THOUSAND, _HUNDRED = 1000, 100


def service_costs(context: ReportContext) -> Block:
    """Rupiah a person reached, by ingredient; time of volunteers beside it, in no sum."""
    return make_block(context, "service_costs", "program", "table", _build_costs)


def service_order(context: ReportContext) -> Block:
    """Services by rupiah for one more person, and in how many of 100 simulations each is among the first three."""
    return make_block(context, "service_order", "program", "table", _build_order)


def _build_costs(view: View) -> Content | None:
    found = view.findings(_COST)
    if not found:
        return None
    known = [finding for finding in found if "total" in finding.values]
    columns = (
        Column("service", view.words("money.column.service"), "start"),
        Column("persons", view.words("money.column.persons")),
        Column("total", view.words("money.column.total")),
        *(Column(kind, view.words(f"money.ingredient.{kind}")) for kind in CASH),
        Column("volunteer", view.words("money.ingredient.volunteer_time")),
    )
    body = tuple(_cost_row(view, finding) for finding in found)
    unsure = tuple(view.spoken(one) for one in found if one.sentence.id != "money.cost.said")
    hidden = any(cell.hidden for row in body for cell in row.cells)
    notes = (view.words("report.mark.hidden"),) if hidden else ()
    return Content(
        view.words("money.cost.title", k=len(known), n=len(found)),
        reading=view.words("money.cost.reading"),
        paragraphs=unsure,
        tables=(Table(view.words("money.cost.caption"), columns, body, notes),),
    )


def _cost_row(view: View, finding: ShownFinding) -> Row:
    hidden = finding.sentence.id.endswith(_HIDDEN)
    values = finding.values
    name = text_cell(view.words(f"needs.activity.{finding.id.removeprefix(_COST)}"))
    if hidden:
        return Row((name, *(hidden_cell() for _ in range(len(CASH) + 3))))
    persons = values.get("persons")
    return Row(
        (
            name,
            count_cell(view, persons if isinstance(persons, int) else None),
            *(_thousands(view, values.get(key)) for key in ("total", *CASH)),
            _volunteer(view, finding),
        )
    )


def _amount(view: View, value: object) -> TableCell:
    if not isinstance(value, ShownNumber) or value.value is None:
        return text_cell(NONE)
    return TableCell(rupiah(view, value.value), value.value)


def _thousands(view: View, value: object) -> TableCell:
    """Thousands of rupiah, with a decimal below a hundred."""
    if not isinstance(value, ShownNumber) or value.value is None:
        return text_cell(NONE)
    thousands = value.value / _THOUSAND
    return TableCell(view.number(thousands, 0 if thousands >= _HUNDRED else 1), value.value)


def _volunteer(view: View, finding: ShownFinding) -> TableCell:
    given = finding.values.get("volunteer")
    if not isinstance(given, ShownNumber) or given.value is None:
        return text_cell(NONE)
    unit = str(finding.values.get("unit") or "")
    digits = 0 if given.value.is_integer() else given.digits
    return TableCell(f"{view.number(given.value, digits)} {unit}".strip(), given.value)


def _build_order(view: View) -> Content | None:
    places, left = view.findings(_ORDER), view.findings(_LEFT)
    if not places and not left:
        return None
    columns = (
        Column("service", view.words("money.column.service"), "start"),
        Column("rupiah", view.words("money.column.rupiah")),
        Column("range", view.words("money.column.range")),
        Column("top", view.words("money.column.top")),
    )
    body = tuple(_order_row(view, finding, few=len(places) <= TOP) for finding in places)
    hidden = any(cell.hidden for row in body for cell in row.cells)
    notes = (view.words("report.mark.hidden"),) if hidden else ()
    caption = view.words("money.order.caption", draws=DRAWS)
    said = [view.words("money.order.few", n=len(places), top=TOP)] if 0 < len(places) <= TOP else []
    if not places:
        said = [view.words("money.order.none")]
    return Content(
        _title(view, places),
        reading=view.words("money.order.reading"),
        paragraphs=(*said, *(view.spoken(one) for one in left)),
        tables=(Table(caption, columns, body, notes),) if places else (),
    )


def _title(view: View, places: tuple[ShownFinding, ...]) -> str:
    """The first service and how firm its place is; no title says more than the simulations do."""
    first = places[0] if len(places) > TOP else None
    top = first.values.get("top") if first else None
    if first is None or not isinstance(top, ShownNumber) or top.value is None:
        return view.words("money.order.name")
    service = view.words(f"needs.activity.{first.id.removeprefix(_ORDER)}")
    return view.words("money.order.title", service=service, x=round(top.value), of=OF_100)


def _order_row(view: View, finding: ShownFinding, *, few: bool) -> Row:
    name = text_cell(view.words(f"needs.activity.{finding.id.removeprefix(_ORDER)}"))
    if finding.sentence.id.endswith(_HIDDEN):
        return Row((name, hidden_cell(), hidden_cell(), hidden_cell()))
    values = finding.values
    low, high = (_amount(view, values.get(key)).text for key in ("low", "high"))
    top = values.get("top")
    times = NONE
    if isinstance(top, ShownNumber) and top.value is not None and not few:
        times = view.words("money.order.times", x=round(top.value), of=OF_100)
    return Row((name, _amount(view, values.get("rupiah")), text_cell(f"{low} – {high}"), text_cell(times)))
