"""The papers of a cycle's cases: a page a case for the panel, a letter a family. Restricted edition only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audit.cases.case_file import CaseSources, case_pages_of
from audit.cases.people import people_of
from audit.cases.rules import screen
from audit.pipeline.compute import Tables
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS
from audit.register.call_list import read_call_list
from audit.report.case_pages import CaseSheet, render_case_pages
from audit.report.family_letter import LetterContact, letters_for, render_family_letters
from audit.store import read_identities

__all__ = ["CASE_PAGES", "LETTERS", "letter_contacts", "write_case_papers"]

CASE_PAGES, LETTERS = "kasus.pdf", "surat-keluarga.pdf"


def write_case_papers(tables: Tables, params: AuditParams, project: Project, folder: Path) -> None:
    """Write ``kasus.pdf`` and ``surat-keluarga.pdf`` into a folder; neither where there is nobody to write about.

    Pages carry numbers of cases; only letters, which go to the family itself, carry the name of the person.
    """
    if tables.entries.empty:
        return
    areas = areas_of(params.district.code)
    people = people_of(
        tables.children, tables.visits, tables.women, tables.households, tables.services, tables.child_history,
        as_of=params.as_of, areas=areas, groups=GROUPS,
    )  # fmt: skip
    sources = CaseSources(
        tables.children, tables.visits, tables.women, tables.services, tables.child_history, tables.consents,
        tables.entries, screen(people, params.cases.risk), params.as_of,
    )  # fmt: skip
    pages = case_pages_of(sources)
    if not pages:
        return
    day, sample, district = params.as_of, params.sample, params.district.name
    sheet = CaseSheet(district, params.cycle, areas, day, params.language, sample)
    (folder / CASE_PAGES).write_bytes(render_case_pages(pages, sheet))
    if letters := letters_for(pages):
        known = read_identities(project.vault(params)).dropna(subset="name").set_index("child_id")["name"]
        own = {page.person_id: str(known[page.person_id]) for page in letters if page.person_id in known.index}
        calls = letter_contacts(params, project)
        (folder / LETTERS).write_bytes(render_family_letters(letters, replace(sheet, names=own), contacts=calls))


def letter_contacts(params: AuditParams, project: Project) -> dict[str, LetterContact]:
    """Whom families of each desa call, as lists of kind ``contacts`` say; of two lists the later one in the params."""
    areas, found = areas_of(params.district.code), dict[str, LetterContact]()
    for source in params.sources:
        if source.kind == "contacts":
            for row in read_call_list(project.root / source.path, areas).fillna("").itertuples(index=False):
                found[str(row.area_code)] = LetterContact(str(row.who), str(row.phone))
    return found
