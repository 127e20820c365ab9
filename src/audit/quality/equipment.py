"""What a posyandu measures with, beside what its measurements look like."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.quality.digits import digit_preference_score, last_digits
from audit.quality.posture import posture_rows
from audit.reference.row_rules import CALIBRATION_DAYS
from audit.results import Cell, CountTable, LineList

__all__ = ["equipment_beside_quality", "equipment_counts"]

_PLACE = ["area_code", "posyandu"]


def equipment_beside_quality(
    equipment: pd.DataFrame, rows: pd.DataFrame, children: pd.DataFrame, as_of: date
) -> LineList:
    """One line a posyandu: kit, calibration and trained cadres, and next to them how its measurements look.

    Parameters
    ----------
    equipment : ``register.equipment_list.EQUIPMENT``; a posyandu that is not on it has missing values.
    rows : ``found_rows.judged_rows``; children : the canonical table, whose posyandu counts.

    Columns: ``area_code posyandu kit_standard scale_calibrated board_calibrated calibrated cadres cadres_trained``,
    ``rows`` (visits with a length), ``haz_flagged`` (proportion), ``contrary_posture`` (proportion of them) and
    ``digit_score`` (last digits of lengths). ``calibrated`` is whether both were calibrated within a year of ``as_of``,
    missing where a day is not known. In order of place, not of quality: it is no ranking, and never public.
    """
    measured = rows[rows["lenhei_cm"].notna()].drop(columns=_PLACE, errors="ignore")
    measured = measured.join(children.set_index("child_id")[_PLACE], on="child_id").dropna(subset=_PLACE)
    contrary = posture_rows(measured).query("rule != 'posture_missing'")
    keys = ["child_id", "visit_date", "source_file", "source_sheet", "source_row"]
    against = measured[keys].merge(contrary[keys].drop_duplicates().assign(contrary=True), on=keys, how="left")
    measured = measured.assign(
        contrary=against["contrary"].fillna(False).to_numpy(dtype=bool),
        flagged=measured["haz_flag"].fillna(False).astype(float),
    )
    groups = measured.groupby(_PLACE, sort=True)
    looks = pd.DataFrame(
        {
            "rows": groups.size(),
            "haz_flagged": groups["flagged"].mean(),
            "contrary_posture": groups["contrary"].mean(),
            "digit_score": groups["lenhei_cm"].agg(lambda values: digit_preference_score(last_digits(values))),
        }
    ).reset_index()
    lines = equipment.assign(calibrated=_calibrated(equipment, as_of)).merge(looks, on=_PLACE, how="outer")
    lines["rows"] = lines["rows"].fillna(0).astype(int)
    order = [*equipment.columns[:5], "calibrated", *equipment.columns[5:], "rows", "haz_flagged", "contrary_posture"]
    lines = lines[[*order, "digit_score"]].sort_values(_PLACE, ignore_index=True)
    return LineList("equipment", lines)


def equipment_counts(cycle: str, equipment: pd.DataFrame, as_of: date) -> CountTable:
    """How many posyandu of the district have a standard kit, calibrated tools, all cadres trained; how many do not say.

    Counts posyandu, not people; names none.
    """
    trained = equipment["cadres_trained"].eq(equipment["cadres"]).where(equipment["cadres"] > 0)
    answers = {
        "kit_standard": equipment["kit_standard"],
        "calibrated": _calibrated(equipment, as_of),
        "all_trained": trained.astype("boolean"),
    }
    cells, counts = [], []
    for item, answer in answers.items():
        told = {"yes": answer.eq(True).sum(), "no": answer.eq(False).sum(), "unknown": answer.isna().sum()}
        cells += [Cell.of(cycle, equipment=item, answer=said) for said in told]
        counts += [int(n) for n in told.values()]
    return CountTable("equipment.count", tuple(cells), tuple(counts), personal=False)


def _calibrated(equipment: pd.DataFrame, as_of: date) -> pd.Series:
    """Whether scale and board were calibrated within a year; one that is overdue is a "no" whatever the other says."""
    days = [(pd.Timestamp(as_of) - equipment[c]).dt.days for c in ("scale_calibrated", "board_calibrated")]
    overdue = pd.concat([d > CALIBRATION_DAYS for d in days], axis=1).any(axis=1)
    unknown = pd.concat([d.isna() for d in days], axis=1).any(axis=1)
    return (~overdue).astype("boolean").mask(unknown & ~overdue)
