"""What the appendix of notebook 40 shows: how strong the findings about risk factors are."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from audit.pipeline.appendix_age import age_results
from audit.pipeline.appendix_cells import EFFECT, levels_shown
from audit.pipeline.appendix_desa import desa_results
from audit.pipeline.appendix_missing import missing_results
from audit.pipeline.appendix_models import model_results
from audit.reference.areas import Areas
from audit.results import Finding, Result

__all__ = ["appendix_results"]


def appendix_results(
    frame: pd.DataFrame, heights: pd.DataFrame, month: str, shown: Sequence[Result], *, areas: Areas, seed: int
) -> tuple[Result, ...]:
    """Results whose ids begin with ``appendix_``.

    Parameters
    ----------
    frame : ``risk.child_factors`` rows. heights : ``survey.snapshot`` rows of the same month, for ``haz``.
    shown : what ``risk_results`` gave of the same frame: the appendix asks about these comparisons and no others.
    seed : of the imputation; the same seed gives the same figures.

    Every number is tied to cells that the run counts, as those of ``risk_results`` are.
    """
    if frame.empty:
        return ()
    effects = [one for one in shown if isinstance(one, Finding) and one.id.startswith(EFFECT)]
    levels = levels_shown(effects)
    return (
        *age_results(frame, heights, month),
        *desa_results(frame, month, areas, levels),
        *model_results(frame, month, effects, levels),
        *missing_results(frame, month, effects, levels, seed),
    )
