"""Lists of the restricted edition that are made from the results: needs and visits with names, for the province."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.reference.sponsor_rules import PROGRAMMES
from audit.report.convergence_workbook import ConvergenceBook, write_convergence_workbook
from audit.report.kpm_workbook import KPM_LISTS, KpmBook, write_kpm_workbook
from audit.report.money_workbook import write_money_workbook
from audit.report.need_workbook import NeedBook, write_need_workbook
from audit.report.package_words import KPM_WORKBOOK
from audit.report.province_workbook import write_province_workbook
from audit.report.sections.action_frameworks import CONVERGENCE_WORKBOOK
from audit.report.sections.money_use import MONEY_WORKBOOK
from audit.report.sections.need_profiles import NEEDS_WORKBOOK
from audit.report.sections.province_table import PROVINCE_WORKBOOK
from audit.report.sections.sector_lists import SECTOR_WORKBOOK
from audit.report.sections.visit_first import VISIT_WORKBOOK
from audit.report.sector_workbook import SectorBook, write_sector_workbook
from audit.report.sponsor_workbook import SPONSOR_WORKBOOK, SponsorBook, write_sponsor_workbook
from audit.report.visit_workbook import VisitBook, write_visit_workbook
from audit.results import LineList, Result
from audit.store import read_identities, read_named

__all__ = ["write_restricted_lists"]


def write_restricted_lists(
    results: Mapping[str, Result], tables: Tables, params: AuditParams, project: Project, folder: Path
) -> None:
    """Write ``kebutuhan.xlsx``, and ``provinsi.xlsx`` once cases were chosen, into a folder of the restricted edition.

    ``konvergensi.xlsx`` where anything of convergence was handed in; ``siapa-dikunjungi.xlsx`` where the register holds
    enough to predict. Names come from the vault alone.
    ``siapa-dikunjungi.xlsx`` too, where the register holds enough to predict; ``kartu-skor.xlsx`` where KPM
    filed forms. Names come from the vault alone.
    ``siapa-dikunjungi.xlsx`` too, where the register holds enough to predict, and ``orang-tua-asuh.xlsx`` where a
    ledger of sponsors was handed in. Names come from the vault alone.
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
    _convergence(results, params, folder)
    forms = {id: rows for id in KPM_LISTS if (rows := _rows(results, id)) is not None}
    if forms:
        write_kpm_workbook(folder / KPM_WORKBOOK, KpmBook(forms, identities, areas), language=params.language)
    _sponsors(results, identities, pd.concat(members, ignore_index=True), params, project, folder)
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


def _convergence(results: Mapping[str, Result], params: AuditParams, folder: Path) -> None:
    """``konvergensi.xlsx``, where anything of convergence was handed in."""
    lists = {id: result.rows for id, result in results.items() if isinstance(result, LineList)}
    graded = [rows for id, rows in lists.items() if id.startswith("convergence_grades.")]
    if graded:
        lists["convergence_grades"] = pd.concat(graded, ignore_index=True)
    if "convergence_targets" in lists:
        book = ConvergenceBook(lists, areas_of(params.district.code), params.actions.target_columns)
        write_convergence_workbook(folder / CONVERGENCE_WORKBOOK, book, language=params.language)


def _sponsors(
    results: Mapping[str, Result],
    identities: pd.DataFrame,
    members: pd.DataFrame,
    params: AuditParams,
    project: Project,
    folder: Path,
) -> None:
    """A family is named by those of its members who are known."""
    checks = _rows(results, "sponsor_checks")
    if checks is None:
        return
    names = identities.set_index("child_id")["name"]
    known = members.assign(name=members["person_id"].map(names)).dropna(subset=["name", "household_id"])
    homes = known.groupby("household_id")["name"].agg(lambda of: ", ".join(sorted(set(of))))
    matching = {p: rows for p in PROGRAMMES if (rows := _rows(results, f"sponsor_matching_{p}")) is not None}
    reach = {p: rows for p in PROGRAMMES if (rows := _rows(results, f"sponsor_list_{p}")) is not None}
    donors = read_named(project.vault(params)).set_index("named_id")["name"]
    book = SponsorBook(checks, matching, reach, names, homes, donors, areas_of(params.district.code))
    write_sponsor_workbook(folder / SPONSOR_WORKBOOK, book, language=params.language)


def _rows(results: Mapping[str, Result], id: str) -> pd.DataFrame | None:
    found = results.get(id)
    return found.rows if isinstance(found, LineList) else None
