"""Rows that say exactly the same about a child, taken together before anything is compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit.register.names import child_name, persons, place
from audit.store import keyed_id

__all__ = ["SOURCE", "Signatures", "day_number", "signatures_of"]

SOURCE = ("source_file", "source_sheet", "source_row")
_PLACEHOLDER_SERIAL = "0000"
_CONTENT = (
    "name", "written", "unnamed", "order", "persons", "sex", "birth_date", "area_code", "posyandu", "nik",
    "birth_weight_kg", "birth_length_cm",
)  # fmt: skip
_NO_DAY = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Signatures:
    """Distinct descriptions of children, in an order that does not depend on the order of the rows.

    ``frame``: one row a description, columns ``name written unnamed order persons sex birth_date area_code
    posyandu nik birth_weight_kg birth_length_cm`` (all folded but ``written``; empty text or NaN where not known).
    ``ids``: a keyed hash of each.
    ``of_record``: which description each record has.
    """

    frame: pd.DataFrame
    ids: NDArray[np.object_]
    of_record: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.frame)

    def text(self, column: str) -> NDArray[np.object_]:
        """Return a column of text."""
        return self.frame[column].to_numpy(object)

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """Birth date as days since 1970; the smallest integer where not known."""
        return day_number(self.frame["birth_date"])

    @cached_property
    def has_day(self) -> NDArray[np.bool_]:
        """Whether the birth date is known."""
        return self.days != _NO_DAY

    @cached_property
    def date_parts(self) -> NDArray[np.int16]:
        """Year, month and day of birth, one row each; 0 where not known."""
        dates = self.frame["birth_date"].dt
        return np.stack([part.fillna(0).to_numpy(np.int16) for part in (dates.year, dates.month, dates.day)])

    @cached_property
    def parents(self) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
        """First and second person named as parent; empty where there is none."""
        names = [text.split("|") for text in self.text("persons")]
        first = np.array([p[0] for p in names], object)
        second = np.array([p[1] if len(p) > 1 else "" for p in names], object)
        return first, second


def day_number(dates: pd.Series) -> NDArray[np.int64]:
    """Days since 1970 of a column of dates; the smallest integer where missing."""
    return dates.to_numpy("datetime64[D]").astype(np.int64)


def signatures_of(records: pd.DataFrame, key: bytes, alone: Callable[[pd.DataFrame], NDArray[np.bool_]]) -> Signatures:
    """Fold the records and take equal ones together.

    ``alone`` says which descriptions are too poor for equal rows to be one child ("AISYAH", nothing else): these stay a
    description a row. So do rows of an unnamed baby measured twice on a day with different results: they may be twins.
    """
    folded = _folded(records)
    group = folded.groupby(list(_CONTENT), sort=True, dropna=False).ngroup().to_numpy().astype(np.int64)
    first = folded.assign(group=group).drop_duplicates("group").set_index("group").sort_index()
    apart = alone(first[list(_CONTENT)])[group] | _perhaps_twins(records, folded, group)
    folded["apart"] = np.where(apart, _where(records), "")
    columns = [*_CONTENT, "apart"]
    of_record = folded.groupby(columns, sort=True, dropna=False).ngroup().to_numpy()
    frame = folded.assign(group=of_record).drop_duplicates("group").sort_values("group")[columns].reset_index(drop=True)
    as_text = frame.assign(birth_date=frame["birth_date"].dt.strftime("%Y-%m-%d")).astype("string").fillna("")
    ids = np.array([keyed_id(key, *row) for row in as_text.itertuples(index=False, name=None)], object)
    return Signatures(frame.drop(columns="apart"), ids, of_record.astype(np.int64))


def _where(records: pd.DataFrame) -> NDArray[np.object_]:
    """Source of each record; the measurements of a wide row are numbered."""
    nth = records.groupby(list(SOURCE), dropna=False).cumcount()
    parts = [records[column].astype("string").fillna("").to_numpy(object) for column in SOURCE]
    return np.array(["/".join([*map(str, row)]) for row in zip(*parts, nth, strict=True)], object)


def _folded(records: pd.DataFrame) -> pd.DataFrame:
    names = _mapped(records["name"], child_name)
    nik = records["nik"].astype("string").fillna("")
    intact = (records["nik_status"] == "ok").fillna(False).to_numpy(bool)
    return pd.DataFrame(
        {
            "name": [n.folded for n in names],
            "written": [n.written for n in names],
            "unnamed": [n.unnamed for n in names],
            "order": [n.order for n in names],
            "persons": _mothers_too(_mapped(records["parent_name"], persons), names),
            "sex": records["sex"].astype("string").fillna("").to_numpy(object),
            "birth_date": records["birth_date"].to_numpy("datetime64[s]"),
            "area_code": records["area_code"].astype("string").fillna("").to_numpy(object),
            "posyandu": _mapped(records["posyandu"], place),
            "nik": nik.where(intact & ~nik.str.endswith(_PLACEHOLDER_SERIAL).to_numpy(bool), "").to_numpy(object),
            "birth_weight_kg": records["birth_weight_kg"].round(2).to_numpy(float),
            "birth_length_cm": records["birth_length_cm"].round(1).to_numpy(float),
        }
    )


def _mapped(column: pd.Series, fold: Callable[[str], object]) -> list:
    """Fold each distinct text once."""
    texts = column.astype("string").fillna("")
    folded: Mapping[str, object] = {text: fold(text) for text in texts.unique()}
    return [folded[text] for text in texts]


def _mothers_too(parents: list[tuple[str, ...]], names: list) -> list[str]:
    """The mother in "BY NY …" is a parent too, unless the parents' column names her already."""
    return [
        "|".join(sorted({*people, name.mother} - {""})) if name.mother else "|".join(people)
        for people, name in zip(parents, names, strict=True)
    ]


def _perhaps_twins(records: pd.DataFrame, folded: pd.DataFrame, group: NDArray[np.int64]) -> NDArray[np.bool_]:
    unnamed = folded["unnamed"].to_numpy(bool)
    if not unnamed.any():
        return np.zeros(len(records), bool)
    days = pd.DataFrame(
        {"group": group, "day": records["visit_date"].to_numpy(), "kg": records["weight_kg"].to_numpy()}
    )
    doubled = days[unnamed].dropna().drop_duplicates().duplicated(["group", "day"])
    twins = days.loc[doubled.index[doubled], "group"]
    return np.isin(group, twins)
