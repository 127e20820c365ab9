"""Sasaran: children under five registered and projected, by desa and month; the denominators of D/S."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from audit.reference.sample_registers import DistrictSpec, rates
from audit.synth.attendance import Registered
from audit.synth.people import People
from audit.synth.places import Places, apportion

__all__ = ["write"]

_HEADER = ("Kode Desa", "Kecamatan", "Desa/Kelurahan", "Bulan", "Balita Terdaftar", "Proyeksi")


def write(path: Path, spec: DistrictSpec, people: People, places: Places, months: Sequence[Registered]) -> None:
    """Write one row a desa and month, separated by ";", with a byte order mark as Excel in Indonesia likes it."""
    desa_no, desa = people.frame["desa_no"].to_numpy(), places.desa
    projected = apportion(desa["share"].to_numpy(), round(spec.population.value * rates()["children_of_population"]))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow(_HEADER)
        for here in months:
            counts = np.bincount(desa_no[here.child], minlength=len(desa))
            places_text = zip(desa["code"], desa["kecamatan"], desa["name"], counts, projected, strict=True)
            for code, kecamatan, name, count, projection in places_text:
                out.writerow((code, kecamatan, name, str(here.month), count, projection))
