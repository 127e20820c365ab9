"""What a report shows of how the measurements came about: entry, equipment, sessions, measuring again, a survey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from audit.pipeline.filled_in import FilledIn
from audit.pipeline.params import AuditParams
from audit.quality import (
    SurveyPrevalence,
    equipment_beside_quality,
    equipment_counts,
    expected_cases,
    judged_rows,
    label_agreement,
    remeasurement,
    standardisation,
    timeliness,
    with_second,
)
from audit.reference.areas import Areas
from audit.reference.published import PublishedPrevalence, published_for
from audit.register.route_form import RouteForm
from audit.register.session_form import SessionForm
from audit.results import CheckResult, CountTable, Finding, LineList, Result, Sentence
from audit.survey import published_estimate

__all__ = ["newest_survey", "verification_results"]

_PERCENT_DIGITS, _TEM_DIGITS = 1, 2  # what is said of a figure; with more, shares of single strata could be taken apart


def verification_results(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    registered: pd.DataFrame,
    frame: pd.DataFrame,
    filled_in: FilledIn,
    params: AuditParams,
    areas: Areas,
) -> tuple[Result, ...]:
    """Compute them from the canonical tables, ``survey.snapshot`` and the forms that the params name.

    Always there: ``timeliness`` and ``label_agreement``, which say "not recorded" where the sources do not tell. Of
    ``equipment``, ``standardisation.<session>.<measure>``, ``remeasurement`` and ``expected_cases`` nothing is there
    without a form, or without a survey. Posyandu and desa stand in line lists alone.
    """
    of_months = visits[visits["visit_date"].dt.to_period("M").isin(pd.PeriodIndex(params.months, freq="M"))]
    survey = newest_survey(published_for(params.district.code))
    return (
        timeliness(params.cycle, of_months),
        label_agreement(params.cycle, frame),
        *(_equipment(filled_in.equipment, children, of_months, params) if filled_in.equipment is not None else ()),
        *_sessions(filled_in.sessions),
        *_measured_again(filled_in.draw, filled_in.route),
        *(_expected(frame, registered, survey, params.months[-1], areas) if survey else ()),
    )


def newest_survey(figures: Sequence[PublishedPrevalence]) -> SurveyPrevalence | None:
    """The newest undisputed survey figure of a district, with the interval that a survey of its size has."""
    surveys = [f for f in figures if f.kind == "survei" and f.percent is not None and not f.disputed]
    if not surveys:
        return None
    estimate = published_estimate(max(surveys, key=lambda f: f.period))
    low, high = estimate.limits()
    return SurveyPrevalence(estimate.source, estimate.proportion, low, high)


def _equipment(
    equipment: pd.DataFrame, children: pd.DataFrame, visits: pd.DataFrame, params: AuditParams
) -> tuple[CountTable, LineList]:
    rows = judged_rows(children, visits)
    return (
        equipment_counts(params.cycle, equipment, params.as_of),
        equipment_beside_quality(equipment, rows, children, params.as_of),
    )


def _sessions(sessions: Sequence[SessionForm]) -> Iterator[CheckResult | Finding]:
    """Three checks a session, named by month and number: no public file holds the day itself."""
    for number, session in enumerate(sessions, start=1):
        name = f"{session.day[:7]}/{number}"
        for check in standardisation(name, session.readings):
            tables = tuple(replace(table, id=f"{table.id}.{number}") for table in check.tables)
            measure = check.id.removeprefix("standardisation.")
            yield replace(check, id=f"standardisation.{number}.{measure}", tables=tables)
        yield from _to_mend(f"standardisation_wrong.{number}", len(session.wrong))


def _measured_again(draw: pd.DataFrame | None, route: RouteForm | None) -> Iterator[CheckResult | Finding]:
    """The check, its interval and the technical error of measurement, each rounded as it is said."""
    if draw is None or route is None:
        return
    rows = with_second(draw, route.measured)
    check = remeasurement(str(draw["period"].iloc[0]), rows)
    if check.value is None or check.table is None:
        yield check
    else:
        yield replace(check, value=round(check.value, _PERCENT_DIGITS))
        figures = check.table.iloc[0]
        shown = {
            "low": (100 * figures["low"], _PERCENT_DIGITS, "percent"),
            "high": (100 * figures["high"], _PERCENT_DIGITS, "percent"),
            "tem": (figures["tem_cm"], _TEM_DIGITS, "cm"),
        }
        for name, (value, digits, unit) in shown.items():
            if pd.notna(value):
                figure = round(float(value), digits)
                yield replace(check, id=f"remeasurement.{name}", value=figure, unit=unit, table=None)
    stray = ~route.measured["child_id"].isin(draw.loc[draw["drawn"], "child_id"])
    yield from _to_mend("remeasurement_wrong", len(route.wrong) + int(rows["doubtful"].sum()) + int(stray.sum()))


def _to_mend(id: str, entries: int) -> Iterator[Finding]:
    """How many entries of a form were passed over; ``aks worksheet read`` lists them."""
    if entries:
        yield Finding(id, Sentence("verification.to_mend", {"n": entries}))


def _expected(
    frame: pd.DataFrame, registered: pd.DataFrame, survey: SurveyPrevalence, month: str, areas: Areas
) -> tuple[Finding, LineList]:
    """One sentence about the district; desa in the restricted edition alone, without a figure of children public."""
    check = expected_cases(month, frame, registered, survey, areas)
    assert check.table is not None
    return Finding("expected_cases", check.meaning, ("stunting",)), LineList("desa_expected", check.table)
