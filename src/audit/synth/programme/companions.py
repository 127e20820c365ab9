"""Family assistance teams (TPK) and acceleration teams (TPPS): invented rows."""

from __future__ import annotations

import pandas as pd

from audit.synth.programme.world import ProgrammeWorld

__all__ = ["rows"]


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.companions``."""
    return {}
