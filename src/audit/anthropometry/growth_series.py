"""What is known of one child's growth, ready to be drawn: ages and measurements, no name, no date, no code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import isnan, nan
from types import MappingProxyType
from typing import Literal, cast

import numpy as np
import pandas as pd

from audit.anthropometry.engine import zscores
from audit.anthropometry.height_difference import height_difference
from audit.anthropometry.implausible_change import implausible_changes
from audit.anthropometry.kms import completed_months
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, DAYS_PER_MONTH
from audit.reference.growth_chart_rules import (
    CORRECTED_UNTIL_MONTHS,
    FULL_TERM_WEEKS,
    PRETERM_BELOW_WEEKS,
)
from audit.schemas import VISITS

__all__ = ["AtAge", "Episode", "GrowthEvent", "GrowthPoint", "GrowthSeries", "growth_series", "many_growth_series"]

# Rules that name the wrong one of two measurements; the others say only that two do not fit each other.
_WRONG = frozenset({"unit_slip_length", "weight_length_swapped", "same_day_extraneous"})
_SHRINKS_LITTLE, _SHRINKS = "length_shrinks", "length_shrinks_much"
# Rules about weight alone say nothing of a chart of heights; jumps of z are at an age that is not a preterm child's.
_OF_WEIGHT = frozenset({"unit_slip_weight", "waz_jump"})
_NOT_OF_PRETERM = _OF_WEIGHT | {"haz_jump"}
_LEAST_OTHERS = 2  # points that say which of two is out of line
_BIRTH_SEQ = 0  # seq of visits begins at 1
_DAYS_A_WEEK = 7
_Key = tuple[pd.Timestamp, int]  # day and seq of a visit
_Label = tuple[_Key, str]  # a visit and a rule that doubts it


@dataclass(frozen=True, slots=True)
class Episode:
    """Something that happened to the child: illness, complementary feeding, supplementary feeding.

    ``name`` as it is to be printed; ``end`` ``None`` while it goes on; ``intervention``: what was done for the child.
    """

    name: str
    start: date
    end: date | None = None
    intervention: bool = False


@dataclass(frozen=True, slots=True)
class GrowthEvent:
    """An episode in days of age."""

    name: str
    from_day: int
    to_day: int | None
    intervention: bool


@dataclass(frozen=True, slots=True)
class AtAge:
    """What a height says at an age: days, completed months, z and distance from WHO's median (NaN without standard)."""

    day: int
    months: int
    haz: float
    had_cm: float


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """One measurement of length or height.

    ``cm`` is the height as the table of its age takes it, ``measured_cm`` as it was measured (0.7 cm apart where the
    child lay or stood against the rule). ``born`` is at chronological age, ``corrected`` at corrected age: only for a
    child born preterm, under 24 months and past term. ``doubts`` are names of rules (``growth.RULES``, "who_flag");
    ``believed``: none of them says that this very value is wrong. ``whz`` is NaN where it is missing or flagged; so is
    ``waz``, at corrected age where there is one.
    """

    measured_cm: float
    cm: float
    born: AtAge
    corrected: AtAge | None
    whz: float
    audit: bool
    doubts: tuple[str, ...]
    believed: bool
    waz: float = nan

    @property
    def judged(self) -> AtAge:
        """What the child is judged by on its own page: corrected age where there is one."""
        return self.corrected or self.born

    @property
    def usable(self) -> bool:
        """Whether it is believed and has a z."""
        return self.believed and not isnan(self.judged.haz)


@dataclass(frozen=True, slots=True)
class GrowthSeries:
    """A child's measurements by age, what happened meanwhile, and how many measurements have no place (``beyond``).

    ``gestation_weeks`` only for a child born preterm.
    """

    sex: Literal["m", "f"]
    gestation_weeks: int | None
    points: tuple[GrowthPoint, ...]
    events: tuple[GrowthEvent, ...]
    beyond: int


def growth_series(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    child_id: str,
    *,
    audit_dates: Collection[date] = (),
    episodes: Iterable[Episode] = (),
) -> GrowthSeries | None:
    """One child's measurements of length or height, birth included, as a growth chart shows them.

    Parameters
    ----------
    children, visits : canonical tables. audit_dates : days on which the audit measured the child itself.

    Returns
    -------
    ``None`` where sex or birth date is unknown or no length was measured under 60 months. Measurements before birth or
    from 60 months on, for which there is no standard, are counted in ``beyond``. Flagged and doubtful values are kept
    and say so. Before term a preterm child has no z. Without a recorded gestation no age is corrected.

    Raises ``KeyError`` for a child that is not in ``children``. Source: practice note C30; ``growth.RULES``. Not for
    counts or prevalence: those use chronological age alone.
    """
    child = children[children["child_id"].eq(child_id)]
    if child.empty:
        raise KeyError(child_id)
    rows = _placed(child, visits[visits["child_id"].eq(child_id)])
    return None if rows is None else _series(child, *rows, frozenset(audit_dates), episodes, None)


def many_growth_series(
    children: pd.DataFrame, visits: pd.DataFrame, *, audit_dates: Mapping[str, Collection[date]] = MappingProxyType({})
) -> dict[str, GrowthSeries | None]:
    """``growth_series`` of every child of ``children``, by id; doubtful measurements are looked for in one go.

    ``audit_dates`` by child.
    """
    placed: dict[str, tuple[pd.DataFrame, tuple[pd.DataFrame, int] | None]] = {}
    of = dict(tuple(visits.groupby("child_id")))
    for id, child in children.groupby("child_id"):
        placed[str(id)] = child, _placed(child, of.get(id, visits.iloc[:0]))
    known = [rows[0] for _, rows in placed.values() if rows is not None]
    if not known:
        return dict.fromkeys(placed)
    found = implausible_changes(children, pd.concat(known, ignore_index=True))
    labels = {str(id): _listed(rows) for id, rows in found.groupby("child_id")}
    return {
        id: None if rows is None else _series(child, *rows, frozenset(audit_dates.get(id, ())), (), labels.get(id, []))
        for id, (child, rows) in placed.items()
    }


def _placed(child: pd.DataFrame, visits: pd.DataFrame) -> tuple[pd.DataFrame, int] | None:
    """Rows with a length at an age that has a standard, and how many have none; ``None`` where nothing can be drawn."""
    who = child.iloc[0]
    if pd.isna(who["birth_date"]) or who["sex"] not in ("m", "f"):
        return None
    mine = _with_birth(child, visits)
    rows = mine[mine["lenhei_cm"] > 0].sort_values(["visit_date", "seq"], ignore_index=True)
    days = (rows["visit_date"] - who["birth_date"]).dt.days
    placed = days.ge(0) & (days / DAYS_PER_MONTH).lt(AGE_LIMIT_MONTHS)
    return (rows[placed], int((~placed).sum())) if placed.any() else None


def _series(
    child: pd.DataFrame, rows: pd.DataFrame, beyond: int, audit_dates: frozenset[date], episodes: Iterable[Episode],
    labels: list[_Label] | None,
) -> GrowthSeries:  # fmt: skip
    who = child.iloc[0]
    born = cast(pd.Timestamp, who["birth_date"])
    weeks = who["gestation_weeks"]
    preterm = int(weeks) if pd.notna(weeks) and weeks < PRETERM_BELOW_WEEKS else None
    events = (
        GrowthEvent(e.name, _age(born, e.start), None if e.end is None else _age(born, e.end), e.intervention)
        for e in episodes
    )
    return GrowthSeries(
        who["sex"],
        preterm,
        _points(child, rows, audit_dates, preterm, labels),
        tuple(sorted(events, key=lambda e: (e.from_day, e.name))),
        beyond,
    )


def _with_birth(child: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Add length and weight at birth as a visit of that day, where the visits have no length of it."""
    who = child.iloc[0]
    known = visits["visit_date"].eq(who["birth_date"]) & visits["lenhei_cm"].gt(0)
    if pd.isna(who["birth_length_cm"]) or known.any():
        return visits
    birth = {
        "child_id": [who["child_id"]], "visit_date": [who["birth_date"]], "seq": [_BIRTH_SEQ], "measure": ["l"],
        "weight_kg": [who["birth_weight_kg"]], "lenhei_cm": [who["birth_length_cm"]],
    }  # fmt: skip
    return pd.concat([VISITS.conform(pd.DataFrame(birth)), visits], ignore_index=True)


def _age(born: pd.Timestamp, day: date) -> int:
    return (pd.Timestamp(day) - born).days


def _doubts(
    child: pd.DataFrame, rows: pd.DataFrame, scores: dict[_Key, float], flagged: set[_Key],
    labels: list[_Label], *, preterm: bool,
) -> tuple[dict[_Key, tuple[str, ...]], set[_Key]]:  # fmt: skip
    """Rules by visit, and the visits that are wrong themselves: the rest is judged without them.

    ``scores``: z by visit, of those that have one and are not ``flagged`` by WHO. A length that shrinks much makes that
    one of the two wrong whose z is further from the median of the others.
    """
    found: dict[_Key, list[str]] = {key: ["who_flag"] for key in flagged}
    for key, rule in labels:
        if rule in _WRONG:
            found.setdefault(key, []).append(rule)
    wrong = set(found)
    while True:
        rest = [key not in wrong for key in _keys(rows)]
        labels = labels if all(rest) else _labels(child, rows[rest])
        culprit = next((c for key, rule in labels if rule == _SHRINKS and (c := _culprit(key, scores, wrong))), None)
        if culprit is None:
            break
        wrong.add(culprit)
        found[culprit] = [_SHRINKS]
    for key, rule in labels:
        if rule not in (_NOT_OF_PRETERM if preterm else _OF_WEIGHT):
            found.setdefault(key, []).append(rule)
    much = {key for key, rules in found.items() if _SHRINKS in rules}
    doubts = {key: tuple(r for r in rules if r != _SHRINKS_LITTLE or key not in much) for key, rules in found.items()}
    return doubts, wrong


def _culprit(key: _Key, scores: dict[_Key, float], wrong: set[_Key]) -> _Key | None:
    """Of a measurement and the one before it, the one out of line with all others."""
    good = {k: z for k, z in scores.items() if k not in wrong}
    before = [k for k in good if k < key]
    others = [z for k, z in good.items() if k not in (key, *before[-1:])]
    if key not in good or not before or len(others) < _LEAST_OTHERS:
        return None
    middle = float(np.median(others))
    return max((before[-1], key), key=lambda k: abs(good[k] - middle))


def _labels(child: pd.DataFrame, rows: pd.DataFrame) -> list[_Label]:
    return _listed(implausible_changes(child, rows))


def _listed(labels: pd.DataFrame) -> list[_Label]:
    return list(zip(_keys(labels), labels["rule"], strict=True))


def _keys(rows: pd.DataFrame) -> list[_Key]:
    return list(zip(rows["visit_date"], rows["seq"].astype(int), strict=True))


def _points(
    child: pd.DataFrame, rows: pd.DataFrame, audit_dates: frozenset[date], preterm: int | None,
    labels: list[_Label] | None,
) -> tuple[GrowthPoint, ...]:  # fmt: skip
    who = child.iloc[0]
    early = 0 if preterm is None else (FULL_TERM_WEEKS - preterm) * _DAYS_A_WEEK
    keys = _keys(rows)
    points: list[GrowthPoint] = []
    scores: dict[_Key, float] = {}
    flagged: set[_Key] = set()
    at_birth = _at_ages(who, rows, 0)
    at_term = _at_ages(who, rows, early) if early else at_birth
    for key, row, own, other in zip(keys, rows.to_dict("records"), at_birth, at_term, strict=True):
        correct = early > 0 and own.at.months < CORRECTED_UNTIL_MONTHS
        before_term = correct and other.at.day < 0
        judged = other if correct and not before_term else own
        if judged.flag and not before_term:
            flagged.add(key)
        elif not before_term:
            scores[key] = judged.at.haz
        points.append(
            GrowthPoint(
                measured_cm=row["lenhei_cm"],
                cm=own.cm,
                born=replace(own.at, haz=nan, had_cm=nan) if before_term else own.at,
                corrected=other.at if correct and not before_term else None,
                whz=own.whz,
                audit=row["visit_date"].date() in audit_dates,
                doubts=(),
                believed=True,
                waz=nan if before_term else judged.waz,
            )
        )
    found = _labels(child, rows) if labels is None else labels
    doubts, wrong = _doubts(child, rows, scores, flagged, found, preterm=preterm is not None)
    return tuple(
        replace(point, doubts=doubts.get(key, ()), believed=key not in wrong)
        for key, point in zip(keys, points, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Scored:
    at: AtAge
    flag: bool
    cm: float
    whz: float
    waz: float


def _at_ages(who: pd.Series, rows: pd.DataFrame, early: int) -> list[_Scored]:
    """Every row at an age that counts from ``early`` days after birth."""
    start = pd.Series(who["birth_date"] + pd.Timedelta(days=early), index=rows.index)
    days = (rows["visit_date"] - start).dt.days
    sex = pd.Series(who["sex"], index=rows.index)
    z = zscores(
        sex=sex, age=days.astype("float64"), weight=rows["weight_kg"], lenhei=rows["lenhei_cm"],
        measure=rows["measure"], oedema=rows["oedema"],
    )  # fmt: skip
    had = height_difference(sex.to_numpy(dtype=object), days.to_numpy(), z["lenhei_used"])
    months = completed_months(start, rows["visit_date"])
    whz, waz = (z[index].mask(z[f"{index}_flag"]) for index in ("whz", "waz"))
    columns = (days, months, z["haz"], had, z["haz_flag"], z["lenhei_used"], whz, waz)
    return [
        _Scored(AtAge(int(day), int(month), float(haz), float(cm)), bool(flag), float(used), float(thin), float(light))
        for day, month, haz, cm, flag, used, thin, light in zip(*columns, strict=True)
    ]
