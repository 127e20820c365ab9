"""Workbooks of the restricted edition about the programme: one function a topic, each only where something came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.reference.areas import Areas
from audit.reference.sponsor_rules import PROGRAMMES
from audit.report.action_workbook import ACTION_WORKBOOK, ActionBook, write_action_workbook
from audit.report.companion_sheets import write_team_sheets
from audit.report.companion_workbook import CompanionBook, write_companion_workbook
from audit.report.convergence_workbook import ConvergenceBook, write_convergence_workbook
from audit.report.indicator_workbook import IndicatorBook, write_indicator_workbook
from audit.report.kpm_workbook import KPM_LISTS, KpmBook, write_kpm_workbook
from audit.report.money_workbook import write_money_workbook
from audit.report.package_words import KPM_WORKBOOK
from audit.report.sections.action_frameworks import CONVERGENCE_WORKBOOK
from audit.report.sections.companion_support import COMPANION_WORKBOOK, TEAM_FOLDER
from audit.report.sections.essential_indicators import INDICATOR_WORKBOOK
from audit.report.sections.money_use import MONEY_WORKBOOK
from audit.report.sections.sector_lists import SECTOR_WORKBOOK
from audit.report.sector_workbook import SectorBook, write_sector_workbook
from audit.report.sponsor_workbook import SPONSOR_WORKBOOK, SponsorBook, write_sponsor_workbook
from audit.results import LineList, Result

__all__ = ["Known", "rows_of", "write_programme_lists"]


@dataclass(frozen=True)
class Known:
    """Who is who: ``identities`` (``store.IDENTITIES``), ``named`` (``store.NAMED``), ``members`` (``person_id``,
    ``household_id``) of everybody, and the areas of the district."""

    identities: pd.DataFrame
    named: pd.DataFrame
    members: pd.DataFrame
    areas: Areas

    @cached_property
    def homes(self) -> pd.Series:
        """Names of families by household: those of its members who are known, each once, in the order of letters."""
        names = self.members["person_id"].map(self.identities.set_index("child_id")["name"])
        known = pd.DataFrame({"home": self.members["household_id"], "name": names}).dropna().drop_duplicates()
        people: dict[str, list[str]] = {}
        for home, name in zip(known["home"].tolist(), known["name"].tolist(), strict=True):
            people.setdefault(home, []).append(name)
        return pd.Series({home: ", ".join(sorted(of)) for home, of in people.items()}, dtype=object)


def write_programme_lists(results: Mapping[str, Result], known: Known, params: AuditParams, folder: Path) -> None:
    """Write the workbooks of actions, packages, indicators, teams, sponsors, money and tasks into a folder."""
    _actions(results, known, params, folder)
    _packages(results, known, params, folder)
    _indicators(results, known, params, folder)
    _companions(results, known, params, folder)
    _sponsors(results, known, params, folder)
    _money(results, known, params, folder)


def rows_of(results: Mapping[str, Result], id: str) -> pd.DataFrame | None:
    """The rows of a list, ``None`` where this run has none."""
    found = results.get(id)
    return found.rows if isinstance(found, LineList) else None


def _actions(results: Mapping[str, Result], known: Known, params: AuditParams, folder: Path) -> None:
    lists = {id: result.rows for id, result in results.items() if isinstance(result, LineList)}
    graded = [rows for id, rows in lists.items() if id.startswith("convergence_grades.")]
    if graded:
        lists["convergence_grades"] = pd.concat(graded, ignore_index=True)
    if "convergence_targets" in lists:
        book = ConvergenceBook(lists, known.areas, params.actions.target_columns)
        write_convergence_workbook(folder / CONVERGENCE_WORKBOOK, book, language=params.language)


def _packages(results: Mapping[str, Result], known: Known, params: AuditParams, folder: Path) -> None:
    forms = {id: rows for id in KPM_LISTS if (rows := rows_of(results, id)) is not None}
    if forms:
        book = KpmBook(forms, known.identities, known.areas)
        write_kpm_workbook(folder / KPM_WORKBOOK, book, language=params.language)


def _indicators(results: Mapping[str, Result], known: Known, params: AuditParams, folder: Path) -> None:
    book = IndicatorBook(
        indicators=rows_of(results, "indicators_list"),
        to_check=rows_of(results, "indicators_check_list"),
        left_out=rows_of(results, "indicators_left_out"),
        families=rows_of(results, "krs_list"),
        identities=rows_of(results, "krs_identity_list"),
        choices=rows_of(results, "lokus_choices"),
        areas=known.areas,
    )
    if book.indicators is not None or book.families is not None:
        write_indicator_workbook(folder / INDICATOR_WORKBOOK, book, language=params.language)


def _companions(results: Mapping[str, Result], known: Known, params: AuditParams, folder: Path) -> None:
    """``tpk.xlsx``, and a workbook of a kecamatan with a sheet for each of its teams."""
    desa, teams, waiting, bodies, visits = (
        rows_of(results, f"{name}_list")
        for name in ("companions_desa", "companions_team", "companions_risk", "bodies", "supervisions")
    )
    if desa is None and teams is None and bodies is None and visits is None:
        return
    book = CompanionBook(desa, teams, waiting, bodies, visits, known.identities, known.named, known.areas)
    write_companion_workbook(folder / COMPANION_WORKBOOK, book, language=params.language)
    write_team_sheets(folder / TEAM_FOLDER, book, language=params.language)


def _sponsors(results: Mapping[str, Result], known: Known, params: AuditParams, folder: Path) -> None:
    checks = rows_of(results, "sponsor_checks")
    if checks is None:
        return
    names = known.identities.set_index("child_id")["name"]
    matching = {p: rows for p in PROGRAMMES if (rows := rows_of(results, f"sponsor_matching_{p}")) is not None}
    reach = {p: rows for p in PROGRAMMES if (rows := rows_of(results, f"sponsor_list_{p}")) is not None}
    donors = known.named.set_index("named_id")["name"]
    book = SponsorBook(checks, matching, reach, names, known.homes, donors, known.areas)
    write_sponsor_workbook(folder / SPONSOR_WORKBOOK, book, language=params.language)


def _money(results: Mapping[str, Result], known: Known, params: AuditParams, folder: Path) -> None:
    lines, tasks = rows_of(results, "money_lines"), rows_of(results, "sector_task_list")
    if lines is not None:
        write_money_workbook(folder / MONEY_WORKBOOK, lines, language=params.language)
    if tasks is not None:
        book = SectorBook(tasks, known.areas, params.district.name, params.cycle)
        write_sector_workbook(folder / SECTOR_WORKBOOK, book, language=params.language)
    promised = rows_of(results, "forum_promises_list")
    if tasks is not None or promised is not None:
        actions = ActionBook(tasks, promised, known.areas, params.as_of)
        write_action_workbook(folder / ACTION_WORKBOOK, actions, language=params.language)
