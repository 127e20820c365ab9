"""Low essential indicators by desa, from what offices handed in: what the fourth criterion of a lokus is made of."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.reported_indicators import reported_indicators
from audit.reference.areas import areas_of
from audit.reference.indicator_rules import LowRule
from audit.schemas import INDICATORS

__all__ = ["low_reported"]


def low_reported(tables: Tables, params: AuditParams) -> Mapping[LowRule, pd.DataFrame] | None:
    """Low, known and applicable indicators of every desa by the meaning of "low"; ``None`` where none is reported."""
    values = tables.of_programme(INDICATORS)
    found = reported_indicators(values, areas_of(params.district.code), as_of=params.as_of)
    return found.low if found else None
