"""``aks worksheet``: forms that people fill in. ``templates`` makes empty ones, ``export`` those of an audit.

Empty ones are of the session in which cadres measure the same children, of the register of public statements, of the
lists of people and of the programme, which come back as sources of an audit; those of an audit are the route of
measuring again, the list of equipment, the worksheets of cases, a workbook for every expert and the form of a forum.
``read`` knows by its columns which one came back. ``slice`` gives each office or partner its part of the cases, and
logs it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from audit.cli import (
    worksheet_cases,
    worksheet_forum,
    worksheet_review,
    worksheet_route,
    worksheet_session,
    worksheet_slice,
)
from audit.cli.output import say, say_json
from audit.cli.worksheet_told import Told, keep_filled, written
from audit.errors import InputError, ParamsError
from audit.language import text

MEASURERS, MOST_MEASURERS = 10, 30
FORMS: Mapping[str, Callable[[argparse.Namespace], Told]] = {
    "ukur-ulang": worksheet_route.export,
    worksheet_cases.WORKBOOK_FORM: worksheet_cases.export,
    "telaah-pakar": worksheet_review.export,
    "hasil-forum": worksheet_forum.export,
}
STATEMENTS = "pernyataan.csv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which file, and where the results go."""
    choices = ("templates", "export", "read", "slice")
    parser.add_argument("what", choices=choices, metavar="|".join(choices), help=text("cli.worksheet_what"))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=text("cli.worksheet_file"))
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help=text("cli.import_out"))
    parser.add_argument("--params", type=Path, metavar="YAML", help=text("cli.worksheet_params"))
    parser.add_argument("--mapping", type=Path, metavar="YAML", help=text("cli.worksheet_mapping"))
    parser.add_argument("--draw", type=Path, metavar="CSV", help=text("cli.worksheet_draw"))
    forms = tuple(FORMS)
    parser.add_argument("--form", choices=forms, metavar="|".join(forms), help=text("cli.worksheet_form"))
    parser.add_argument("--for", dest="recipient", metavar="ID", help=text("cli.worksheet_for"))
    parser.add_argument("--day", metavar="YYYY-MM-DD", help=text("cli.worksheet_day"))
    parser.add_argument("--password", action="store_true", help=text("cli.worksheet_password"))
    help_text, several = text("cli.worksheet_measurers"), range(1, MOST_MEASURERS + 1)
    parser.add_argument("--measurers", type=int, default=MEASURERS, choices=several, metavar="N", help=help_text)


def run(args: argparse.Namespace) -> int:
    """Make, fill or read a worksheet."""
    if args.what == "templates" and args.file is not None:
        raise ParamsError("cli.worksheet_file_unused", file=args.file.name)
    if args.what != "templates" and args.file is None:
        raise ParamsError(f"cli.worksheet_{args.what}_what")
    done = {"templates": _templates, "export": _export, "read": _read, "slice": worksheet_slice.hand_out}[args.what]
    facts, lines = done(args)
    if not say_json(args, facts):
        say(lines)
    return 0


def _templates(args: argparse.Namespace) -> Told:
    from audit.programme.statements import write_statements_form
    from audit.reference.programme_sheets import BOOKS, book_file
    from audit.report.list_workbook import LIST_TEMPLATES, write_list_template
    from audit.report.programme_template import write_programme_template

    books = {book_file(book): book for book, sheets in BOOKS.items() if sheets}
    files = [
        worksheet_session.SESSION,
        STATEMENTS,
        *worksheet_cases.blanks().values(),
        *LIST_TEMPLATES.values(),
        *books,
    ]
    keep_filled(args.out, *files)
    worksheet_session.templates(args)
    write_statements_form(args.out / STATEMENTS)
    worksheet_cases.templates(args)
    for list_id, name in LIST_TEMPLATES.items():
        write_list_template(args.out / name, list_id)
    for name, book in books.items():
        write_programme_template(args.out / name, book)
    return {"written": files}, written(files)


def _export(args: argparse.Namespace) -> Told:
    """The forms of an audit, or the one asked for; those about cases as soon as there are any."""
    wanted = FORMS if args.form is None else {args.form: FORMS[args.form]}
    facts: dict[str, object] = {}
    files: list[str] = []
    lines: list[str] = []
    if worksheet_cases.WORKBOOK_FORM in wanted:
        keep_filled(args.out, worksheet_cases.WORKBOOK)
    for export in wanted.values():
        try:
            more, told = export(args)
        except InputError as none_yet:
            if none_yet.id != "case_form.no_cases" or len(wanted) == 1:
                raise
            if str(none_yet) not in lines:
                lines.append(str(none_yet))
            continue
        facts.update(more)
        files += _files(more)
        lines += told
    return facts | {"written": files}, lines


def _files(facts: Mapping[str, object]) -> list[str]:
    files = facts["written"]
    assert isinstance(files, list)
    return files


def _read(args: argparse.Namespace) -> Told:
    from audit.pipeline.answers import recognise
    from audit.register.filled_form import open_form
    from audit.register.measuring_forms import measuring_form
    from audit.register.official_mapping import official_mapping

    mapping = official_mapping(args.mapping)
    found = recognise(args.file, mapping)
    if found is not None:
        return worksheet_cases.read(args, found, mapping)
    if args.params is not None:
        raise InputError("case_form.not_official", file=args.file.name)
    is_route = measuring_form(open_form(args.file)) == "remeasurement"
    return worksheet_route.read(args) if is_route else worksheet_session.read(args)  # which says what it lacks
