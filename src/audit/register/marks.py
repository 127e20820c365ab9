"""Marks of records: what a reader of the register should know, without anything being changed."""

from __future__ import annotations

import pandas as pd

from audit.register.result import MARKS, RECORDS

__all__ = ["mark"]

_NOT_CONTENT = ("source_sheet", "source_row", "nik_status", "marks", "exported_waz_label", "exported_haz_label",
                "exported_whz_label", "entry_date")  # fmt: skip
_SAME_CHILD = ("name", "sex", "birth_date", "visit_date")


def mark(records: pd.DataFrame, nik_text: pd.Series, seen: pd.DataFrame) -> pd.Series:
    """Join the marks of each record by ";", in the order of ``MARKS``.

    An exact duplicate equals an earlier record in every field that is read (and in its NIK as written, masked or not);
    the earlier one is not marked. ``ukur_ganda_hari_sama``: other records of the same child (NIK as written, name, sex,
    birth date, and the parent where there is no whole NIK) on the same day, exact duplicates apart. ``nik_text`` is the
    NIK cell as written; ``seen`` holds the marks found while reading.
    """
    content = [name for name in RECORDS if name not in _NOT_CONTENT]
    exact = records["name"].notna() & records["visit_date"].notna()
    exact &= records.duplicated(["name", "visit_date"], keep=False)  # few are left to be compared in every field
    whole = records.loc[exact, content].assign(_nik=nik_text)
    exact[exact] = whole.duplicated(keep="first")

    key = records[list(_SAME_CHILD)].assign(
        name=records["name"].str.casefold(),
        _nik=nik_text,
        _parent=records["parent_name"].str.casefold().where(records["nik"].isna()),
    )
    who = records["name"].notna() & records["birth_date"].notna() & records["visit_date"].notna()
    who &= ~seen["bayi_belum_bernama"] | records["nik"].notna()
    twice = pd.Series(False, index=records.index)
    candidates = key[who & ~exact]
    twice[candidates.index] = candidates.duplicated(keep=False)

    found = {"duplikat_persis": exact, "ukur_ganda_hari_sama": twice, **{name: seen[name] for name in seen}}
    marks = pd.Series("", index=records.index, dtype="string")
    for name in MARKS:
        here = found[name].to_numpy(bool)
        if here.any():
            marks[here] = (marks[here] + ";" + name).str.removeprefix(";")
    return marks
