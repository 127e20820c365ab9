"""The first figures for the forum: who came to be measured and what that means, and which desa clearly differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audit.disclosure.released import ShownRow
from audit.reference.presentation import COVERAGE_GROUPS
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.figures.coverage_box import Reach, coverage_box
from audit.report.sections.charts import with_chart
from audit.report.sections.desa_funnel import drawn_funnel
from audit.report.sections.desa_points import district_value
from audit.report.sections.places import source_line
from audit.report.tables import by_area, count_cell, text_cell
from audit.report.view import View, enough

__all__ = ["forum_coverage", "forum_funnel"]

COVERAGE, FUNNEL = "forum_coverage", "forum_funnel"
_ENDS = (("likely", "low", "high"), ("extreme", "best", "worst"))  # names of ``coverage_bounds``


def forum_coverage(context: ReportContext) -> Block:
    """Desa by their D/S, and the prevalence with its bounds for children whom nobody measured."""
    return make_block(context, COVERAGE, "situasi", "chart", _coverage)


def forum_funnel(context: ReportContext) -> Block:
    """The funnel of ``desa_funnel`` for the forum, with the desa outside in one sentence."""
    return make_block(context, FUNNEL, "situasi", "chart", lambda view: drawn_funnel(view, FUNNEL, forum=True))


def _coverage(view: View) -> Content | None:
    table = view.table("coverage")
    rows = by_area(table.rows, view.context.month) if table else {}
    desa = [row for a in view.context.areas.desa if (row := rows.get(a.code)) is not None and enough(row)]
    whole = rows.get(None)
    if whole is None or not enough(whole) or not desa:
        return None
    reaches, groups = _reaches(view), _groups(view, desa)
    month, limit = view.month(view.context.month), view.percent(COVERAGE_ASSESSABLE, 0)
    title = _title(view, whole, reaches)
    alt = view.words("forum_figure.coverage_alt", title=title, month=month)
    content = Content(
        title,
        subtitle=view.words("forum_figure.coverage_subtitle", month=month),
        reading=view.words("forum_figure.coverage_reading", limit=limit),
        source=source_line(view),
        paragraphs=_said(view, desa, limit),
        tables=(_group_table(view, groups, month), *([_reach_table(view, reaches, month)] if reaches else [])),
    )
    return with_chart(
        view,
        content,
        lambda paper: coverage_box(
            f"forum-coverage-{view.edition}", groups, reaches, alt=alt, tick=view.tick,
            number=lambda n: view.number(n), limit=view.words("forum_figure.limit", limit=limit), paper=paper,
            names=(view.words("forum_figure.places"), view.words("forum_figure.bounds")),
        ),
        alt=alt,
        drawable=True,
    )  # fmt: skip


def _title(view: View, whole: ShownRow, reaches: Sequence[Reach]) -> str:
    share = view.percent(whole.value or 0.0)
    if len(reaches) > 1:
        low, high = view.percent(reaches[1].low), view.percent(reaches[1].high)
        return view.words("forum_figure.coverage_title", percent=share, low=low, high=high)
    return view.words("forum_figure.coverage_title_alone", percent=share)


def _said(view: View, desa: Sequence[ShownRow], limit: str) -> tuple[str, ...]:
    """How many desa are below the limit, and of how many nothing is shown."""
    below = sum((row.value or 0.0) < COVERAGE_ASSESSABLE for row in desa)
    found = [view.words("forum_figure.below", count=below, of=len(desa), limit=limit)]
    missing = len(view.context.areas.desa) - len(desa)
    return (*found, view.words("forum_figure.not_counted", n=missing)) if missing else tuple(found)


def _groups(view: View, desa: Sequence[ShownRow]) -> list[tuple[str, int, bool]]:
    """Name of each group of D/S, desa in it, and whether it lies below the limit."""
    edges = [(None, COVERAGE_GROUPS[0]), *pairwise(COVERAGE_GROUPS), (COVERAGE_GROUPS[-1], None)]
    found = []
    for low, high in edges:
        kind = "below" if low is None else "from" if high is None else "between"
        words = {"low": view.percent(low or 0.0, 0), "high": view.percent(high or 0.0, 0)}
        n = sum(
            (low is None or (row.value or 0.0) >= low) and (high is None or (row.value or 0.0) < high) for row in desa
        )
        found.append(
            (view.words(f"forum_figure.group_{kind}", **words), n, high is not None and high <= COVERAGE_ASSESSABLE)
        )
    return found


def _reaches(view: View) -> list[Reach]:
    """The measured prevalence and its bounds; nothing where one of them is withheld or unknown."""
    raw = district_value(view)
    ends = [
        (name, [None if check is None or check.value is None else check.value / 100 for check in checks])
        for name, *bounds in _ENDS
        for checks in [[view.check(f"coverage_bounds.{bound}") for bound in bounds]]
    ]
    if raw is None or any(end is None for _, found in ends for end in found):
        return []
    reaches = [Reach(view.words("forum_figure.reach_measured"), raw, raw, view.percent(raw))]
    for name, found in ends:
        low, high = (end or 0.0 for end in found)
        words = f"{view.number(low * 100, 1)}–{view.percent(high)}"
        reaches.append(Reach(view.words(f"forum_figure.reach_{name}"), low, high, words))
    return reaches


def _group_table(view: View, groups: Sequence[tuple[str, int, bool]], month: str) -> Table:
    columns = (
        Column("row", view.words("forum_figure.row"), "start"),
        Column("n", view.words("forum_figure.n")),
    )
    rows = tuple(Row((text_cell(name), count_cell(view, n))) for name, n, _ in groups)
    return Table(view.words("forum_figure.coverage_caption", month=month), columns, rows)


def _reach_table(view: View, reaches: Sequence[Reach], month: str) -> Table:
    columns = (
        Column("row", view.words("report.coverage_bounds.row"), "start"),
        Column("rate", view.words("report.coverage_bounds.rate")),
    )
    rows = tuple(Row((text_cell(r.label), TableCell(r.words))) for r in reaches)
    return Table(view.words("report.coverage_bounds.caption", month=month), columns, rows)
