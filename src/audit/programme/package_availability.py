"""Availability of the five packages by desa (KPM form 1), apart from who received them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.areas import Areas
from audit.reference.scorecard_groups import AVAILABLE, package_partition
from audit.reference.service_packages import ELEMENTS, PackageSet
from audit.results import Cell, CountTable
from audit.survey import count_table

__all__ = ["PackageAvailability", "package_availability"]


@dataclass(frozen=True)
class PackageAvailability:
    """``table``: one row a desa and package, each element True, False or missing, ``lacking`` (ids joined by ";"),
    ``not_noted`` and ``available``. ``counts``: desa by package and level, no persons.

    "package_ready": facility, staff, supply and schedule are all there; "package_none": none of them;
    "package_partial": something is known to be lacking, but not all; "package.unknown": nothing is known to lack, but
    not everything is noted. A desa that filed no form is unknown, never without.
    """

    table: pd.DataFrame
    counts: CountTable


def package_availability(
    availability: pd.DataFrame, quarter: str, packages: PackageSet, areas: Areas
) -> PackageAvailability:
    """Judge every desa of the district in a quarter (``2025-Q1``); rows of other areas and packages are left out."""
    codes = [area.code for area in areas.desa]
    ids = [package.id for package in packages.packages]
    every = pd.MultiIndex.from_product([codes, ids], names=["area_code", "package"])
    noted = availability[availability["quarter"].eq(quarter).to_numpy(dtype=bool, na_value=False)]
    table = noted.set_index(["area_code", "package"])[list(ELEMENTS)].reindex(every).astype("boolean")
    yes = table.eq(True).to_numpy(dtype=bool, na_value=False)
    no = table.eq(False).to_numpy(dtype=bool, na_value=False)
    names = np.array(ELEMENTS, dtype=object)
    table["lacking"] = [";".join(names[row]) for row in no]
    table["not_noted"] = [";".join(names[row]) for row in ~(yes | no)]
    partial = np.where(no.any(axis=1), "package_partial", "package.unknown")
    partial = np.where(no.all(axis=1), "package_none", partial)
    table["available"] = np.where(yes.all(axis=1), "package_ready", partial)
    table = table.reset_index()
    cells = [
        Cell.of(quarter, package=id, available=level) for id in ids for level in ("desa", *AVAILABLE.below("desa"))
    ]
    partitions = (package_partition(packages), AVAILABLE)
    frame = table.assign(period=quarter)[["period", "package", "available"]].astype("object")
    return PackageAvailability(table, count_table("package_availability", frame, cells, partitions, personal=False))
