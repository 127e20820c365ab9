"""The scorecards of the last quarters, of the desa that filed forms in each, from every table that holds the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.programme.quarter import Quarter
from audit.programme.scorecard import Scorecard, scorecard
from audit.programme.scorecard_evidence import receipt_evidence
from audit.programme.scorecard_people import scorecard_people
from audit.programme.scorecard_sources import notes_of_histories, notes_of_women, risk_by_form
from audit.reference.areas import Areas
from audit.reference.service_packages import PackageSet, standard_set_on
from audit.reference.service_spellings import facts_of
from audit.schemas.columns import is_among, places_among

__all__ = ["PackageSources", "PackageYear", "judge_quarters", "unknown_services"]


@dataclass(frozen=True)
class PackageSources:
    """Canonical tables: people, KPM's forms 2A, 2B, 2C, receipt as others list it, and what holds the same facts."""

    children: pd.DataFrame
    women: pd.DataFrame
    mothers: pd.DataFrame
    young: pd.DataFrame
    paud: pd.DataFrame
    receipt: pd.DataFrame
    visits: pd.DataFrame
    households: pd.DataFrame
    services: pd.DataFrame
    history: pd.DataFrame


@dataclass(frozen=True)
class PackageYear:
    """Scorecards by quarter, in order, of the people of desa that filed a form 2A or 2B in it.

    ``desa``: the codes of those desa, by quarter. ``elsewhere``: how many mothers and children the other desa have.
    """

    cards: tuple[Scorecard, ...]
    desa: Mapping[Quarter, tuple[str, ...]]
    elsewhere: Mapping[Quarter, int]


def judge_quarters(
    of: PackageSources,
    quarters: Sequence[Quarter],
    packages: PackageSet,
    areas: Areas,
    *,
    thin: pd.Series | None = None,
) -> PackageYear:
    """Judge the quarters in which any desa filed a form; the others are left out.

    A desa that filed nothing has no scorecard: its people are in no denominator, and how many desa filed stands beside
    every figure. Within a desa that filed, whoever is on no form stays in the denominator. ``thin``: True by person id
    of mothers who are known to have KEK; form 2A says the rest of who is at risk.
    """
    where = _desa_by_person(of, areas)
    filed = {}
    for quarter in quarters:
        codes = set().union(*(_filing(form, quarter, where) for form in (of.mothers, of.young)))
        if codes:
            filed[quarter] = tuple(sorted(codes))
    if not filed:
        return PackageYear((), {}, {})
    judged, people, elsewhere = list(filed), [], {}
    for quarter, codes in filed.items():
        every = scorecard_people(of.children, of.women, quarter, packages, at_risk=_risk(of.mothers, quarter, thin))
        here = is_among(every["area_code"], codes)
        people.append(every[here].reset_index(drop=True))
        elsewhere[quarter] = int((~here).sum())
    evidence = receipt_evidence(
        pd.concat(people),
        judged,
        forms=(of.mothers, of.young),
        receipt=of.receipt,
        visits=of.visits,
        households=of.households,
        services=of.services,
        more=[*notes_of_women(of.women), *notes_of_histories(of.history, of.children, packages)],
    )
    cards = tuple(
        scorecard(who, evidence, quarter, packages, areas, standard_set_on(quarter.end.date()))
        for quarter, who in zip(judged, people, strict=True)
    )
    return PackageYear(cards, filed, elsewhere)


def unknown_services(receipt: pd.DataFrame) -> pd.DataFrame:
    """Names of services in a list of receipt that no fact is meant by, with how many rows: ``fact``, ``rows``."""
    counts = receipt["fact"].value_counts()
    unknown = [name for name in counts.index if not facts_of(str(name))]
    return pd.DataFrame({"fact": sorted(unknown), "rows": [int(counts[name]) for name in sorted(unknown)]})


def _desa_by_person(of: PackageSources, areas: Areas) -> pd.Series:
    """Code of the desa of everybody who is known to live in one of the district."""
    women = of.women.drop_duplicates("woman_id", keep="last")
    both = pd.concat(
        [
            of.children[["child_id", "area_code"]].rename(columns={"child_id": "person_id"}),
            women[["woman_id", "area_code"]].rename(columns={"woman_id": "person_id"}),
        ]
    ).drop_duplicates("person_id")
    both = both[is_among(both["area_code"], [area.code for area in areas.desa])]
    return both.set_index("person_id")["area_code"]


def _filing(form: pd.DataFrame, quarter: Quarter, where: pd.Series) -> set[str]:
    rows = form[form["month"].isin(quarter.months).to_numpy(dtype=bool, na_value=False)]
    at = places_among(rows["person_id"], where.index.to_series())
    codes = where.to_numpy(dtype=object)[np.unique(at[at >= 0])]
    return {str(code) for code in codes}


def _risk(mothers: pd.DataFrame, quarter: Quarter, thin: pd.Series | None) -> pd.Series:
    said = risk_by_form(mothers, quarter.months)
    if thin is None:
        return said
    known = thin[thin.eq(True).to_numpy(dtype=bool, na_value=False)]
    return pd.concat([known, said[~said.index.isin(known.index)]]).astype("boolean")
