"""The rows that a scorecard looks at, parted by subject: every measurement, and one a child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.anthropometry import zscores
from audit.quality.completeness import COLUMNS
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, DAYS_PER_MONTH
from audit.reference.areas import UNKNOWN, areas_of, district_codes
from audit.results import Partition

__all__ = ["BY", "NAMED", "Arrays", "Parted", "Subject", "parted"]

BY = ("kecamatan", "desa", "posyandu", "month", "team")
NAMED = frozenset({"posyandu", "team"})  # subjects that no public edition names
_WHOLE = "all"  # subject without ``by``
_LEVELS = {"kecamatan": 3, "desa": 4}  # segments of a Kemendagri code
_DISTRICT = 2
_Z = ("haz", "waz", "whz")

Arrays = Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Subject:
    """One group to be judged.

    ``period`` is a month or ``first..last``; ``area`` a code, ``None`` for all; ``public`` is False where the name of
    the subject is a posyandu or a team.
    """

    name: str
    period: str
    area: str | None
    areas: Partition | None
    public: bool


@dataclass(frozen=True, slots=True)
class Parted:
    """Rows with the number of their ``subject``.

    ``measured`` are all measurements (weight_kg lenhei_cm muac_cm, missing_<column>); ``children`` the newest one of
    each child in a subject (sex, months, haz waz whz, posyandu_code, -1 unknown).
    """

    subjects: list[Subject]
    measured: Arrays
    children: Arrays


def parted(children: pd.DataFrame, visits: pd.DataFrame, by: Sequence[str]) -> Parted:
    """Part canonical tables into subjects, by name. Children of 60 months or more are left out, as in prevalence.

    Unknown areas are ``.00`` of what is known. Raises ``ValueError`` for a ``by`` that is none of ``BY`` and for
    ``"team"`` where the visits have no such column.
    """
    if wrong := sorted(set(by) - set(BY)) or [b for b in by if b == "team" and b not in visits]:
        raise ValueError(f"no scorecard by {wrong}: visits have no such column, or it is none of {BY}")
    rows = _rows(children, visits, by)
    names, codes = _names(rows, by)
    order = np.lexsort((rows["seq"], rows["date"], rows["child"], codes))
    rows = {name: column[order] for name, column in rows.items()} | {"subject": codes[order]}
    codes, child = rows["subject"], rows["child"]
    last = np.ones(len(codes), dtype=bool)
    last[:-1] = (codes[1:] != codes[:-1]) | (child[1:] != child[:-1])
    first = np.searchsorted(codes, np.arange(len(names)))
    level = next((level for level in ("desa", "kecamatan") if level in by), None)
    found = rows[level][first] if level else (None,) * len(names)
    areas, public = _partition(rows["desa"]) if level else None, NAMED.isdisjoint(by)
    subjects = [
        Subject(name, period, area, areas, public)
        for name, period, area in zip(names, _periods(rows["month"], first), found, strict=True)
    ]
    return Parted(subjects, rows, _with_z({name: column[last] for name, column in rows.items()}))


def _rows(children: pd.DataFrame, visits: pd.DataFrame, by: Sequence[str]) -> dict[str, np.ndarray]:
    at = pd.Index(children["child_id"]).get_indexer(pd.Index(visits["child_id"]))
    own = _of_children(children)
    dates = visits["visit_date"].to_numpy(dtype="datetime64[D]")
    known = ~(np.isnat(dates) | np.isnat(own["birth_date"][at]))
    days = np.where(known, (dates - own["birth_date"][at]).astype("float64"), np.nan)
    rows = {name: column[at] for name, column in own.items() if name != "birth_date"}
    rows |= {
        "child": at,
        "date": dates,
        "seq": visits["seq"].to_numpy(dtype="float64", na_value=np.nan),
        "month": dates.astype("datetime64[M]"),
        "days": days,
        "months": days / DAYS_PER_MONTH,
        "measure": _text(visits["measure"]),
        "oedema": _text(visits["oedema"]),
    }
    rows |= {c: visits[c].to_numpy(dtype="float64", na_value=np.nan) for c in ("weight_kg", "lenhei_cm", "muac_cm")}
    for column in COLUMNS:
        source = visits.get(column)
        rows[f"missing_{column}"] = (
            children[column].isna().to_numpy()[at] if source is None else source.isna().to_numpy()
        )
    if "team" in by:
        rows["team"] = visits["team"].astype(object).where(visits["team"].notna(), UNKNOWN).astype(str).to_numpy()
    young = ~(rows["months"] >= AGE_LIMIT_MONTHS) & (at >= 0)
    return {name: column[young] for name, column in rows.items()}


def _of_children(children: pd.DataFrame) -> dict[str, np.ndarray]:
    place, codes = pd.factorize(children["area_code"])
    levels = [_levels(code) for code in (*codes, "")]  # the last for -1: missing
    kecamatan, desa = (np.array([of[level] for of in levels], dtype=object)[place] for level in _LEVELS)
    posyandu = children["posyandu"].astype(object)
    label = desa + "/" + posyandu.where(posyandu.notna(), UNKNOWN).astype(str).to_numpy(dtype=object)
    return {
        "birth_date": children["birth_date"].to_numpy(dtype="datetime64[D]"),
        "sex": _text(children["sex"]),
        "kecamatan": kecamatan,
        "desa": desa,
        "posyandu": label,  # names of posyandu repeat: Melati I stands in many desa
        "posyandu_code": np.where(posyandu.notna(), pd.factorize(label)[0], -1),
    }


def _text(column: pd.Series) -> np.ndarray:
    return column.astype(object).where(column.notna(), None).to_numpy(dtype=object)


def _levels(code: str) -> dict[str, str]:
    """The area of a level, or the unknown part of the lowest one that is known."""
    parts = code.split(".") if code else []
    return {
        level: ".".join(parts[:depth] if len(parts) >= depth else [*parts, UNKNOWN]) for level, depth in _LEVELS.items()
    }


def _names(rows: Arrays, by: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """Names of the subjects in order, and which each row belongs to."""
    n = len(rows["child"])
    if not by:
        return [_WHOLE], np.zeros(n, dtype="int64")
    combined = np.zeros(n, dtype="int64")
    labels: list[np.ndarray] = []
    for level in by:
        codes, found = pd.factorize(rows[level], sort=True)
        labels.append(np.asarray(found).astype(str))
        combined = combined * max(len(found), 1) + codes
    seen, codes = np.unique(combined, return_inverse=True)
    names = []
    for key in seen.tolist():
        parts: list[str] = []
        for found in reversed(labels):
            key, i = divmod(key, len(found))
            parts.append(str(found[i]))
        names.append("|".join(reversed(parts)))
    return names, codes


def _with_z(rows: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    z = zscores(
        sex=rows["sex"], age=rows["days"], age_unit="days", weight=rows["weight_kg"], lenhei=rows["lenhei_cm"],
        measure=rows["measure"], oedema=rows["oedema"],
    )  # fmt: skip
    return rows | {index: z[index].to_numpy(dtype="float64") for index in _Z}


def _periods(months: np.ndarray, first: np.ndarray) -> list[str]:
    """The month or months of each subject's rows, from its first one to the next one's; "" where none is known."""
    if not len(months):
        return [""] * len(first)
    ends = (find.reduceat(months, first).astype(str).tolist() for find in (np.fmin, np.fmax))
    unknown = str(np.datetime64("NaT"))
    return ["" if low == unknown else low if low == high else f"{low}..{high}" for low, high in zip(*ends, strict=True)]


def _partition(desa: np.ndarray) -> Partition | None:
    """How places split the district; ``None`` where rows are of several or of none that is known."""
    districts = {".".join(str(code).split(".")[:_DISTRICT]) for code in pd.unique(desa)} - {UNKNOWN}
    return areas_of(districts.pop()).partition if len(districts) == 1 and districts <= district_codes().keys() else None
