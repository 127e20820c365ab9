"""One row a measured child with what the canonical tables say of its risk factors: what models are fitted on."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.risk_columns import (
    ABSENT,
    FACTOR_COLUMNS,
    FIFTHS,
    PRESENT,
    RANKS_IN_TENTHS,
    UNKNOWN,
    Asked,
    FactorColumns,
)
from audit.reference.risk_framework import POST_OUTCOME, RISK_FACTORS
from audit.risk.pregnancy_facts import pregnancy_facts

__all__ = ["child_factors", "factor_state", "newest_answers", "wealth_fifths", "welfare_tenths"]

_DAYS_PER_YEAR = 12 * DAYS_PER_MONTH
_KNOWN = ("severely_stunted", "moderately_stunted", "not_stunted")


def child_factors(
    now: pd.DataFrame,
    children: pd.DataFrame,
    women: pd.DataFrame,
    households: pd.DataFrame,
    child_history: pd.DataFrame,
    *,
    as_of: date,
) -> pd.DataFrame:
    """Bring together the outcome of a month's measurement and the declared factors of each child.

    Parameters
    ----------
    now : ``survey.snapshot`` rows of one month; children without a plausible height-for-age are left out.
    children, women, households, child_history : canonical tables. Of several rows of a person the newest one with an
        answer counts; nothing dated after ``as_of`` is known yet.

    Returns
    -------
    DataFrame by child_id: ``child_id area`` (desa, the cluster) ``age_months male status`` (leaf of ``STATUS``)
    ``stunted`` (0/1), ``welfare_rank`` (tenths, 1 is poorest; missing where the ranks are not tenths or of several
    sources), ``wealth_fifth`` (of ``FIFTHS``, or ``UNKNOWN``), and each factor of ``FACTOR_COLUMNS`` as an ordered
    Categorical of ``not_present`` (the reference) and ``present``. What nobody noted is missing, never "not present".

    Raises
    ------
    ValueError : a factor that is none, or that follows from the outcome.
    """
    wrong = [f for f, of in FACTOR_COLUMNS.items() if f not in RISK_FACTORS or _columns(of) & POST_OUTCOME]
    if wrong:
        raise ValueError(f"no risk factors: {wrong}")
    now = now[now["status"].isin(_KNOWN)].sort_values("child_id", ignore_index=True)
    child = children.set_index("child_id").reindex(now["child_id"]).reset_index()
    day = pd.Timestamp(as_of)
    told = {
        "children": child,
        "child_history": newest_answers(child_history, "child_id", "recorded_on", child["child_id"], day),
        "households": newest_answers(households, "household_id", "recorded_on", child["household_id"], day),
        "mother": _mother(newest_answers(women, "woman_id", "contact_date", child["mother_id"], day), child),
        "pregnancy": pregnancy_facts(child, women, as_of=day),
    }
    told["households"]["welfare_rank"] = rank = welfare_tenths(told["households"])
    frame = pd.DataFrame(
        {
            "child_id": now["child_id"],
            "area": now["area"],
            "age_months": now["age_days"] / DAYS_PER_MONTH,
            "male": now["sex"].eq("m").astype(float),
            "status": now["status"],
            "stunted": now["status"].ne("not_stunted").astype(float),
            "welfare_rank": rank,
            "wealth_fifth": _fifths(rank),
        }
    )
    for factor, of in FACTOR_COLUMNS.items():
        frame[factor] = factor_state(told[of.table], of.asks)
    return frame


def wealth_fifths(household_id: pd.Series, households: pd.DataFrame, *, as_of: date) -> list[str]:
    """Fifth of welfare (``FIFTHS`` or ``UNKNOWN``) of each household, as ``child_factors`` gives it."""
    household = newest_answers(households, "household_id", "recorded_on", household_id, pd.Timestamp(as_of))
    return _fifths(welfare_tenths(household))


def _fifths(rank: np.ndarray) -> list[str]:
    fifth = np.ceil(rank * len(FIFTHS) / RANKS_IN_TENTHS)
    return [UNKNOWN if np.isnan(f) else FIFTHS[int(f) - 1] for f in fifth]


def _columns(of: FactorColumns) -> set[str]:
    return {asked.column for asked in of.asks}


def newest_answers(table: pd.DataFrame, key: str, dated: str, who: pd.Series, day: pd.Timestamp) -> pd.DataFrame:
    """For each of ``who`` the newest answer in every column; missing for who is not in the table."""
    known = table[(table[dated] <= day).to_numpy(dtype=bool, na_value=False)].sort_values(dated, kind="stable")
    last = known.groupby(key, sort=True).last()  # of each column the last answer that is not missing
    place = last.index.get_indexer(pd.Index(who.fillna("")))
    return pd.DataFrame({name: last[name].array.take(place, allow_fill=True) for name in last})


def _mother(mother: pd.DataFrame, child: pd.DataFrame) -> pd.DataFrame:
    days = (child["birth_date"] - mother["birth_date"]).dt.days
    return mother.assign(age_at_birth_years=np.floor(days.to_numpy(dtype=float, na_value=np.nan) / _DAYS_PER_YEAR))


def welfare_tenths(household: pd.DataFrame) -> np.ndarray:
    """(n,) ranks 1-10 of one source; ranks of several sources are never compared."""
    rank = household["welfare_rank"].to_numpy(dtype=float, na_value=np.nan)
    rank = np.where((rank >= 1) & (rank <= RANKS_IN_TENTHS), rank, np.nan)
    sources = household["welfare_source"][~np.isnan(rank)].dropna().unique()
    return rank if len(sources) <= 1 else np.full(len(rank), np.nan)


def factor_state(rows: pd.DataFrame, asks: tuple[Asked, ...]) -> pd.Series:
    """Ordered Categorical of ``not_present`` and ``present``; missing where an answer is, unless another one holds."""
    met, known = np.zeros(len(rows), dtype=bool), np.ones(len(rows), dtype=bool)
    for asked in asks:
        values = rows[asked.column]
        there = values.notna().to_numpy()
        met |= there & _holds(values, asked)
        known &= there
    codes = np.where(met, 1, np.where(known, 0, -1))
    states = pd.CategoricalDtype([ABSENT, PRESENT], ordered=True)
    return pd.Series(pd.Categorical.from_codes(codes, dtype=states), index=rows.index)


def _holds(values: pd.Series, asked: Asked) -> np.ndarray:
    if asked.test == "has":
        return np.array([asked.bound in str(codes).split(";") for codes in values.fillna("")], dtype=bool)
    if asked.test == "is":
        return values.eq(asked.bound).to_numpy(dtype=bool, na_value=False)
    number = values.to_numpy(dtype=float, na_value=np.nan)
    return number < asked.bound if asked.test == "below" else number <= asked.bound  # pyright: ignore[reportOperatorIssue]
