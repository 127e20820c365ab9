"""Worksheets of cases: filled in beforehand for an audit, blank ones on paper, and what comes back."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from audit.cli.worksheet_told import Told, in_words, out_folder, written
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.answers import Returned
    from audit.register.official_mapping import OfficialMapping

__all__ = ["WORKBOOK", "WORKBOOK_FORM", "blanks", "export", "read", "templates"]

WORKBOOK, WORKBOOK_FORM = "kertas-kerja.xlsx", "kertas-kerja"


def export(args: argparse.Namespace) -> Told:
    """Write the workbook of the cases that an audit has chosen."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.case_worksheets import case_book
    from audit.report.case_workbook import write_case_workbook

    project = find_project()
    book = case_book(load_params(args.file.resolve(), root=project.root), project)
    write_case_workbook(out_folder(args) / WORKBOOK, book)
    facts = {"cases": len(book.cases), "groups": int(book.cases["group"].nunique())}
    line = text("case_form.said_export", n=facts["cases"], groups=facts["groups"])
    return facts | {"written": [WORKBOOK]}, [line, *written([WORKBOOK])]


def blanks() -> dict[str, str]:
    """Names of the blank worksheets, by target group."""
    from audit.reference.rule_sets import GROUPS
    from audit.report.blank_worksheet import BLANK_WORKSHEET

    return {group: BLANK_WORKSHEET.format(group) for group in GROUPS}


def templates(args: argparse.Namespace) -> None:
    """Write the blank worksheets of every target group."""
    from audit.report.blank_worksheet import write_blank_worksheet

    for group, name in blanks().items():
        write_blank_worksheet(out_folder(args) / name, group)


def read(args: argparse.Namespace, found: Returned, mapping: OfficialMapping) -> Told:
    """Take a form about cases into the store of its cycle, and write what is to be mended."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.answers import ANSWERS, take_in
    from audit.report.answers_workbook import write_answers_report

    project = find_project()
    params = load_params(args.params.resolve(), root=project.root) if args.params else None
    taken = take_in(found, project, params, on=date.today(), mapping=mapping)
    write_answers_report(out_folder(args) / ANSWERS, {args.file.name: taken.read})
    facts: dict[str, object] = {
        "answers": taken.read.answers,
        "added": taken.added,
        "rejected": taken.read.to_mend,
        "conflicts": int(taken.conflicts.groupby(["table", "record_id", "field"]).ngroups),
    }
    lines = [text("case_form.said_read", file=args.file.name, **facts), *in_words(taken.read.findings)]
    return facts | {"kind": found.kind, "written": [ANSWERS]}, [*lines, *written([ANSWERS])]
