"""Who needs a sponsor and who has one? Of those in need the share reached, of those reached the share in need."""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.reference.sponsor_rules import PROGRAMMES, TARGET_RULES
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.places import producers, whole_and_parts
from audit.report.tables import mark_notes, rate_cells, text_cell
from audit.report.view import View, enough

__all__ = ["ledger_source", "spoken_sponsors", "sponsor_reach"]

Shares = dict[str | None, ShownRow]


def sponsor_reach(context: ReportContext) -> Block:
    """BAAS by child and Genting by family, each by kecamatan, with the rule that says whom each is for."""
    return make_block(context, "sponsor_reach", "program", "table", _build)


def ledger_source(view: View) -> str:
    """Who keeps the ledger, up to which day; nothing where no workbook of the programme is named."""
    sources = [source for source in view.context.sources if source.kind == "programme"]
    if not sources:
        return ""
    date = max(source.cut_off for source in sources)
    return view.words("report.source_line", producers=producers(view, ("programme",)), date=date)


def spoken_sponsors(view: View) -> str:
    """How many of those who need a sponsor have one now, a sentence a programme; "" where that is withheld."""
    found = {programme: shares for programme in PROGRAMMES if (shares := _shares(view, programme))}
    told = [_said(view, programme, shares)[0] for programme, shares in found.items() if not shares[0][None].hidden]
    return " ".join(told)


def _build(view: View) -> Content | None:
    found = {programme: shares for programme in PROGRAMMES if (shares := _shares(view, programme))}
    if not found:
        return None
    return Content(
        _title(view, found),
        reading=view.words("sponsor_block.reach.reading"),
        source=ledger_source(view),
        paragraphs=tuple(line for programme, shares in found.items() for line in _said(view, programme, shares)),
        tables=tuple(_table(view, programme, *shares) for programme, shares in found.items()),
        terms=tuple(_rule(view, programme) for programme in found),
    )


def _shares(view: View, programme: str) -> tuple[Shares, Shares] | None:
    tables = view.table(f"sponsor_needed_{programme}"), view.table(f"sponsor_aided_{programme}")
    if tables[0] is None or tables[1] is None:
        return None
    needed, aided = ({row.cell.level("area"): row for row in table.rows} for table in tables if table)
    return needed, aided


def _title(view: View, found: dict[str, tuple[Shares, Shares]]) -> str:
    parts = []
    for programme, (needed, _) in found.items():
        whole = needed[None]
        if not whole.hidden and enough(whole) and whole.value is not None:
            share = view.percent(whole.value)
            parts.append(view.words(f"sponsor_block.reach.part_{programme}", share=share))
    if not parts:
        return view.words("report.sponsor_reach.name")
    return view.words("sponsor_block.reach.title", parts=view.join(parts))


def _said(view: View, programme: str, shares: tuple[Shares, Shares]) -> list[str]:
    """Both shares of the district in words, and of how many the need is not known."""
    lines = []
    for kind, of in zip(("needed", "aided"), shares, strict=True):
        whole = of[None]
        if whole.hidden or whole.denominator is None:
            lines.append(view.words("sponsor_block.hidden"))
        elif whole.denominator == 0:
            lines.append(view.words(f"sponsor_block.reach.{kind}_none_{programme}"))
        else:
            counts = {"n": whole.numerator or 0, "of": whole.denominator}
            lines.append(view.words(f"sponsor_block.reach.{kind}_{programme}", **counts))
    counts = view.table(f"sponsor_states_{programme}")
    for row in counts.rows if counts else ():
        level = dict(row.cell.at)
        if level.get(f"{programme}_need") == "need.unknown" and f"{programme}_aid" not in level and row.numerator:
            lines.append(view.words(f"sponsor_block.reach.unknown_{programme}", n=row.numerator))
        elif (level.get(f"{programme}_aid") == "began.unknown" or len(level) > 2) and row.numerator:
            lines.append(view.words(f"sponsor_block.reach.began_unknown_{programme}", n=row.numerator))
    return list(dict.fromkeys(lines))


def _table(view: View, programme: str, needed: Shares, aided: Shares) -> Table:
    """The district, then its kecamatan by code: never a ranking."""
    heads = ("needed", "reached", "share", "aided", "fitting", "share_fitting")
    columns = (
        Column("row", view.words("report.severity.row"), "start"),
        *(Column(id, view.words(f"sponsor_block.reach.{id}")) for id in heads),
    )
    rows = tuple(
        Row(
            (
                text_cell(view.area(place)),
                *rate_cells(view, needed[place], interval=False),
                *rate_cells(view, aided[place], interval=False),
            ),
            level,
        )
        for place, level in zip(needed, whole_and_parts(needed), strict=True)
    )
    notes = mark_notes(view, [*needed.values(), *aided.values()])
    return Table(view.words(f"sponsor_block.reach.caption_{programme}"), columns, rows, notes)


def _rule(view: View, programme: str) -> Item:
    rule = TARGET_RULES[programme]
    values = {
        "source": view.either(rule.source, rule.source_en),
        "months": rule.months_planned or 0,
        "oldest": int(rule.oldest_months),
        "elsewhere": int(rule.elsewhere_months or 0),
        "from": rule.valid_from,
    }
    name = view.words(f"sponsors.programme.{programme}")
    return Item(f"{name} ({rule.version})", view.words(f"sponsor_block.reach.rule_{programme}", **values))
