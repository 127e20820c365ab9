"""A register is not a survey: what the prevalence could be, given the children whom nobody measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from audit.reference.area_statistics import UNMEASURED_RATIOS
from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.survey.empirical_bayes import counts_of_areas

__all__ = ["CoverageBounds", "coverage_bounds", "coverage_cells"]


@dataclass(frozen=True, slots=True)
class CoverageBounds:
    """The prevalence (0-1) among those measured, and what it may be among all registered.

    ``weighted``: each cell (desa and age band) counts with its registered children. ``low`` and ``high``: those not
    measured are stunted half or twice as often as those measured in their cell. ``best`` and ``worst``: none or all of
    them are. ``coverage``: measured over registered, D/S. ``unseen``: registered children of cells in which nobody was
    measured. ``assessable``: coverage reaches 80 %; else "belum dapat dinilai", never "bukan lokus".

    ``raw`` is ``None`` where nobody was measured; the rest, ``registered`` with it, also where a cell's number of
    registered children is unknown or nobody is registered.
    """

    raw: float | None
    measured: int
    registered: int | None = None
    coverage: float | None = None
    weighted: float | None = None
    low: float | None = None
    high: float | None = None
    best: float | None = None
    worst: float | None = None
    unseen: int | None = None
    assessable: bool = False


def coverage_bounds(events: Any, measured: Any, registered: Any) -> CoverageBounds:
    """Bound a prevalence by what is not known of the children who were not measured.

    Parameters
    ----------
    events, measured : (cells,) whole numbers: stunted children, children whose status is known.
    registered : (cells,) children on the list; NaN where nobody said. Where more were measured than registered, those
        measured are the cell's children.

    A sensitivity analysis, not an interval: sampling error is not in it. In a cell where nobody was measured the
    proportion of all cells stands in. Weighting mends only what differs between cells, not what differs between the
    children of one cell who came and who did not; the bounds are for that. Source: inverse-probability weighting by
    adjustment cells, Little & Rubin, Statistical Analysis with Missing Data, 3rd ed. 2019, section 3.3; worst and best:
    Manski, Am Econ Rev 1990;80:319.
    """
    events, measured = counts_of_areas(events, measured)
    registered = np.asarray(registered, dtype=np.float64)
    if registered.shape != events.shape or (registered < 0).any():
        raise ValueError("registered: another shape, or below 0")
    cases, children = float(events.sum()), float(measured.sum())
    total = float(registered.sum())
    if not children:
        return CoverageBounds(None, 0)
    raw = cases / children
    if np.isnan(total) or not total:
        return CoverageBounds(raw, int(children))
    own = np.divide(events, measured, out=np.full(events.shape, raw), where=measured > 0)
    population = np.maximum(registered, measured)
    missed = population - measured
    everyone = float(population.sum())

    def with_missed(rate: np.ndarray | float) -> float:
        return (cases + float((missed * np.minimum(rate, 1.0)).sum())) / everyone

    low, high = (with_missed(own * ratio) for ratio in UNMEASURED_RATIOS)
    return CoverageBounds(
        raw=raw,
        measured=int(children),
        registered=int(total),
        coverage=children / total,
        weighted=with_missed(own),
        low=low,
        high=high,
        best=with_missed(0.0),
        worst=with_missed(1.0),
        unseen=int(registered[measured == 0].sum()),
        assessable=children / total >= COVERAGE_ASSESSABLE,
    )


def coverage_cells(frame: pd.DataFrame, registered: pd.DataFrame, by: Sequence[str] = ("area", "age")) -> pd.DataFrame:
    """Count each cell of one month for ``coverage_bounds``.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows of one period; those without a plausible height-for-age are not measured here.
    registered : the columns of ``by`` and ``registered``, a row a cell; a repeated cell is a ``ValueError``.

    Returns
    -------
    DataFrame of ``by``, events, measured, registered, sorted. A cell in which nobody was measured has 0 of both; one
    that ``registered`` does not name has NaN there.
    """
    if len(frame["period"].unique()) > 1:
        raise ValueError("several periods: a child would count more than once")
    keys = list(by)
    known = frame[frame["haz_state"].eq("known")]
    stunted = known["status"].isin(["severely_stunted", "moderately_stunted"])
    counts = known.assign(events=stunted, measured=1).groupby(keys, observed=True)[["events", "measured"]].sum()
    cells = counts.reset_index().merge(
        registered[[*keys, "registered"]], on=keys, how="outer", validate="one_to_one", sort=True
    )
    return cells.fillna({"events": 0, "measured": 0}).astype(dict.fromkeys(("events", "measured"), "int64"))
