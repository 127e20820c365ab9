"""What people filled in for an audit beside its registers: equipment, standardisation sessions, measuring again."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from audit.errors import InputError
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.register.equipment_list import EQUIPMENT, read_equipment
from audit.register.route_form import RouteForm, read_draw, read_route
from audit.register.session_form import SessionForm, read_session

__all__ = ["FilledIn", "read_filled_in"]


@dataclass(frozen=True)
class FilledIn:
    """``equipment`` is ``EQUIPMENT``; ``sessions`` are in order of their days; ``draw`` and ``route`` come together.

    ``None`` and empty where the params name no such source.
    """

    equipment: pd.DataFrame | None = None
    sessions: tuple[SessionForm, ...] = ()
    draw: pd.DataFrame | None = None
    route: RouteForm | None = None


def read_filled_in(params: AuditParams, project: Project) -> FilledIn:
    """Read every form that the params name.

    Raises ``InputError`` (exit 11): a file that is none of these forms; a session without its day or any reading; a
    posyandu on two lists of equipment.
    """
    paths = {
        kind: [project.root / source.path for source in params.sources if source.kind == kind]
        for kind in ("equipment", "standardisation", "remeasurement", "remeasurement_draw")
    }
    areas = areas_of(params.district.code)
    lists = [read_equipment(path, areas) for path in paths["equipment"]]
    sessions: list[SessionForm] = []
    for path in paths["standardisation"]:
        session = read_session(path)
        if not session.day:
            raise InputError("worksheet.no_session_date", file=path.name)
        if session.readings.empty:
            raise InputError("worksheet.no_readings", file=path.name)
        sessions.append(session)
    equipment = pd.concat(lists, ignore_index=True) if lists else None
    if equipment is not None and equipment.duplicated(list(EQUIPMENT.key)).any():
        raise InputError("rows.equipment_twice", files=", ".join(path.name for path in paths["equipment"]))
    return FilledIn(
        equipment=equipment,
        sessions=tuple(sorted(sessions, key=lambda session: session.day)),
        draw=next(map(read_draw, paths["remeasurement_draw"]), None),
        route=next(map(read_route, paths["remeasurement"]), None),
    )
