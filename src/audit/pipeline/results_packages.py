"""Five service packages: what a desa has, and what a person received: results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from audit.cases.rules import AT_RISK, Screening
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.programme.household_receipt import household_receipt
from audit.programme.kpm_forms import (
    availability_form,
    child_gaps,
    desa_report,
    household_gaps,
    monthly_form,
    recap_form,
)
from audit.programme.package_availability import package_availability
from audit.programme.package_quarters import PackageSources, PackageYear, judge_quarters, unknown_services
from audit.programme.paud_attendance import paud_people, paud_rates
from audit.programme.quarter import Quarter, quarters_until
from audit.programme.scorecard import Scorecard
from audit.reference.areas import Areas, areas_of
from audit.reference.scorecard_groups import FEWEST_DESA, service_partition
from audit.reference.service_packages import ELEMENTS, TARGETS, package_set
from audit.register.consents import refusing
from audit.results import CountTable, Finding, LineList, RateTable, Result, Sentence
from audit.schemas import KPM_CHILDREN, KPM_MOTHERS, KPM_PAUD, PACKAGE_AVAILABILITY, PACKAGE_RECEIPT

__all__ = ["package_results"]

_QUARTERS = 4  # side by side
_ARM = "muac_cm"  # what the rule of KEK asks about


def package_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Results of the last four quarters that were over on the day of the audit, of desa that filed forms.

    Public: ``packages_received``, ``packages_unknown``, ``packages_to_standard`` (district, every level of services);
    ``packages_standard_unknown``; ``packages_received_kecamatan``, ``packages_to_standard_kecamatan`` (by package of a
    target); ``packages_quarters``; ``packages_households`` (with ``_unknown`` and ``_<package>``); ``packages_paud``
    (with ``_unknown``); ``packages_available``; findings ``packages_filed.<quarter>``, ``packages_lacking`` and
    ``packages_words``. Restricted: the forms of the newest quarter, ``kpm_<form>``.
    """
    of = PackageSources(
        tables.children,
        tables.women,
        tables.of_programme(KPM_MOTHERS),
        tables.of_programme(KPM_CHILDREN),
        tables.of_programme(KPM_PAUD),
        tables.of_programme(PACKAGE_RECEIPT),
        tables.visits,
        tables.households,
        tables.services,
        tables.child_history,
    )
    availability = tables.of_programme(PACKAGE_AVAILABILITY)
    areas, quarters = areas_of(params.district.code), quarters_until(params.as_of, _QUARTERS)
    refused = refusing(tables.consents, "audit", params.as_of)
    year = judge_quarters(of, quarters, package_set(), areas, thin=_thin(screening))
    return (
        *(_of_year(year, of, areas, refused) if year.cards else ()),
        *_paud(of, quarters, refused),
        *_available(availability, quarters, areas),
        *_words(of.receipt),
    )


def _thin(screening: Screening) -> pd.Series:
    """Who is known to have KEK by the rules of the audit."""
    rules = [rule.id for rule in screening.rules.rules if rule.asks.field == _ARM]
    states = screening.states[rules].eq(AT_RISK).any(axis=1)
    ids = screening.people.frame.loc[states.to_numpy(), "person_id"].drop_duplicates()
    return pd.Series(True, index=ids.astype(object), dtype="boolean")


def _of_year(year: PackageYear, of: PackageSources, areas: Areas, refused: Collection[str]) -> Iterator[Result]:
    newest = year.cards[-1]
    kecamatan = _kecamatan(year.desa[newest.quarter])
    packages = _package_levels(newest)
    yield newest.table("scorecard_received", places=[None], id="packages_received")
    yield newest.table("scorecard_unknown", places=[None], id="packages_unknown")
    judged = _judged_levels(newest)
    if judged:
        yield newest.table("scorecard_to_standard", places=[None], levels=judged, id="packages_to_standard")
        yield newest.table(
            "scorecard_standard_unknown", places=[None], levels=judged[:1], id="packages_standard_unknown"
        )
        own = [level for level in packages if level in judged]
        if kecamatan:
            yield newest.table(
                "scorecard_to_standard", places=kecamatan, levels=own, id="packages_to_standard_kecamatan"
            )
    if kecamatan:
        yield newest.table("scorecard_received", places=kecamatan, levels=packages, id="packages_received_kecamatan")
    yield _side_by_side(year.cards, ("pairs", *TARGETS, *packages))
    for quarter, desa in year.desa.items():
        values = {"quarter": quarter.id, "desa": len(desa), "all": len(areas.desa)}
        yield Finding(f"packages_filed.{quarter.id}", Sentence("packages_block.filed", values), values=values)
    homes = household_receipt(newest, areas, places=(None, *kecamatan))
    yield replace(homes.all_received, id="packages_households")
    yield replace(homes.unknown, id="packages_households_unknown")
    for id, rate in homes.packages.items():
        yield replace(rate, id=f"packages_households_{id}")
    for id, form, target in (("kpm_2a", of.mothers, "mother"), ("kpm_2b", of.young, "child")):
        own = newest.people[newest.people["target"].eq(target).to_numpy(dtype=bool)]
        yield monthly_form(id, own, form, newest.quarter, refused)
    yield recap_form("kpm_3a", newest, "mother", refused)
    yield recap_form("kpm_3b", newest, "child", refused)
    yield desa_report("kpm_4", newest, year.desa[newest.quarter])
    yield child_gaps("kpm_missing", newest, refused)
    yield household_gaps("kpm_households", newest, homes, refused)


def _kecamatan(desa: Sequence[str]) -> list[str]:
    """Kecamatan that may be told apart: where so few desa filed that a figure would be that of one desa, none is told.

    The rest of the district, which anybody can work out, keeps as many desa, or none.
    """
    filed = Counter(code.rpartition(".")[0] for code in desa)
    shown = sorted(code for code, n in filed.items() if n >= FEWEST_DESA)
    shown.sort(key=lambda code: -filed[code])
    while shown and 0 < len(desa) - sum(filed[code] for code in shown) < FEWEST_DESA:
        shown.pop()
    return sorted(shown)


def _package_levels(card: Scorecard) -> list[str]:
    children = service_partition(card.packages).children
    return [level for target in TARGETS for level in children[target]]


def _judged_levels(card: Scorecard) -> list[str]:
    """Levels of which every service has a standard, and every level above one that has."""
    if card.standards is None:
        return []
    partition = service_partition(card.packages)
    judged = {standard.service for standard in card.standards.standards}
    return [level for level in card.levels if judged.intersection(partition.leaves(level))]


def _side_by_side(cards: Sequence[Scorecard], levels: Sequence[str]) -> RateTable:
    """The district in every quarter, one period each."""
    rates = [card.table("scorecard_received", places=[None], levels=levels, id="packages_quarters") for card in cards]

    def joined(tables: Sequence[CountTable]) -> CountTable:
        cells = tuple(cell for table in tables for cell in table.cells)
        return replace(tables[0], cells=cells, counts=tuple(n for table in tables for n in table.counts))

    nothing = (None,) * sum(len(rate.low) for rate in rates)
    return replace(
        rates[0],
        numerator=joined([rate.numerator for rate in rates]),
        denominator=joined([rate.denominator for rate in rates]),
        low=nothing,
        high=nothing,
    )


def _paud(of: PackageSources, quarters: Sequence[Quarter], refused: Collection[str]) -> Iterator[Result]:
    filed = [quarter for quarter in quarters if of.paud["month"].isin(quarter.months).any()]
    if not filed:
        return
    newest = filed[-1]
    people = paud_people(of.children, of.paud, newest)
    yield from paud_rates(people, newest)
    yield monthly_form("kpm_2c", people, of.paud, newest, refused)


def _available(availability: pd.DataFrame, quarters: Sequence[Quarter], areas: Areas) -> Iterator[Result]:
    filed = [quarter for quarter in quarters if availability["quarter"].eq(quarter.id).any()]
    if not filed:
        return
    found = package_availability(availability, filed[-1].id, package_set(), areas)
    yield replace(found.counts, id="packages_available")
    yield from _lacking(found.table)
    yield availability_form("kpm_1", found.table, filed[-1])


def _lacking(table: pd.DataFrame) -> Iterator[Finding]:
    """Which of place, staff, supplies and schedule is lacking most often, where any is."""
    lacking = {element: int(table[element].eq(False).sum()) for element in ELEMENTS}
    element = max(lacking, key=lambda name: lacking[name])
    if lacking[element]:
        word = f"packages.element.{element}"
        values = {"element": word, "n": lacking[element], "all": int(table[element].notna().sum())}
        yield Finding("packages_lacking", Sentence("packages_block.desa.lacking", values), values=values)


def _words(receipt: pd.DataFrame) -> Iterator[Result]:
    unknown = unknown_services(receipt)
    if len(unknown):
        values = {"names": len(unknown), "rows": int(unknown["rows"].sum())}
        yield Finding("packages_words", Sentence("packages_block.words", values), values=values)
        yield LineList("kpm_words", unknown)
