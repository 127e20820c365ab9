"""What blocks of the appendix read of released findings: numbers where they may be shown, and ranges in words."""

from __future__ import annotations

from collections.abc import Sequence

from audit.disclosure.released import ShownFinding, ShownNumber, ShownRow
from audit.report.content import TableCell
from audit.report.tables import hidden_cell
from audit.report.view import NONE, View

__all__ = ["counts_cell", "finding", "number_cell", "number_of", "range_cell", "withheld"]


def finding(view: View, id: str) -> ShownFinding | None:
    """The finding of exactly this id."""
    return next((found for found in view.findings(id) if found.id == id), None)


def number_of(found: ShownFinding | None, name: str) -> float | None:
    """A number of a finding; ``None`` where it is withheld, could not be computed, or there is no finding."""
    value = found.values.get(name) if found is not None else None
    return value.value if isinstance(value, ShownNumber) else None


def withheld(found: ShownFinding | None, name: str) -> bool:
    """Whether the finding has a number of this name that is not for this edition."""
    return found is not None and name not in found.values


def counts_cell(view: View, row: ShownRow | None) -> TableCell:
    """Cases of those looked at; ``*`` where it is withheld, an en dash where there is no row."""
    if row is None:
        return TableCell(NONE)
    if row.hidden:
        return hidden_cell()
    cases, of = (view.number(n or 0) for n in (row.numerator, row.denominator))
    return TableCell(view.words("risk_block.counts", cases=cases, of=of))


def number_cell(view: View, found: ShownFinding | None, name: str, digits: int, unit: str = "") -> TableCell:
    """One number; ``*`` where it is withheld, an en dash where there is none."""
    value = number_of(found, name)
    if value is None:
        return hidden_cell() if withheld(found, name) else TableCell(NONE)
    return TableCell(view.number(value, digits) + unit, value)


def range_cell(view: View, found: ShownFinding | None, names: Sequence[str], digits: int = 2) -> TableCell:
    """``1,74 (1,33–2,26)`` of three names, ``1,33–2,26`` of two; marks as ``number_cell``."""
    numbers = [number_of(found, name) for name in names]
    if withheld(found, names[0]):
        return hidden_cell()
    if any(x is None for x in numbers):
        return TableCell(NONE if numbers[0] is None or len(names) < 3 else view.number(numbers[0], digits))
    *first, low, high = (view.number(x or 0.0, digits) for x in numbers)
    below = min(x or 0.0 for x in numbers) < 0  # a dash would stand beside a minus
    between = view.words("risk_appendix.from_to", low=low, high=high) if below else f"{low}–{high}"
    return TableCell(f"{first[0]} ({between})" if first else between, numbers[0])
