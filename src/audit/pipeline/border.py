"""From the source files of one audit to canonical tables: read, account for, link."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.pipeline.filled_in import read_filled_in
from audit.pipeline.params import AuditParams, SourceParams
from audit.pipeline.people_border import cross_people, source_rows
from audit.pipeline.programme_border import cross_programme
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.register import ImportResult, read_visits
from audit.register.area_match import other_district
from audit.register.call_list import read_call_list
from audit.register.corrections import apply_corrections, read_corrections
from audit.register.decisions import read_decisions
from audit.register.life import life_of, read_life, with_life
from audit.register.linkage import LinkSummary, link_visits
from audit.register.mapping import map_visits
from audit.register.people_list import ImportedList
from audit.register.registered import read_registered
from audit.schemas import CHILDREN, REGISTERED, VISITS, WOMEN
from audit.store import IDENTITIES, MENTIONS
from audit.store.id_key import SAMPLE_KEY, Key, load_key

__all__ = ["KEY_VARIABLE", "Border", "cross_border", "key_for", "own_key"]

KEY_VARIABLE = "AKS_KEY_FILE"
_NOBODY = pd.DataFrame(
    {"status": pd.Series(dtype="string"), "date": pd.Series(dtype="datetime64[s]")}, index=pd.Index([], dtype="string")
)


@dataclass(frozen=True)
class Border:
    """What came over the border: canonical tables, who they are, how sources name them, and what was left behind.

    ``records`` are those of exports after corrections, with ``source_file``; ``corrected`` says what became of each
    correction, ``None`` where no workbook of corrections is named. ``life`` is what lists of life status say of each
    person (``register.life.life_of``), ``descriptions`` what keeps the ids of women (``store.DESCRIPTIONS``),
    ``named`` who the ids of volunteers, teams and donors are (``store.NAMED``). ``lists`` are those of women,
    households, services, histories, consents and the programme, by source id.
    """

    tables: Tables
    identities: pd.DataFrame
    mentions: pd.DataFrame
    to_decide: pd.DataFrame
    unmatched_life: pd.DataFrame | None
    imports: tuple[tuple[str, ImportResult], ...]
    records: pd.DataFrame
    corrected: pd.DataFrame | None
    lists: Mapping[str, ImportedList]
    life: pd.DataFrame
    descriptions: pd.DataFrame
    named: pd.DataFrame


def key_for(params: AuditParams) -> Key:
    """The key behind the ids: the fixed one for sample data, else the file of ``AKS_KEY_FILE`` or the user's own."""
    return Key(SAMPLE_KEY, Path("contoh"), made=False) if params.sample else own_key()


def own_key() -> Key:
    """The key of the file of ``AKS_KEY_FILE``, else the user's own, made at the first use."""
    named = os.environ.get(KEY_VARIABLE)
    return load_key(Path(named) if named else None)


def cross_border(params: AuditParams, project: Project, key: Key) -> Border:
    """Read every source, account for each row, link records to children, and honour who is no longer there.

    Children of a mapped source are those that it names itself; they are not sought in other sources.
    """
    areas = areas_of(params.district.code)
    for source in _of_kind(params, "contacts"):  # printed on letters later
        read_call_list(project.root / source.path, areas)
    imports = _read_exports(params, project)
    records, corrected = _corrected(params, project, imports)
    answers = [read_decisions(project.root / source.path) for source in _of_kind(params, "decisions")]
    decisions = pd.concat(answers) if answers else None
    parts = [link_visits(records, key=key.secret, areas=areas, decisions=decisions)] if imports else []
    for source in params.sources:
        if source.mapping is None:
            continue
        path = project.root / source.path
        mapped = map_visits(path, source.mapping.columns, key=key.secret, areas=areas, source=source.id)
        imports.append((source.id, mapped.imported))
        parts.append(mapped.linked)
    if not imports:
        raise InputError("pipeline.no_visits", district=params.district.name)
    targets = [read_registered(project.root / source.path, areas) for source in _of_kind(params, "registered")]
    registered = REGISTERED.conform(pd.concat(targets)) if targets else REGISTERED.empty()
    identities = IDENTITIES.conform(pd.concat([part.identities for part in parts]))
    people = cross_people(
        params, project, key, areas, CHILDREN.conform(pd.concat([part.children for part in parts])), identities
    )
    identities = IDENTITIES.conform(pd.concat([identities, people.identities]))
    programme = cross_programme(params, project, key.secret, areas, people.everybody)
    lists = {**people.lists, **programme.lists}
    children, women, unmatched, life = people.children, people.women, [], []
    for source in _of_kind(params, "life_status"):
        found, left = life_of(identities, read_life(project.root / source.path))
        children, women = with_life(children, found, "child_id"), with_life(women, found, "woman_id")
        unmatched.append(left.assign(source=source.id))
        life.append(found)
    tables = Tables(
        children=CHILDREN.conform(children),
        visits=VISITS.conform(pd.concat([part.visits for part in parts])),
        registered=registered,
        rows=tuple(source_rows(id, read) for id, read in (*imports, *lists.items())),
        linking=_linking([part.summary for part in parts]),
        women=WOMEN.conform(women),
        households=people.households,
        services=people.services,
        child_history=people.child_history,
        consents=people.consents,
        filled_in=read_filled_in(params, project),
        programme=programme.tables,
    )
    to_decide = pd.concat([part.to_decide for part in parts])
    not_found = pd.concat(unmatched) if unmatched else None
    mentions = MENTIONS.conform(pd.concat([_mentions(imports), people.mentions, programme.mentions]).drop_duplicates())
    return Border(
        tables,
        identities,
        mentions,
        to_decide,
        not_found,
        tuple(imports),
        records,
        corrected,
        lists,
        _last(life),
        people.descriptions,
        programme.named,
    )


def _last(life: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What the last list that names a person says."""
    told = pd.concat([_NOBODY, *life])
    return told[~told.index.duplicated(keep="last")]


def _read_exports(params: AuditParams, project: Project) -> list[tuple[str, ImportResult]]:
    imports = [
        (source.id, read_visits(project.root / source.path, district=params.district.code))
        for source in _of_kind(params, "eppgbm")
    ]
    for _, result in imports:
        if other := other_district(result.records["district"], params.district.code):
            values = {"named": other, "district": params.district.name}
            raise InputError("pipeline.other_district", file=result.summary.file, **values)
    return imports


def _corrected(
    params: AuditParams, project: Project, imports: Sequence[tuple[str, ImportResult]]
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The records of all exports with what workbooks of corrections say, and what became of each correction."""
    if not imports:
        return pd.DataFrame(), None
    records = pd.concat([r.records.assign(source_file=id) for id, r in imports], ignore_index=True)
    filled = [read_corrections(project.root / source.path) for source in _of_kind(params, "corrections")]
    if not filled:
        return records, None
    applied = apply_corrections(records, pd.concat(filled, ignore_index=True))
    return applied.records, applied.trace


def _of_kind(params: AuditParams, kind: str) -> list[SourceParams]:
    return [source for source in params.sources if source.kind == kind]


def _mentions(imports: Sequence[tuple[str, ImportResult]]) -> pd.DataFrame:
    """Every name, NIK, telephone number and address of the sources, each spelling once."""
    who, where = {"name": "name", "parent_name": "name", "nik": "nik"}, {"phone": "phone", "address": "address"}
    said = [
        pd.DataFrame({"kind": kind, "text": frame[column].dropna().unique()})
        for _, result in imports
        for frame, columns in ((result.records, who), (result.unrecorded, who), (result.contacts, where))
        for column, kind in columns.items()
    ]
    return MENTIONS.conform(pd.concat(said).drop_duplicates())


def _linking(parts: Sequence[LinkSummary]) -> Linking:
    steps = ("records", "visits", "merged", "undated", "children", "to_decide", "answers_unfit")
    return Linking(**{step: sum(getattr(part, step) for part in parts) for step in steps})
