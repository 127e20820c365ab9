"""``posyandu/<kecamatan>/<desa>-<name>.pdf``: a sheet for each posyandu that has somebody to see, of its own people.

From the restricted lists as they stand: visits, measuring again, urgent referrals, services of next month. Restricted.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from audit.cases.referrals import LIST, gone_people
from audit.language import number, text
from audit.language.catalogue import Language
from audit.pipeline.params import AuditParams
from audit.pipeline.programme_lists import rows_of
from audit.pipeline.project import Project
from audit.pipeline.slugs import slug
from audit.pipeline.tables import Tables
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS
from audit.reference.areas import Areas, areas_of
from audit.reference.forum_rules import DUE_SERVICES
from audit.reference.visit_rules import VISIT_GROUPS
from audit.register.text import fold
from audit.report.posyandu_sheet import (
    PARTS,
    Listed,
    PartId,
    PosyanduSheet,
    SheetPart,
    SheetSettings,
    render_posyandu_sheets,
)
from audit.results import Result, Sentence
from audit.schemas.columns import is_among
from audit.store import read_identities

__all__ = ["POSYANDU_FOLDER", "posyandu_sheets", "write_posyandu_sheets"]

POSYANDU_FOLDER = "posyandu"
_LISTS: Mapping[PartId, str] = {"weigh": "visit_first", "again": "remeasure_list", "referred": LIST, "due": "due_list"}
_LONGEST = 13  # letters of a posyandu in the name of its file: what Windows leaves in the longest of our folders
_NUMBER = 4  # letters of a last word that tells posyandu of one name apart: "ii", "viii", "12"
_NO_POSYANDU = "tanpa"
_NOT_HERE = ("catin",)  # brides-to-be are placed no nearer than the kecamatan
_BEFORE_ARRIVAL = ("found", "told", "referred")
_MONTHS = 12  # of a year
_DESA_DIGITS = 4


class _Line(NamedTuple):
    """One line of a sheet before it is sorted into one: of whom, where, in which part, and what is added."""

    person_id: str
    area_code: str
    part: PartId
    group: str
    about: str


def write_posyandu_sheets(
    results: Mapping[str, Result], tables: Tables, params: AuditParams, project: Project, folder: Path
) -> None:
    """Write the sheets into a folder of the restricted edition; nothing where nobody is to be seen."""
    identities, areas = read_identities(project.vault(params)), areas_of(params.district.code)
    gone = gone_people(tables.children, tables.women, params.as_of)
    language = params.language
    sheets = posyandu_sheets(results, identities, areas, gone=gone, as_of=params.as_of, language=language)
    due = results.get("forum_pack.due_month")
    settings = SheetSettings(
        params.as_of,
        str(due.values["month"]) if isinstance(due, Sentence) else "",
        frozenset(id for id in PARTS if rows_of(results, _LISTS[id]) is not None),
        params.sample,
        language,
    )
    for path, pdf in zip(sheets, render_posyandu_sheets(sheets.values(), settings), strict=True):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(pdf)


def posyandu_sheets(
    results: Mapping[str, Result],
    identities: pd.DataFrame,
    areas: Areas,
    *,
    gone: Collection[str],
    as_of: date,
    language: Language = "id",
) -> dict[str, PosyanduSheet]:
    """Sheets by the path of their files, in the order of codes and names.

    ``identities`` is ``store.IDENTITIES``; a posyandu is its desa and its name, however its letters are written. People
    without a posyandu make a sheet of their desa. ``gone`` (died, moved, refused, outgrown) are on none, and nor is a
    bride-to-be.
    """
    listed = [line for line in _lines(results, language) if line.person_id not in gone]
    own = identities[is_among(identities["child_id"], {line.person_id for line in listed})]
    known = own.drop_duplicates("child_id", keep="last").set_index("child_id").to_dict("index")
    found: dict[tuple[str, str], list[_Line]] = {}
    for line in listed:
        place = _plain(known.get(line.person_id, {}).get("posyandu"))
        found.setdefault((line.area_code, fold(place)), []).append(line)
    sheets: dict[str, PosyanduSheet] = {}
    for (area, folded), lines in sorted(found.items()):
        names = sorted({_plain(known.get(line.person_id, {}).get("posyandu")) for line in lines})
        parts = tuple(_parts(lines, known, as_of, language))
        desa, kecamatan = _places(area, areas, language)
        sheets[_path(area, folded, sheets)] = PosyanduSheet(names[0], desa, kecamatan, parts)
    return sheets


def _lines(results: Mapping[str, Result], language: Language) -> Iterator[_Line]:
    """Every line of the four lists, in the order of the lists."""
    seen: set[tuple[str, str]] = set()
    for part, id in _LISTS.items():
        rows = rows_of(results, id)
        for row in () if rows is None else rows.to_dict("records"):
            person = str(row["child_id" if part == "weigh" else "person_id"])
            about = _about(part, row, language)
            group = str(row["service"]) if part == "due" else ""
            if about is None or (person, part + group) in seen:  # of several referrals the list names the oldest first
                continue
            seen.add((person, part + group))
            yield _Line(person, _plain(row["area_code"]), part, group, about)


def _about(part: PartId, row: Mapping[Hashable, Any], language: Language) -> str | None:
    """What a line adds to the person; ``None`` where the list's row is not for cadres."""
    if row.get("group") in _NOT_HERE:
        return None
    if part == "weigh":
        return "" if row["group"] == VISIT_GROUPS[0] else None
    if part == "again":
        sizes = ((row["weight_kg"], "kg"), (row["lenhei_cm"], "cm"))
        values = ", ".join(f"{number(float(x), 1, language=language)} {unit}" for x, unit in sizes if pd.notna(x))
        return text("posyandu_sheet.about.written", language, values=values, day=_day(row["visit_date"]))
    if part == "referred":
        if not row["open"] or row["step"] not in _BEFORE_ARRIVAL:
            return None
        if pd.isna(row["referred_on"]):
            return text("posyandu_sheet.about.waiting", language)
        return text("posyandu_sheet.about.referred", language, day=_day(row["referred_on"]))
    return ""


def _parts(
    lines: list[_Line], known: Mapping[Hashable, Mapping[Hashable, Any]], as_of: date, language: Language
) -> Iterator[SheetPart]:
    for id in PARTS:
        own = [line for line in lines if line.part == id]
        for group in [service.id for service in DUE_SERVICES] if id == "due" else [""]:
            people = [_listed(known.get(x.person_id, {}), x, as_of, language) for x in own if x.group == group]
            if id in ("again", "due"):  # the other two lists have an order of their own
                people.sort(key=lambda one: (one.name, one.about))
            if people:
                yield SheetPart(id, tuple(people), group)


def _listed(who: Mapping[Hashable, Any], line: _Line, as_of: date, language: Language) -> Listed:
    months = _months(who.get("birth_date"), as_of)
    age = "" if months is None else text("posyandu_sheet.about.age", language, n=months)
    parent = _plain(who.get("parent_name"))
    rt_rw = "\N{NO-BREAK SPACE}".join(
        f"{name.upper()}\N{NO-BREAK SPACE}{part}" for name in ("rt", "rw") if (part := _plain(who.get(name)))
    )
    parents = text("posyandu_sheet.about.parent", language, name=parent) if parent else ""
    return Listed(_plain(who.get("name")), (age, parents, rt_rw, line.about))


def _months(born: Any, as_of: date) -> int | None:
    """Completed months of a child under five; ``None`` for anybody else."""
    if born is None or pd.isna(born):
        return None
    day = pd.Timestamp(born)
    months = (as_of.year - day.year) * _MONTHS + as_of.month - day.month - (as_of.day < day.day)
    return months if 0 <= months < AGE_LIMIT_MONTHS else None


def _places(code: str, areas: Areas, language: Language) -> tuple[str, str]:
    """Desa and kecamatan in words; "not known" in words where nobody wrote it."""
    kecamatan, desa = areas.by_code.get(_kecamatan(code)), areas.by_code.get(code)
    return (
        f"{desa.kind.capitalize()} {desa.name}" if desa else text("group.area.unknown_desa", language),
        kecamatan.name if kecamatan else text("group.area.unknown_kecamatan", language),
    )


def _kecamatan(code: str) -> str:
    return ".".join(code.split(".")[:3])


def _path(code: str, folded: str, taken: Collection[str]) -> str:
    folder = f"{POSYANDU_FOLDER}/{_kecamatan(code) or 'tanpa-kecamatan'}"
    desa, turn = code.rpartition(".")[2][-_DESA_DIGITS:], 1
    while (path := f"{folder}/{desa}-{_file_name(folded, turn)}.pdf") in taken:  # two long names may begin alike
        turn += 1
    return path


def _file_name(folded: str, turn: int) -> str:
    """A short name that keeps its number: ``melati-ii`` of "melati indah permai ii"."""
    if not folded:
        return _NO_POSYANDU
    first, _, last = folded.rpartition(" ")
    numbered = bool(first) and len(last) <= _NUMBER
    tail = (f"-{last}" if numbered else "") + (f"-{turn}" if turn > 1 else "")
    return slug(first if numbered else folded, most=_LONGEST - len(tail)) + tail


def _plain(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(value: Any) -> str:
    return f"{pd.Timestamp(value):%d/%m/%Y}"
