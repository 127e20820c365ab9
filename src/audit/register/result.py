"""What the border hands over: records, what was set aside, and the equation that ties both to the source rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import pandas as pd

from audit.results import Sentence

__all__ = [
    "CONTACTS",
    "MARKS",
    "RECORDS",
    "SET_ASIDE",
    "UNRECORDED",
    "ImportResult",
    "ImportSummary",
    "typed",
]

_TEXT, _NUMBER, _DATE, _ROW = "string", "float64", "datetime64[s]", "int64"

RECORDS: dict[str, str] = {
    "source_sheet": _TEXT,
    "source_row": _ROW,
    "nik": _TEXT,
    "nik_status": _TEXT,
    "name": _TEXT,
    "sex": _TEXT,
    "birth_date": _DATE,
    "birth_weight_kg": _NUMBER,
    "birth_length_cm": _NUMBER,
    "parent_name": _TEXT,
    "district": _TEXT,
    "kecamatan": _TEXT,
    "puskesmas": _TEXT,
    "desa": _TEXT,
    "area_code": _TEXT,
    "posyandu": _TEXT,
    "rt": _TEXT,
    "rw": _TEXT,
    "visit_date": _DATE,
    "weight_kg": _NUMBER,
    "lenhei_cm": _NUMBER,
    "measure": _TEXT,
    "muac_cm": _NUMBER,
    "exported_waz": _NUMBER,
    "exported_haz": _NUMBER,
    "exported_whz": _NUMBER,
    "weight_gain_status": _TEXT,
    "vitamin_a": _TEXT,
    "marks": _TEXT,
    "exported_waz_label": _TEXT,
    "exported_haz_label": _TEXT,
    "exported_whz_label": _TEXT,
    "entry_date": _DATE,
}
SET_ASIDE: dict[str, str] = {
    "source_sheet": _TEXT,
    "source_row": "Int64",
    "column": _TEXT,
    "value": _TEXT,
    "reason": _TEXT,
    "scope": _TEXT,
}
COLUMNS: dict[str, str] = {"source_sheet": _TEXT, "column": _TEXT, "letter": _TEXT, "field": _TEXT}
CONTACTS: dict[str, str] = {"source_sheet": _TEXT, "source_row": _ROW, "address": _TEXT, "phone": _TEXT}
UNRECORDED: dict[str, str] = {
    "source_sheet": _TEXT,
    "source_row": _ROW,
    "name": _TEXT,
    "parent_name": _TEXT,
    "nik": _TEXT,
}
MARKS = ("duplikat_persis", "ukur_ganda_hari_sama", "bb_lahir_gram", "tb_lahir_nol", "bayi_belum_bernama")


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """Counts of one file. ``rows_read = rows_kept + rows_set_aside`` over the non-empty rows below the header.

    ``measurements`` are the records: more than the rows kept where one row holds several months. Rows above a header
    and sheets without one stand outside the equation (scope "sheet" of what was set aside). Fields are also reachable
    as ``summary["rows_read"]``.
    """

    file: str
    form: str  # xlsx, xls, html, csv
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    measurements: int
    cells_set_aside: int
    sheets_read: int
    sheets_set_aside: int
    date_order: str  # "dmy" or "mdy" as decided from the file; "" where no date needed it

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_kept + self.rows_set_aside:
            raise RuntimeError(
                f"rows lost: {self.rows_read} read, {self.rows_kept} kept, {self.rows_set_aside} set aside"
            )

    def __getitem__(self, name: str) -> int | str:
        return asdict(self)[name]

    @property
    def sentence(self) -> Sentence:
        """The row equation in words."""
        values = {"file": self.file, "read": self.rows_read, "kept": self.rows_kept, "aside": self.rows_set_aside}
        return Sentence("register.summary", {**values, "measurements": self.measurements})

    def __str__(self) -> str:
        equation = f"rows_read {self.rows_read} = rows_kept {self.rows_kept} + rows_set_aside {self.rows_set_aside}"
        return f"{self.file}: {equation}; measurements {self.measurements}; cells_set_aside {self.cells_set_aside}"


@dataclass(frozen=True)
class ImportResult:
    """One file after the border.

    ``records`` has one row a measurement with the columns of ``RECORDS``; text is ``string`` with NA where missing,
    except ``marks``, which is empty where there is none. ``set_aside`` says what was not kept and why (scope "row",
    "cell" or "sheet"); reasons are ids whose sentences stand under ``register.reason.<id>``. ``columns`` says which
    column of the file was read as which field. For the vault, as they are written: ``contacts`` has the rows with an
    address or a telephone number (``CONTACTS``), ``unrecorded`` the children of rows set aside (``UNRECORDED``). All
    of them hold personal data: never a public file.
    """

    records: pd.DataFrame
    set_aside: pd.DataFrame
    summary: ImportSummary
    columns: pd.DataFrame
    contacts: pd.DataFrame = field(default_factory=lambda: typed([], CONTACTS))
    unrecorded: pd.DataFrame = field(default_factory=lambda: typed([], UNRECORDED))


def typed(rows: Sequence[tuple[object, ...]], columns: dict[str, str]) -> pd.DataFrame:
    """A frame of these columns and dtypes from a list of rows, also from none."""
    data = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    series = {
        name: pd.Series(list(values), dtype=dtype) for (name, dtype), values in zip(columns.items(), data, strict=True)
    }
    return pd.DataFrame(series)
