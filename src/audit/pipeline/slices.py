"""Handing out parts of the cases: a workbook for each recipient, pages where its role gets them, and the log of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from audit.cases.case_slice import CaseSlice, Recipient, slice_cases
from audit.errors import InputError, OutputError, ParamsError
from audit.pipeline.case_papers import case_sheet, pages_of
from audit.pipeline.case_worksheets import case_book
from audit.pipeline.params import AuditParams
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.reference.slice_rules import PASSWORD_LEAST
from audit.report.case_pages import render_case_pages
from audit.report.case_workbook import BookScope, CaseBook, write_case_workbook
from audit.schemas import FOLLOW_UPS
from audit.store.entries import current
from audit.store.handouts import log_handout
from audit.store.password import lock_file

__all__ = ["HandedOut", "Slices", "open_slices"]

WORKBOOK, PAGES = "irisan-{}.xlsx", "kasus-{}.pdf"


@dataclass(frozen=True)
class HandedOut:
    """What one recipient got: names of files, cases, plans, and how many cases stay out for want of consent."""

    recipient: Recipient
    files: tuple[str, ...]
    cases: int
    plans: int
    withheld: int


@dataclass(frozen=True)
class Slices:
    """The cases of a prepared audit, ready to be cut."""

    params: AuditParams
    project: Project
    book: CaseBook
    tables: Tables

    def recipient(self, id: str) -> Recipient:
        """A recipient of the params. Raises ``ParamsError`` where they have none of that id."""
        found = {r.id: r.recipient for r in self.params.cases.recipients}
        if id not in found:
            raise ParamsError("slice.no_recipient", recipient=id, known=", ".join(found) or "–")
        return found[id]

    def cut(self, recipient: Recipient) -> CaseSlice:
        """The part of one recipient. Raises ``ParamsError`` for an area that the district does not have."""
        if unknown := sorted(recipient.areas - set(self.book.areas.by_code)):
            raise ParamsError("slice.no_area", recipient=recipient.id, code=unknown[0])
        entries = self.book.entries
        plans = current(entries, FOLLOW_UPS)
        own = self.tables.consents
        return slice_cases(self.book.cases, plans, own, recipient, areas=self.book.areas, as_of=self.params.as_of)

    def hand_out(self, recipient: Recipient, folder: Path, *, on: date, password: str = "") -> HandedOut:
        """Write the part of a recipient into an empty place, lock it where there is a password, and log it.

        Either all files are there and logged, or none. Raises ``InputError`` (exit 11) where there is nothing for this
        recipient, ``OutputError`` (exit 17) where a file stands there already, ``ParamsError`` (exit 10) for a password
        that is too short.
        """
        if password and len(password) < PASSWORD_LEAST:
            raise ParamsError("slice.password_short", least=PASSWORD_LEAST)
        part = self.cut(recipient)
        if part.cases.empty:
            raise InputError("slice.nothing", recipient=recipient.id, withheld=part.withheld)
        files = [folder / WORKBOOK.format(recipient.id)]
        if recipient.role.case_page:
            files.append(folder / PAGES.format(recipient.id))
        if there := next((file for file in files if file.exists()), None):
            raise OutputError("worksheet.already_there", file=there.name)
        try:
            self._write(part, files)
            for file in files:
                if password:
                    lock_file(file, password)
            log_handout(
                self.project.cycle(self.params), files, recipient=recipient.id, role=recipient.role.id,
                name=recipient.name, cases=len(part.cases), plans=len(part.plans), on=on, locked=bool(password),
            )  # fmt: skip
        except BaseException:
            for file in files:
                file.unlink(missing_ok=True)
            raise
        return HandedOut(recipient, tuple(file.name for file in files), len(part.cases), len(part.plans), part.withheld)

    def _write(self, part: CaseSlice, files: list[Path]) -> None:
        holder, role = part.recipient.name, part.recipient.role
        ids, people = set(part.cases["case_id"]), set(part.cases["person_id"])
        book = replace(
            self.book,
            cases=part.cases,
            identities=self.book.identities[self.book.identities["child_id"].isin(people)],
            known=self.book.known[self.book.known["case_id"].isin(ids)],
            scope=BookScope(holder, role, part.plans),
        )
        write_case_workbook(files[0], book, language=self.params.language)
        if role.case_page:
            pages = [page for page in pages_of(self.tables, self.params) if page.case_id in ids]
            files[1].write_bytes(render_case_pages(pages, replace(case_sheet(self.params), holder=holder)))


def open_slices(params: AuditParams, project: Project) -> Slices:
    """Bring together the cases of an audit, prepared first where it is not.

    Raises ``InputError`` (exit 11) where no cases have been chosen yet.
    """
    book = case_book(params, project)
    return Slices(params, project, book, load_tables(project.interim(params)))
