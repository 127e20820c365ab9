"""Counts of people and teams about assistance, for the district, its target groups and its kecamatan: what may leave.

Never by desa or team: a team is three women. Numbers of contacts are tied to the people they were with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from audit.programme.companion_lag import median_lag
from audit.reference.areas import Areas
from audit.reference.case_groups import CASE_GROUP
from audit.reference.companion_groups import (
    ASSISTED,
    AT_RISK,
    DUE,
    FOUND,
    FOUND_RISK,
    REFERRED,
    SUPPORT,
    TEAM,
    support_partition,
    topic_partition,
)
from audit.reference.companion_rules import DUTIES, SUPPORT_REASONS, TOPIC_GROUPS, TOPICS
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.needs import PERSON
from audit.results import Cell, CountTable, CountValue, Finding, Partition, RateTable, Sentence, TiedValue
from audit.survey.tables import count_table

__all__ = [
    "contact_tables",
    "contacts_made",
    "duty_table",
    "found_table",
    "lag_findings",
    "referral_tables",
    "support_tables",
    "topic_table",
]

_DUTY = Partition("duty", {"": (*DUTIES, "duty.unknown")})


def _places(areas: Areas) -> tuple[str | None, ...]:
    return (None, *(area.code for area in areas.kecamatan), areas.unknown_parts[0])


def _everybody(people: pd.DataFrame, period: str, areas: Areas) -> list[Cell]:
    """Everybody, each target group of the district, each kecamatan."""
    top = Cell.of(period, person="person")
    groups = [group for group in CASE_GROUP.below(None) if people["group"].eq(group).any()]
    return [top, *(top.replace("group", g) for g in groups), *(top.replace("area", c) for c in _places(areas)[1:])]


def _frame(people: pd.DataFrame, period: str, **levels: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period": period,
            "person": "person.known",
            "group": people["group"].astype(object),
            "area": people["area"].astype(object),
            **levels,
        },
        dtype="category",
    )


def _share(
    id: str, frame: pd.DataFrame, of: Sequence[Cell], levels: dict[str, str], by: tuple[Partition, ...]
) -> RateTable:
    """``levels`` added to each cell of the denominator; groups and places are counted apart, which is quicker."""

    def counted(name: str, cells: Sequence[Cell]) -> CountTable:
        parts = [
            count_table(name, frame, [cell for cell in cells if (cell.level("area") is None) == whole], by)
            for whole in (True, False)
        ]
        number = {cell: n for part in parts for cell, n in zip(part.cells, part.counts, strict=True)}
        partitions = dict.fromkeys(p.attribute for part in parts for p in part.partitions)
        kept = tuple(p for p in by if p.attribute in partitions)
        return CountTable(name, tuple(cells), tuple(number[cell] for cell in cells), kept)

    more = [Cell.of(cell.period, **(dict(cell.at) | levels)) for cell in of]
    return RateTable(id, counted(id, more), counted(f"{id}.of", of))


def contact_tables(people: pd.DataFrame, period: str, areas: Areas) -> tuple[RateTable, RateTable]:
    """``companions_contacts``: assisted of everybody. ``companions_due``: met as often as due, of those with any due.

    ``people`` of ``assisted_people`` with ``area`` (leaf of ``areas.partition``).
    """
    assisted = np.where(people["assisted"], "assisted", "not_assisted")
    frame = _frame(people, period, assisted=assisted, contacts=people["contacts"].to_numpy())
    cells, by = _everybody(people, period, areas), (PERSON, CASE_GROUP, areas.partition)
    due = [cell.replace("contacts", "due") for cell in cells]
    return (
        _share("companions_contacts", frame, cells, {"assisted": "assisted"}, (*by, ASSISTED)),
        _share("companions_due", frame, due, {"contacts": "as_often"}, (*by, DUE)),
    )


def contacts_made(people: pd.DataFrame, period: str, areas: Areas) -> tuple[Finding, ...]:
    """``companions_made.<place or group>``: contacts made and expected with people who have any due.

    Numbers of contacts, not of people: they go where the count of those people is withheld.
    """
    due = people[people["contacts"].isin(["as_often", "less_often"]).to_numpy()]
    out = []
    for cell in _everybody(people, period, areas):
        of, group = cell.level("area"), cell.level("group")
        rows = due if group is None else due[due["group"].eq(group).to_numpy(dtype=bool)]
        rows = rows if of is None else rows[_within(rows, of)]
        at = (cell.replace("contacts", "due"),)
        values = {
            "made": TiedValue(at, float(rows["made"].sum()), 0),
            "due": TiedValue(at, float(rows["due"].sum()), 0),
        }
        name = group or of or areas.district.code
        out.append(Finding(f"companions_made.{name}", Sentence("companions.made", values), values=values))
    return tuple(out)


def _within(rows: pd.DataFrame, place: str) -> np.ndarray:
    area = rows["area"].astype(str)
    return (area.eq(place) | area.str.startswith(f"{place}.")).to_numpy(dtype=bool)


def topic_table(people: pd.DataFrame, period: str) -> RateTable:
    """``companions_topics``: of the people assisted, who was told of each topic, by target group that it is for."""
    top = Cell.of(period, person="person", assisted="assisted")
    groups = [group for group in CASE_GROUP.below(None) if people["group"].eq(group).any()]
    of = [top, *(top.replace("group", group) for group in groups)]
    assisted = np.where(people["assisted"], "assisted", "not_assisted")
    parts = []
    for topic in TOPICS:
        name = f"topic.{topic}"
        told = np.where(people[name], "told", "not_told")
        asked = TOPIC_GROUPS.get(topic)
        here = [cell for cell in of if asked is None or cell.level("group") in asked]
        frame = _frame(people, period, assisted=assisted, **{name: told})
        parts.append(_share(name, frame, here, {name: "told"}, (PERSON, CASE_GROUP, ASSISTED, topic_partition(topic))))
    return RateTable(
        "companions_topics",
        _joined("companions_topics", [part.numerator for part in parts]),
        _joined("companions_topics.of", [part.denominator for part in parts]),
    )


def _joined(id: str, tables: Sequence[CountTable]) -> CountTable:
    return CountTable(
        id,
        tuple(cell for table in tables for cell in table.cells),
        tuple(n for table in tables for n in table.counts),
        tuple({p.attribute: p for table in tables for p in table.partitions}.values()),
        personal=all(table.personal for table in tables),
    )


def referral_tables(people: pd.DataFrame, period: str, areas: Areas) -> RateTable:
    """``companions_referred``: of people at risk by the rules (``at_risk``), who was referred by a team."""
    referred = np.where(people["referred"], "referred", "not_referred")
    frame = _frame(people, period, at_risk=people["at_risk"].to_numpy(), referred=referred)
    of = [cell.replace("at_risk", "at_risk") for cell in _everybody(people, period, areas)]
    by = (PERSON, CASE_GROUP, areas.partition, AT_RISK, REFERRED)
    return _share("companions_referred", frame, of, {"referred": "referred"}, by)


def found_table(newly: pd.DataFrame, period: str, areas: Areas) -> CountTable:
    """``companions_found``: targets whom no list knew before, by where they were found; ``newly`` has ``area``."""
    source = newly["found_source"].map("found_{}".format, na_action="ignore").fillna("found.unknown")
    frame = pd.DataFrame({"period": period, "found": source.astype(object), "area": newly["area"].astype(object)})
    levels = ("found", *FOUND.below("found"))
    cells = [Cell.of(period, found=level, area=place) for place in _places(areas) for level in levels]
    return count_table("companions_found", frame, cells, (FOUND, areas.partition))


def lag_findings(found: pd.DataFrame, period: str, areas: Areas) -> tuple[CountTable | Finding, ...]:
    """``companions_waiting``: people in whom a team noted a risk, referred and waiting; ``companions_lag.<place>``.

    ``found`` of ``risks_found`` with ``area``. The median is restricted where too few people stand behind it, and
    missing where half have not been referred yet.
    """
    frame = pd.DataFrame({"period": period, "found_risk": found["state"], "area": found["area"].astype(object)})
    levels = ("risk_found", "risk_referred", "risk_waiting", "waiting_long")
    cells = [Cell.of(period, found_risk=level, area=place) for place in _places(areas) for level in levels]
    table = count_table("companions_waiting", frame, cells, (FOUND_RISK, areas.partition))
    return (table, *_lags(found, table, period, areas))


def _lags(found: pd.DataFrame, table: CountTable, period: str, areas: Areas) -> Iterator[Finding]:
    number = dict(zip(table.cells, table.counts, strict=True))
    for place in _places(areas):
        cell = Cell.of(period, found_risk="risk_found", area=place)
        rows = found if place is None else found[_within(found, place)]
        days, few = median_lag(rows), number[cell] < SMALL_DENOMINATOR
        values = {"n": CountValue(cell, number[cell]), "days": TiedValue((cell,), days, 0, restricted=few)}
        sentence = "companions.lag" if days is not None else "companions.lag_open"
        code = place or areas.district.code
        yield Finding(f"companions_lag.{code}", Sentence(sentence, values), values=values)


def support_tables(teams: pd.DataFrame, reasons: pd.DataFrame, period: str, areas: Areas) -> CountTable:
    """``companions_support``: teams, those with a report of every month, and those with any reason to support them, by
    place; with each reason, for the district alone, where fewer numbers are so small that they must be withheld.

    ``teams`` of ``team_work`` with ``area``, ``reasons`` of ``support_reasons`` in its order.
    """
    filed, due = teams["months_filed"], teams["months_due"]
    reported = np.select(
        [filed.isna() | due.eq(0), filed >= due, filed > 0],
        ["team_months.unknown", "team_all_months", "team_some_months"],
        "team_no_month",
    ).astype(object)
    frame = pd.DataFrame({"period": period, "team": reported, "area": teams["area"].astype(object)})
    places = _places(areas)
    levels = ("team", *TEAM.below("team"))
    cells = [Cell.of(period, team=level, area=place) for place in places for level in levels]
    cells += [Cell.of(period, team=level) for level in TEAM.below("team_months_lacking")]
    some, unknown = reasons.eq(True).any(axis=1), reasons.isna().any(axis=1)
    frame["support"] = np.select([some, unknown], ["support_needed", "support.unknown"], "no_support").astype(object)
    needed = [Cell.of(period, team="team", area=place, support="support_needed") for place in places]
    tables = [
        count_table("team", frame, cells, (TEAM, areas.partition)),
        count_table("support", frame, needed, (TEAM, areas.partition, SUPPORT)),
    ]
    for reason in SUPPORT_REASONS:
        partition = support_partition(reason)
        said = reasons[reason]
        level = np.where(said.isna(), "support.unknown", np.where(said.fillna(False), "present", "not_present"))
        here = [
            Cell.of(period, team="team", **{partition.attribute: which}) for which in ("present", "support.unknown")
        ]
        of = frame.assign(**{partition.attribute: level.astype(object)})
        tables.append(count_table(reason, of, here, (TEAM, partition)))
    return _joined("companions_support", tables)


def duty_table(contacts: pd.DataFrame, period: str) -> CountTable:
    """``companions_duties``: contacts by duty in the district; of contacts, not of people."""
    frame = pd.DataFrame({"period": period, "duty": contacts["duty"].astype(object).fillna("duty.unknown")})
    cells = [Cell.of(period), *(Cell.of(period, duty=duty) for duty in _DUTY.below(None))]
    return count_table("companions_duties", frame, cells, (_DUTY,), personal=False)
