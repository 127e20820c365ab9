"""The route of measuring again: drawn from an audit, and what comes of a filled one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from math import isnan

from audit.cli.worksheet_told import Told, in_words, keep_filled, out_folder, written
from audit.errors import ParamsError
from audit.language import number, percent, text

__all__ = ["export", "read"]

ROUTE, DRAW, MEND = "rute-ukur-ulang.xlsx", "undian-ukur-ulang.csv", "isian-perlu-dibetulkan.xlsx"
EQUIPMENT = "alat-posyandu.csv"


def export(args: argparse.Namespace) -> Told:
    """Draw whom to measure again, print the route, and list the posyandu whose equipment is asked for."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.prepared_tables import load_tables
    from audit.pipeline.remeasuring import draw_route
    from audit.register.equipment_list import write_equipment_form
    from audit.report.route_workbook import write_route
    from audit.store import owner_only

    project = find_project()
    files = [ROUTE, DRAW, EQUIPMENT]
    keep_filled(args.out, *files)
    params = load_params(args.file.resolve(), root=project.root)
    register, route = draw_route(params, project)
    register.to_csv(out_folder(args) / DRAW, index=False, encoding="utf-8", lineterminator="\n", date_format="%Y-%m-%d")
    owner_only(args.out / DRAW)
    write_route(args.out / ROUTE, route)
    write_equipment_form(load_tables(project.interim(params)).children, args.out / EQUIPMENT)
    posyandu = len(route[["desa", "posyandu"]].dropna().drop_duplicates())
    facts = {"n": len(register), "drawn": len(route), "posyandu": posyandu}
    return facts | {"written": files}, [text("worksheet.said_draw", **facts), *written(files)]


def read(args: argparse.Namespace) -> Told:
    """How far second measurements lie from the first, and what is to be mended."""
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
    with form_workbook(out_folder(args) / MEND, "id") as book:
        book.wrong_entries(wrong)
    lines = [
        text(check.meaning.id, n=check.n),
        *_prevalence(figures, shown=check.value is not None),
        *in_words(wrong),
    ]
    if stray:
        lines.append(text("worksheet.not_drawn", n=stray))
    facts: Mapping[str, object] = figures | {
        "status": check.status,
        "not_drawn": stray,
        "wrong": len(wrong),
        "written": [MEND],
    }
    return {k: _plain(v) for k, v in facts.items()}, [*lines, *written([MEND])]


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
