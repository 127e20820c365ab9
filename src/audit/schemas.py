"""Canonical tables: what stands behind the border, with key, units and version. No reader lives here.

Floor 0. Units are part of the names (``weight_kg``). Every column may be missing unless it is in the key: null is not
zero, and "not applicable" is not "no". Text is pandas ``string``, numbers are ``float64``, dates ``datetime64[s]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

__all__ = ["CHILDREN", "REGISTERED", "TABLES", "VISITS", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table: its key, its columns with dtypes in order, and the version of that promise."""

    name: str
    version: int
    key: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(name for name, _ in self.columns)

    @property
    def tag(self) -> str:
        """What a Parquet file of it carries, e.g. ``visits/1``."""
        return f"{self.name}/{self.version}"

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the columns of this table, in order and of their dtypes; absent ones are added as missing.

        Raises ``ValueError`` for columns that the table does not have and for a missing or repeated key: both are bugs
        of the caller, since data were parsed at the border.
        """
        extra = sorted(set(frame.columns) - set(self.names))
        if extra:
            raise ValueError(f"{self.tag} has no columns {extra}")
        out = frame.reindex(columns=list(self.names)).astype(dict(self.columns)).reset_index(drop=True)
        key = out[list(self.key)]
        if key.isna().any(axis=None) or key.duplicated().any():
            raise ValueError(f"{self.tag}: key {self.key} is missing or repeated")
        return out


_TEXT, _NUMBER, _DATE, _WHOLE, _YES = "string", "float64", "datetime64[s]", "Int64", "boolean"

CHILDREN = Table(
    "children",
    1,
    ("child_id",),
    (
        ("child_id", _TEXT),
        ("sex", _TEXT),  # m, f
        ("birth_date", _DATE),
        ("birth_weight_kg", _NUMBER),
        ("birth_length_cm", _NUMBER),
        ("gestation_weeks", _NUMBER),
        ("area_code", _TEXT),  # Kemendagri, four levels; of the newest visit
        ("posyandu", _TEXT),
        ("household_id", _TEXT),
        ("mother_id", _TEXT),
        ("nik_status", _TEXT),
        ("life_status", _TEXT),  # hidup, meninggal, pindah, menolak, lulus_umur
        ("life_status_date", _DATE),
        ("consent_audit", _YES),
        ("consent_review", _YES),
        ("consent_vignette", _YES),
        ("consent_sponsor", _YES),
        ("consent_research", _YES),
    ),
)

VISITS = Table(
    "visits",
    2,
    ("child_id", "visit_date", "seq"),
    (
        ("child_id", _TEXT),
        ("visit_date", _DATE),
        ("seq", _WHOLE),  # 1, 2, … for several measurements of one day
        ("weight_kg", _NUMBER),
        ("lenhei_cm", _NUMBER),
        ("measure", _TEXT),  # l lying, h standing
        ("muac_cm", _NUMBER),
        ("headc_cm", _NUMBER),
        ("oedema", _TEXT),  # y, n
        ("exported_haz", _NUMBER),
        ("exported_waz", _NUMBER),
        ("exported_whz", _NUMBER),
        ("exported_haz_label", _TEXT),
        ("exported_waz_label", _TEXT),
        ("exported_whz_label", _TEXT),
        ("weight_gain_status", _TEXT),  # N, T, O, B
        ("vitamin_a", _TEXT),
        ("development", _TEXT),
        ("entry_date", _DATE),  # day on which the measurement was entered; since version 2
        ("source_file", _TEXT),
        ("source_sheet", _TEXT),
        ("source_row", _WHOLE),
    ),
)

REGISTERED = Table(
    "registered",
    1,
    ("area_code", "month"),
    (
        ("area_code", _TEXT),  # desa or kelurahan
        ("month", _TEXT),  # 2025-08
        ("registered", _WHOLE),  # children under five on the list: S
        ("projected", _WHOLE),
    ),
)

TABLES = MappingProxyType({table.name: table for table in (CHILDREN, VISITS, REGISTERED)})
