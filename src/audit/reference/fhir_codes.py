"""Codes of growth observations for FHIR, from one table: wrong ones circulate, and classes are coded in two ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

__all__ = ["FhirCode", "FhirCodes", "fhir_codes"]


@dataclass(frozen=True, slots=True)
class FhirCode:
    """One code of one system (an address), its words, and the unit of what is measured ("" where it has none)."""

    system: str
    code: str
    text: str
    unit: str = ""
    ucum: str = ""


@dataclass(frozen=True, slots=True)
class FhirCodes:
    """Codes by what they are of: ``measurements`` by column and posture, ``scores`` by index and age, ``classes``."""

    measurements: Mapping[str, FhirCode]
    scores: Mapping[str, FhirCode]
    classes: Mapping[str, FhirCode]


@cache
def fhir_codes() -> FhirCodes:
    """The table of the project; ``tables/fhir_codes.yaml`` names its source."""
    text = (files("audit.reference") / "tables" / "fhir_codes.yaml").read_text(encoding="utf-8")
    table = yaml.safe_load(text)
    systems = table.pop("systems")
    return FhirCodes(**{kind: MappingProxyType(_read(codes, systems)) for kind, codes in table.items()})


def _read(codes: Mapping[str, dict[str, str]], systems: Mapping[str, str]) -> dict[str, FhirCode]:
    return {key: FhirCode(**code | {"system": systems[code["system"]]}) for key, code in codes.items()}
