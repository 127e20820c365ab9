"""The route of measuring again, as it comes back: a day, a length or height and how it was taken, for each child."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.register.filled_form import open_form
from audit.results import Sentence

__all__ = ["DRAW_COLUMNS", "FILLED_COLUMNS", "ROUTE_COLUMNS", "RouteForm", "read_draw", "read_route"]

FILLED_COLUMNS = ("measured_on", "lenhei_cm", "measure")
ROUTE_COLUMNS = ("desa", "posyandu", "name", "birth_date", "sex", *FILLED_COLUMNS, "child_id")
DRAW_COLUMNS = ("child_id", "sex", "birth_date", "visit_date", "haz", "lenhei_cm", "drawn", "period")
_POSTURES = {"l": "l", "terlentang": "l", "telentang": "l", "lying": "l", "h": "h", "berdiri": "h", "standing": "h"}


@dataclass(frozen=True, slots=True)
class RouteForm:
    """``measured``: child_id, visit_date, lenhei_cm, measure (l/h, else missing), and the sheet and cell of the length;
    ``wrong``: one sentence an entry that could not be read.
    """

    measured: pd.DataFrame
    wrong: tuple[Sentence, ...]


def read_route(path: Path) -> RouteForm:
    """Read a filled route; children without a length or without a day count as not reached.

    Raises ``InputError`` (exit 11) where the file is no workbook or not this form.
    """
    form = open_form(path)
    rows: dict[str, tuple[str, pd.Timestamp, float, str | None, str, str]] = {}
    for sheet in form.with_columns("child_id", *FILLED_COLUMNS):
        for row in sheet.rows:
            child = form.words(sheet, row, "child_id")
            length = form.number(sheet, row, "lenhei_cm", "cm")
            day = form.day(sheet, row, "measured_on")
            posture = form.choice(sheet, row, "measure", _POSTURES)
            if length is None:
                continue
            if not child:
                form.say("worksheet.no_child", sheet, row, "child_id")
            elif child in rows:
                form.say("worksheet.child_twice", sheet, row, "child_id")
            elif day is None:
                form.say("worksheet.day_missing", sheet, row, "measured_on")
            else:
                rows[child] = (child, day, length, posture, sheet.name, sheet.place(row, "lenhei_cm"))
    columns = ["child_id", "visit_date", "lenhei_cm", "measure", "sheet", "cell"]
    measured = pd.DataFrame([rows[child] for child in sorted(rows)], columns=columns)
    kinds = {"child_id": "string", "visit_date": "datetime64[s]", "lenhei_cm": "float64"}
    kinds |= dict.fromkeys(columns[3:], "string")
    return RouteForm(measured.astype(kinds), tuple(form.wrong))


def read_draw(path: Path) -> pd.DataFrame:
    """Read the list of the draw (csv, ``DRAW_COLUMNS``) that was kept when the route was printed.

    A row each child with a plausible HAZ at that time, ``drawn`` or not. Raises ``InputError`` (exit 11) where the file
    is no such list.
    """
    texts = dict.fromkeys(("child_id", "sex", "period"), "string")
    dates = ("birth_date", "visit_date")
    try:
        frame = pd.read_csv(path, encoding="utf-8", dtype=texts | dict.fromkeys(dates, "string"))
        frame = frame.assign(**{n: pd.to_datetime(frame[n], format="%Y-%m-%d").astype("datetime64[s]") for n in dates})
    except (OSError, ValueError, KeyError) as error:
        raise InputError("worksheet.not_a_draw", file=path.name, columns=", ".join(DRAW_COLUMNS)) from error
    if not set(DRAW_COLUMNS) <= set(frame.columns) or frame.empty or frame["drawn"].dtype != bool:
        raise InputError("worksheet.not_a_draw", file=path.name, columns=", ".join(DRAW_COLUMNS))
    return frame
