"""The papers of a cycle's cases: a page a case for the panel, a letter a family. Restricted edition only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from audit.cases.case_file import CasePage, CaseSources, case_pages_of
from audit.cases.rules import screen
from audit.pipeline.case_people import people_of_cases
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.register.call_list import read_call_list
from audit.report.case_key import write_case_key
from audit.report.case_pages import CaseSheet, render_case_pages
from audit.report.family_letter import LetterContact, letters_for, render_family_letters
from audit.schemas import CASES
from audit.store import read_identities
from audit.store.entries import current

__all__ = ["CASE_PAGES", "KEY_SHEET", "LETTERS", "case_sheet", "letter_contacts", "pages_of", "write_case_papers"]

CASE_PAGES, LETTERS, KEY_SHEET = "kasus.pdf", "surat-keluarga.pdf", "kunci-kasus.xlsx"


def write_case_papers(tables: Tables, params: AuditParams, project: Project, folder: Path) -> None:
    """Write ``kasus.pdf``, ``kunci-kasus.xlsx`` and ``surat-keluarga.pdf`` into a folder; none where there is nobody.

    Pages carry numbers of cases, and names only where the params say so; which number is whom stands in the key sheet.
    Letters, which go to the family itself, carry the name of the person.
    """
    pages = pages_of(tables, params)
    if not pages:
        return
    names, sheet = _names(pages, params, project), case_sheet(params)
    shown = names if params.cases.names_on_case_page else None
    (folder / CASE_PAGES).write_bytes(render_case_pages(pages, replace(sheet, names=shown)))
    if params.cases.key_sheet:
        write_case_key(folder / KEY_SHEET, pages, replace(sheet, names=names))
    if letters := letters_for(pages):
        calls = letter_contacts(params, project)
        (folder / LETTERS).write_bytes(render_family_letters(letters, replace(sheet, names=names), contacts=calls))


def pages_of(tables: Tables, params: AuditParams) -> tuple[CasePage, ...]:
    """Every case of the cycle whose person is still there, by number; none where nobody was chosen."""
    if tables.entries.empty:
        return ()
    people = people_of_cases(tables, current(tables.entries, CASES), params)
    sources = CaseSources(
        tables.children, tables.visits, tables.women, tables.services, tables.child_history, tables.consents,
        tables.entries, screen(people, params.cases.risk), params.as_of, params.calendar.budget,
    )  # fmt: skip
    return case_pages_of(sources)


def letter_contacts(params: AuditParams, project: Project) -> dict[str, LetterContact]:
    """Whom families of each desa call, as lists of kind ``contacts`` say; of two lists the later one in the params."""
    areas, found = areas_of(params.district.code), dict[str, LetterContact]()
    for source in params.sources:
        if source.kind == "contacts":
            for row in read_call_list(project.root / source.path, areas).fillna("").itertuples(index=False):
                found[str(row.area_code)] = LetterContact(str(row.who), str(row.phone))
    return found


def case_sheet(params: AuditParams) -> CaseSheet:
    """What all papers of an audit have in common; without names."""
    areas, district = areas_of(params.district.code), params.district.name
    return CaseSheet(district, params.cycle, areas, params.as_of, params.language, params.sample)


def _names(pages: tuple[CasePage, ...], params: AuditParams, project: Project) -> Mapping[str, str]:
    known = read_identities(project.vault(params)).dropna(subset="name").set_index("child_id")["name"]
    return {page.person_id: str(known[page.person_id]) for page in pages if page.person_id in known.index}
