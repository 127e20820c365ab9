"""Lists of the restricted edition that are made from the results: needs and visits with names, for the province."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.report.indicator_workbook import IndicatorBook, write_indicator_workbook
from audit.report.money_workbook import write_money_workbook
from audit.report.need_workbook import NeedBook, write_need_workbook
from audit.report.province_workbook import write_province_workbook
from audit.report.sections.essential_indicators import INDICATOR_WORKBOOK
from audit.report.sections.money_use import MONEY_WORKBOOK
from audit.report.sections.need_profiles import NEEDS_WORKBOOK
from audit.report.sections.province_table import PROVINCE_WORKBOOK
from audit.report.sections.sector_lists import SECTOR_WORKBOOK
from audit.report.sections.visit_first import VISIT_WORKBOOK
from audit.report.sector_workbook import SectorBook, write_sector_workbook
from audit.report.visit_workbook import VisitBook, write_visit_workbook
from audit.results import LineList, Result
from audit.store import read_identities

__all__ = ["write_restricted_lists"]


def write_restricted_lists(
    results: Mapping[str, Result], tables: Tables, params: AuditParams, project: Project, folder: Path
) -> None:
    """Write ``kebutuhan.xlsx``, and ``provinsi.xlsx`` once cases were chosen, into a folder of the restricted edition.

    ``siapa-dikunjungi.xlsx`` too, where the register holds enough to predict, and ``indikator.xlsx`` where offices
    reported indicators or totals of families. Names come from the vault alone.
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
    indicators = IndicatorBook(
        indicators=_rows(results, "indicators_list"),
        to_check=_rows(results, "indicators_check_list"),
        left_out=_rows(results, "indicators_left_out"),
        families=_rows(results, "krs_list"),
        identities=_rows(results, "krs_identity_list"),
        choices=_rows(results, "lokus_choices"),
        areas=areas,
    )
    if indicators.indicators is not None or indicators.families is not None:
        write_indicator_workbook(folder / INDICATOR_WORKBOOK, indicators, language=params.language)
    sent = _rows(results, "province_table")
    if sent is not None:
        path, district = folder / PROVINCE_WORKBOOK, params.district.name
        write_province_workbook(path, sent, district=district, language=params.language)
    _write_programme(results, params, folder)


def _write_programme(results: Mapping[str, Result], params: AuditParams, folder: Path) -> None:
    """``anggaran.xlsx`` and ``tugas-sektor.xlsx``, of what was handed in."""
    lines, tasks = _rows(results, "money_lines"), _rows(results, "sector_task_list")
    if lines is not None:
        write_money_workbook(folder / MONEY_WORKBOOK, lines, language=params.language)
    if tasks is not None:
        book = SectorBook(tasks, areas_of(params.district.code), params.district.name, params.cycle)
        write_sector_workbook(folder / SECTOR_WORKBOOK, book, language=params.language)


def _rows(results: Mapping[str, Result], id: str) -> pd.DataFrame | None:
    found = results.get(id)
    return found.rows if isinstance(found, LineList) else None
