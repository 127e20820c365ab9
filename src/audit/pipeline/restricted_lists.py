"""Lists of the restricted edition that are made from the results: needs and visits with names, for the province."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.pipeline.programme_lists import Known, rows_of, write_programme_lists
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.report.need_workbook import NeedBook, write_need_workbook
from audit.report.province_workbook import write_province_workbook
from audit.report.sections.need_profiles import NEEDS_WORKBOOK
from audit.report.sections.province_table import PROVINCE_WORKBOOK
from audit.report.sections.visit_first import VISIT_WORKBOOK
from audit.report.visit_workbook import VisitBook, write_visit_workbook
from audit.results import Result
from audit.store import read_identities, read_named

__all__ = ["write_restricted_lists"]


def write_restricted_lists(
    results: Mapping[str, Result], tables: Tables, params: AuditParams, project: Project, folder: Path
) -> None:
    """Write ``kebutuhan.xlsx``, and ``provinsi.xlsx`` once cases were chosen, into a folder of the restricted edition.

    ``siapa-dikunjungi.xlsx`` too, where the register holds enough to predict, and the workbooks of the programme. Names
    come from the vault alone.
    """
    women = tables.women.drop_duplicates("woman_id", keep="last")[["woman_id", "household_id"]]
    members = [
        tables.children[["child_id", "household_id"]].rename(columns={"child_id": "person_id"}),
        women.rename(columns={"woman_id": "person_id"}),
    ]
    vault, everybody = project.vault(params), pd.concat(members, ignore_index=True)
    known = Known(read_identities(vault), read_named(vault), everybody, areas_of(params.district.code))
    book = NeedBook(
        rows_of(results, "needs_list"),
        rows_of(results, "families_at_risk_list"),
        rows_of(results, "lokus_list"),
        known.identities,
        known.homes,
        known.areas,
    )
    write_need_workbook(folder / NEEDS_WORKBOOK, book, language=params.language)
    listed, capacity = rows_of(results, "visit_first"), rows_of(results, "visit_capacity")
    if listed is not None and capacity is not None:
        visits = VisitBook(listed, capacity, known.identities, known.areas)
        write_visit_workbook(folder / VISIT_WORKBOOK, visits, language=params.language)
    sent = rows_of(results, "province_table")
    if sent is not None:
        path, district = folder / PROVINCE_WORKBOOK, params.district.name
        write_province_workbook(path, sent, district=district, language=params.language)
    write_programme_lists(results, known, params, folder)
