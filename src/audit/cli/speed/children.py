"""Seeded children to measure speed on: a district's register, and a survey in strata and clusters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from audit.anthropometry import value_at_z
from audit.reference.anthropometry_rules import HEIGHT_FROM_DAYS

__all__ = ["BY", "arrays", "columns", "comparable", "register", "survey"]

BY = ("typeres", "gregion")
_SEED = 2006
_STRATA, _CHILDREN_A_CLUSTER = 33, 20
_DAYS_OF_TABLES = 1856
_COMPARABLE_DAYS = (91, 1825)  # arm circumference begins at day 91; the peers end at day 1826


def register(n: int, seed: int = _SEED) -> pd.DataFrame:
    """Children as a district has them: 2 % of each measurement missing, 10 % in the wrong posture, 2 in 1,000 ill."""
    rng = np.random.default_rng(seed)
    sex, age = rng.choice(["m", "f"], n), rng.integers(0, _DAYS_OF_TABLES, n)
    haz, whz, acz = rng.normal([[-1.2], [-0.3], [-0.4]], [[1.1], [1.0], [1.0]], (3, n))
    lenhei, weight, tall = _measured(sex, age, haz, whz)
    frame = pd.DataFrame(
        {
            "sex": sex,
            "age": age.astype(float),
            "weight": weight,
            "lenhei": lenhei,
            "measure": np.where(tall ^ (rng.random(n) < 0.1), "h", "l"),
            "armc": value_at_z("acz", sex, np.maximum(age, _COMPARABLE_DAYS[0]), acz).round(1),
            "oedema": np.where(rng.random(n) < 0.002, "y", "n"),
        }
    )
    for measure in ("weight", "lenhei", "armc"):
        frame.loc[rng.random(n) < 0.02, measure] = np.nan
    return frame.astype(dict.fromkeys(("sex", "measure", "oedema"), "string"))


def columns(frame: pd.DataFrame) -> dict[str, Any]:
    """The columns of a register as ``zscores`` takes them."""
    return {str(name): frame[name] for name in frame}


def arrays(frame: pd.DataFrame) -> dict[str, Any]:
    """The columns of a register as arrays of numbers, sex and oedema as 1 or 2; posture as a Categorical."""
    return {name: frame[name].to_numpy() for name in ("age", "weight", "lenhei", "armc")} | {
        "sex": np.where(frame["sex"] == "m", 1, 2),
        "oedema": np.where(frame["oedema"] == "y", 1, 2),
        "measure": pd.Categorical(frame["measure"]),
    }


def comparable(frame: pd.DataFrame) -> pd.DataFrame:
    """Children for whom the peers' rules are WHO's: measured, in the posture of their age, days 91-1825 but not 730."""
    whole = frame.dropna()
    right_posture = (whole["measure"] == "h") == (whole["age"] >= HEIGHT_FROM_DAYS)
    in_age = whole["age"].between(*_COMPARABLE_DAYS) & (whole["age"] != HEIGHT_FROM_DAYS - 1)
    return whole[right_posture & in_age & (whole["oedema"] == "n")].reset_index(drop=True)


def survey(n: int, seed: int = _SEED) -> pd.DataFrame:
    """Children in clusters of 20 and 33 strata, rural or urban, in two regions; some measurements missing."""
    rng = np.random.default_rng(seed)
    sex, age = rng.choice(["m", "f"], n), rng.integers(0, 1827, n)
    cluster = np.arange(n) // _CHILDREN_A_CLUSTER
    haz, whz = rng.normal([[-1.2], [-0.3]], [[1.1], [1.0]], (2, n)) + rng.normal(0, 0.3, cluster[-1] + 1)[cluster]
    lenhei, weight, tall = _measured(sex, age, haz, whz)
    frame = pd.DataFrame(
        {
            "sex": sex,
            "age": age.astype(float),
            "age_unit": "days",
            "weight": weight,
            "lenhei": lenhei,
            "measure": np.where(tall, "h", "l"),
            "oedema": np.where(rng.random(n) < 0.002, "y", "n"),
            "cluster": cluster,
            "stratum": cluster % _STRATA,
            "weight_of_child": rng.uniform(50, 500, n),
            "typeres": np.where(cluster % 3 == 0, "Urban", "Rural"),
            "gregion": np.where(cluster % _STRATA < _STRATA // 2, "North", "South"),
        }
    )
    for measure in ("weight", "lenhei"):
        frame.loc[rng.random(n) < 0.02, measure] = np.nan
    return frame


def _measured(
    sex: np.ndarray, age: np.ndarray, haz: np.ndarray, whz: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Length or height in cm, weight in kg, both to 0.1, and whether it is a height."""
    tall = age >= HEIGHT_FROM_DAYS
    lenhei = value_at_z("haz", sex, age, haz).round(1)
    weight = np.where(tall, value_at_z("wfh", sex, lenhei, whz), value_at_z("wfl", sex, lenhei, whz)).round(1)
    return lenhei, weight, tall
