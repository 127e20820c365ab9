"""``tpk/<kecamatan>.xlsx``: one sheet a team, with nothing of any other. Restricted; each team gets only its own."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from audit.language import number, text
from audit.language.catalogue import Language
from audit.report.companion_workbook import CompanionBook, team_rows, waiting_rows
from audit.report.form_workbook import form_workbook
from audit.report.tables import is_null

__all__ = ["write_team_sheets"]

_TOPIC = "companion_list"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")  # of sheets, in Excel
_LONGEST = 31


def write_team_sheets(folder: Path, book: CompanionBook, *, language: Language = "id") -> None:
    """Write a workbook a kecamatan with a sheet a team, for its owner alone, into a folder that is made.

    Brides-to-be are on no team's sheet. Raises ``OutputError`` (exit 17) where a file cannot be written.
    """
    if book.teams is None or book.teams.empty:
        return
    folder.mkdir(parents=True, exist_ok=True)
    rows = team_rows(book, language)
    waiting = {} if book.waiting is None else _by_team(waiting_rows(book, language))
    kecamatan = rows["code"].fillna("").str.split(".").str[:3].str.join(".")
    for code, teams in rows.groupby(kecamatan.to_numpy()):
        name = f"{code}.xlsx" if code else "tanpa-kecamatan.xlsx"
        with form_workbook(folder / name, language) as form:
            taken: set[str] = set()
            for team in teams.to_dict("records"):
                people = waiting.get(str(team["team_id"]), [])
                form.page(_title(str(team["team"]), taken), _lines(team, people, language), headed=True)


def _by_team(waiting: pd.DataFrame) -> Mapping[str, list[dict[Hashable, Any]]]:
    """People who wait for a referral by their team; those without one on no list."""
    known = waiting[waiting["team"].notna()]
    return {str(team): own.to_dict("records") for team, own in known.groupby("team_id")}


def _title(team: str, taken: set[str]) -> str:
    """A name for a sheet: 31 letters at most, each once whatever its case."""
    stem = _NOT_IN_NAMES.sub(" ", team)[:_LONGEST].strip() or "TPK"
    title, k = stem, 1
    while title.casefold() in taken:
        k += 1
        title = f"{stem[: _LONGEST - len(str(k)) - 1]} {k}"
    taken.add(title.casefold())
    return title


def _lines(team: Mapping[Hashable, Any], waiting: Sequence[Mapping[Hashable, Any]], language: Language) -> list[str]:
    def said(name: str, /, **values: object) -> str:
        return text(f"{_TOPIC}.single.{name}", language, **values)

    lines = [str(team["team"]), said("area", area=team["area"]), said("thanks")]
    lines.append(said("reports", months=team["months"]) if team["reported"] else said("no_reports"))
    lines.append(said("contacts", n=int(team["contacts_made"]), mbg=int(team["mbg_contacts"])))
    lines.append(said("people", n=number(team["people_to_assist"], 0, language=language)))
    reasons = str(team["reasons"])
    lines.append(said("support", reasons=reasons) if reasons else said("no_support"))
    if waiting:
        lines.append(said("waiting"))
    for person in waiting:
        place = "" if is_null(person["posyandu"]) else person["posyandu"]
        name = "" if is_null(person["name"]) else person["name"]
        lines.append(said("person", name=name, posyandu=place, day=person["found_on"]))
    return [*lines, said("for")]
