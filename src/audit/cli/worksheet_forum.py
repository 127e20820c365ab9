"""The form of the next forum of an audit: who came, what was agreed, what changes in older plans."""

from __future__ import annotations

import argparse
from datetime import datetime, time

from audit.cli.worksheet_told import Told, keep_filled, out_folder, written
from audit.language import text

__all__ = ["export"]

FORUM = "hasil-forum-{}.xlsx"


def export(args: argparse.Namespace) -> Told:
    """Write the form of the forum that the params name, with the plans that are still open, overdue ones first."""
    from audit.cases.follow_up import plan_states
    from audit.pipeline import find_project, load_params
    from audit.register.case_layout import FormMeta
    from audit.report.forum_workbook import write_forum_workbook
    from audit.schemas import FOLLOW_UPS
    from audit.store.cycles import CycleStore
    from audit.store.entries import current

    project = find_project()
    params = load_params(args.file.resolve(), root=project.root)
    forum = params.forum
    file = FORUM.format(f"{forum.kind.replace('_', '-')}-{forum.date:%Y%m%d}")
    keep_filled(args.out, file)
    entries = CycleStore(project.cycle(params)).entries()
    plans = plan_states(current(entries, FOLLOW_UPS), as_of=forum.date, calendar=params.calendar.budget)
    write_forum_workbook(
        out_folder(args) / file,
        meeting=f"{params.cycle}-{forum.kind}-{forum.date:%Y%m%d}",
        plans=plans,
        language=params.language,
        held_on=datetime.combine(forum.date, time()),
        meta=FormMeta(params.district.folder, params.cycle),
    )
    n = int((~plans["state"].isin(["done", "cancelled"])).sum())
    return {"open_plans": n, "written": [file]}, [text("forum.said_export", n=n), *written([file])]
