"""Growth observations of an audit as a FHIR R4 Bundle: measurements, z-scores and classes, of children without a name.

For a facility that may send to SATUSEHAT, or a partner with an agreement; this program sends nothing. A child is a
Patient with a pseudonym of this export, sex and month of birth, and no identifier, name, address or family. Weights on
days can still tell who a child is to whoever knows both: the file belongs to the restricted edition.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import numpy as np
import pandas as pd

from audit.anthropometry import classify, zscores
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.fhir_codes import FhirCode, fhir_codes
from audit.store import owner_only, whole_file

__all__ = ["GrowthBundle", "growth_bundle", "write_bundle"]

Resource = Mapping[str, Any]

_GENDER = {"m": "male", "f": "female"}
_INDICES = ("waz", "haz", "whz")
_MEASURED = ("weight_kg", "lenhei_cm", "muac_cm", "headc_cm")
_UCUM = "http://unitsofmeasure.org"
_PSEUDONYMISED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "PSEUDED"}
_VITAL = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}
_YOUNG_MONTHS = 24  # from here on height for age is told standing (reference/data.md, section 6)


@dataclass(frozen=True, slots=True)
class GrowthBundle:
    """Resources in order, patients before their observations, and what is in them or was left out.

    ``left_out``: measurements of children who refused to be studied. ``unbelieved``: z-scores that WHO flags, which are
    not exported though their measurements are.
    """

    resources: tuple[Resource, ...]
    children: int
    visits: int
    left_out: int
    unbelieved: int


def growth_bundle(
    children: pd.DataFrame,
    visits: pd.DataFrame,
    *,
    months: Collection[str],
    secret: bytes,
    refused: Collection[str] = (),
) -> GrowthBundle:
    """Make the resources of every visit of some months (``2025-08``).

    ``children`` and ``visits``: canonical tables. ``secret``: the key of the district; the pseudonyms made with it are
    the same in each export and are no id of any other output. ``refused``: child ids to leave out. A value that is
    missing is no observation. Not for sending: performer, encounter and facility are the sender's to add.
    """
    chosen = visits[visits["visit_date"].dt.strftime("%Y-%m").isin(list(months)).fillna(False).to_numpy(dtype=bool)]
    kept = chosen[~chosen["child_id"].isin(list(refused))].sort_values(["child_id", "visit_date", "seq"], kind="stable")
    known = children.set_index("child_id").loc[kept["child_id"].unique()]
    rows, unbelieved = _scored(kept, known)
    pseudonyms = {child: _pseudonym(child, secret) for child in known.index}
    resources: list[Resource] = []
    for child in sorted(known.index, key=lambda child: str(pseudonyms[child])):
        patient = pseudonyms[child]
        resources.append(_patient(patient, known.loc[child]))
        for row in rows[child]:
            resources += _observations(patient, row)
    return GrowthBundle(tuple(resources), len(known), len(kept), len(chosen) - len(kept), unbelieved)


def write_bundle(resources: Iterable[Resource], path: Path) -> None:
    """Write a Bundle of type ``collection``, a resource a line, whole or not at all, for its owner alone."""
    head = {"resourceType": "Bundle", "meta": {"security": [_PSEUDONYMISED]}, "type": "collection"}
    with whole_file(path) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        owner_only(partial)  # before anything is in it
        file.write(json.dumps(head)[:-1] + ', "entry": [')
        for at, resource in enumerate(resources):
            entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
            file.write(("," if at else "") + "\n" + json.dumps(entry, ensure_ascii=False, separators=(",", ":")))
        file.write("\n]}\n")


def _pseudonym(child: str, secret: bytes) -> UUID:
    digest = hmac.new(secret, f"fhir|{child}".encode(), hashlib.sha256).digest()
    return UUID(bytes=digest[:16], version=4)


def _scored(visits: pd.DataFrame, children: pd.DataFrame) -> tuple[dict[str, list[dict[str, Any]]], int]:
    """Visits of each child as plain values, with the z-scores that WHO's limits let through and their classes."""
    born = children["birth_date"].reindex(visits["child_id"]).to_numpy(dtype="datetime64[D]")
    days = (visits["visit_date"].to_numpy(dtype="datetime64[D]") - born).astype("float64")
    z = zscores(
        sex=children["sex"].reindex(visits["child_id"]).to_numpy(dtype=object),
        age=np.where(np.isnat(born), np.nan, days),
        age_unit="days",
        weight=visits["weight_kg"].to_numpy(dtype="float64", na_value=np.nan),
        lenhei=visits["lenhei_cm"].to_numpy(dtype="float64", na_value=np.nan),
        measure=visits["measure"].to_numpy(dtype=object),
        oedema=visits["oedema"].to_numpy(dtype=object),
    )
    found: dict[str, list[dict[str, Any]]] = {child: [] for child in children.index}
    columns: dict[str, Any] = {"day": visits["visit_date"].dt.strftime("%Y-%m-%d"), "seq": visits["seq"], "days": days}
    columns |= {name: visits[name].to_numpy(dtype="float64", na_value=np.nan) for name in _MEASURED}
    columns["measure"] = visits["measure"].astype(object).where(visits["measure"].notna(), "")
    unbelieved = 0
    for index in _INDICES:
        score, flagged = z[index].to_numpy(), z[f"{index}_flag"].to_numpy(dtype=bool)
        unbelieved += int((flagged & ~np.isnan(score)).sum())
        columns[index] = np.where(flagged, np.nan, score)
        columns[f"{index}_class"] = np.asarray(classify(columns[index], index=index), dtype=object)
    for child, *values in zip(visits["child_id"], *columns.values(), strict=True):
        found[child].append(dict(zip(columns, values, strict=True)))
    return found, unbelieved


def _patient(id: UUID, child: pd.Series) -> Resource:
    patient: dict[str, Any] = {"resourceType": "Patient", "id": str(id)}
    if child["sex"] in _GENDER:
        patient["gender"] = _GENDER[child["sex"]]
    if pd.notna(child["birth_date"]):
        patient["birthDate"] = f"{child['birth_date']:%Y-%m}"
    return patient


def _observations(patient: UUID, row: Mapping[str, Any]) -> Iterator[Resource]:
    codes = fhir_codes()
    for column in _MEASURED:
        if not np.isnan(row[column]):
            code = codes.measurements[f"{column}.{row['measure']}" if column == "lenhei_cm" else column]
            yield _observation(patient, row, code, column, round(float(row[column]), 3), code.unit, code.ucum)
    age = "old" if row["days"] >= _YOUNG_MONTHS * DAYS_PER_MONTH else "young"
    for index in _INDICES:
        if not np.isnan(row[index]):
            code = codes.scores[index if index in codes.scores else f"{index}.{age}"]
            made = dict(_observation(patient, row, code, index, float(row[index]), "Z", "{Zscore}"))
            yield made | {"interpretation": [_concept(codes.classes[f"{index}.{row[f'{index}_class']}"])]}


def _observation(
    patient: UUID, row: Mapping[str, Any], code: FhirCode, what: str, value: float, unit: str, ucum: str
) -> Resource:
    return {
        "resourceType": "Observation",
        "id": str(uuid5(patient, f"{row['day']}|{row['seq']}|{what}")),
        "status": "final",
        "category": [{"coding": [_VITAL]}],
        "code": _concept(code),
        "subject": {"reference": f"urn:uuid:{patient}"},
        "effectiveDateTime": row["day"],
        "valueQuantity": {"value": value, "unit": unit, "system": _UCUM, "code": ucum},
    }


def _concept(code: FhirCode) -> Resource:
    return {"coding": [{"system": code.system, "code": code.code}], "text": code.text}
