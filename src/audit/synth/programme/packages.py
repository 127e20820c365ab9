"""Five service packages: what a desa has, and what a person received: invented rows."""

from __future__ import annotations

import pandas as pd

from audit.synth.programme.world import ProgrammeWorld

__all__ = ["rows"]


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.packages``."""
    return {}
