"""At which age, among boys or girls?"""

from __future__ import annotations

from collections.abc import Mapping

from audit.disclosure.released import ShownRow
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.report.blocks import Block, make_block
from audit.report.certainty import undivided_top
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.figures import age_sex
from audit.report.sections.charts import with_chart
from audit.report.sections.places import source_line
from audit.report.tables import rate_table
from audit.report.view import View, enough
from audit.results import Cell

__all__ = ["stunting_by_age_sex"]

ID = "stunting_by_age_sex"
SEXES = ("m", "f")


def stunting_by_age_sex(context: ReportContext) -> Block:
    """Prevalence by age band and sex in the newest month."""
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    table = view.table("stunting_age_sex")
    if table is None:
        return None
    rows = {row.cell: row for row in table.rows}
    month, period = view.month(view.context.month), view.context.month
    both = {
        (age, sex): rows.get(Cell.of(period, status="stunted", age=age, sex=sex))
        for age in AGE_BANDS_MONTHS
        for sex in SEXES
    }
    ages = {age: rows.get(Cell.of(period, status="stunted", age=age)) for age in AGE_BANDS_MONTHS}
    sexes = {sex: rows.get(Cell.of(period, status="stunted", sex=sex)) for sex in SEXES}
    points = {sex: [both[age, sex] or _absent(period) for age in AGE_BANDS_MONTHS] for sex in SEXES}
    title = _title(view, ages)
    alt = view.words("report.stunting_by_age_sex.alt", title=title, month=month)
    lines = [
        *((view.label("sex", sex), row, 0) for sex, row in sexes.items()),
        *(
            line
            for age, row in ages.items()
            for line in (
                (view.label("age", age), row, 0),
                *((view.label("sex", sex), both[age, sex], 1) for sex in SEXES),
            )
        ),
    ]
    kept = [(label, row, level) for label, row, level in lines if row is not None]
    content = Content(
        title,
        subtitle=view.words("report.stunting_by_age_sex.subtitle", month=month),
        reading=view.words("report.stunting_by_age_sex.reading"),
        source=source_line(view),
        tables=(
            rate_table(
                view, "stunting_by_age_sex", view.words("report.stunting_by_age_sex.caption", month=month),
                [(label, row) for label, row, _ in kept], interval=True, levels=[level for *_, level in kept],
            ),
        ),
    )  # fmt: skip
    return with_chart(
        view,
        content,
        lambda paper: age_sex(
            f"{ID}-{view.edition}",
            [view.words(f"group.age_short.{age}") for age in AGE_BANDS_MONTHS],
            points,
            alt=alt,
            percent=lambda p: view.percent(p, 0),
            names={sex: view.label("sex", sex) for sex in SEXES},
            paper=paper,
        ),
        alt=alt,
        drawable=any(enough(row) for row in both.values() if row is not None),
    )


def _absent(period: str) -> ShownRow:
    return ShownRow(Cell(period), None)


def _title(view: View, ages: Mapping[str, ShownRow | None]) -> str:
    """Name the age with the highest measured share, and those that cannot be told apart from it.

    A hidden or small band might be higher: then, and where a band has no interval, none is named.
    """
    known = [(age, row) for age, row in ages.items() if row is not None and enough(row)]
    top = undivided_top(known) if len(known) == len(ages) else ()
    if not top:
        return view.words("report.stunting_by_age_sex.name")
    if len(top) == len(ages):
        return view.words("report.stunting_by_age_sex.title_alike")
    highest = max(row.value or 0.0 for _, row in known)
    named = {"age": view.join([view.label("age", age).lower() for age in top]), "percent": view.percent(highest)}
    return view.words(f"report.stunting_by_age_sex.title{'_together' if len(top) > 1 else ''}", **named)
