"""How the village scorecard splits what it counts: pairs of a person and a service, households, desa.

A pair is one person and one service in one quarter; all pairs of one service are all persons of its target, so that
counts by service add up to those by target and to the total within one tree. Labels: ``packages.state.<level>``.
"""

from __future__ import annotations

from audit.reference.service_packages import TARGETS, PackageSet
from audit.results import Partition

__all__ = ["AVAILABLE", "CONVERGENCE", "RECEIPT", "STANDARD", "package_partition", "service_partition"]

# Not applicable (TS) is not "not received" (T), and what nobody noted is neither. Where it is not known whether a
# service applies, the pair is in no denominator.
RECEIPT = Partition(
    "receipt",
    {
        "": ("applicable", "not_applicable", "applicable.unknown"),
        "applicable": ("received", "not_received", "receipt.unknown"),
    },
)
STANDARD = Partition(
    "standard",
    {
        "": ("standard.due", "standard.not_due", "standard.due_unknown", "standard.none"),
        "standard.due": ("to_standard", "below_standard", "standard.unknown"),
    },
)
# Households with somebody to whom a service applies: whether all of them had all that applied.
CONVERGENCE = Partition(
    "convergence",
    {"": ("household", "household.nothing"), "household": ("all_received", "some_missing", "household.unknown")},
)
AVAILABLE = Partition("available", {"desa": ("package_ready", "package_partial", "package_none", "package.unknown")})


def service_partition(packages: PackageSet) -> Partition:
    """Every pair, those of each target, those of each service."""
    children = {"pairs": tuple(TARGETS)} | {t: tuple(s.id for s in packages.of(t)) for t in TARGETS}
    return Partition("service", children)


def package_partition(packages: PackageSet) -> Partition:
    """Pairs of a desa and a package by package."""
    return Partition("package", {"packages": tuple(package.id for package in packages.packages)})
