"""The session in which cadres measure the same children: the empty form, and what comes of a filled one."""

from __future__ import annotations

import argparse

from audit.cli.worksheet_told import Told, in_words, out_folder, written
from audit.errors import InputError
from audit.language import text

__all__ = ["SESSION", "read", "templates"]

SESSION, COORDINATOR, OWN = "sesi-standardisasi.xlsx", "perlu-penyegaran.xlsx", "hasil-peserta-{:02d}.xlsx"


def templates(args: argparse.Namespace) -> None:
    """Write the empty form."""
    from audit.report.session_workbook import write_session_template

    write_session_template(out_folder(args) / SESSION, measurers=args.measurers)


def read(args: argparse.Namespace) -> Told:
    """Each cadre's own results, and the coordinator's lists."""
    from audit.quality.standardisation import SUPERVISOR, doubtful_readings, perlu_penyegaran, session_results
    from audit.register.session_form import read_session
    from audit.report.session_workbook import write_coordinator_workbook, write_own_results

    form = read_session(args.file)
    if not form.day:
        raise InputError("worksheet.no_session_date", file=args.file.name)
    if form.readings.empty:
        raise InputError("worksheet.no_readings", file=args.file.name)
    results, doubtful = session_results(form.readings), doubtful_readings(form.readings)
    files = [COORDINATOR]
    refresher = perlu_penyegaran(results, form.participants)
    write_coordinator_workbook(out_folder(args) / COORDINATOR, refresher, doubtful, form.wrong)
    for measurer in sorted(set(results["measurer"]) - {SUPERVISOR}):
        files.append(OWN.format(measurer))
        write_own_results(args.out / files[-1], measurer, results, form.participants)
    facts = {"n": len(files) - 1, "doubtful": len(doubtful), "wrong": len(form.wrong)}
    lines = [text("worksheet.said_session", **facts), *in_words(form.wrong)]
    return facts | {"written": files}, [*lines, *written(files)]
