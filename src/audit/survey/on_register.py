"""Children on the register in a month, by age: a denominator that needs no list but the register's birth dates."""

from __future__ import annotations

import pandas as pd

from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, DAYS_PER_MONTH
from audit.reference.areas import Areas
from audit.schemas.columns import is_among
from audit.survey.snapshot import age_leaves, area_leaves

__all__ = ["on_register"]

_GONE = ("meninggal", "pindah", "lulus_umur")  # children.life_status of those whom the register no longer holds


def on_register(children: pd.DataFrame, now: pd.DataFrame, month: str, areas: Areas | None = None) -> pd.DataFrame:
    """Everybody whom the register holds in a month, measured or not: one row a child with ``period`` and ``age``.

    With ``areas`` also ``area``, a leaf of their partition.

    Parameters
    ----------
    children : canonical, of all sources of the audit. now : ``survey.snapshot`` rows of ``month`` (``"2025-08"``).

    Those measured have the age of their visit, so that they are never more than the register; the others that of the
    last day of the month. Left out of those: who had died, moved away or turned five by then (a status without its date
    counts from the start), who was not yet born, and who has no birth date, since nobody knows whether they are still
    under five. A register misses children whom nobody ever brought: not for coverage of all children who live there.
    """
    end = pd.Period(month, freq="M").end_time.normalize()
    others = children[~is_among(children["child_id"], now["child_id"])]
    gone = others["life_status"].isin(_GONE) & ~(others["life_status_date"] > end)
    months = (end - others["birth_date"]).dt.days / DAYS_PER_MONTH
    here = others[(~gone & (months >= 0) & (months < AGE_LIMIT_MONTHS)).to_numpy(dtype=bool)]
    ages = [*now["age"], *age_leaves(months.loc[here.index])]
    frame = pd.DataFrame({"period": month, "age": ages}, dtype=object)
    return frame if areas is None else frame.assign(area=[*now["area"], *area_leaves(here["area_code"], areas)])
