"""The rows that a scorecard looks at, parted by subject: every measurement, and one a child."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.anthropometry import zscores
from audit.quality.completeness import COLUMNS
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, DAYS_PER_MONTH
from audit.reference.areas import UNKNOWN, areas_of, district_codes
from audit.results import Partition

__all__ = ["BY", "NAMED", "Subject", "subjects"]

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

    ``measured`` are all its measurements (weight_kg lenhei_cm muac_cm) with what is missing of each column;
    ``children`` its newest measurement of each child (sex, months, haz waz whz, posyandu as a code, -1 unknown).
    ``period`` is a month or ``first..last``; ``area`` a code, ``None`` for all; ``public`` is False where the name of
    the subject is a posyandu or a team.
    """

    name: str
    period: str
    area: str | None
    areas: Partition | None
    public: bool
    n_measured: int
    missing: Mapping[str, int]
    measured: Arrays
    children: Arrays


def subjects(children: pd.DataFrame, visits: pd.DataFrame, by: Sequence[str]) -> Iterator[Subject]:
    """Part canonical tables into subjects, by name. Children of 60 months or more are left out, as in prevalence.

    Unknown areas are ``.00`` of what is known. Raises ``ValueError`` for a ``by`` that is none of ``BY`` and for
    ``"team"`` where the visits have no such column.
    """
    if wrong := sorted(set(by) - set(BY)) or [b for b in by if b == "team" and b not in visits]:
        raise ValueError(f"no scorecard by {wrong}: visits have no such column, or it is none of {BY}")
    rows = _rows(children, visits, by)
    names, codes = _names(rows, by)
    order = np.lexsort((rows["seq"], rows["date"], rows["child"], codes))
    rows, codes = {name: column[order] for name, column in rows.items()}, codes[order]
    last = np.ones(len(codes), dtype=bool)
    last[:-1] = (codes[1:] != codes[:-1]) | (rows["child"][1:] != rows["child"][:-1])
    single = _with_z({name: column[last] for name, column in rows.items()})
    starts = np.searchsorted(codes, np.arange(len(names) + 1))
    single_starts = np.searchsorted(codes[last], np.arange(len(names) + 1))
    level = next((level for level in ("desa", "kecamatan") if level in by), None)
    areas = _partition(rows["desa"]) if level else None
    for i, name in enumerate(names):
        part, one = slice(starts[i], starts[i + 1]), slice(single_starts[i], single_starts[i + 1])
        months = rows["month"][part]
        yield Subject(
            name=name,
            period=_period(months),
            area=str(rows[level][starts[i]]) if level and len(months) else None,
            areas=areas,
            public=NAMED.isdisjoint(by),
            n_measured=len(months),
            missing={column: int(rows[f"missing_{column}"][part].sum()) for column in COLUMNS},
            measured={c: rows[c][part] for c in ("weight_kg", "lenhei_cm", "muac_cm")},
            children={c: single[c][one] for c in ("sex", "months", "posyandu_code", *_Z)},
        )


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
    codes = children["area_code"].astype(object).where(children["area_code"].notna(), "")
    parts = {code: _levels(str(code)) for code in codes.unique()}
    desa = codes.map({code: levels["desa"] for code, levels in parts.items()}).to_numpy(dtype=object)
    posyandu = children["posyandu"].astype(object)
    label = desa + "/" + posyandu.where(posyandu.notna(), UNKNOWN).astype(str).to_numpy(dtype=object)
    return {
        "birth_date": children["birth_date"].to_numpy(dtype="datetime64[D]"),
        "sex": _text(children["sex"]),
        "kecamatan": codes.map({code: levels["kecamatan"] for code, levels in parts.items()}).to_numpy(dtype=object),
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


def _period(months: np.ndarray) -> str:
    dated = months[~np.isnat(months)]
    if not len(dated):
        return ""
    first, last = str(dated.min()), str(dated.max())
    return first if first == last else f"{first}..{last}"


def _partition(desa: np.ndarray) -> Partition | None:
    """How places split the district; ``None`` where rows are of several or of none that is known."""
    districts = {".".join(str(code).split(".")[:_DISTRICT]) for code in pd.unique(desa)} - {UNKNOWN}
    return areas_of(districts.pop()).partition if len(districts) == 1 and districts <= district_codes().keys() else None
