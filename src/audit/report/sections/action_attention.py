"""Which actions of the programme need attention, and why?"""

from __future__ import annotations

from collections import defaultdict

from audit.disclosure.released import ShownFinding
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.sections.action_works import Work, works
from audit.report.tables import text_cell
from audit.report.view import View

__all__ = ["action_attention", "reasons_of"]

_LONG, _SHORT = "convergence.reason.", "action_block.reason."


def action_attention(context: ReportContext) -> Block:
    """Each action of each open framework for which the records give a reason, with every reason; never a ranking."""
    return make_block(context, "action_attention", "program", "table", _build)


def _build(view: View) -> Content | None:
    open_works = works(view)
    if not open_works:
        return Content(view.words("report.action_attention.name"), paragraphs=(view.words("action_block.none"),))
    named = sum(len(_reasons(view, work)) for work in open_works)
    every = sum(len(work.states) for work in open_works)
    said = [view.spoken(one) for one in view.findings("action_progress.")]
    said += [_band(view, one) for one in view.findings("action_progress.") if f"band_{view.language}" in one.values]
    said += [view.spoken(one) for one in view.findings("action_unplaced")]
    title = "action_block.attention.title" if named else "action_block.attention.title_none"
    return Content(
        view.words(title, k=named, n=every),
        reading=view.words("action_block.attention.reading"),
        paragraphs=tuple(said),
        tables=tuple(_table(view, work) for work in open_works),
    )


def _band(view: View, finding: ShownFinding) -> str:
    return view.words("action_block.attention.band", band=finding.values[f"band_{view.language}"])


def _reasons(view: View, work: Work) -> dict[str, list[ShownFinding]]:
    found: defaultdict[str, list[ShownFinding]] = defaultdict(list)
    for one in view.findings(f"action_attention.{work.key}."):
        found[str(one.values["action"])].append(one)
    return found


def _table(view: View, work: Work) -> Table:
    found = _reasons(view, work)
    columns = (
        Column("action", view.words("action_block.action"), "start"),
        Column("reasons", view.words("action_block.attention.why"), "start"),
    )
    rows = tuple(
        Row((text_cell(state.name), text_cell(_why(view, found[state.action]))))
        for state in work.states
        if state.action in found
    )
    fine = [state.name for state in work.states if state.action not in found]
    notes = (view.words("action_block.attention.fine", actions=view.join(fine)),) if fine else ()
    return Table(work.title(view), columns, rows, notes)


def _why(view: View, found: list[ShownFinding]) -> str:
    whole = reasons_of(view, found)
    return whole[:1].upper() + whole[1:] + "."


def reasons_of(view: View, found: list[ShownFinding]) -> str:
    """Short forms of the reasons, those of one kind that differ only by an output brought together."""
    said = []
    outputs: defaultdict[str, list[str]] = defaultdict(list)
    for one in found:
        sentence, values = one.sentence, view.values(one.sentence.values)
        if "output" in values:
            if not outputs[sentence.id]:
                said.append(sentence.id)
            outputs[sentence.id].append(str(values["output"]))
        else:
            said.append(view.words(sentence.id.replace(_LONG, _SHORT), **values))
    words = [
        view.words(one.replace(_LONG, _SHORT), outputs=view.join(outputs[one])) if one in outputs else one
        for one in said
    ]
    return "; ".join(words)
