"""From the lists of women, households, services, histories and consents of one audit to canonical tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.quality import SourceRows
from audit.reference.areas import Areas
from audit.register import ImportResult
from audit.register.families import households_of, link_families
from audit.register.list_fields import layout
from audit.register.people_list import ImportedList, read_people_list
from audit.register.services import child_history_of, consents_of, services_of
from audit.register.whose import Register
from audit.register.women import women_of
from audit.schemas import CHILDREN
from audit.store import MENTIONS, read_descriptions
from audit.store.id_key import Key

__all__ = ["KINDS", "People", "cross_people"]

KINDS = ("couples", "women", "households", "services", "child_history", "consents")
_NUMBERS = ("nik", "kk", "groom_nik", "mother_nik", "child_nik")
_MENTIONED = {
    **dict.fromkeys(("name", "husband", "groom_name", "head", "mother_name", "child_name"), "name"),
    **dict.fromkeys(_NUMBERS, "nik"),  # a family card has sixteen digits too, and is as private
    "phone": "phone",
    "address": "address",
}


@dataclass(frozen=True)
class People:
    """Canonical tables of what surrounds the children; ``children`` with household and mother where lists name them.

    ``identities`` are those of the women, ``everybody`` finds them and the children, ``descriptions`` what keeps the
    ids of women (``store.DESCRIPTIONS``), ``mentions`` everything by which the lists name somebody.
    """

    children: pd.DataFrame
    women: pd.DataFrame
    households: pd.DataFrame
    services: pd.DataFrame
    child_history: pd.DataFrame
    consents: pd.DataFrame
    identities: pd.DataFrame
    everybody: Register
    descriptions: pd.DataFrame
    mentions: pd.DataFrame
    lists: Mapping[str, ImportedList]


def cross_people(
    params: AuditParams, project: Project, key: Key, areas: Areas, children: pd.DataFrame, identities: pd.DataFrame
) -> People:
    """Read every list of people, account for each row, and find whom it is about.

    ``children`` and ``identities`` are those of the measurements. Services and consents are of children and women;
    histories, and what a household or a mother says of a child, of children alone.
    """
    read = {
        kind: {
            source.id: read_people_list(project.root / source.path, layout(kind), areas)
            for source in params.sources
            if source.kind == kind
        }
        for kind in KINDS
    }
    cut_off = {source.id: source.cut_off for source in params.sources}
    mothers = read["couples"] | read["women"]
    kinds = {source: kind for kind in ("couples", "women") for source in read[kind]}
    women = women_of(mothers, kinds, key=key.secret, known=read_descriptions(project.vault(params)))
    born = Register(identities)
    everybody = born.with_others(women.identities)
    households = households_of(read["households"], cut_off, born, key=key.secret)
    services = services_of(read["services"], everybody)
    history = child_history_of(read["child_history"], born, key=key.secret)
    consents = consents_of(read["consents"], everybody)
    links = pd.concat(
        [_of_mothers(women.children, born), households.children, _of_history(history.links, women.identities)]
    )
    linked, contacts = link_families(_with_gestation(children, history.links), women.contacts, links)
    lists = {**women.lists, **households.lists, **services.lists, **history.lists, **consents.lists}
    return People(
        children=linked,
        women=contacts,
        households=households.households,
        services=services.records,
        child_history=history.records,
        consents=consents.records,
        identities=women.identities,
        everybody=everybody,
        descriptions=women.descriptions,
        mentions=_mentions([list_ for lists in read.values() for list_ in lists.values()]),
        lists={source.id: lists[source.id] for source in params.sources if source.id in lists},
    )


def _of_mothers(named: pd.DataFrame, children: Register) -> pd.DataFrame:
    found = children.find(named.rename(columns={"child_id": "person_id", "child_nik": "nik"})[["person_id", "nik"]])
    links = named.assign(child_id=found.ids, mother_id=named["woman_id"])
    return links.loc[links["child_id"].notna(), ["child_id", "household_id", "mother_id", "on"]]


def _of_history(links: pd.DataFrame, women: pd.DataFrame) -> pd.DataFrame:
    ids = dict(zip(women["nik"].dropna(), women.loc[women["nik"].notna(), "child_id"], strict=True))
    return links.assign(mother_id=links["mother_nik"].map(ids))[["child_id", "household_id", "mother_id", "on"]]


def _with_gestation(children: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Weeks of gestation at birth where a history knows them and the register does not."""
    said = links.dropna(subset=["birth_gestation_weeks"]).sort_values("on", kind="stable")
    newest = said.groupby("child_id")["birth_gestation_weeks"].last()
    weeks = children["gestation_weeks"].fillna(children["child_id"].map(newest).astype("float64"))
    return CHILDREN.conform(children.assign(gestation_weeks=weeks))


def _mentions(lists: list[ImportedList]) -> pd.DataFrame:
    said = [
        pd.DataFrame({"kind": kind, "text": rows[field].dropna().unique()})
        for list_ in lists
        for rows in (list_.records, list_.unrecorded)
        for field, kind in _MENTIONED.items()
        if field in rows
    ]
    none = pd.DataFrame(columns=list(MENTIONS.names))
    return MENTIONS.conform(pd.concat([none, *said]).drop_duplicates())


def source_rows(source: str, read: ImportResult | ImportedList) -> SourceRows:
    """The row equation of one source, and why rows were set aside."""
    aside = read.set_aside
    reasons = Counter(aside.loc[aside["scope"].eq("row"), "reason"].astype(str))
    summary = read.summary
    return SourceRows(source, summary.rows_read, summary.rows_kept, summary.rows_set_aside, dict(reasons))
