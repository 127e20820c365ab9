"""``aks worksheet``: forms that people fill in. ``templates`` makes empty ones, ``export`` those of an audit.

Empty ones are of the session in which cadres measure the same children, and of the register of public statements (a
source of the params); those of an audit are the route of measuring again and the list of equipment. ``read`` knows by
its columns whether a session or a route came back.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.errors import InputError, OutputError, ParamsError
from audit.language import number, percent, text

if TYPE_CHECKING:
    from audit.results import Sentence

MEASURERS, MOST_MEASURERS = 10, 30
SESSION, STATEMENTS = "sesi-standardisasi.xlsx", "pernyataan.csv"
ROUTE, DRAW, EQUIPMENT = "rute-ukur-ulang.xlsx", "undian-ukur-ulang.csv", "alat-posyandu.csv"
COORDINATOR, OWN, MEND = "perlu-penyegaran.xlsx", "hasil-peserta-{:02d}.xlsx", "isian-perlu-dibetulkan.xlsx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which file, and where the results go."""
    choices = ("templates", "export", "read")
    parser.add_argument("what", choices=choices, metavar="|".join(choices), help=text("cli.worksheet_what"))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=text("cli.worksheet_file"))
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help=text("cli.import_out"))
    parser.add_argument("--draw", type=Path, metavar="CSV", help=text("cli.worksheet_draw"))
    help_text, several = text("cli.worksheet_measurers"), range(1, MOST_MEASURERS + 1)
    parser.add_argument("--measurers", type=int, default=MEASURERS, choices=several, metavar="N", help=help_text)


def run(args: argparse.Namespace) -> int:
    """Make, fill or read a worksheet."""
    if args.what == "templates" and args.file is not None:
        raise ParamsError("cli.worksheet_file_unused", file=args.file.name)
    if args.what != "templates" and args.file is None:
        raise ParamsError(f"cli.worksheet_{args.what}_what")
    done = {"templates": _templates, "export": _export, "read": _read}[args.what]
    facts, lines = done(args)
    if not say_json(args, facts):
        say(lines)
    return 0


Told = tuple[Mapping[str, object], list[str]]


def _folder(args: argparse.Namespace) -> Path:
    """The folder for the results, made when something is there to be written."""
    from audit.store import owner_only, writing

    with writing(args.out):
        try:
            args.out.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise OutputError("cli.import_not_a_folder", name=args.out.name) from error
        owner_only(args.out)
    return args.out


def _not_there(folder: Path, *names: str) -> None:
    """Somebody may have filled in what was written before: it is never written over."""
    for name in names:
        if (folder / name).exists():
            raise OutputError("worksheet.already_there", file=name)


def _templates(args: argparse.Namespace) -> Told:
    from audit.programme.statements import write_statements_form
    from audit.report.session_workbook import write_session_template

    written = [SESSION, STATEMENTS]
    _not_there(args.out, *written)
    write_session_template(_folder(args) / SESSION, measurers=args.measurers)
    write_statements_form(args.out / STATEMENTS)
    return {"written": written}, [text("worksheet.said_written", file=file) for file in written]


def _export(args: argparse.Namespace) -> Told:
    """Draw whom to measure again, print the route, and list the posyandu whose equipment is asked for."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.prepare import load_tables
    from audit.pipeline.remeasuring import draw_route
    from audit.register.equipment_list import write_equipment_form
    from audit.report.route_workbook import write_route
    from audit.store import owner_only

    project = find_project()
    written = [ROUTE, DRAW, EQUIPMENT]
    _not_there(args.out, *written)
    params = load_params(args.file.resolve(), root=project.root)
    register, route = draw_route(params, project)
    register.to_csv(_folder(args) / DRAW, index=False, encoding="utf-8", lineterminator="\n", date_format="%Y-%m-%d")
    owner_only(args.out / DRAW)
    write_route(args.out / ROUTE, route)
    write_equipment_form(load_tables(project.interim(params)).children, args.out / EQUIPMENT)
    posyandu = len(route[["desa", "posyandu"]].dropna().drop_duplicates())
    facts = {"n": len(register), "drawn": len(route), "posyandu": posyandu}
    lines = [text("worksheet.said_draw", **facts), *(text("worksheet.said_written", file=file) for file in written)]
    return facts | {"written": written}, lines


def _read(args: argparse.Namespace) -> Told:
    from audit.register.filled_form import open_form
    from audit.register.route_form import FILLED_COLUMNS

    is_route = any({"child_id", *FILLED_COLUMNS} <= set(sheet.columns) for sheet in open_form(args.file).sheets)
    return _read_route(args) if is_route else _read_session(args)


def _read_session(args: argparse.Namespace) -> Told:
    from audit.quality.standardisation import SUPERVISOR, doubtful_readings, perlu_penyegaran, session_results
    from audit.register.session_form import read_session
    from audit.report.session_workbook import write_coordinator_workbook, write_own_results

    form = read_session(args.file)
    if not form.day:
        raise InputError("worksheet.no_session_date", file=args.file.name)
    if form.readings.empty:
        raise InputError("worksheet.no_readings", file=args.file.name)
    results, doubtful = session_results(form.readings), doubtful_readings(form.readings)
    written = [COORDINATOR]
    refresher = perlu_penyegaran(results, form.participants)
    write_coordinator_workbook(_folder(args) / COORDINATOR, refresher, doubtful, form.wrong)
    for measurer in sorted(set(results["measurer"]) - {SUPERVISOR}):
        written.append(OWN.format(measurer))
        write_own_results(args.out / written[-1], measurer, results, form.participants)
    facts = {"n": len(written) - 1, "doubtful": len(doubtful), "wrong": len(form.wrong)}
    lines = [text("worksheet.said_session", **facts), *_mend(form.wrong)]
    return facts | {"written": written}, [*lines, *(text("worksheet.said_written", file=f) for f in written)]


def _read_route(args: argparse.Namespace) -> Told:
    from audit.quality.remeasurement import remeasurement, with_second
    from audit.register.route_form import read_draw, read_route
    from audit.report.form_workbook import form_workbook
    from audit.results import Sentence

    if args.draw is None:
        raise ParamsError("worksheet.draw_missing", file=args.file.name)
    register, form = read_draw(args.draw), read_route(args.file)
    drawn = set(register.loc[register["drawn"], "child_id"])
    stray = int((~form.measured["child_id"].isin(drawn)).sum())
    rows = with_second(register, form.measured)
    check = remeasurement(str(register["period"].iloc[0]), rows)
    places = rows.loc[rows["doubtful"], ["sheet", "cell"]].to_dict("records")
    wrong = (*form.wrong, *(Sentence("worksheet.unlikely", {str(k): str(v) for k, v in at.items()}) for at in places))
    assert check.table is not None
    figures = {str(name): value for name, value in check.table.iloc[0].items()}
    with form_workbook(_folder(args) / MEND, "id") as book:
        book.wrong_entries(wrong)
    lines = [
        text(check.meaning.id, n=check.n),
        *_prevalence(figures, shown=check.value is not None),
        *_mend(wrong),
    ]
    if stray:
        lines.append(text("worksheet.not_drawn", n=stray))
    facts: Mapping[str, object] = figures | {
        "status": check.status,
        "not_drawn": stray,
        "wrong": len(wrong),
        "written": [MEND],
    }
    return {k: _plain(v) for k, v in facts.items()}, [*lines, text("worksheet.said_written", file=MEND)]


def _prevalence(figures: Mapping[str, object], *, shown: bool) -> list[str]:
    said = [text("worksheet.said_raw", raw=percent(_float(figures["raw"])), n=int(_float(figures["n"])))]
    if shown and isinstance(figures["tem_cm"], float):
        shares = {name: percent(_float(figures[name])) for name in ("weighted", "low", "high")}
        tem = number(figures["tem_cm"], 2)
        said.append(text("worksheet.said_weighted", **shares, tem=tem, tem_n=int(_float(figures["tem_n"]))))
    return said


def _float(value: object) -> float:
    return float(value)  # pyright: ignore[reportArgumentType]


def _plain(value: object) -> object:
    """A value as JSON knows it: numpy's own numbers become Python's, nan becomes null."""
    import numpy as np

    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and isnan(value) else value


def _mend(wrong: tuple[Sentence, ...]) -> list[str]:
    return [text(sentence.id, **sentence.values) for sentence in wrong]
