"""Who is assisted, and as often as is expected? By target group and kecamatan, and what people were told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.disclosure.released import ShownFinding, ShownNumber, ShownRow, ShownTable
from audit.reference.companion_rules import ASSISTED_TARGET, TOPICS, WINDOW_MONTHS, contact_rules
from audit.reference.rule_sets import GROUPS
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import anybody, source_line
from audit.report.tables import count_cell, hidden_cell, mark_notes, rate_cells, text_cell
from audit.report.view import NONE, View, enough
from audit.results import Cell

__all__ = ["companion_contacts", "companion_topics", "spoken_contacts"]

_COLUMNS = ("people", "assisted", "assisted_share", "contacts_due", "contacts_made", "as_often")
Labelled = Sequence[tuple[str, str, ShownRow, ShownRow]]  # label, name of the finding, assisted, as often as due


def companion_contacts(context: ReportContext) -> Block:
    """People assisted of everybody, and contacts recorded beside those expected; by group, by kecamatan."""
    return make_block(context, "companion_contacts", "program", "table", _build)


def companion_topics(context: ReportContext) -> Block:
    """Of the people assisted, who was told of each topic, by group."""
    return make_block(context, "companion_topics", "program", "table", _build_topics)


def _build(view: View) -> Content | None:
    assisted, due = view.table("companions_contacts"), view.table("companions_due")
    if assisted is None or due is None:
        return _nothing(view, "companion_contacts")
    made = {found.id.removeprefix("companions_made."): found for found in view.findings("companions_made.")}
    rows, often = _by_cell(assisted), _by_cell(due)
    top = Cell.of(view.context.cycle, person="person")
    groups = [group for group in GROUPS if top.replace("group", group) in rows]
    places = [area.code for area in view.context.areas.kecamatan]
    unknown = view.context.areas.unknown_parts[0]
    if anybody(rows[top.replace("area", unknown)]):
        places.append(unknown)
    whole = (view.area(None), view.context.district_code, rows[top], often[top])

    def part(attribute: str, level: str, words: str) -> tuple[str, str, ShownRow, ShownRow]:
        cell = top.replace(attribute, level)
        return words, level, rows[cell], often[cell]

    by_group = [whole, *(part("group", g, view.words(f"review.level.group.{g}")) for g in groups)]
    by_place = [whole, *(part("area", code, view.area(code)) for code in places)]
    month = view.month(view.context.months[-1])
    said = [_found(view, rows[top], often[top], made.get(view.context.district_code))]
    return Content(
        _title(view, rows[top]),
        reading=view.words("companion_block.contacts.reading", months=WINDOW_MONTHS, month=month),
        source=source_line(view),
        paragraphs=(*said, view.words("companion_block.contacts.target", share=view.percent(ASSISTED_TARGET, 0))),
        tables=(
            _table(view, "group", by_group, made),
            _table(view, "place", by_place, made),
        ),
        terms=(Item(view.words("companion_block.contacts.rules"), _rules(view)),),
    )


def _nothing(view: View, id: str) -> Content:
    return Content(view.words(f"report.{id}.name"), paragraphs=(view.words("companion_block.none"),))


def _by_cell(table: ShownTable) -> dict[Cell, ShownRow]:
    """Rows by the people they are of."""
    return {_people(row.of or row.cell): row for row in table.rows}


def _people(cell: Cell) -> Cell:
    return cell.replace("contacts", None).replace("assisted", None)


def _title(view: View, row: ShownRow) -> str:
    if not enough(row) or row.value is None:
        return view.words("companion_block.contacts.title")
    return view.words("companion_block.contacts.title_share", share=view.percent(row.value, 0))


def spoken_contacts(view: View) -> str:
    """How many of the target people were assisted at least once; "" where that is not known or withheld."""
    assisted = view.table("companions_contacts")
    row = _by_cell(assisted).get(Cell.of(view.context.cycle, person="person")) if assisted else None
    if row is None or row.hidden or row.denominator is None or row.numerator is None:
        return ""
    return view.words("companion_block.contacts.found", n=row.denominator, assisted=row.numerator)


def _found(view: View, row: ShownRow, often: ShownRow, made: ShownFinding | None) -> str:
    if row.hidden or often.hidden or made is None:
        return view.words("companion_block.hidden")
    said = view.words("companion_block.contacts.found", n=row.denominator or 0, assisted=row.numerator or 0)
    numbers = [made.values.get(name) for name in ("made", "due")]
    if not often.denominator or not all(isinstance(n, ShownNumber) for n in numbers):
        return said
    values = {"people": often.denominator, "often": often.numerator, "made": _number(numbers[0]), "due": _number(numbers[1])}  # fmt: skip # noqa: E501
    return f"{said} {view.words('companion_block.contacts.often', **values)}"


def _number(shown: object) -> int:
    return round(shown.value or 0.0) if isinstance(shown, ShownNumber) else 0


def _table(view: View, by: str, rows: Labelled, made: Mapping[str, ShownFinding]) -> Table:
    columns = (
        Column("row", view.words(f"companion_block.contacts.{by}"), "start"),
        *(Column(name, view.words(f"companion_block.contacts.{name}")) for name in _COLUMNS),
    )
    body = tuple(
        Row(
            (text_cell(label), *rate_cells(view, row, interval=False), *_contacts(view, often, made.get(id))), min(i, 1)
        )
        for i, (label, id, row, often) in enumerate(rows)
    )
    shares = mark_notes(view, [row for *_, row, _ in rows])
    notes = tuple(dict.fromkeys((*shares, *mark_notes(view, [often for *_, often in rows], rates=False))))
    lacking = any(not often.hidden and not often.denominator for *_, often in rows)
    more = (view.words("companion_block.contacts.no_rule"),) if lacking else ()
    return Table(view.words(f"companion_block.contacts.by_{by}"), columns, body, (*notes, *more))


def _contacts(view: View, often: ShownRow, made: ShownFinding | None) -> tuple[TableCell, ...]:
    """Contacts due and made, and the people met as often as due; an en dash where no rule expects any."""
    if often.hidden:
        return (hidden_cell(),) * 3
    if not often.denominator:
        return (text_cell(NONE),) * 3
    numbers = [(made.values if made else {}).get(name) for name in ("due", "made")]
    cells = [count_cell(view, _number(n)) if isinstance(n, ShownNumber) else hidden_cell() for n in numbers]
    return (*cells, count_cell(view, often.numerator))


def _rules(view: View) -> str:
    """How many contacts each group is to have, or that nobody says."""
    said = []
    for group, rule in contact_rules(view.context.as_of).items():
        name = view.words(f"review.level.group.{group}")
        said.append(view.words(f"companion_block.rule.{group if rule.contacts else 'none'}", group=name))
    return " ".join(said)


def _build_topics(view: View) -> Content | None:
    table = view.table("companions_topics")
    if table is None:
        return _nothing(view, "companion_topics")
    rows = {(row.cell.level("group"), topic): row for row in table.rows for topic in TOPICS if row.cell.level(f"topic.{topic}")}  # fmt: skip # noqa: E501
    groups = [None, *(group for group in GROUPS if (group, TOPICS[0]) in rows)]
    columns = (
        Column("topic", view.words("companion_block.topics.topic"), "start"),
        *(
            Column(g or "all", view.words(f"review.level.group.{g}") if g else view.words("companion_block.topics.all"))
            for g in groups
        ),
    )
    number = Row(
        (
            text_cell(view.words("companion_block.topics.assisted")),
            *(_of(view, rows[group, TOPICS[0]]) for group in groups),
        )
    )
    body = [
        Row((text_cell(view.words(f"companions.topic.{t}")), *(_share(view, rows.get((g, t))) for g in groups)), 1)
        for t in TOPICS
    ]
    notes = mark_notes(view, rows.values())
    said = _often_and_rare(view, {t: rows[None, t] for t in TOPICS if (None, t) in rows})
    kind = "title_often" if said else "title"
    return Content(
        view.words(f"companion_block.topics.{kind}", **({k: said[k] for k in ("often", "rare")} if said else {})),
        reading=view.words("companion_block.topics.reading"),
        source=source_line(view),
        paragraphs=(
            view.words("companion_block.topics.found", **said) if said else view.words("companion_block.hidden"),
        ),
        tables=(Table(view.words("companion_block.topics.caption"), columns, (number, *body), notes),),
    )


def _of(view: View, row: ShownRow) -> TableCell:
    return count_cell(view, row.denominator, hidden=row.hidden)


def _share(view: View, row: ShownRow | None) -> TableCell:
    """An en dash where the topic is not for the group."""
    return text_cell(NONE) if row is None else rate_cells(view, row, interval=False)[-1]


def _often_and_rare(view: View, rows: Mapping[str, ShownRow]) -> dict[str, str]:
    """The topics told most and least often, with their shares; one alone is neither."""
    known = {topic: row.value for topic, row in rows.items() if enough(row) and row.value is not None}
    if len(known) < 2:
        return {}
    often, rare = max(known, key=lambda t: known[t]), min(known, key=lambda t: known[t])
    return {
        "often": view.words(f"companions.topic.{often}"), "often_share": view.percent(known[often], 0),
        "rare": view.words(f"companions.topic.{rare}"), "rare_share": view.percent(known[rare], 0),
    }  # fmt: skip
