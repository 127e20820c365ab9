"""What the data themselves say of convergence actions: coverage, target data by desa, and the year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.action_attention import CoverageFound
from audit.programme.action_situation import lokus_share, review_by_desa, target_data
from audit.programme.cadres import FunctioningKpm, functioning_kpm
from audit.programme.families_at_risk import family_states
from audit.programme.growth_levels import development_levels
from audit.reference.areas import areas_of
from audit.reference.convergence_rules import action_coverages
from audit.reference.growth_groups import DEVELOPMENT
from audit.results import Cell, CountTable, LineList, RateTable, RateValue, Result, Value
from audit.schemas import CADRES
from audit.survey.snapshot import snapshot

__all__ = ["ActionData", "action_data"]


@dataclass(frozen=True)
class ActionData:
    """``results`` to release; ``shares``: each coverage by its id with the year it is of; ``kpm`` of ``quarter``."""

    results: tuple[Result, ...]
    shares: Mapping[str, tuple[int, float | None, Mapping[str, Value]]]
    review: pd.DataFrame
    kpm: FunctioningKpm | None
    quarter: str | None
    params: AuditParams

    def coverage(self, year: int) -> tuple[CoverageFound, ...]:
        """Each coverage that actions are judged by, known in the year of the data alone."""
        found = []
        for rule in action_coverages():
            of, share, said = self.shares.get(rule.coverage, (None, None, {}))
            found.append(CoverageFound(rule, share if of == year else None, said))
        return tuple(found)

    def lokus_share(self, year: int) -> float | None:
        """Indicator 1.1 of a year of work, where its lokus are named and its children were measured."""
        return lokus_share(self.review, self._month(year), self.params.actions.lokus.get(year, ()))

    def _month(self, year: int) -> str:
        return f"{year}{self.params.months[-1][4:]}"


def action_data(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> ActionData:
    """Count what is needed; the same month of the year before is read from the visits where there are any."""
    areas, newest = areas_of(params.district.code), params.months[-1]
    families = None
    if len(tables.households):
        members = screening.people.frame[["household_id", "group"]]
        families, _ = family_states(tables.households, members, params.cases.family, areas)
    targets = target_data(said.now, tables.registered, families, newest, areas)
    frames = {month: said.frame[said.frame["period"].eq(month)] for month in params.months}
    before = f"{int(newest[:4]) - 1}{newest[4:]}"
    if before not in frames:
        frame = snapshot(tables.children, tables.visits, [before], areas)
        frames = ({before: frame} if len(frame) else {}) | frames
    review = review_by_desa(dict(sorted(frames.items())), areas)
    screened = _screened(said.now, newest)
    quarter = _quarter(tables.of_programme(CADRES), params)
    kpm = None
    if quarter:
        kpm = functioning_kpm(tables.of_programme(CADRES), quarter, areas, params.actions.kpm)
    shares = _shares(said, screened, kpm, quarter, newest)
    lines: tuple[LineList, ...] = (targets, review)
    return ActionData((*lines, *([screened] if screened else [])), shares, review.rows, kpm, quarter, params)


def _screened(now: pd.DataFrame, month: str) -> RateTable | None:
    """Measured children whose development was screened, in the whole district; ``None`` where nobody recorded any."""
    known = int(development_levels(now["development"]).ne("development.unknown").sum())
    if not known:
        return None
    numerator = CountTable(
        "action_screened", (Cell.of(month, development="screened"),), (known,), (DEVELOPMENT,)
    )  # fmt: skip
    return RateTable("action_screened", numerator, CountTable("action_screened.of", (Cell(month),), (len(now),)))


def _quarter(cadres: pd.DataFrame, params: AuditParams) -> str | None:
    """The newest quarter with a row that had ended by the day of the report; ``None`` where there is none."""
    ended = (
        quarter
        for quarter in sorted(set(cadres["quarter"].dropna()), reverse=True)
        if pd.Period(str(quarter).replace("-", ""), freq="Q").end_time.date() <= params.as_of
    )
    return next(ended, None)


def _shares(
    said: Measured, screened: RateTable | None, kpm: FunctioningKpm | None, quarter: str | None, month: str
) -> Mapping[str, tuple[int, float | None, Mapping[str, Value]]]:
    found: dict[str, tuple[int, float | None, Mapping[str, Value]]] = {}
    for id, rate in (("measured", said.coverage), ("screened", screened)):
        if rate is None:
            continue
        for n, of, value in zip(rate.numerator.cells, rate.denominator.cells, rate.values, strict=True):
            if n.period == month and n.level("area") is None:
                found[id] = int(month[:4]), value, {"share": RateValue(n, of, value)}
    if kpm is not None and quarter is not None:
        k, n = kpm.share.numerator.counts[0], kpm.share.denominator.counts[0]
        found["kpm"] = int(quarter[:4]), k / n if n else None, {"k": k, "n": n}
    return found
