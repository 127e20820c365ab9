"""``aks extract``: de-identified tables for a research partner and what describes them, or a refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from audit.disclosure.extract_schema import require_allowed
from audit.disclosure.linking_attack import LinkAttack
from audit.errors import InputError
from audit.pipeline.extract_attack import attack_extract
from audit.pipeline.extract_flow import flow, linkage_quality
from audit.pipeline.extract_package import data_package, dictionary, file_of
from audit.pipeline.extract_people import Universe
from audit.pipeline.extract_tables import ExtractTables, make_tables
from audit.pipeline.extract_twin import marginals, twin
from audit.pipeline.extract_words import about_twin, codebook, flow_drawing, terms
from audit.pipeline.keys import file_sha256
from audit.pipeline.manifest import MANIFEST, write_manifest
from audit.pipeline.params import AuditParams
from audit.pipeline.params_extract import ExtractParams, allowed_extract
from audit.pipeline.permission import require_permission
from audit.pipeline.prepared import is_prepared, stored_key
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.project import Project
from audit.pipeline.scanning import scan_public
from audit.reference.areas import areas_of
from audit.store import SAMPLE_KEY, keyed_id, owner_only_within, read_identities, run_lock, staged
from audit.store.id_key import own_key_of

__all__ = ["Extracted", "extract"]

DICTIONARY, CODEBOOK, TERMS, FLOW, LINKAGE = (
    "kamus-data.csv", "buku-kode.md", "ketentuan.md", "alir.csv", "tautan.csv",
)  # fmt: skip
PACKAGE, TWIN, READ_FIRST, FIGURE = "datapackage.json", "twin", "BACA-SAYA.md", "alir.svg"
_SCHEMA = "aks.extract/1"


@dataclass(frozen=True)
class Extracted:
    """What was made: the folder, rows of each table, the anonymity reached by table, and the attacks that failed."""

    folder: Path
    rows: Mapping[str, int]
    anonymity: Mapping[str, Mapping[str, Any]]
    attacks: tuple[LinkAttack, ...]


def extract(path: Path, project: Project) -> Extracted:
    """Make the extract of a params file anew in ``data/extracts/<name>``, its synthetic twin inside.

    Raises, before anything is written: ``ParamsError`` (exit 10) without ethics approval, permit and agreement that
    hold on the day of the audit; ``InputError`` (exit 11) where its data are not prepared as they stand;
    ``DisclosureError`` (exit 13) where a source is not cleared, people are not alike enough, a column is not listed, a
    row could be named or a file holds an identity; ``InsufficientDataError`` (exit 14) with too few people.
    """
    params, audit = allowed_extract(path, project)
    if not is_prepared(audit, project):
        raise InputError("pipeline.extract_not_prepared", name=audit.district.name, file=params.audit)
    require_permission(audit)
    name = path.stem
    universe = Universe(load_tables(project.interim(audit)), audit, params)
    made = make_tables(universe, _key(audit, project, name))
    lists = {"area_code": _areas(audit, params.levels.area)}
    known = read_identities(project.vault(audit))
    attacks = tuple(attack_extract(universe, made, known))
    drawn = twin(marginals(made.tables), lists=lists, seed=params.seed)
    for table, frame in (*made.tables.items(), *drawn.items()):
        require_allowed(table, frame, lists)
    folder = project.extract(name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with run_lock(folder), staged(folder) as new:
        _write_all(new, name, params, audit, universe, made, attacks, lists)
        _write_tables(new / TWIN, name, drawn, params, audit, lists, synthetic=True)
        _write(new / TWIN / READ_FIRST, about_twin(name, audit.language))
        anonymity = {table: asdict(found.after) for table, found in made.enforced.items()}
        _write_manifest(new, name, project, audit, params, anonymity, attacks)
        owner_only_within(new)
        written = (p for p in new.rglob("*") if p.is_file())
        scan_public(written, audit, project, base=new, days=_days(params), names=_said(params))
    return Extracted(folder, {table: len(frame) for table, frame in made.tables.items()}, anonymity, attacks)


def _key(audit: AuditParams, project: Project, name: str) -> bytes:
    """The secret behind the ids of this one extract: no other has the same, so that two cannot be joined by id."""
    if audit.sample:
        return keyed_id(SAMPLE_KEY, "extract", name).encode()
    return own_key_of(project.extract_key(audit, name))


def _areas(audit: AuditParams, level: str) -> list[str]:
    """Codes of the official areas of a level, and of the parts that the register does not name."""
    areas = areas_of(audit.district.code)
    known = {"desa": areas.desa, "kecamatan": areas.kecamatan, "district": (areas.district,)}[level]
    depth = known[0].code.count(".")
    every = {*(area.code for area in known), *areas.unknown_parts}
    return sorted({".".join(code.split(".")[: depth + 1]) for code in every if code.count(".") <= depth or depth == 1})


def _write_all(
    folder: Path,
    name: str,
    params: ExtractParams,
    audit: AuditParams,
    universe: Universe,
    made: ExtractTables,
    attacks: tuple[LinkAttack, ...],
    lists: Mapping[str, list[str]],
) -> None:
    steps = flow(universe, made)
    _write_tables(folder, name, made.tables, params, audit, lists, synthetic=False)
    _csv(steps, folder / FLOW)
    _csv(linkage_quality(universe), folder / LINKAGE)
    _write(folder / FIGURE, flow_drawing(steps, audit.language))
    _write(folder / CODEBOOK, codebook(name, params, audit, made, attacks, steps))
    _write(folder / TERMS, terms(name, params, audit))


def _write_tables(
    folder: Path,
    name: str,
    tables: Mapping[str, pd.DataFrame],
    params: ExtractParams,
    audit: AuditParams,
    lists: Mapping[str, list[str]],
    *,
    synthetic: bool,
) -> None:
    folder.mkdir(exist_ok=True)
    for table, frame in tables.items():
        _csv(frame, folder / file_of(table))
    _csv(dictionary(tables, params), folder / DICTIONARY)
    package = data_package(
        name, tables, params, folder, lists=lists, language=audit.language, synthetic=synthetic
    )  # fmt: skip
    _write(folder / PACKAGE, json.dumps(package, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def _write_manifest(
    folder: Path,
    name: str,
    project: Project,
    audit: AuditParams,
    params: ExtractParams,
    anonymity: Mapping[str, Mapping[str, Any]],
    attacks: tuple[LinkAttack, ...],
) -> None:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    write_manifest(
        folder,
        {
            "schema": _SCHEMA,
            "name": name,
            "run_key": stored_key(project.interim(audit)),
            "params": params.model_dump(mode="json"),
            "anonymity": anonymity,
            "attacks": [asdict(attack) for attack in attacks],
            "outputs": [{"path": p.relative_to(folder).as_posix(), "sha256": file_sha256(p)} for p in files],
        },
    )


def _days(params: ExtractParams) -> list[date]:
    return [document.valid_until for document in params.documents.values()]


def _said(params: ExtractParams) -> list[str]:
    """Offices and documents that the terms name; a person in them would be a person."""
    return [params.recipient]


def _csv(frame: pd.DataFrame, path: Path) -> None:
    """Comma, point, UTF-8, no index; yes and no as Table Schema writes them."""
    yes = frame.select_dtypes("bool").columns
    told = frame.assign(**{str(name): frame[name].map({True: "true", False: "false"}) for name in yes})
    told.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
