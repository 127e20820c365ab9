"""What is counted of each desa in a month, so that any two parts of a lake add up to the whole.

Everything is a whole number: z-scores are summed in hundredths, as they are rounded, so that no order of adding and no
way of splitting moves a figure. ``quality.lake_rates`` makes percentages from the sums alone.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from audit.anthropometry import classify, zscores
from audit.quality.digits import last_digits_of
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, CLASSES, ClassedIndex
from audit.reference.heaping_rules import HUNDREDTHS

__all__ = ["DIGITS", "INDICES", "MEASURES", "SUMS", "added", "desa_sums"]

INDICES: tuple[ClassedIndex, ...] = ("haz", "waz", "whz")
MEASURES = {"lenhei": "lenhei_cm", "weight": "weight_kg"}
DIGITS = 10
_CLASSES = CLASSES["permenkes2020"]
_STATES = {index: [f"{index}_{name}" for name in (*_CLASSES[index].ids, "flagged", "missing")] for index in INDICES}
_MISSING = {  # of every visit, as ``quality.missing`` counts them
    "missing_age": "age_days", "missing_sex": "sex", "missing_weight": "weight_kg", "missing_lenhei": "lenhei_cm",
    "missing_measure": "measure",
}  # fmt: skip
# visits: all of the month. again: those that a later one of the same child replaces. over_age: newest visits of 60
# months and more. children: newest visits below that; all that follows is of these, as in ``survey.snapshot``.
# <index>_<class>: plausible z-scores; _sum and _squares: of their hundredths. <measure>_digit_<0-9>: last digits.
SUMS: tuple[str, ...] = (
    "visits", "again", *_MISSING, "over_age", "children", "children_without_age", "children_without_sex",
    *(name for states in _STATES.values() for name in states),
    *(f"{index}_{what}" for index in INDICES for what in ("sum", "squares")),
    *(f"{measure}_digit_{digit}" for measure in MEASURES for digit in range(DIGITS)),
)  # fmt: skip


def desa_sums(batch: pa.RecordBatch) -> pd.DataFrame:
    """Count some rows of a lake (``schemas.LAKE``, of one month): one row an area code, columns ``SUMS`` as int64.

    z-scores, classes and flags are those of ``zscores`` and ``classify``.
    """
    areas = pc.dictionary_encode(batch["area_code"])  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
    place, n = areas.indices.to_numpy().astype(np.int64), len(areas.dictionary)
    counts = {"visits": np.bincount(place, minlength=n)}
    for name, column in _MISSING.items():
        counts[name] = np.bincount(place[_absent(batch, column)], minlength=n)
    newest = batch["newest"].to_numpy(zero_copy_only=False).astype(bool)
    counts["again"] = np.bincount(place[~newest], minlength=n)
    if not newest.all():
        batch, place = batch.filter(batch["newest"]), place[newest]
    z = _scored(batch)
    young = ~(z["age_months"].to_numpy() >= AGE_LIMIT_MONTHS)
    counts["over_age"] = np.bincount(place[~young], minlength=n)
    counts |= _of_children(batch, z, place, young, n)
    return pd.DataFrame(counts, index=pd.Index(areas.dictionary.to_pylist(), dtype=object)).loc[:, list(SUMS)]


def added(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Add sums of parts by area code, sorted by it; no part gives a table without rows."""
    frames = [pd.DataFrame(0, index=pd.Index([], dtype=object), columns=list(SUMS)), *parts]
    return pd.concat(frames).astype(np.int64).groupby(level=0, sort=True).sum()


def _scored(batch: pa.RecordBatch) -> pd.DataFrame:
    def text(name: str) -> pd.Series:
        return batch[name].to_pandas()

    def number(name: str) -> np.ndarray:
        return batch[name].to_numpy(zero_copy_only=False)

    return zscores(
        sex=text("sex"), age=number("age_days"), age_unit="days", weight=number("weight_kg"),
        lenhei=number("lenhei_cm"), measure=text("measure"), oedema=text("oedema"),
    )  # fmt: skip


def _of_children(
    batch: pa.RecordBatch, z: pd.DataFrame, place: np.ndarray, young: np.ndarray, n: int
) -> dict[str, np.ndarray]:
    counts = {
        "children": np.bincount(place[young], minlength=n),
        "children_without_age": np.bincount(place[young & _absent(batch, "age_days")], minlength=n),
        "children_without_sex": np.bincount(place[young & _absent(batch, "sex")], minlength=n),
    }
    for index in INDICES:
        counts |= _of_index(z, index, place, young, n)
    for measure, column in MEASURES.items():
        rows = young & ~_absent(batch, column)
        digits = last_digits_of(batch[column].to_numpy(zero_copy_only=False)[rows])
        counts |= _counted([f"{measure}_digit_{digit}" for digit in range(DIGITS)], place[rows], digits, n)
    return counts


def _of_index(
    z: pd.DataFrame, index: ClassedIndex, place: np.ndarray, young: np.ndarray, n: int
) -> dict[str, np.ndarray]:
    scores, flagged = z[index].to_numpy(), z[f"{index}_flag"].to_numpy()
    state = classify(scores, index=index).codes.astype(np.int64)
    state[flagged] = _STATES[index].index(f"{index}_flagged")
    state[np.isnan(scores)] = _STATES[index].index(f"{index}_missing")
    counts = _counted(_STATES[index], place[young], state[young], n)
    known = young & ~flagged & ~np.isnan(scores)
    hundredths, where = np.rint(scores[known] * HUNDREDTHS), place[known]
    # Whole numbers far below 2^53: exact in floating point too.
    for what, weights in (("sum", hundredths), ("squares", hundredths**2)):
        counts[f"{index}_{what}"] = np.bincount(where, weights, minlength=n).astype(np.int64)
    return counts


def _counted(names: list[str], place: np.ndarray, code: np.ndarray, n: int) -> dict[str, np.ndarray]:
    """How often each code occurs at each place."""
    found = np.bincount(place * len(names) + code, minlength=n * len(names)).reshape(n, len(names))
    return dict(zip(names, found.T, strict=True))


def _absent(batch: pa.RecordBatch, column: str) -> np.ndarray:
    values = pc.is_null(batch[column], nan_is_null=True)  # pyright: ignore[reportAttributeAccessIssue]
    return values.to_numpy(zero_copy_only=False)
