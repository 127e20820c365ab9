"""Whom to measure again in a prepared audit: the draw from the newest month, and who these children are."""

from __future__ import annotations

import pandas as pd

from audit.pipeline.keys import canonical, file_sha256
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared import is_prepared
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.quality.remeasurement import draw
from audit.reference.areas import areas_of
from audit.register.life import present_at
from audit.store import read_identities
from audit.survey.snapshot import snapshot

__all__ = ["draw_inputs", "draw_route"]

_MEASURED = ("eppgbm", "mapped")  # kinds of sources that hold measurements
_REGISTER = ["child_id", "sex", "birth_date", "visit_date", "haz", "lenhei_cm", "period"]
_ROUTE = ["child_id", "name", "desa", "posyandu", "birth_date", "sex"]


def draw_route(params: AuditParams, project: Project) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the children from whom is drawn, without names but with ``drawn``, and the route with names and places.

    Drawn from are the children of the newest month with a plausible HAZ who can still be visited. The seed is made of
    the day of the audit, the district, the month and the content of the files of measurements: an upgrade of the
    program draws the same children, and so does naming a form that came back as one more source.
    """
    if not is_prepared(params, project):
        prepare(params, project)
    tables = load_tables(project.interim(params))
    month = params.months[-1]
    areas = areas_of(params.district.code)
    frame = snapshot(tables.children, tables.visits, [month], areas)
    there = tables.children.loc[present_at(tables.children, params.as_of)].set_index("child_id")
    register = frame.loc[frame["haz_state"].eq("known") & frame["child_id"].isin(there.index), _REGISTER]
    register = register.sort_values("child_id", ignore_index=True)
    chosen = draw(register, as_of=params.as_of, inputs=draw_inputs(params, project))
    register["drawn"] = register["child_id"].isin(chosen["child_id"])
    people = read_identities(project.vault(params))[["child_id", "name", "posyandu"]]
    route = register[register["drawn"]].merge(people, on="child_id", how="left", validate="one_to_one")
    names = {code: area.name for code, area in areas.by_code.items()}
    route["desa"] = route["child_id"].map(there["area_code"]).map(names).astype("string")
    return register, route[_ROUTE]


def draw_inputs(params: AuditParams, project: Project) -> str:
    """What the draw depends on beside the day of the audit: district, month and the files of measurements."""
    sources = sorted(file_sha256(project.root / s.path) for s in params.sources if s.kind in _MEASURED)
    return canonical({"district": params.district.code, "month": params.months[-1], "sources": sources})
