"""How the village scorecard splits what it counts: pairs of a person and a service, households, desa.

A pair is one person and one service in one quarter; all pairs of one service are all persons of its target, so that
counts by service add up to those by target and to the total within one tree. Labels: ``packages.state.<level>``.
"""

from __future__ import annotations

from audit.reference.service_packages import TARGETS, PackageSet
from audit.results import Partition

__all__ = [
    "AVAILABLE", "FEWEST_DESA", "PAUD", "RECEIPT", "STANDARD", "household_partition", "package_partition",
    "service_partition",
]  # fmt: skip

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
# Desa of a district and how far a package is there.
AVAILABLE = Partition("available", {"desa": ("package_ready", "package_partial", "package_none", "package.unknown")})
# Children of two to six years: whether they came to PAUD in the quarter (form 2C), in no percentage of the scorecard.
PAUD = Partition("paud", {"paud.children": ("paud.attending", "paud.not_attending", "paud.unknown")})


# A kecamatan is told apart in public only where so many of its desa filed forms: with one the figure would be that of
# the desa, with two each could work out the other. Ours.
FEWEST_DESA = 3


def service_partition(packages: PackageSet) -> Partition:
    """Every pair, those of each target, of each package of a target (``mother.kia``), of each service."""
    children: dict[str, tuple[str, ...]] = {"pairs": tuple(TARGETS)}
    for target in TARGETS:
        own = packages.of(target)
        of_package = {f"{target}.{p.id}": tuple(s.id for s in own if s.package == p.id) for p in packages.packages}
        of_package = {level: services for level, services in of_package.items() if services}
        children |= {target: tuple(of_package)} | of_package
    return Partition("service", children)


def package_partition(packages: PackageSet) -> Partition:
    """Pairs of a desa and a package by package."""
    return Partition("package", {"packages": tuple(package.id for package in packages.packages)})


def household_partition(package: str = "") -> Partition:
    """Households with somebody to whom a service (of a package) applies: whether all of them had all that applied."""
    levels = {
        "household.any": ("household", "household.nothing"),
        "household": ("all_received", "some_missing", "household.unknown"),
    }
    return Partition(f"convergence.{package}" if package else "convergence", levels)
