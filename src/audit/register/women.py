"""Contacts of women (catin, bumil, nifas, busui) from imported lists, and who the women are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from audit.reference.import_rules import WOMAN_AGE_YEARS
from audit.register.list_fields import layout
from audit.register.one_record import one_each
from audit.register.people_list import ImportedList, by_list
from audit.register.text import fold
from audit.register.whose import household_id, shared_niks
from audit.register.woman_ids import woman_descriptions, woman_ids
from audit.schemas import WOMEN
from audit.store import IDENTITIES

__all__ = ["Women", "women_of"]

_DAYS_A_WEEK, _DAYS_A_YEAR = 7, 365.25
_MAY_DIFFER = (
    "birth_date", "area_code", "posyandu", "household_id", "nik_status", "source_system", "source_file", "source_sheet",
    "source_row",
)  # fmt: skip
_LIMITS = {name: layout("women").fields[name].limits for name in ("systolic_mmhg", "diastolic_mmhg", "gestation_weeks")}


@dataclass(frozen=True)
class Women:
    """``contacts`` are canonical (``WOMEN``), ``identities`` for the vault; ``lists`` are as they were read, less the
    rows and cells that turned out to be none.

    ``descriptions`` (``store.DESCRIPTIONS``) are for the vault, so that ids stay. ``children`` says which child a row
    names: ``source``, ``woman_id``, ``household_id``, ``on``, ``child_nik``, ``child_id``.
    """

    contacts: pd.DataFrame
    identities: pd.DataFrame
    lists: Mapping[str, ImportedList]
    children: pd.DataFrame
    descriptions: pd.DataFrame


def women_of(
    lists: Mapping[str, ImportedList], kinds: Mapping[str, str], *, key: bytes, known: pd.DataFrame | None = None
) -> Women:
    """Make contacts of lists of couples and women by source id; ``kinds`` says ``couples`` or ``women`` for each.

    ``known`` are the descriptions of women that earlier runs put into the vault.

    Of a couple only the bride has contacts; that the groom smokes is exposure to smoke. Blood pressure must be
    possible, and weeks of gestation are counted from the last period where they are not given. Two rows of a woman on
    one day are one contact where they do not contradict each other.
    """
    mended = {source: _mended(list_, kinds[source]) for source, list_ in lists.items()}
    rows = pd.concat(
        [list_.records.assign(source_file=source, row=list_.records.index) for source, list_ in mended.items()],
        ignore_index=True,
    ) if mended else _no_rows()  # fmt: skip
    shared = rows["nik"].isin(shared_niks(rows)) if len(rows) else pd.Series(dtype=bool)
    rows["nik"] = rows["nik"].where(~shared, None)
    rows["woman_id"] = woman_ids(rows, key, known)
    aside: dict[int, str] = dict.fromkeys(rows.index[rows["woman_id"].isna()], "tanpa_identitas_orang")
    rows["household_id"] = [household_id(key, kk) for kk in rows["kk"]]
    rows["nik_status"] = pd.Series("ok", index=rows.index).where(rows["nik"].notna(), None)
    rows["source_system"] = rows["source_system"].where(rows["source_system"].notna(), rows["source_file"])
    kept = rows.drop(index=list(aside))
    merged, conflicts = one_each(kept, ("woman_id", "contact_date"), [c for c in WOMEN.names if c not in _MAY_DIFFER])
    aside |= conflicts
    contacts = WOMEN.conform(_family(merged).reindex(columns=list(WOMEN.names)))
    contacts = contacts.sort_values(["woman_id", "contact_date"], ignore_index=True)
    twice = by_list(rows, dict.fromkeys(rows.index[shared], "nik_dua_orang"))
    gone = by_list(rows, aside)
    after = {
        source: list_.without_cells("nik", twice.get(source, {})).without(gone.get(source, {}))
        for source, list_ in mended.items()
    }
    named = kept.rename(columns={"contact_date": "on", "source_file": "source"})
    links = named.reindex(columns=["source", "woman_id", "household_id", "on", "child_nik", "child_id"])
    links = links[links[["child_nik", "child_id"]].notna().any(axis=1)]
    return Women(contacts, _identities(kept), after, links, woman_descriptions(rows, key, known))


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame(columns=[*layout("women").fields, "source_sheet", "source_row", "source_file", "row"])


def _mended(list_: ImportedList, kind: str) -> ImportedList:
    """Fields of a contact from what the columns of the list say, and rows without a group set aside."""
    list_ = _possible(list_)
    frame = list_.records.copy()
    fields = layout(kind).fields
    for name in (*layout("women").fields, *layout("couples").fields):
        if name not in frame:
            frame[name] = None
    if kind == "couples":
        frame["group"] = "catin"
        frame["smoke_at_home"] = frame["smoke_at_home"].where(
            frame["smoke_at_home"].notna() | ~frame["groom_smokes"].eq(True), True
        )
    else:
        words = fields["group"].words or {}
        of_sheet = {sheet: _group_in(sheet, words) for sheet in frame["source_sheet"].dropna().unique()}
        frame["group"] = frame["group"].where(frame["group"].notna(), frame["source_sheet"].map(of_sheet))
    frame["gestation_weeks"] = _weeks(frame)
    _set_supplement(frame)
    ungrouped = frame.index[frame["group"].isna()]
    return replace(list_, records=frame).without(dict.fromkeys(map(int, ungrouped), "tanpa_kelompok"))


def _group_in(sheet: str, words: Mapping[str, str]) -> str | None:
    """The group that the name of a sheet names, where it names exactly one."""
    said = f" {fold(sheet)} "
    named = [word for word in words if f" {word} " in said]
    longest = [word for word in named if not any(word != other and word in other for other in named)]
    groups = {words[word] for word in longest}
    return groups.pop() if len(groups) == 1 else None


def _possible(list_: ImportedList) -> ImportedList:
    """The list with blood pressure in two fields, and without pressures and birth dates that cannot be."""
    frame = list_.records.copy()
    for name in ("systolic_mmhg", "diastolic_mmhg", "blood_pressure"):
        if name not in frame:
            frame[name] = None
    pairs = frame["blood_pressure"]
    for at, name in enumerate(("systolic_mmhg", "diastolic_mmhg")):
        both = pairs.map(lambda pair, at=at: pair[at] if isinstance(pair, tuple) else None)
        frame[name] = frame[name].where(frame[name].notna(), both)
    odd = [
        i
        for i, high, low in zip(frame.index, frame["systolic_mmhg"], frame["diastolic_mmhg"], strict=True)
        if not (_within(high, "systolic_mmhg") and _within(low, "diastolic_mmhg"))
        or (not pd.isna(high) and not pd.isna(low) and high <= low)
    ]
    frame["blood_pressure"] = [
        f"{a:.0f}/{b:.0f}" if isinstance(p, tuple) else _plain(a, b)
        for p, a, b in zip(pairs, frame["systolic_mmhg"], frame["diastolic_mmhg"], strict=True)
    ]
    read = set(list_.columns["field"])
    field = next((name for name in ("blood_pressure", "systolic_mmhg") if name in read), "diastolic_mmhg")
    list_ = replace(list_, records=frame).without_cells(field, dict.fromkeys(odd, "tekanan_tak_mungkin"))
    list_.records.loc[odd, ["systolic_mmhg", "diastolic_mmhg"]] = None
    born, seen = pd.to_datetime(frame["birth_date"]), pd.to_datetime(frame["contact_date"])
    years = (seen - born).dt.days / _DAYS_A_YEAR
    low, high = WOMAN_AGE_YEARS
    return list_.without_cells(
        "birth_date", dict.fromkeys(frame.index[years.notna() & ~years.between(low, high)], "umur_tak_mungkin")
    )


def _plain(high: object, low: object) -> str:
    return "/".join("" if pd.isna(x) else f"{x:.0f}" for x in (high, low))  # pyright: ignore


def _within(value: Any, name: str) -> bool:
    low, high = _LIMITS[name] or (0, 0)
    return pd.isna(value) or low <= value <= high


def _weeks(frame: pd.DataFrame) -> pd.Series:
    """Completed weeks on the day of the contact: as given, else counted from the first day of the last period."""
    days = (pd.to_datetime(frame["contact_date"]) - pd.to_datetime(frame["last_period"])).dt.days
    low, high = _LIMITS["gestation_weeks"] or (0, 0)
    counted = days // _DAYS_A_WEEK
    return frame["gestation_weeks"].where(frame["gestation_weeks"].notna(), counted.where(counted.between(low, high)))


def _set_supplement(frame: pd.DataFrame) -> None:
    """Product and tablets from columns of one product each; of two products in one pregnancy, the product is open."""
    ttd, mms = (pd.to_numeric(frame[name]).astype("float64") for name in ("ttd_tablets", "mms_tablets"))
    one = pd.Series(None, index=frame.index, dtype=object)
    one[ttd.notna() & ~(mms > 0)] = "ttd"
    one[mms.notna() & ~(ttd > 0) & ~(ttd.notna() & mms.eq(0))] = "mms"
    told = frame["supplement_tablets"].isna() & (ttd.notna() | mms.notna())
    frame["supplement_product"] = frame["supplement_product"].where(~told | frame["supplement_product"].notna(), one)
    frame["supplement_tablets"] = frame["supplement_tablets"].where(~told, ttd.fillna(0) + mms.fillna(0))


def _family(contacts: pd.DataFrame) -> pd.DataFrame:
    """Birth date, desa, posyandu and family of each contact: where a contact is silent, the woman's newest."""
    contacts = contacts.sort_values(["woman_id", "contact_date"])
    for name in ("birth_date", "area_code", "posyandu", "household_id", "nik_status"):
        newest = contacts.groupby("woman_id")[name].transform("last")
        contacts[name] = contacts[name].where(contacts[name].notna(), newest)
    return contacts


def _identities(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a woman with her newest name, NIK, birth date and place."""
    names = ["name", "nik", "birth_date", "area_code", "posyandu"]
    newest = rows.sort_values(["woman_id", "contact_date"]).groupby("woman_id")[names].last()
    return IDENTITIES.conform(newest.rename_axis("child_id").reset_index())
