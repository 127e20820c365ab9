"""Proportions by group in the upload template of WHO's HEAT Plus, so that a partner can open them there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from audit.errors import InputError
from audit.reference.equity_rules import HEAT_COLUMNS, HEAT_SCALE
from audit.store.refusals import writing

__all__ = ["heat_frame", "write_heat"]

_NUMBER = re.compile(r"\d+(\.\d+)?")
_FEWEST = 2  # rows of an upload
_PERCENT = {"estimate": "est", "se": "se", "ci_lb": "low", "ci_ub": "high"}


def heat_frame(
    groups: pd.DataFrame,
    labels: Mapping[object, str],
    *,
    setting: str,
    year: int,
    source: str,
    indicator: tuple[str, str],
    dimension: str,
    ordered: bool,
    average: float | None = None,
    reference: object = None,
) -> pd.DataFrame:
    """One row a group with the columns ``HEAT_COLUMNS``; frames of several dimensions may be put below one another.

    Parameters
    ----------
    groups : ``group``, ``est``, ``se``, ``low``, ``high`` (proportions 0-1) and ``n`` (children), as
        ``GroupInequality.groups``; from worst to best off where ``ordered``. ``est`` is NaN where it is withheld.
    labels : words for each group; HEAT refuses those that are mere numbers, as area codes.
    indicator : short and full name, of an unfavourable outcome. average : proportion of all children.
    reference : group to compare with where groups have no order.

    Where any group is withheld, no row has a number of children and none an average: it could be computed from them.
    ``iso3`` stays empty, since HEAT would put the name of the country in the place of the district's. For a public file
    give released values only. Raises ``InputError`` for fewer than two groups, ``ValueError`` for labels of digits.
    """
    if len(groups) < _FEWEST:
        raise InputError("equity.one_group")
    words = [labels[group] for group in groups["group"]]
    if any(_NUMBER.fullmatch(word) for word in words):
        raise ValueError(f"labels of digits alone: {words}")
    whole = bool(groups["est"].notna().all())
    percent = {
        name: np.where(groups["est"].notna(), groups[column] * HEAT_SCALE, np.nan) for name, column in _PERCENT.items()
    }
    order = range(1, len(groups) + 1) if ordered else [0] * len(groups)
    frame = pd.DataFrame(
        {
            "setting": setting,
            "year": year,
            "source": source,
            "indicator_abbr": indicator[0],
            "indicator_name": indicator[1],
            "dimension": dimension,
            "subgroup": words,
            **percent,
            "population": groups["n"].to_numpy() if whole else np.nan,
            "flag": "",
            "setting_average": average * HEAT_SCALE if whole and average is not None else np.nan,
            "iso3": "",
            "favourable_indicator": 0,
            "indicator_scale": HEAT_SCALE,
            "ordered_dimension": int(ordered),
            "subgroup_order": order,
            "reference_subgroup": [int(not ordered and group == reference) for group in groups["group"]],
        }
    )
    return frame[list(HEAT_COLUMNS)].astype({"population": "Int64"})


def write_heat(path: Path, frame: pd.DataFrame) -> None:
    """Write the template as csv with decimal points, as HEAT Plus reads it. ``OutputError`` (exit 17) if it cannot."""
    with writing(path):
        frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
