"""Faltering growth by several definitions, side by side: no single one is the truth."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from audit.anthropometry.conditional import conditional_gain
from audit.anthropometry.velocity import velocity_z
from audit.reference.growth_rules import BAND_Z, FALTERING_Z

__all__ = ["DEFINITIONS", "Definition", "faltering", "side_by_side"]

Definition = Literal["band", "conditional", "velocity", "loss"]
DEFINITIONS: tuple[Definition, ...] = ("band", "conditional", "velocity", "loss")
FalteringIndex = Literal["waz", "haz"]


def faltering(pairs: pd.DataFrame, *, index: FalteringIndex = "waz", r: float | None = None) -> pd.DataFrame:
    """Whether each pair of visits shows faltering, by every definition.

    ``band``: z fell by one centile band (0.67) or more. ``conditional``: conditional gain under -2 z (``r`` as there).
    ``velocity``: gain under -2 z of WHO's velocity standards. ``loss``: weight fell (for "haz": length did).
    T and 2T of the KMS come from ``kms_status``.

    ``pairs`` of ``growth_pairs``; ``index`` "waz" for weight, "haz" for length. Returns columns ``definition`` names of
    dtype boolean with the rows and index of ``pairs``; missing where a definition cannot be applied, which is not "no".
    """
    weight = index == "waz"
    gain = pairs["gain_g"] if weight else pairs["gain_cm"]
    velocity = velocity_z(
        "weight" if weight else "length",
        sex=pairs["sex"],
        from_days=pairs["age_days_from"],
        days=pairs["days"],
        gain=gain,
    )
    conditional = conditional_gain(pairs[f"{index}_from"], pairs[f"{index}_to"], r=r)
    change = pairs[f"change_{index}"]
    # Both z have two decimals: a fall of 0.67 is one of 0.67 whatever the binary rest.
    found = {
        "band": (np.round(change, 2) <= -BAND_Z, change),
        "conditional": (conditional < FALTERING_Z, conditional),
        "velocity": (velocity < FALTERING_Z, velocity),
        "loss": (gain < 0, gain),
    }
    return pd.DataFrame(
        {
            name: pd.Series(said, index=pairs.index).astype("boolean").mask(pd.isna(of))
            for name, (said, of) in found.items()
        },
        index=pairs.index,
    )


def side_by_side(found: pd.DataFrame, first: Definition, second: Definition) -> dict[str, int]:
    """Pairs by what two definitions say: ``both``, ``only_first``, ``only_second``, ``neither``, ``not_assessable``."""
    one, two = found[first], found[second]
    known = one.notna() & two.notna()
    a, b = one[known].astype(bool), two[known].astype(bool)
    return {
        "both": int((a & b).sum()),
        "only_first": int((a & ~b).sum()),
        "only_second": int((~a & b).sum()),
        "neither": int((~a & ~b).sum()),
        "not_assessable": int((~known).sum()),
    }
