"""From workbooks of the programme to canonical tables: whom each row is about, one row each key, and who was named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from audit.reference.programme_sheet import ProgrammeSheet, person_fields
from audit.reference.programme_sheets import SHEETS
from audit.register.one_record import one_each
from audit.register.people_list import ImportedList
from audit.register.programme_book import ProgrammeBook
from audit.register.result import SET_ASIDE, typed
from audit.register.text import fold
from audit.register.whose import Register, household_id
from audit.schemas import TABLES, Table
from audit.store import MENTIONS, NAMED, keyed_id

__all__ = ["ProgrammeRecords", "programme_records"]

# What tells a person whose number is masked or missing, as in exports of e-PPGBM; never kept behind the border.
_SOURCE = ("source_system", "source_file", "source_sheet", "source_row")
_Gone = tuple[str, str, int, str, str, str]  # source, sheet, row, field ("" for the row), reason, scope


@dataclass(frozen=True)
class ProgrammeRecords:
    """``tables`` are canonical, by name; ``lists`` account for the rows of each workbook by source.

    ``named`` (``store.NAMED``) and ``mentions`` (``store.MENTIONS``) are for the vault: who the keyed ids of
    volunteers, teams and donors are, and what the scan of public files looks for.
    """

    tables: Mapping[str, pd.DataFrame]
    lists: Mapping[str, ImportedList]
    named: pd.DataFrame
    mentions: pd.DataFrame


def programme_records(books: Mapping[str, ProgrammeBook], people: Register, *, key: bytes) -> ProgrammeRecords:
    """Find whom each row is about and bring rows of one table together, whichever workbook they stand in.

    ``books`` by source id. A row about somebody whom the register does not know is set aside where its sheet requires
    the person, else the cell alone. Of rows of one key that contradict each other the first stays.
    """
    parts: defaultdict[str, list[pd.DataFrame]] = defaultdict(list)
    for source, book in books.items():
        for name, rows in book.records.items():
            parts[name].append(rows.assign(source_file=source, source_system=source))
    tables: dict[str, pd.DataFrame] = {}
    gone: list[_Gone] = []
    named: list[pd.DataFrame] = [NAMED.empty()]
    mentions: list[pd.DataFrame] = [MENTIONS.empty()]
    for name, frames in sorted(parts.items()):
        rows, sheet = pd.concat(frames, ignore_index=True), SHEETS[name]
        mentions += _mentioned(rows, sheet)
        rows, lost = _with_people(rows, sheet, people, key)
        gone += lost
        rows, who = _with_names(rows, sheet, key)
        named += who
        table = TABLES[name]
        rows = _with_ids(rows, sheet, key)
        kept, contrary = one_each(rows, table.key, [c for c in table.names if c not in _SOURCE])
        gone += _places(rows, contrary, "", "row")
        tables[name] = _canonical(kept, table)
    lists = {source: _list(book, [one for one in gone if one[0] == source]) for source, book in books.items()}
    return ProgrammeRecords(
        tables,
        lists,
        NAMED.conform(pd.concat(named).drop_duplicates("named_id")),
        MENTIONS.conform(pd.concat(mentions).drop_duplicates()),
    )


def _places(rows: pd.DataFrame, reasons: Mapping[int, str], field: str, scope: str) -> list[_Gone]:
    where = rows.loc[list(reasons), ["source_file", "source_sheet", "source_row"]].itertuples(index=False, name=None)
    return [
        (str(source), str(sheet), int(row), field, reason, scope)
        for (source, sheet, row), reason in zip(where, reasons.values(), strict=True)
    ]


def _with_people(
    rows: pd.DataFrame, sheet: ProgrammeSheet, people: Register, key: bytes
) -> tuple[pd.DataFrame, list[_Gone]]:
    """Ids of people and families. Beside a field of a person may stand its name and birth date (``<field>_name``,
    ``<field>_birth_date``): exports often mask a NIK, and then they tell who it is.
    """
    gone: list[_Gone] = []
    for field in sheet.fields:
        if field.kind == "household":
            rows[field.name] = [household_id(key, kk) for kk in rows[field.name]]
        if field.kind != "person":
            continue
        name, born = person_fields(field.name)
        said = {"nik": field.name, "name": name, "birth_date": born, "area_code": "area_code"}
        told = rows.reindex(columns=list(said.values())).set_axis(list(said), axis=1)
        found = people.find(told[told[["nik", "name"]].notna().any(axis=1)])
        rows[field.name] = found.ids.reindex(rows.index).astype(object)
        scope = "row" if field.required else "cell"
        gone += _places(rows, found.reasons, field.name, scope)
        if field.required:
            rows = rows.drop(index=list(found.reasons))
    return rows, gone


def _with_names(rows: pd.DataFrame, sheet: ProgrammeSheet, key: bytes) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Keyed ids in place of names; a name is one person, team or donor of its kind, and place where one is named."""
    who = []
    for field in sheet.fields:
        if field.kind == "named":
            kind = field.name.removesuffix("_id")
            names = rows[field.name]
            places = rows[field.within].fillna("") if field.within else [""] * len(rows)
            ids = [
                keyed_id(key, kind, fold(name), *([place] if place else [])) if isinstance(name, str) else None
                for name, place in zip(names, places, strict=True)
            ]
            rows[field.name] = pd.Series(ids, index=rows.index, dtype=object)
            who.append(pd.DataFrame({"named_id": ids, "kind": kind, "name": names}).dropna())
    return rows, who


def _with_ids(rows: pd.DataFrame, sheet: ProgrammeSheet, key: bytes) -> pd.DataFrame:
    """Rows without a number of their own get one of what they say."""
    for field in sheet.fields:
        if field.kind == "id":
            said = rows[[one.name for one in sheet.fields if one.name != field.name]].fillna("").astype(str)
            made = [keyed_id(key, sheet.table, *row) for row in said.itertuples(index=False, name=None)]
            rows[field.name] = rows[field.name].where(rows[field.name].notna(), pd.Series(made, index=rows.index))
    return rows


def _mentioned(rows: pd.DataFrame, sheet: ProgrammeSheet) -> list[pd.DataFrame]:
    kinds = {field.name: "nik" for field in sheet.fields if field.kind == "person"}
    kinds |= {field.name: "name" for field in sheet.fields if field.of_person}
    return [pd.DataFrame({"kind": kind, "text": rows[name].dropna().unique()}) for name, kind in kinds.items()]


def _canonical(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    out = table.conform(rows.reindex(columns=list(table.names)))
    return out.sort_values(list(table.key), ignore_index=True)


def _list(book: ProgrammeBook, gone: Sequence[_Gone]) -> ImportedList:
    """The account of one workbook after some of its rows and cells were set aside here."""
    named = book.columns.set_index(["source_sheet", "field"])["column"]
    more = [
        (sheet, row, named.get((sheet, field)), None, reason, scope) for _, sheet, row, field, reason, scope in gone
    ]
    lost = sum(scope == "row" for *_, scope in gone)
    s = book.summary
    summary = replace(
        s,
        rows_kept=s.rows_kept - lost,
        rows_set_aside=s.rows_set_aside + lost,
        cells_set_aside=s.cells_set_aside + len(gone) - lost,
    )
    aside = pd.concat([book.set_aside, typed(more, SET_ASIDE)], ignore_index=True)
    return ImportedList(pd.DataFrame(), pd.DataFrame(), aside, book.columns, summary)
