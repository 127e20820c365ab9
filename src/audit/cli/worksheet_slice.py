"""Parts of the cases for one office or partner each: only its desa or plans, only its columns."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import date

from audit.cli.worksheet_told import Told, out_folder, written
from audit.errors import ParamsError
from audit.language import text

__all__ = ["hand_out"]


def hand_out(args: argparse.Namespace) -> Told:
    """Write the part of one recipient, or of every one for whom there is any, each into a folder of its own."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.slices import open_slices

    project = find_project()
    params = load_params(args.file.resolve(), root=project.root)
    if args.password and args.recipient is None:
        raise ParamsError("slice.password_for_one")
    ids = [args.recipient] if args.recipient else [r.id for r in params.cases.recipients]
    if not ids:
        raise ParamsError("slice.no_recipients", file=args.file.name)
    on, slices = _day(args.day) if args.day else params.as_of, open_slices(params, project)
    facts: list[dict[str, object]] = []
    lines: list[str] = []
    password = _password() if args.password else ""
    for recipient in map(slices.recipient, ids):
        if args.recipient is None and (part := slices.cut(recipient)).cases.empty:
            lines.append(text("slice.said_nothing", name=recipient.name, withheld=part.withheld))
            continue
        folder = out_folder(args) / recipient.id
        folder.mkdir(exist_ok=True)
        done = slices.hand_out(recipient, folder, on=on, password=password)
        files = [f"{recipient.id}/{file}" for file in done.files]
        counts = {"cases": done.cases, "plans": done.plans, "withheld": done.withheld}
        facts.append({"recipient": recipient.id, "written": files, **counts})
        lines += [text("slice.said", name=recipient.name, **counts), *written(files)]
    return {"handed_on": f"{on}", "locked": bool(password), "recipients": facts}, [*lines, text("slice.said_log")]


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ParamsError("slice.day", value=said) from None


def _password() -> str:
    """Asked for twice at a terminal; else the first line of the standard input. It is kept nowhere."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"{text('slice.password_ask')}: ")
    if getpass.getpass(f"{text('slice.password_again')}: ") != first:
        raise ParamsError("slice.password_differs")
    return first
