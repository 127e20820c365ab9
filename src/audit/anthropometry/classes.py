"""Nutritional classes of a z-score: ids; labels are ``anthropometry.class.<index>.<id>`` in the catalogue."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from audit.anthropometry.inputs import numbers
from audit.reference.anthropometry_rules import CLASSES, PUBLISHED_DIGITS, ClassedIndex, Scheme

__all__ = ["classify"]


def classify(
    z: Any, *, index: ClassedIndex, scheme: Scheme = "permenkes2020", digits: int | None = PUBLISHED_DIGITS
) -> pd.Categorical:
    """Class of each z-score, from lowest to highest.

    Cut-offs are strict, as in e-PPGBM: -2.00 is normal, -3.00 is stunted, 3.00 is not tall. They meet the z as rounded
    to ``digits``, two as WHO and e-PPGBM do; ``None`` takes it as it is.

    Parameters
    ----------
    z : a single value, list, array or Series of z-scores.
    index : which index they are; ``baz`` has the classes of ``whz``.
    scheme : "permenkes2020" (Permenkes 2/2020) or "who" (WHO 2008), which has no class of high weight for age.

    Returns
    -------
    Ordered Categorical of ids, one a value; missing where z is missing. Implausible z-scores are classed too: leave the
    flagged ones out before counting.

    Raises
    ------
    ValueError : an index without classes, an unknown scheme, text that is no number.
    """
    if scheme not in CLASSES:
        raise ValueError(f"scheme is one of {sorted(CLASSES)}, not {scheme!r}")
    if index not in CLASSES[scheme]:
        raise ValueError(f"index is one of {sorted(CLASSES[scheme])}, not {index!r}")
    classes = CLASSES[scheme][index]
    scores = numbers("z", z, 1)
    if digits is not None:
        scores = np.round(scores, digits)
    codes = np.searchsorted(classes.below, scores, side="right") + np.searchsorted(classes.above, scores, side="left")
    codes[np.isnan(scores)] = -1
    dtype = pd.CategoricalDtype(list(classes.ids), ordered=True)
    return pd.Categorical.from_codes(codes, dtype=dtype)  # pyright: ignore[reportReturnType]
