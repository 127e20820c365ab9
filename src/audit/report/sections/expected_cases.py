"""Do the lists hold as many stunted children as a survey lets expect?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["expected_cases"]

ID = "expected_cases"
_HEADS = ("place", "registered", "listed", "expected", "verdict")
_WORDS = ("place", "verdict")


def expected_cases(context: ReportContext) -> Block:
    """One sentence about the district; desa by code, with the interval of what is expected, where it is restricted."""
    return make_block(context, ID, "mutu", "note", _build)


def _build(view: View) -> Content | None:
    finding = next(iter(view.findings(ID)), None)
    if finding is None:
        return Content(view.words(f"report.{ID}.name"), paragraphs=(view.words(f"report.{ID}.no_survey"),))
    status = finding.sentence.id.removeprefix("rows.expected_cases_")
    assumed = (view.words("survey.change_assumed"),) if status != "not_assessable" else ()
    return Content(
        view.words(f"report.{ID}.title.{status}"),
        reading=view.words(f"report.{ID}.reading"),
        paragraphs=(view.spoken(finding), *assumed),
        tables=_desa(view),
    )


def _desa(view: View) -> tuple[Table, ...]:
    lines = view.lines("desa_expected")
    if lines is None:
        return ()
    columns = tuple(Column(h, view.words(f"report.{ID}.{h}"), "start" if h in _WORDS else "end") for h in _HEADS)
    known = lines.rows["registered"].notna()
    rows = tuple(
        Row(
            (
                text_cell(view.area(row["area_code"])),
                count_cell(view, int(row["registered"]) if told else None),
                count_cell(view, int(row["listed"])),
                text_cell(_about(view, row["expected"], row["low"], row["high"]) if told else NONE),
                text_cell(view.words(f"report.{ID}.{row['verdict'] or 'within'}") if told else NONE),
            )
        )
        for row, told in zip(lines.rows.to_dict("records"), known, strict=True)
    )
    caption = view.words(f"report.{ID}.caption", month=view.month(view.context.month))
    return (Table(caption, columns, rows, long=True),)


def _about(view: View, expected: float, low: float, high: float) -> str:
    values = {"moved": expected, "moved_low": low, "moved_high": high}
    return view.words("report.heaping.about", **{name: view.number(value) for name, value in values.items()})
