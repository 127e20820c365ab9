"""Forms about measuring that people fill in beside those of cases: known by their columns."""

from __future__ import annotations

from typing import Literal

from audit.register.equipment_list import EQUIPMENT
from audit.register.filled_form import FilledForm
from audit.register.route_form import FILLED_COLUMNS
from audit.register.session_form import READING_COLUMNS

__all__ = ["MeasuringForm", "measuring_form"]

MeasuringForm = Literal["standardisation", "remeasurement", "equipment"]  # kinds of sources, as params name them
_COLUMNS: dict[MeasuringForm, frozenset[str]] = {
    "standardisation": frozenset(READING_COLUMNS),
    "remeasurement": frozenset({"child_id", *FILLED_COLUMNS}),
    "equipment": frozenset(EQUIPMENT.names),
}


def measuring_form(form: FilledForm) -> MeasuringForm | None:
    """Which of these a workbook is; ``None`` for any other."""
    held = [set(sheet.columns) for sheet in form.sheets]
    return next((kind for kind, columns in _COLUMNS.items() if any(columns <= own for own in held)), None)
