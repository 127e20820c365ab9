"""How many children fewer would be stunted at the target, and in which kecamatan would they be? With a range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.programme.survey_points import SurveyPoint, logit
from audit.programme.targets import Target
from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.reference.targets import DRAWS
from audit.results import Sentence
from audit.survey.design import Floats
from audit.survey.empirical_bayes import empirical_bayes

__all__ = ["Averted", "children_to_avert"]


@dataclass(frozen=True, slots=True, eq=False)
class Averted:
    """``total``: children fewer in the whole district, with ``total_low`` and ``total_high``.

    ``areas``: a row an area in the order given: ``area_code``, ``children``, ``fewer``, ``low``, ``high``. Numbers of
    children, not rounded; limits hold 95 %. ``notes``: what must stand beside them.
    """

    areas: pd.DataFrame
    total: float
    total_low: float
    total_high: float
    notes: tuple[Sentence, ...]


def children_to_avert(target: Target, survey: SurveyPoint, areas: pd.DataFrame, *, seed: int) -> Averted | Sentence:
    """Divide the way from the newest survey to the target among areas by where stunted children are.

    Parameters
    ----------
    survey : newest one of the district, with its precision.
    areas : a row a kecamatan, parts of unknown place too: ``area_code``, ``children`` (under five, registered),
        ``stunted`` and ``measured`` by routine weighing. Nobody measured: the area is taken to be as all are together.

    The district's total is children x (survey - target), never below 0; routine figures only divide it, by children x
    prevalence drawn towards that of all (``empirical_bayes``). The range draws the survey (on the logit scale) and the
    prevalence of each area ``DRAWS`` times; same seed, same range. A sentence instead where the survey meets the target
    or its precision is unknown. ``ValueError`` for a target of counts, and without any child.

    An estimate for the annex, not a quota: it says nothing of who will become stunted. The parts follow from routine
    counts, so show that of an area only where its own count may be shown.
    """
    if target.proportion is None:
        raise ValueError(f"a target of the type {target.type} is no prevalence")
    children = areas["children"].to_numpy(dtype=np.float64)
    if not children.sum() > 0:
        raise ValueError("no area has children")
    if target.met_by(survey.proportion):
        return Sentence("target.avert_met", {"source": survey.estimate.source})
    if survey.logit_se is None:
        return Sentence("target.avert_no_precision", {"source": survey.estimate.source})
    stunted, measured = (areas[name].to_numpy(dtype=np.int64) for name in ("stunted", "measured"))
    rates, errors = _prevalence(stunted, measured)
    rng = np.random.default_rng(seed)
    drawn = 1 / (1 + np.exp(-rng.normal(logit(survey.proportion), survey.logit_se, DRAWS)))
    total = children.sum() * np.maximum(drawn - target.proportion, 0)
    shares = _shares(children * np.clip(rng.normal(rates, errors, (DRAWS, rates.size)), 0, 1), children)
    ends = ((1 - CONFIDENCE_LEVEL) / 2, (1 + CONFIDENCE_LEVEL) / 2)
    low, high = np.quantile(total[:, None] * shares, ends, axis=0)
    whole = float(children.sum() * (survey.proportion - target.proportion))
    table = pd.DataFrame(
        {
            "area_code": areas["area_code"].to_numpy(),
            "children": children,
            "fewer": whole * _shares(children * rates, children),
            "low": low,
            "high": high,
        }
    )
    notes = (Sentence("survey.change_assumed"),) if survey.estimate.assumed else ()
    total_low, total_high = (float(end) for end in np.quantile(total, ends))
    return Averted(table, whole, total_low, total_high, notes)


def _prevalence(stunted: np.ndarray, measured: np.ndarray) -> tuple[Floats, Floats]:
    """Prevalence of each area and its standard error; nobody measured anywhere: one prevalence for all."""
    if not measured.sum():
        return np.ones(measured.size), np.zeros(measured.size)
    drawn = empirical_bayes(stunted, measured)
    return drawn.estimate, np.sqrt(drawn.mse)


def _shares(expected: Floats, children: Floats) -> Floats:
    """Share of each area in the expected stunted children; by children alone where none are expected."""
    sums = expected.sum(axis=-1, keepdims=True)
    alone = np.broadcast_to(children / children.sum(), expected.shape)
    return np.where(sums > 0, expected / np.where(sums > 0, sums, 1.0), alone)
