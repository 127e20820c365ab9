"""What do international lists ask a report to say, and what did nobody write yet?"""

from __future__ import annotations

from collections.abc import Sequence

from audit.reference.reporting_checklists import CHECKLISTS
from audit.report.blocks import Block, make_block
from audit.report.checklist import Answer, answers, asked
from audit.report.content import Column, Content, Item, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, text_cell
from audit.report.view import View

__all__ = ["CHECKLIST_WORKBOOK", "reporting_checklists"]

ID = "reporting_checklists"
CHECKLIST_WORKBOOK = "daftar-periksa.xlsx"
_STATES = ("filled", "unfilled", "not_applicable")


def reporting_checklists(context: ReportContext) -> Block:
    """Items of each list filled in from the run, and by name those that are not."""
    return make_block(context, ID, "metode", "table", _build)


def _build(view: View) -> Content:
    found = answers(view)
    where = "file" if view.edition == "terbatas" else "file_public"
    return Content(
        _title(view, [answer for of in found.values() for answer in of]),
        reading=view.words("checklist.block.reading"),
        paragraphs=(view.words(f"checklist.block.{where}", file=CHECKLIST_WORKBOOK),),
        tables=(_counts(view, found),),
        terms=tuple(Item(_name(view, id), _missing(view, of)) for id, of in found.items()),
    )


def _title(view: View, found: Sequence[Answer]) -> str:
    filled, applies = _number(found, "filled"), len(found) - _number(found, "not_applicable")
    if filled == applies:
        return view.words("checklist.block.title_all", of=view.number(applies))
    return view.words("checklist.block.title", filled=view.number(filled), of=view.number(applies))


def _number(found: Sequence[Answer], state: str) -> int:
    return sum(answer.state == state for answer in found)


def _name(view: View, id: str) -> str:
    return view.words(f"checklist.name.{id}")


def _counts(view: View, found: dict[str, tuple[Answer, ...]]) -> Table:
    columns = (
        Column("list", view.words("checklist.block.list"), "start"),
        Column("items", view.words("checklist.block.items")),
        *(Column(state, view.words(f"checklist.block.{state}")) for state in _STATES),
    )
    rows = tuple(
        Row((text_cell(_name(view, id)), count_cell(view, len(of)),
             *(count_cell(view, _number(of, state)) for state in _STATES)))
        for id, of in found.items()
    )  # fmt: skip
    sources = tuple(
        view.words("checklist.source", name=_name(view, id), cite=of.cite, doi=of.doi) for id, of in CHECKLISTS.items()
    )
    return Table(view.words("checklist.block.caption"), columns, rows, sources)


def _missing(view: View, found: Sequence[Answer]) -> str:
    """The items that nobody wrote, by name and number; that there are none, or that the list does not apply."""
    if all(answer.state == "not_applicable" for answer in found):
        return view.words("checklist.block.no_model")
    names = [
        view.words("checklist.block.one", ask=_small(asked(view, answer.item)), item=answer.item.item)
        for answer in found
        if answer.state == "unfilled"
    ]
    return (
        view.words("checklist.block.missing", items="; ".join(names)) if names else view.words("checklist.block.none")
    )


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
