"""z-scores of whole tables of children: WHO Child Growth Standards, to the last rule of WHO's own software."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from audit.anthropometry import inputs, posture
from audit.anthropometry.age import AgeUnit, days_and_months, in_standards
from audit.anthropometry.columns import Columns
from audit.anthropometry.lms import z_linear, z_restricted
from audit.anthropometry.reasons import reason_codes
from audit.anthropometry.standards import age_place, age_standard, length_standard
from audit.reference.anthropometry_rules import LINEAR_INDICES, OEDEMA_INDICES, PUBLISHED_DIGITS, Index
from audit.reference.growth_standards import lms_table

__all__ = ["zscores"]

_MEASURES = ("weight", "lenhei", "headc", "armc", "triskin", "subskin")
_MEASURE_OF: dict[Index, str] = {
    "waz": "weight", "hcz": "headc", "acz": "armc", "tsz": "triskin", "ssz": "subskin",
}  # fmt: skip
_NEEDS: dict[Index, set[str]] = {
    "haz": {"lenhei"}, "whz": {"weight", "lenhei"}, "baz": {"weight", "lenhei"},
    **{name: {measure} for name, measure in _MEASURE_OF.items()},
}  # fmt: skip
_BLOCK = 1 << 17  # rows at a time: arrays that are freed are used again, and every call is over many rows
_CM_PER_M = 100


def zscores(
    *,
    sex: Any,
    age: Any,
    age_unit: AgeUnit = "days",
    weight: Any = None,
    lenhei: Any = None,
    measure: Any = None,
    headc: Any = None,
    armc: Any = None,
    triskin: Any = None,
    subskin: Any = None,
    oedema: Any = None,
    digits: int | None = PUBLISHED_DIGITS,
) -> pd.DataFrame:
    """z-scores of children under five by the WHO Child Growth Standards (2006, 2007), one row a child.

    Every rule is that of WHO's R package anthro 1.1.0: days rounded half up, 0.7 cm between length and height, weight
    for length or height by age and interpolated, the restricted form beyond 3 SD, oedema, flags from the rounded z.

    Parameters
    ----------
    sex : 1/2 or m/f, any case. "L" and "P" are refused (``ValueError``): the border translates.
    age : in ``age_unit``, exact; never completed months when there are dates.
    weight : kg. lenhei : length or height as measured, cm. headc, armc : cm. triskin, subskin : mm.
    measure : l (lying) or h (standing), any case. oedema : y/n or 1/2, any case; missing is none.
    digits : decimals of the z-scores; ``None`` leaves them unrounded, the flags still from two decimals.

    Each is a single value, a list, an array or a Series; single values serve every row.

    Returns
    -------
    DataFrame with the rows and the index of the Series given (else 0, 1, …). Columns: ``age_days`` (whole),
    ``age_months`` (unrounded), ``lenhei_used`` (cm, as the table of that age wants it), ``measure_used`` (l/h, missing
    where unknown or standing under nine months), ``bmi`` (kg/m2); then for haz waz whz baz hcz acz tsz ssz the z
    (float64), ``<index>_flag`` (bool: given and implausible by WHO's limits) and ``<index>_reason`` (Categorical of
    ``reasons.REASONS``: why a z is missing, "" where it is given).

    Missing values, unknown codes, negative ages and infinite numbers give a missing z with its reason, never an error.
    A weight of 0 still has a (flagged) whz, as WHO gives it; a length of 0 has neither BMI nor baz (R: Inf).

    Raises
    ------
    ValueError : different lengths, different indexes, text that is no number, an unknown ``age_unit`` or ``digits``.
    TypeError : dates or truth values where numbers belong.

    Not for children of five and more, nor for preterm children before term.
    """
    if age_unit not in ("days", "months"):
        raise ValueError(f"age_unit is 'days' or 'months', not {age_unit!r}")
    if digits is not None and digits < 0:
        raise ValueError(f"digits is None or at least 0, not {digits}")
    given = {
        "sex": sex, "age": age, "measure": measure, "oedema": oedema,
        "weight": weight, "lenhei": lenhei, "headc": headc, "armc": armc, "triskin": triskin, "subskin": subskin,
    }  # fmt: skip
    n, index = inputs.frame_of(given)
    children = _Children(
        sex=inputs.sex_codes(sex, n),
        age=inputs.numbers("age", age, n),
        posture=inputs.posture_codes(measure, n),
        oedema=inputs.oedema_codes(oedema, n) == inputs.OEDEMA,
        measures={name: inputs.numbers(name, given[name], n) for name in _MEASURES if given[name] is not None},
    )
    indices: list[Index] = [name for name, wanted in _NEEDS.items() if wanted <= children.measures.keys()]
    columns = Columns(n, digits, indices)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        for start in range(0, n, _BLOCK):
            rows = slice(start, min(start + _BLOCK, n))
            _score(children.at(rows), age_unit, columns, rows)
        for name in indices:
            _explain(children, columns, name)
    return columns.frame(index)


@dataclass(frozen=True, slots=True)
class _Children:
    """Parsed arguments, one array each; a measurement that was not given at all is absent."""

    sex: np.ndarray
    age: np.ndarray
    posture: np.ndarray
    oedema: np.ndarray
    measures: dict[str, np.ndarray]

    def at(self, rows: slice) -> _Children:
        measures = {name: y[rows] for name, y in self.measures.items()}
        return _Children(self.sex[rows], self.age[rows], self.posture[rows], self.oedema[rows], measures)


def _score(c: _Children, unit: AgeUnit, out: Columns, rows: slice) -> None:
    """Fill the columns for one block of rows."""
    days, months = days_and_months(c.age, unit)
    how = posture.posture_used(c.posture, months)
    out.age_days[rows], out.age_months[rows], out.posture_used[rows] = days, months, how

    sexed, aged = c.sex <= inputs.FEMALE, in_standards(months)
    ill = np.flatnonzero(c.oedema)

    def put(name: Index, z: np.ndarray) -> None:
        if name in OEDEMA_INDICES:
            z[ill] = np.nan
        out.put(name, rows, z)

    def put_by_age(name: Index, y: np.ndarray) -> None:
        standard = age_standard(name)
        z = z_linear(y, *standard.ms(place)) if name in LINEAR_INDICES else z_restricted(y, *standard.lms(place))
        np.putmask(z, y <= 0, np.nan)
        put(name, z)

    place = age_place(c.sex, days, sexed & aged)
    for name, measure in _MEASURE_OF.items():
        if measure in c.measures:
            put_by_age(name, c.measures[measure])

    if "lenhei" not in c.measures:
        return
    cm = posture.lenhei_used(c.measures["lenhei"], how, days)
    out.lenhei_used[rows] = cm
    put_by_age("haz", cm)

    if "weight" not in c.measures:
        return
    kg = c.measures["weight"]
    bmi = kg / (cm / _CM_PER_M) ** 2
    np.putmask(bmi, ~((cm > 0) & np.isfinite(bmi)), np.nan)
    out.bmi[rows] = bmi
    put_by_age("baz", bmi)
    known = sexed & (aged | np.isnan(months))
    lms = length_standard().lms(c.sex, cm, posture.by_height(cm, how, days), known)
    put("whz", z_restricted(kg, *lms))


def _explain(c: _Children, out: Columns, name: Index) -> None:
    """Say why a z is missing, of an index whose measurements were handed over."""
    measures = c.measures | {"lenhei": out.lenhei_used}
    rows = out.missing(name)
    why = reason_codes(
        [measures[measure].take(rows) for measure in _NEEDS[name]],
        c.sex.take(rows),
        out.age_days.take(rows),
        out.age_months.take(rows),
        c.oedema.take(rows),
        first_day=None if name == "whz" else lms_table(name).first,
    )
    out.explain(name, rows, why)
