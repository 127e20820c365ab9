"""Do heights pile up where a child is just not stunted?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from audit.disclosure.released import ShownRow, ShownTable
from audit.reference.heaping_rules import CUTOFF_Z, HISTOGRAM_LEVELS, HUNDREDTHS
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures import bars_around_cutoff
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.sections.quality_scorecard import posyandu_name
from audit.report.tables import count_cell, mark_notes, text_cell
from audit.report.view import NONE, View

__all__ = ["heaping", "heaping_found"]

_PREFIX = "rows.heaping_"


def heaping(context: ReportContext) -> Block:
    """One sentence about the district with its histogram; areas with an alarm in the restricted edition alone."""
    return make_block(context, "heaping", "mutu", "chart", _build)


def heaping_found(view: View) -> str:
    """The sentence about the district where a pile was found, for page one; else empty."""
    finding = next(iter(view.findings("cutoff_heaping")), None)
    return view.spoken(finding) if finding and finding.sentence.id == f"{_PREFIX}found" else ""


def _build(view: View) -> Content | None:
    finding, table = next(iter(view.findings("cutoff_heaping")), None), view.table("haz_around_cutoff")
    if finding is None or table is None:
        return None
    month, title = view.month(view.context.month), view.words(f"report.heaping.title_{_kind(finding.sentence.id)}")
    alt, cutoff = view.words("report.heaping.alt", title=title), view.number(CUTOFF_Z)
    content = Content(
        title,
        subtitle=view.words("report.heaping.subtitle", month=month),
        reading=view.words("report.heaping.reading", cutoff=cutoff),
        source=source_line(view),
        paragraphs=(view.spoken(finding),),
        tables=(*_alarms(view, month), *_not_assessable(view, month), _histogram(view, table, month)),
    )
    return with_chart(
        view,
        content,
        lambda paper: bars_around_cutoff(
            f"heaping-{view.edition}",
            [(HISTOGRAM_LEVELS[_level(row)][0] / HUNDREDTHS, row.numerator) for row in table.rows],
            alt=alt,
            number=view.number,
            cutoff=(CUTOFF_Z, view.words("report.heaping.cutoff", cutoff=cutoff)),
            axes_named=(view.words("report.heaping.axis"), view.words("report.heaping.children")),
            paper=paper,
        ),
        alt=alt,
        drawable=any(row.numerator for row in table.rows),
    )


def _kind(id: str) -> str:
    return id.removeprefix(_PREFIX)


def _level(row: ShownRow) -> str:
    return row.cell.level("status") or ""


def _histogram(view: View, table: ShownTable, month: str) -> Table:
    columns = (
        Column("z", view.words("report.heaping.z"), "start"),
        Column("children", view.words("report.heaping.children")),
    )
    rows = tuple(
        Row((text_cell(_range(view, _level(row))), count_cell(view, row.numerator, hidden=row.hidden)))
        for row in table.rows
    )
    caption = view.words("report.heaping.caption", month=month)
    return Table(caption, columns, rows, mark_notes(view, table.rows, rates=False), long=True)


def _range(view: View, level: str) -> str:
    low, below = HISTOGRAM_LEVELS[level]
    return view.words(
        "report.heaping.from_to",
        low=view.number(low / HUNDREDTHS, 2),
        high=view.number((below - 1) / HUNDREDTHS, 2),
    )


def _alarms(view: View, month: str) -> tuple[Table, ...]:
    lines = view.lines("heaping_areas")
    if lines is None or not len(lines.rows):
        return ()
    heads = ("place", "tested", "below_above", "verdict", "moved", "restored")
    columns = tuple(Column(h, view.words(f"report.heaping.{h}"), "end" if h == "tested" else "start") for h in heads)
    rows = tuple(Row(_alarm(view, row)) for row in lines.rows.to_dict("records"))
    caption, note = view.words("report.heaping.caption_areas", month=month), view.words("report.heaping.first_again")
    return (Table(caption, columns, rows, (note,)),)


def _alarm(view: View, row: Mapping[Hashable, Any]) -> tuple[TableCell, ...]:
    lifted = row["verdict"] != ""
    moved = view.words("report.heaping.about", **{k: view.number(row[k]) for k in ("moved", "moved_low", "moved_high")})
    restored = view.words(
        "report.heaping.from_to",
        low=view.percent(row["prevalence"]),
        high=view.percent(row["prevalence_if_restored"]),
    )
    return (
        text_cell(posyandu_name(view, row["area_code"], row["posyandu"])),
        count_cell(view, int(row["n"])),
        text_cell(f"{view.number(row['n_below'])} / {view.number(row['n_above'])}"),
        text_cell(view.words(f"report.heaping.verdict.{row['verdict'] or 'lowered'}")),
        text_cell(moved if lifted else NONE),
        text_cell(restored if lifted else NONE),
    )


def _not_assessable(view: View, month: str) -> tuple[Table, ...]:
    lines = view.lines("not_assessable_areas")
    if lines is None or not len(lines.rows):
        return ()
    columns = tuple(Column(h, view.words(f"report.heaping.{h}"), "start") for h in ("place", "reasons"))
    limit = view.percent(COVERAGE_ASSESSABLE, 0)
    rows = tuple(
        Row(
            (
                text_cell(view.area(row["area_code"])),
                text_cell(
                    view.join(
                        [view.words(f"report.heaping.reason.{r}", limit=limit) for r in row["reasons"].split(",")]
                    )
                ),
            )
        )
        for row in lines.rows.to_dict("records")
    )
    return (Table(view.words("report.heaping.caption_not_assessable", month=month), columns, rows, long=True),)
