"""What WHO's prevalence table estimates of each child: 26 shares and 4 means, each over its own children."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.anthropometry.inputs import OEDEMA, oedema_codes
from audit.reference.anthropometry_rules import OEDEMA_INDICES
from audit.reference.who_prevalence import COMBINED, CUTOFFS, INDEX_CODES, OEDEMA_Z
from audit.survey.design import Floats

__all__ = ["BASES", "INDICATORS", "MEANS", "CaseColumns", "Indicator", "case_columns"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One estimate: its code, the place of its base (the children it is over) and whether it is a mean z."""

    code: str
    base: int
    mean: bool = False


# For each index the children who count in its shares, then those who count in its mean (the same but for oedema), at
# last those of the combined conditions. Shares' bases bear the name under which WHO gives their size.
BASES = (*(f"{code}Z" for code in INDEX_CODES.values()), *INDEX_CODES.values(), next(iter(COMBINED)))
INDICATORS: tuple[Indicator, ...] = (
    *(
        indicator
        for code in INDEX_CODES.values()
        for indicator in (
            *(Indicator(code + suffix, BASES.index(f"{code}Z")) for suffix in CUTOFFS),
            Indicator(code, BASES.index(code), mean=True),
        )
    ),
    *(Indicator(code, len(BASES) - 1) for code in COMBINED),
)
MEANS = tuple(k for k, indicator in enumerate(INDICATORS) if indicator.mean)


@dataclass(frozen=True, slots=True, eq=False)
class CaseColumns:
    """(n, indicators + bases) What is summed: the value of each indicator, 0 outside its base, then the bases."""

    columns: Floats

    @property
    def values(self) -> Floats:
        """(n, indicators) Whether the child is a case, or its z."""
        return self.columns[:, : len(INDICATORS)]

    @property
    def bases(self) -> Floats:
        """(n, bases) Whether the child is in the base."""
        return self.columns[:, len(INDICATORS) :]


def case_columns(scores: pd.DataFrame, oedema: pd.Series | None) -> CaseColumns:
    """Turn z-scores into the columns that are summed.

    Parameters
    ----------
    scores : of ``audit.anthropometry.zscores``, rounded; a flagged z counts as missing, in its own index alone.
    oedema : y/n or 1/2; a child with oedema has no z of weight, yet is a case below -3 of WA, WH and BMI.
    """
    n = len(scores)
    cases = CaseColumns(np.zeros((n, len(INDICATORS) + len(BASES))))
    values, bases = cases.values, cases.bases
    ill = np.zeros(n, dtype=bool) if oedema is None else oedema_codes(oedema, n) == OEDEMA
    place = {indicator.code: k for k, indicator in enumerate(INDICATORS)}
    for index, code in INDEX_CODES.items():
        z = scores[index].where(~scores[f"{index}_flag"]).to_numpy(dtype=np.float64, copy=True)
        of_weight = index in OEDEMA_INDICES
        if of_weight:
            z[ill] = np.nan
        values[:, place[code]] = np.nan_to_num(z)
        bases[:, BASES.index(code)] = ~np.isnan(z)
        if of_weight:
            z[ill] = OEDEMA_Z
        bases[:, BASES.index(f"{code}Z")] = ~np.isnan(z)
        for suffix, cut in CUTOFFS.items():
            values[:, place[code + suffix]] = z < cut if cut < 0 else z > cut
    for code, (height, weight) in COMBINED.items():
        values[:, place[code]] = values[:, place[f"HA{height}"]] * values[:, place[f"WH{weight}"]]
    bases[:, -1] = bases[:, BASES.index("HAZ")] * bases[:, BASES.index("WHZ")]
    return cases
