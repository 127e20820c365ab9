"""The five service packages of the 1,000 days, the village scorecard and the standards, as versioned dated data.

What is asked of whom and when is data (``tables/service_packages``, ``tables/service_standards``), with source and
confidence. The words are in the catalogue: ``packages.package.<id>``, ``packages.element.<id>`` and ``label``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

import yaml

from audit.errors import ReferenceDataError

__all__ = [
    "DEFAULT_PACKAGES",
    "ELEMENTS",
    "PAUD_MONTHS",
    "TARGETS",
    "Ask",
    "Package",
    "PackageSet",
    "Service",
    "Stage",
    "Standard",
    "StandardSet",
    "Target",
    "Window",
    "package_set",
    "service_facts",
    "standard_set",
    "standard_set_on",
]

DEFAULT_PACKAGES = "kpm_2018"
Target = Literal["mother", "child"]
TARGETS: tuple[Target, ...] = get_args(Target)
Window = Literal["quarter", "year", "start", "delivery", "ever", "state"]
WINDOWS: tuple[Window, ...] = get_args(Window)
# Ids of words in the catalogue: these, and then the id of a service or a stage.
_SERVICE_WORDS, _STAGE_WORDS = "packages.service.", "packages.stage."
# What makes a package available in a desa: KPM form 1, by practice.md U17.
ELEMENTS = ("facility", "staff", "supply", "schedule")
# Whom KPM form 2C is about: two to six completed years, from and below (reference/domain.md 4, confidence M).
PAUD_MONTHS = (24, 84)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a target: ``until`` in months, missing for the one after delivery.

    Of a mother: months of pregnancy passed, up to and including it. Of a child: completed months of age below it.
    """

    id: str
    target: Target
    until: float | None

    @property
    def label(self) -> str:
        """Id of its words in the catalogue."""
        return _STAGE_WORDS + self.id


@dataclass(frozen=True, slots=True)
class Ask:
    """How often a fact must have been, by stage; a stage that is not named is not applicable (TS).

    ``within``: the months that count. ``due_days``: days since birth or delivery before which too few is not yet a
    failing. ``needs_mark``: only what is marked as to standard counts.
    """

    fact: str
    within: Window
    at_least: Mapping[str, int]
    due_days: int = 0
    needs_mark: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """One of the five packages."""

    id: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service of a package, an indicator of the scorecard; all of ``asks`` must be met.

    ``only_at_risk``: not applicable to somebody who is known not to be at risk.
    """

    id: str
    package: str
    asks: tuple[Ask, ...]
    only_at_risk: bool
    confidence: str
    package_confidence: str

    @property
    def target(self) -> Target:
        """Whose service it is."""
        return cast("Target", self.id.partition(".")[0])

    @property
    def label(self) -> str:
        """Id of its words in the catalogue."""
        return _SERVICE_WORDS + self.id

    @property
    def facts(self) -> tuple[str, ...]:
        """What must be known to judge it."""
        return tuple(dict.fromkeys(ask.fact for ask in self.asks))


@dataclass(frozen=True, slots=True)
class PackageSet:
    """Packages, their services and the stages under one name and version; ``valid_until`` missing while in force."""

    id: str
    version: int
    valid_from: date
    valid_until: date | None
    title: Mapping[str, str]
    source: str
    stages: tuple[Stage, ...]
    packages: tuple[Package, ...]
    services: tuple[Service, ...]

    def __getitem__(self, id: str) -> Service:
        return next(service for service in self.services if service.id == id)

    def stages_of(self, target: Target) -> tuple[Stage, ...]:
        """Stages of a target in order."""
        return tuple(stage for stage in self.stages if stage.target == target)

    def of(self, target: Target) -> tuple[Service, ...]:
        """Services of a target in order."""
        return tuple(service for service in self.services if service.target == target)

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that some service asks of, in the order of the services."""
        return tuple(dict.fromkeys(fact for service in self.services for fact in service.facts))


@dataclass(frozen=True, slots=True)
class Standard:
    """What makes one service "received to standard"."""

    service: str
    asks: tuple[Ask, ...]
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class StandardSet:
    """Standards under one name and version; a service that is not in it has none, and is not judged by it."""

    id: str
    version: int
    valid_from: date
    valid_until: date | None
    title: Mapping[str, str]
    standards: tuple[Standard, ...]

    def of(self, service: str) -> Standard | None:
        """The standard of a service, if it has one."""
        return next((standard for standard in self.standards if standard.service == service), None)


@cache
def package_set(id: str = DEFAULT_PACKAGES) -> PackageSet:
    """The packages and the scorecard of one version. Raises ``ReferenceDataError`` (exit 12) where there is none."""
    data = _read("service_packages", id)
    return PackageSet(
        data["id"],
        data["version"],
        data["valid_from"],
        data["valid_until"],
        MappingProxyType(data["title"]),
        data["source"],
        tuple(Stage(row["id"], target, row.get("until")) for target in TARGETS for row in data["stages"][target]),
        tuple(Package(**row) for row in data["packages"]),
        tuple(
            Service(
                row["id"],
                row["package"],
                _asks(row),
                row.get("only_at_risk", False),
                row["confidence"],
                row["package_confidence"],
            )
            for row in data["services"]
        ),
    )


@cache
def service_facts() -> tuple[str, ...]:
    """Every fact that the packages of today ask of: columns of the forms, and what a list of services may name."""
    return package_set().facts


@cache
def standard_set(id: str) -> StandardSet:
    """The standards of one version; one with a ``base`` is that set with some standards in place of its own.

    Raises ``ReferenceDataError`` (exit 12) where there is none.
    """
    data = _read("service_standards", id)
    known = {row.service: row for row in standard_set(data["base"]).standards} if "base" in data else {}
    known |= {
        row["service"]: Standard(row["service"], _asks(row), row["source"], row["confidence"])
        for row in data["standards"]
    }
    return StandardSet(
        data["id"],
        data["version"],
        data["valid_from"],
        data["valid_until"],
        MappingProxyType(data["title"]),
        tuple(known.values()),
    )


def standard_set_on(day: date) -> StandardSet | None:
    """The standards in force on a day, ``None`` before the first."""
    sets = [standard_set(id) for id in _ids("service_standards")]
    return next(
        (s for s in sets if s.valid_from <= day and (s.valid_until is None or day <= s.valid_until)),
        None,
    )


def _asks(row: Mapping[str, Any]) -> tuple[Ask, ...]:
    return tuple(
        Ask(
            ask["fact"],
            ask["within"],
            MappingProxyType(ask["at_least"]),
            ask.get("due_days", 0),
            ask.get("needs_mark", False),
        )
        for ask in row["asks"]
    )


def _ids(folder: str) -> tuple[str, ...]:
    names = (file.name for file in (files("audit.reference") / "tables" / folder).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def _read(folder: str, id: str) -> dict[str, Any]:
    if id not in _ids(folder):
        raise ReferenceDataError("reference.no_rule_set", rules=id, known=", ".join(_ids(folder)))
    text = (files("audit.reference") / "tables" / folder / f"{id}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
