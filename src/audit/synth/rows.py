"""Rows of a register as its writers take them: one visit with the child, its parents and its places as text."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.sample_registers import DistrictSpec, rates
from audit.synth.people import People
from audit.synth.places import Places

__all__ = ["FILE_COLUMNS", "sheet_rows"]

# Columns of a row that reach a file, in the order of the sheet; the others (keys, truth) never do.
FILE_COLUMNS = (
    "nik", "name", "sex", "birth_date", "birth_weight_kg", "birth_length_cm", "parent_name", "province", "district",
    "kecamatan", "puskesmas", "desa", "posyandu", "rt", "rw", "address", "visit_date", "weight_kg", "lenhei_cm",
    "measure", "muac_cm", "waz", "haz", "whz", "gain", "vitamin_a",
)  # fmt: skip


def sheet_rows(spec: DistrictSpec, people: People, places: Places, visits: pd.DataFrame) -> pd.DataFrame:
    """Join visits with what the register says of each child, in the order of the sheet: by place, date and name.

    Columns: ``FILE_COLUMNS`` and those of ``visits``. ``rt`` and ``rw`` are 0 where not known.
    """
    child = people.frame.iloc[visits["child_no"].to_numpy()].reset_index(drop=True)
    desa = places.desa.iloc[child["desa_no"].to_numpy()].reset_index(drop=True)
    father = child["father"].to_numpy(dtype=object)
    unnamed = child["unnamed_at_birth"].to_numpy() & (visits["age_days"].to_numpy() < rates()["unnamed_days"])
    known = child["rt"].to_numpy() > 0
    rows = visits.assign(
        **{c: child[c] for c in ("nik", "birth_date", "birth_weight_kg", "birth_length_cm", "rt", "wealth")},
        name=np.where(unnamed, "BY NY " + child["mother"].to_numpy(dtype=object), child["name"].to_numpy(dtype=object)),
        parent_name=np.where(father == "", "", father + " / ") + child["mother"].to_numpy(dtype=object),
        province=spec.province_text,
        district=spec.district_text,
        kecamatan=desa["kecamatan"],
        puskesmas=desa["puskesmas"],
        desa=desa["name"],
        desa_code=desa["code"],
        posyandu=places.posyandu["name"].to_numpy()[child["posyandu_no"]],
        rw=np.where(known, child["rw"], 0),
        address=[f"ALAMAT CONTOH NO {n}" for n in child["house_no"]],
    )
    return rows.sort_values(
        ["desa_code", "posyandu", "visit_date", "name", "child_no"], kind="stable", ignore_index=True
    )
