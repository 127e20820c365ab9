"""Rows that a check found: the shape in which every check of rows hands them up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit.anthropometry import zscores

__all__ = ["FOUND", "SOURCE", "found", "joined", "judged_rows"]

SOURCE = ["source_file", "source_sheet", "source_row"]
# What was found (rule), about whom, where it stands, in which column, what stands there, and what it is held against.
FOUND = ("rule", "child_id", *SOURCE, "visit_date", "column", "value", "against")
_SAID = {"birth_date": "said_birth_date", "posyandu": "said_posyandu", "area_code": "said_area_code"}


def judged_rows(children: pd.DataFrame, visits: pd.DataFrame, records: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every visit with sex and birth date of its child, its recomputed z-scores, and what its own row said.

    Parameters
    ----------
    children, visits : canonical tables.
    records : of ``read_visits`` with ``source_file``; the canonical tables keep one birth date and one posyandu a
        child, only the records know what each row said. Without them ``said_*`` are missing.

    Returns rows by child, day and ``seq``: the columns of visits, ``sex birth_date area_code``, ``age_days``,
    ``age_months``, ``haz waz whz`` rounded to two decimals with their ``*_flag`` (WHO), and ``said_birth_date``,
    ``said_posyandu``, ``said_area_code``.
    """
    who = children.set_index("child_id")[["sex", "birth_date", "area_code"]]
    rows = visits.join(who, on="child_id").sort_values(["child_id", "visit_date", "seq"], ignore_index=True)
    z = zscores(
        sex=rows["sex"], age=(rows["visit_date"] - rows["birth_date"]).dt.days.astype("float64"), age_unit="days",
        weight=rows["weight_kg"], lenhei=rows["lenhei_cm"], measure=rows["measure"], oedema=rows["oedema"],
    )  # fmt: skip
    for column in ("age_days", "age_months", "haz", "waz", "whz", "haz_flag", "waz_flag", "whz_flag"):
        rows[column] = z[column]
    if records is None:
        return rows.assign(
            said_birth_date=pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]"),
            said_posyandu=pd.Series(pd.NA, index=rows.index, dtype="string"),
            said_area_code=pd.Series(pd.NA, index=rows.index, dtype="string"),
        )
    said = records[[*SOURCE, *_SAID]].drop_duplicates(SOURCE).rename(columns=_SAID)
    said = said.astype({"source_file": "string", "source_sheet": "string", "source_row": "Int64"})
    return rows.merge(said, on=SOURCE, how="left", validate="m:1")


def found(
    rows: pd.DataFrame, hit: pd.Series | np.ndarray, rule: str, column: str, against: pd.Series | str = ""
) -> pd.DataFrame:
    """The rows of a hit as findings: ``value`` is what stands in ``column``, ``against`` what it is held against.

    Both as text, "" where there is none; a missing hit is none.
    """
    hits = rows[pd.Series(hit, index=rows.index).fillna(False).astype(bool)]
    other = against.loc[hits.index] if isinstance(against, pd.Series) else pd.Series(against, index=hits.index)
    out = hits[["child_id", *SOURCE, "visit_date"]].assign(
        rule=rule, column=column, value=_texts(hits[column]), against=_texts(other)
    )
    return out[list(FOUND)].reset_index(drop=True)


def joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Findings of several checks as one frame, by place in the sources."""
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(FOUND))
    return frame.sort_values([*SOURCE, "visit_date", "rule", "column"], ignore_index=True, kind="stable")


def _texts(values: pd.Series) -> pd.Series:
    """Dates as ISO, numbers without a tail of zeros, "" for what is missing."""
    if pd.api.types.is_datetime64_any_dtype(values):
        texts = values.dt.strftime("%Y-%m-%d")
    elif pd.api.types.is_float_dtype(values):
        texts = values.map(lambda x: f"{x:.10g}", na_action="ignore")
    else:
        texts = values
    return texts.astype("string").fillna("")
