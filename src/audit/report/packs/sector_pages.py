"""One page for each sector: the open tasks that are its own, in words that everybody may read, and room to agree."""

from __future__ import annotations

from audit.disclosure.released import ShownFinding
from audit.programme.sector_tasks import PAST_MONEY, PUBLIC_TASK
from audit.reference.sectors import SECTORS, UNASSIGNED
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.action_attention import reasons_of
from audit.report.sections.sector_lists import SECTOR_WORKBOOK
from audit.report.tables import text_cell
from audit.report.view import NONE, View

__all__ = ["sector_page", "sector_pages"]

_COLUMNS = ("what", "named", "due_on")
_AGREED = ("named", "what", "due_on", "sign")
_ROWS = 32  # tasks that one page holds in letters one can read; the workbook has them all
_LINES = 3  # to write on
_Line = tuple[str, str, str]


def sector_pages(context: ReportContext) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """The pages of the five sectors, and of the tasks that are nobody's yet; none where no task is recorded."""
    found = View(context, "publik").findings(PUBLIC_TASK)
    if not found:
        return ()
    held = {str(one.values["sector"]) for one in found}
    sectors = [sector for sector in (*SECTORS, UNASSIGNED) if sector in SECTORS or sector in held]
    return tuple(
        (f"sector_{sector}", (sector_page(context, sector), _agreement(context, sector))) for sector in sectors
    )


def sector_page(context: ReportContext, sector: str) -> Block:
    """Open tasks of one sector, overdue first; what people typed is in the restricted workbook alone."""
    return make_block(context, f"sector_page_{sector}", "forum", "table", lambda view: _tasks(view, sector))


def _agreement(context: ReportContext, sector: str) -> Block:
    return make_block(context, f"sector_agreement_{sector}", "forum", "table", _agreed)


def _tasks(view: View, sector: str) -> Content:
    found = [one for one in view.findings(PUBLIC_TASK) if one.values["sector"] == sector]
    if not found:
        return Content(view.words("sectors.page_none"), paragraphs=(view.words("sectors.page_join"),))
    late = sum(one.values["state"] == "overdue" for one in found)
    title = view.words("sectors.page_title" if late else "sectors.page_title_in_time", n=len(found), late=late)
    lines = _lines(view, [one for one in found if "indicator" not in one.values])
    rows = tuple(Row(tuple(text_cell(words) for words in line)) for line in lines[:_ROWS])
    notes = [view.words("sectors.page_more", n=len(lines) - _ROWS)] if len(lines) > _ROWS else []
    notes.append(view.words("sectors.page_words", file=SECTOR_WORKBOOK))
    columns = tuple(Column(name, view.words(f"sectors.column.{name}"), "start") for name in _COLUMNS)
    short = [view.spoken(one) for one in found if "indicator" in one.values]
    return Content(
        title,
        tables=(Table(view.words("sectors.page_caption"), columns, rows, tuple(notes)),) if rows else (),
        terms=(Item(view.words("sectors.page_indicators", n=len(short)), "; ".join(short) + "."),) if short else (),
    )


def _lines(view: View, found: list[ShownFinding]) -> list[_Line]:
    """One line a task; looking at budget lines is one of an office, with every reason."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for n, one in enumerate(found):
        known = {name: str(value) for name, value in view.values(one.values).items()}
        due = known["due"] if "." not in str(one.values["due"]) else NONE
        if one.values["state"] != "open":
            due = view.words(f"sectors.page_{one.values['state']}", due=due)
        own = "" if one.values["kind"] == "money" else str(n)
        lines.setdefault((known["who"], due, own), []).append(_what(view, one))
    return [(view.words("sectors.times", n=len(said), what="; ".join(dict.fromkeys(said))) if not own else said[0],
             who, due) for (who, due, own), said in lines.items()]  # fmt: skip


def _what(view: View, one: ShownFinding) -> str:
    values = one.values
    if values["kind"] == "money":
        return view.words(str(one.sentence.values["reason"]))
    said = view.spoken(one).rstrip(".")
    if "work" not in values:
        return said
    past = int(str(values["work"]).rpartition(".")[2]) < view.context.as_of.year
    reasons = view.findings(f"action_attention.{values['work']}.")
    own = [reason for reason in reasons if reason.values["action"] == values["action"]]
    found = [reason for reason in own if not (past and reason.values["reason"] in PAST_MONEY)]
    return f"{said}: {reasons_of(view, found)}" if found else said


def _agreed(view: View) -> Content:
    columns = tuple(Column(name, view.words(f"sectors.column.{name}"), "start") for name in _AGREED)
    rows = tuple(Row(tuple(text_cell("") for _ in _AGREED)) for _ in range(_LINES))
    caption = view.words("sectors.agreed_caption")
    return Content(view.words("sectors.agreed_title"), tables=(Table(caption, columns, rows),))
