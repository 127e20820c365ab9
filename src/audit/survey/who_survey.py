"""From a frame of children to what WHO's prevalence table sums: who counts, in which groups, by which design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from audit.anthropometry import zscores
from audit.errors import InputError
from audit.reference.who_prevalence import OLDEST_DAYS
from audit.survey.design import Design, Mask, ResolvedDesign
from audit.survey.who_cases import CaseColumns, case_columns
from audit.survey.who_groups import Grouping, groupings

__all__ = ["Survey", "survey_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """The children who count, what is summed of each, in which groups and by which design."""

    cases: CaseColumns
    groupings: tuple[Grouping, ...]
    design: ResolvedDesign
    complex_design: bool
    left_out: dict[str, int]


def survey_of(frame: pd.DataFrame, design: Design | None, by: Sequence[str]) -> Survey:
    """Score the children, leave out whom WHO leaves out, and prepare groups and design. Arguments of ``who_table``."""
    by = (by,) if isinstance(by, str) else tuple(by)
    for part, names in (("frame", ("sex", "age")), ("by", by)):
        for name in names:
            if name not in frame.columns:
                raise InputError("survey.unknown_column", part=part, column=name)
    optional: dict[str, Any] = {
        name: frame[name] for name in ("weight", "lenhei", "measure", "oedema") if name in frame.columns
    }
    scores = zscores(sex=frame["sex"], age=frame["age"], age_unit=_age_unit(frame), **optional)
    whole = design or Design()
    known, too_old = whole.resolve(frame).known, (scores["age_days"] > OLDEST_DAYS).to_numpy()
    kept = known & ~too_old
    frame, scores = frame.loc[kept], scores.loc[kept]
    resolved = _of_rows(whole, kept, frame).resolve(frame)
    unweighted = [str(note.values["count"]) for note in resolved.notes if note.id == "survey.rows_without_weight"]
    return Survey(
        cases=case_columns(scores, frame.get("oedema")),
        groupings=groupings(frame, scores["age_months"], by),
        design=resolved,
        complex_design=whole.cluster is not None or whole.strata is not None or not resolved.weight.all(),
        left_out={
            "age": int(too_old.sum()),
            "design": int((~known & ~too_old).sum()),
            "weight": sum(map(int, unweighted)),
        },
    )


def _age_unit(frame: pd.DataFrame) -> Any:
    units = ["days"] if "age_unit" not in frame.columns or frame.empty else frame["age_unit"].unique().tolist()
    if len(units) > 1:
        raise ValueError(f"age_unit must be the same in every row, not {sorted(map(str, units))}")
    return units[0]


def _of_rows(design: Design, kept: Mask, frame: pd.DataFrame) -> Design:
    """The design of the rows kept. One single cluster is none: each child counts as its own."""
    cluster, strata, weight, fpc = (
        part if part is None or isinstance(part, str) else pd.Series(np.asarray(part)[kept])
        for part in (design.cluster, design.strata, design.weight, design.fpc)
    )
    named = frame[cluster] if isinstance(cluster, str) else cluster
    one = named is not None and len(named.unique()) == 1
    return Design(None if one else cluster, strata, weight, fpc)
