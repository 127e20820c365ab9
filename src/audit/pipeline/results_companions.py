"""Family assistance teams (TPK) and acceleration teams (TPPS): results."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.cases.referrals import gone_people
from audit.cases.rules import AT_RISK, NOT_ASSESSABLE, Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.companion_bodies import bodies_by_level, body_rows
from audit.programme.companion_counts import (
    contact_tables,
    contacts_made,
    duty_table,
    found_table,
    lag_findings,
    referral_tables,
    support_tables,
    topic_table,
)
from audit.programme.companion_desa import assisted_by_desa
from audit.programme.companion_lag import risks_found
from audit.programme.companion_people import Window, assisted_people, window_of
from audit.programme.companion_teams import active_teams, support_reasons, team_funnel, team_work
from audit.reference.areas import Areas, areas_of
from audit.reference.companion_rules import contact_rules
from audit.register.consents import refusing
from audit.results import LineList, Result
from audit.schemas import BODIES, COMPANION_CONTACTS, COMPANION_REPORTS, COMPANION_TEAMS, SUPERVISIONS
from audit.survey.snapshot import area_leaves

__all__ = ["companion_results"]


def companion_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """What is recorded of assistance and of the bodies that steer; nothing of what nobody handed in.

    Public, by kecamatan: ``companions_contacts``, ``companions_due``, ``companions_made.<place>``,
    ``companions_found``, ``companions_referred``, ``companions_waiting`` with ``companions_lag.<place>``,
    ``companions_support``; for the district ``companions_topics``, ``companions_duties`` and ``bodies`` by level.
    Restricted: ``companions_desa_list``, ``companions_team_list``, ``companions_risk_list`` (those who wait, without
    whoever refused), ``bodies_list``, ``supervisions_list``. Who has died, moved or refused waits for no referral.
    """
    areas = areas_of(params.district.code)
    return (*_assistance(tables, screening, params, areas), *_bodies(tables, params, areas))


def _assistance(tables: Tables, screening: Screening, params: AuditParams, areas: Areas) -> tuple[Result, ...]:
    contacts, teams = tables.of_programme(COMPANION_CONTACTS), tables.of_programme(COMPANION_TEAMS)
    reports = tables.of_programme(COMPANION_REPORTS)
    if contacts.empty and teams.empty:
        return ()
    window, period = window_of(params.months[-1], params.as_of), params.cycle
    contacts = _placed(contacts, teams)
    people = assisted_people(screening.people.frame, contacts, contact_rules(params.as_of), window)
    people = people.assign(at_risk=_at_risk(screening))
    gone = gone_people(tables.children, tables.women, params.as_of)
    found = risks_found(contacts[~contacts["person_id"].isin(list(gone)).to_numpy()], window)
    found = found.assign(area=area_leaves(found["area_code"], areas))
    inside = contacts[_inside(contacts, window)]
    newly = _newly_found(inside)
    newly = newly.assign(area=area_leaves(newly["area_code"], areas))
    results: list[Result] = []
    if len(contacts):
        results += [
            *contact_tables(people, period, areas),
            *contacts_made(people, period, areas),
            topic_table(people, period),
            found_table(newly, period, areas),
            referral_tables(people, period, areas),
            *lag_findings(found, period, areas),
            duty_table(inside, period),
            LineList("companions_desa_list", assisted_by_desa(people, newly)),
            LineList("companions_risk_list", _waiting(found, refusing(tables.consents, "audit", params.as_of))),
        ]
    if len(teams):
        results += _teams(teams, contacts, reports, people, found, window, period, areas)
    return tuple(results)


def _teams(
    teams: pd.DataFrame,
    contacts: pd.DataFrame,
    reports: pd.DataFrame,
    people: pd.DataFrame,
    found: pd.DataFrame,
    window: Window,
    period: str,
    areas: Areas,
) -> list[Result]:
    work = team_work(active_teams(teams, window), contacts, reports, people, window)
    placed, _ = team_funnel(work, people)
    reasons = support_reasons(work, placed, found, window)
    rows = work.join(placed.drop(columns="team_id")).join(reasons)
    of = work.assign(area=area_leaves(work["area_code"], areas))
    return [support_tables(of, reasons, period, areas), LineList("companions_team_list", rows)]


def _bodies(tables: Tables, params: AuditParams, areas: Areas) -> tuple[Result, ...]:
    bodies, visits = tables.of_programme(BODIES), tables.of_programme(SUPERVISIONS)
    if bodies.empty and visits.empty:
        return ()
    rows = body_rows(bodies, visits, areas, params.as_of)
    return (
        bodies_by_level(rows, params.cycle), LineList("bodies_list", rows), LineList("supervisions_list", visits),
    )  # fmt: skip


def _placed(contacts: pd.DataFrame, teams: pd.DataFrame) -> pd.DataFrame:
    """Contacts with the desa of their team where the row names none."""
    of = teams.set_index("team_id")["area_code"].reindex(contacts["team_id"])
    return contacts.assign(area_code=contacts["area_code"].fillna(pd.Series(of.array, index=contacts.index)))


def _inside(contacts: pd.DataFrame, window: Window) -> np.ndarray:
    return contacts["contact_date"].between(window.first, window.last).to_numpy(dtype=bool, na_value=False)


def _waiting(found: pd.DataFrame, refused: frozenset[str]) -> pd.DataFrame:
    """Who waits for a referral, by place."""
    rows = found[found["state"].ne("risk_referred").to_numpy() & ~found["person_id"].isin(list(refused)).to_numpy()]
    return rows.sort_values(["area", "found_on", "person_id"], ignore_index=True)


def _newly_found(contacts: pd.DataFrame) -> pd.DataFrame:
    """The first contact of each person newly found; a row without a person is one more."""
    rows = contacts[contacts["newly_found"].fillna(False).to_numpy(dtype=bool)]
    rows = rows.sort_values(["contact_date", "contact_id"], kind="stable")
    again = rows["person_id"].notna() & rows.duplicated("person_id")
    return rows[~again.to_numpy()].reset_index(drop=True)


def _at_risk(screening: Screening) -> np.ndarray:
    """Whether any rule of risk says so; not known where none does and one could not be assessed."""
    some, unknown = screening.number(AT_RISK) > 0, screening.number(NOT_ASSESSABLE) > 0
    return np.select([some, unknown], ["at_risk", "risk.unknown"], "not_at_risk").astype(object)
