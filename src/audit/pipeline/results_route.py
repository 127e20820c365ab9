"""The verification route of each kecamatan: how many to measure again and to visit first; who they are, restricted."""

from __future__ import annotations

from collections.abc import Mapping

from audit.cases.visit_route import remeasure_lines, remeasure_table, to_visit_table
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.register.consents import refusing
from audit.results import LineList, Result

__all__ = ["route_results"]

VISITS = "visit_first"


def route_results(
    tables: Tables, said: Measured, found: Mapping[str, Result], params: AuditParams
) -> tuple[Result, ...]:
    """``remeasure_kecamatan``, ``remeasure_list`` (restricted) and ``to_visit_kecamatan``; nothing without packs.

    ``found`` are the results so far: the list ``visit_first``, which the newest register does not always allow.
    """
    if params.mini_workshop is None:
        return ()
    areas, refused = areas_of(params.district.code), refusing(tables.consents, "audit", params.as_of)
    listed = found.get(VISITS)
    visits = (to_visit_table(listed.rows, params.months[-1], areas),) if isinstance(listed, LineList) else ()
    return (
        remeasure_table(said.now, areas),
        remeasure_lines(said.now, tables.children, refused, params.as_of),
        *visits,
    )
