"""Where does each action of the programme stand, with what evidence and grades, and on what law does it rest?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.disclosure.released import ShownFinding
from audit.language import has
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Item, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.action_works import State, Work, works
from audit.report.tables import is_null, text_cell
from audit.report.view import NONE, View

__all__ = ["CONVERGENCE_WORKBOOK", "action_frameworks"]

CONVERGENCE_WORKBOOK = "konvergensi.xlsx"
_COLUMNS = ("state", "planned_to", "outputs", "evidence", "self_grade", "panel_grade")


def action_frameworks(context: ReportContext) -> Block:
    """Actions of each open framework with state, evidence and grades; what the panel said; laws and what is open."""
    return make_block(context, "action_frameworks", "program", "table", _build)


def _build(view: View) -> Content | None:
    open_works = works(view)
    if not open_works:
        return None
    several = "action_block.frameworks.title" if len(open_works) > 1 else "action_block.frameworks.title_one"
    open_now = [
        view.words(f"action_block.open.{work.kind}", year=work.year, framework=work.of(view)) for work in open_works
    ]
    said = [_scored(view, one) for one in view.findings("action_score.")]
    said += [view.spoken(one) for one in view.findings("action_recommendations.")]
    said += [view.spoken(one) for one in view.findings("action_money.")]
    if view.edition == "terbatas":
        said.append(view.words("action_block.frameworks.file", file=CONVERGENCE_WORKBOOK))
    return Content(
        view.words(several, works=view.join(open_now)),
        reading=view.words("action_block.frameworks.reading"),
        paragraphs=tuple(said),
        tables=(*(_table(view, work) for work in open_works), *_advice(view)),
        terms=tuple(item for work in open_works for item in _about(view, work)),
    )


def _table(view: View, work: Work) -> Table:
    columns = (
        Column("action", view.words("action_block.action"), "start"),
        *(Column(name, view.words(f"action_block.column.{name}"), "start") for name in _COLUMNS),
    )
    rows = tuple(
        Row((text_cell(state.name), *(text_cell(_cell(view, state, name)) for name in _COLUMNS)))
        for state in work.states
    )
    return Table(work.title(view), columns, rows)


def _cell(view: View, state: State, name: str) -> str:
    value = state.known.get(name)
    if name == "outputs" and isinstance(value, int):
        missing = state.known.get("outputs_missing")
        if not isinstance(missing, int):
            return NONE
        return view.words("action_block.of", k=value - missing, n=value)
    return NONE if value is None else str(value)


def _scored(view: View, one: ShownFinding) -> str:
    """The sentence on a score, with the number in the points of the scheme and its class where there is one."""
    words = view.spoken(one)
    tenths = {name: one.values[name] for name in ("tenths", "low", "high") if name in one.values}
    numbers = {name: view.number(int(str(value)) / 10, 1) for name, value in tenths.items()}
    if "tenths" in numbers:
        words = f"{words} {view.words('action_block.score.value', value=numbers['tenths'])}"
    elif numbers:
        words = f"{words} {view.words('action_block.score.range', n=one.values['ungraded'], **numbers)}"
    band = one.values.get(f"band_{view.language}")
    return words if band is None else f"{words} {view.words('action_block.score.band', band=band)}"


def _advice(view: View) -> Iterator[Table]:
    """What the panel recommended, word by word: in the restricted edition alone, since people typed it."""
    lines = view.lines("convergence_recommendations")
    if lines is None:
        return
    names = ("recommendation_id", "text", "opd", "state")
    columns = tuple(Column(name, view.words(f"action_block.advice.{name}"), "start") for name in names)
    rows = tuple(
        Row(
            tuple(
                text_cell(
                    view.words(f"action_block.advice.is.{row[name]}")
                    if name == "state"
                    else NONE
                    if is_null(row[name])
                    else str(row[name])
                )
                for name in names
            )
        )
        for row in lines.rows.to_dict("records")
    )
    yield Table(view.words("action_block.advice.caption"), columns, rows, long=True)


def _about(view: View, work: Work) -> Iterator[Item]:
    """Laws with their standing, then what no source says; a gap is shown, never filled."""
    of = work.framework
    laws = [
        view.words("action_block.law", law=law.short, standing=view.words(f"convergence.standing.{law.standing}"))
        for law in of.laws
    ]
    yield Item(view.words("action_block.laws", framework=work.of(view)), "; ".join(laws))
    gaps = [view.words(f"convergence.gap.{gap}") for gap in of.gaps if has(f"convergence.gap.{gap}", view.language)]
    if gaps:
        title = view.words("action_block.gaps", framework=work.of(view))
        yield Item(title, " ".join(gaps))
