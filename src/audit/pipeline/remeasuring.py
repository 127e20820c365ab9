"""Whom to measure again in a prepared audit: the draw from the newest month, and who these children are."""

from __future__ import annotations

import pandas as pd

from audit.pipeline.keys import canonical, file_sha256
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import is_prepared, load_tables, prepare
from audit.pipeline.project import Project
from audit.quality.remeasurement import draw
from audit.reference.areas import areas_of
from audit.store import read_identities
from audit.survey.snapshot import snapshot

__all__ = ["draw_route"]

_REGISTER = ["child_id", "sex", "birth_date", "visit_date", "haz", "lenhei_cm", "period"]
_ROUTE = ["child_id", "name", "posyandu", "birth_date", "sex"]


def draw_route(params: AuditParams, project: Project) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the children from whom is drawn, without names but with ``drawn``, and the route with names and posyandu.

    Drawn from are the children of the newest month with a plausible HAZ who can still be visited. The seed is made of
    the day of the audit, the district, the month and the content of the sources: an upgrade of the program draws the
    same children.
    """
    if not is_prepared(params, project):
        prepare(params, project)
    tables = load_tables(project.interim(params))
    month = params.months[-1]
    frame = snapshot(tables.children, tables.visits, [month], areas_of(params.district.code))
    there = tables.children.loc[tables.children["life_status"].fillna("hidup").eq("hidup"), "child_id"]
    register = frame.loc[frame["haz_state"].eq("known") & frame["child_id"].isin(there), _REGISTER]
    register = register.sort_values("child_id", ignore_index=True)
    sources = sorted(file_sha256(project.root / source.path) for source in params.sources)
    inputs = canonical({"district": params.district.code, "month": month, "sources": sources})
    register["drawn"] = register["child_id"].isin(draw(register, as_of=params.as_of, inputs=inputs)["child_id"])
    people = read_identities(project.vault(params))[["child_id", "name", "posyandu"]]
    route = register[register["drawn"]].merge(people, on="child_id", how="left", validate="one_to_one")
    return register, route[_ROUTE]
