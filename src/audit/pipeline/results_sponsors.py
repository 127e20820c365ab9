"""Sponsors: who needs one and who has one, what was promised and came, what happened to growth: results."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from audit.cases.people import People
from audit.cases.rules import Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.families_at_risk import family_states
from audit.programme.sponsor_checks import items_by_age, ledger_checks, unfit_children
from audit.programme.sponsor_counts import donors_by_quarter, items_brought, months_kept, newly_supported
from audit.programme.sponsor_growth import growth_courses
from audit.programme.sponsor_ledger import delivered, sponsored
from audit.programme.sponsor_matching import free_places, match_children, match_families
from audit.programme.sponsor_reach import Reach, baas_states, genting_states, reach, stunted_before
from audit.programme.sponsor_results import course_results, months_finding
from audit.reference.areas import areas_of
from audit.reference.sponsor_rules import PROGRAMMES
from audit.register.consents import consenting, refusing
from audit.results import Result
from audit.schemas import DELIVERIES, DONORS, SPONSORSHIPS
from audit.schemas.columns import is_among

__all__ = ["sponsor_results"]

_OF_PEOPLE = [
    "person_id", "household_id", "group", "area", "area_code", "age_months", "haz", "haz_flag", "welfare_rank",
]  # fmt: skip
# Known from birth or told of the family: what is not the growth that is followed.
_BORN = ("birth_weight_kg", "birth_length_cm", "gestation_weeks")
_OF_FAMILY = ("household", "history", "smoke_at_home")


def sponsor_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Results by id; none where neither a donor nor a sponsorship was handed in.

    Public: ``sponsor_needed_<programme>`` and ``sponsor_aided_<programme>`` by kecamatan, ``sponsor_states_…``,
    ``sponsor_new_…``, ``sponsor_deliveries_…``, findings ``sponsor_months.…`` and ``sponsor_growth.…`` with their
    counts ``sponsor_followed``, ``sponsor_items``, ``sponsor_donors``. Restricted: ``sponsor_checks``,
    ``sponsor_matching_…``, ``sponsor_list_…``.
    """
    donors, ledger = tables.of_programme(DONORS), tables.of_programme(SPONSORSHIPS)
    if not len(donors) and not len(ledger):
        return ()
    rows = sponsored(ledger, tables.children, tables.women, as_of=params.as_of)
    deliveries = tables.of_programme(DELIVERIES)
    return tuple(
        result
        for part in (
            _reached(tables, screening, donors, rows, params),
            _kept(tables, donors, rows, deliveries, params),
            _grown(tables, screening, rows, params),
        )
        for result in part
    )


def _reached(
    tables: Tables, screening: Screening, donors: pd.DataFrame, rows: pd.DataFrame, params: AuditParams
) -> Iterator[Result]:
    areas, day = areas_of(params.district.code), params.as_of
    people = screening.people.frame[_OF_PEOPLE]
    before = stunted_before(rows, tables.children, tables.visits)
    children = baas_states(people, rows, before).assign(risks=screening.number(1))
    families, states = family_states(tables.households, people, params.cases.family, areas)
    listed = tables.households.set_index("household_id")["recorded_on"]
    families = genting_states(families, people, rows, listed).assign(
        risks=states.eq(1).to_numpy().sum(axis=1), welfare_rank=tables.households["welfare_rank"].to_numpy()
    )
    for programme, frame in (("baas", children), ("genting", families)):
        if len(frame):
            found: Reach = reach(programme, frame, params.cycle, areas)
            yield from (found.needed, found.aided, found.counts, found.lines)
    agree, refuse = (who(tables.consents, "sponsor", day) for who in (consenting, refusing))
    active = rows[rows["active"]]
    homes = active["family"].dropna()
    yield match_children(
        children.assign(other_aid=is_among(children["household_id"], homes)), agree, free_places(donors, rows, "baas")
    )
    families = families.assign(other_aid=is_among(families["household_id"], homes))
    yield match_families(families, people, agree, refuse, free_places(donors, rows, "genting"))


def _kept(
    tables: Tables, donors: pd.DataFrame, rows: pd.DataFrame, deliveries: pd.DataFrame, params: AuditParams
) -> Iterator[Result]:
    day, period = params.as_of, params.cycle
    brought = delivered(deliveries, rows, as_of=day)
    yield ledger_checks(donors, rows, deliveries, tables.children, tables.women, as_of=day)
    if len(brought):
        yield unfit_children(items_by_age(brought, rows, tables.children), period)
    yield donors_by_quarter(donors, period, as_of=day)
    for programme in PROGRAMMES:
        yield newly_supported(rows, donors, programme, period, as_of=day)
        yield items_brought(brought, programme, period)
        yield months_finding(months_kept(rows, brought, programme, as_of=day), brought, period)


def _grown(tables: Tables, screening: Screening, rows: pd.DataFrame, params: AuditParams) -> Iterator[Result]:
    areas = areas_of(params.district.code)
    risky = _at_risk(screening)
    courses = growth_courses(rows, tables.children, tables.visits, risky, areas, as_of=params.as_of)
    yield from course_results(courses, params.cycle)


def _at_risk(screening: Screening) -> list[str]:
    """Everybody at risk by a rule that does not rest on growth: of the birth, the family, or its care."""
    rules = [
        rule.id
        for rule in screening.rules.rules
        if rule.kind == "risk" and _rests_elsewhere(screening.people, rule.asks.field)
    ]
    met = screening.states[rules].eq(1).to_numpy(dtype=bool)
    ids = screening.people.frame["person_id"].to_numpy(dtype=object)
    return [str(id) for id in ids[np.flatnonzero(met.sum(axis=1))]]  # of no rule: nobody


def _rests_elsewhere(people: People, field: str) -> bool:
    return field in _BORN or people.origins.get(field) in _OF_FAMILY
