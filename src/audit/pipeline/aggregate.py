"""Public figures of a report as one flat table for other offices, with the codes of Kemendagri and of BPS."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from audit.pipeline.differences import Row
from audit.reference.bps_codes import bps_codes

__all__ = ["aggregate"]

_FIGURE = ("pembilang", "penyebut", "nilai", "sk_bawah", "sk_atas", "metode", "disamarkan", "catatan")


def aggregate(rows: Iterable[Row]) -> pd.DataFrame:
    """One row a public figure, as in ``hasil.json``, withheld ones without numbers; each figure once, sorted.

    ``kode_bps`` is missing where no bridge is known: desa, and areas newer than it.
    """
    bps = bps_codes()
    found = {
        (row["id"], row["wilayah"]["kode"]): {
            "id": row["id"],
            "indikator": row["indikator"],
            "periode": row["periode"],
            "tingkat": row["wilayah"]["tingkat"],
            "kode_kemendagri": row["wilayah"]["kode"],
            "kode_bps": bps.get(row["wilayah"]["kode"]),
            "nama": row["wilayah"]["nama"],
            **{name: row[name] for name in _FIGURE},
        }
        for row in rows
    }
    return pd.DataFrame([found[key] for key in sorted(found)]).convert_dtypes()  # counts as whole numbers
