"""What blocks of visiting first read of released results: rows by level, numbers where they may be shown, notes."""

from __future__ import annotations

from collections.abc import Sequence

from audit.disclosure.released import ShownFinding, ShownNumber, ShownRow
from audit.report.tables import mark_notes
from audit.report.view import View

__all__ = ["design_notes", "figure_of", "finding", "levels", "points", "whole"]


def levels(view: View, id: str, attribute: str) -> dict[str, ShownRow]:
    """Rows of a table by their level of one attribute, in order."""
    table = view.table(id)
    found = {row.cell.level(attribute): row for row in table.rows} if table else {}
    return {level: row for level, row in found.items() if level is not None}


def whole(view: View) -> ShownRow | None:
    """All children not stunted on the day of learning, with those who became so; ``None`` without a model."""
    return levels(view, "visit_learnt", "prediction").get("not_yet")


def finding(view: View, id: str) -> ShownFinding | None:
    """The one finding of an id."""
    return next((found for found in view.findings(id) if found.id == id), None)


def figure_of(found: ShownFinding | None, name: str) -> float | None:
    """A number of a finding; ``None`` where it is withheld or could not be computed."""
    value = found.values.get(name) if found else None
    return value.value if isinstance(value, ShownNumber) else None


def points(view: View, series: str) -> tuple[tuple[float, float], ...]:
    """(x, y) of one curve that only the restricted edition has; empty in the public one."""
    lines = view.lines("visit_curves")
    if lines is None:
        return ()
    own = lines.rows[lines.rows["series"].eq(series)].dropna()
    return tuple(zip(own["x"].astype(float), own["y"].astype(float), strict=True))


def design_notes(view: View, rows: Sequence[ShownRow], *, rates: bool = True) -> tuple[str, ...]:
    """Marks, then children, cases, children without a later length, how risks were judged and degrees of freedom."""
    notes = [*mark_notes(view, rows, rates=rates), view.words("visit_block.design")]
    asked = levels(view, "visit_asked", "prediction").get("prediction.unknown")
    own, desa = whole(view), figure_of(finding(view, "visit_performance"), "desa")
    if own and asked and desa is not None and not (own.hidden or asked.hidden):
        counts = {"n": own.denominator, "events": own.numerator, "missing": asked.numerator, "desa": desa}
        words = {name: view.number(count or 0) for name, count in counts.items()}
        notes.append(view.words("visit_block.counts", **words, df=view.number(desa - 1)))
    return tuple(notes)
