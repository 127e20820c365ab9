"""Lists of the restricted edition that are made from the results: needs and visits with names, for the province."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.reference.areas import Areas, areas_of
from audit.report.companion_sheets import write_team_sheets
from audit.report.companion_workbook import CompanionBook, write_companion_workbook
from audit.report.need_workbook import NeedBook, write_need_workbook
from audit.report.province_workbook import write_province_workbook
from audit.report.sections.companion_support import COMPANION_WORKBOOK, TEAM_FOLDER
from audit.report.sections.need_profiles import NEEDS_WORKBOOK
from audit.report.sections.province_table import PROVINCE_WORKBOOK
from audit.report.sections.visit_first import VISIT_WORKBOOK
from audit.report.visit_workbook import VisitBook, write_visit_workbook
from audit.results import LineList, Result
from audit.store import read_identities, read_named

__all__ = ["write_restricted_lists"]


def write_restricted_lists(
    results: Mapping[str, Result], tables: Tables, params: AuditParams, project: Project, folder: Path
) -> None:
    """Write ``kebutuhan.xlsx``, and ``provinsi.xlsx`` once cases were chosen, into a folder of the restricted edition.

    ``siapa-dikunjungi.xlsx`` too, where the register holds enough to predict. Names come from the vault alone.
    """
    women = tables.women.drop_duplicates("woman_id", keep="last")[["woman_id", "household_id"]]
    members = [
        tables.children[["child_id", "household_id"]].rename(columns={"child_id": "person_id"}),
        women.rename(columns={"woman_id": "person_id"}),
    ]
    identities, areas = read_identities(project.vault(params)), areas_of(params.district.code)
    book = NeedBook(
        _rows(results, "needs_list"),
        _rows(results, "families_at_risk_list"),
        _rows(results, "lokus_list"),
        identities,
        pd.concat(members, ignore_index=True),
        areas,
    )
    write_need_workbook(folder / NEEDS_WORKBOOK, book, language=params.language)
    listed, capacity = _rows(results, "visit_first"), _rows(results, "visit_capacity")
    if listed is not None and capacity is not None:
        visits = VisitBook(listed, capacity, identities, areas)
        write_visit_workbook(folder / VISIT_WORKBOOK, visits, language=params.language)
    _write_companions(results, identities, areas, params, project, folder)
    sent = _rows(results, "province_table")
    if sent is not None:
        path, district = folder / PROVINCE_WORKBOOK, params.district.name
        write_province_workbook(path, sent, district=district, language=params.language)


def _write_companions(
    results: Mapping[str, Result],
    identities: pd.DataFrame,
    areas: Areas,
    params: AuditParams,
    project: Project,
    folder: Path,
) -> None:
    """``tpk.xlsx`` and a sheet for each team, where anything of teams or bodies was handed in."""
    desa, teams, waiting, bodies, visits = (
        _rows(results, f"{name}_list")
        for name in ("companions_desa", "companions_team", "companions_risk", "bodies", "supervisions")
    )
    if desa is None and teams is None and bodies is None and visits is None:
        return
    named = read_named(project.vault(params))
    book = CompanionBook(desa, teams, waiting, bodies, visits, identities, named, areas)
    write_companion_workbook(folder / COMPANION_WORKBOOK, book, language=params.language)
    write_team_sheets(folder / TEAM_FOLDER, book, language=params.language)


def _rows(results: Mapping[str, Result], id: str) -> pd.DataFrame | None:
    found = results.get(id)
    return found.rows if isinstance(found, LineList) else None
