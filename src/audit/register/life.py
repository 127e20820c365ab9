"""Who is still there: died, moved, refuses, or has outgrown the register.

A dead child's name on a list of visits ends trust in the tool (reference/practice.md R11).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.register.dates import date_order, read_date
from audit.register.identity import read_nik
from audit.register.list_cells import born_date
from audit.register.lists import read_list, text
from audit.register.names import DIFFERENT, alike, child_name, persons
from audit.register.text import fold
from audit.schemas import CHILDREN

__all__ = [
    "ALIVE",
    "OUTGROWN",
    "RETURNED",
    "apply_life",
    "life_of",
    "life_status_at",
    "present_at",
    "read_life",
    "status_on",
    "with_life",
]

ALIVE, OUTGROWN = "hidup", "lulus_umur"
RETURNED = "kembali"  # of a list: a person has made sure that somebody who was gone is there
_WORDS = {
    ALIVE: ("hidup", "masih hidup", "hidup sehat", "sehat", "ada", "masih ada"),
    "meninggal": ("meninggal", "meninggal dunia", "md", "m d", "mati", "wafat", "alm", "almarhum", "almarhumah"),
    "pindah": ("pindah", "pindah keluar", "pindah domisili", "pindah alamat", "pindah rumah", "pindah tempat tinggal",
               "pindah luar kota", "pindah luar daerah", "pindah ke luar kota", "pindah ke luar daerah"),
    "menolak": ("menolak", "tolak", "tidak bersedia"),
    OUTGROWN: ("lulus umur", "lulus usia", "lulus"),
    RETURNED: ("kembali", "dipastikan ada", "dipastikan hidup", "dipastikan bersedia"),
}  # fmt: skip
_MEANING = {
    said: status
    for status, words in _WORDS.items()
    for word in words
    for said in (word, f"sudah {word}", f"telah {word}")
}
_FIELDS = {
    "child_id": ("child id", "id anak", "nomor anak", "kode", "kode anak", "kode ibu", "id ibu", "woman id"),
    "nik": ("nik", "nomor nik", "no nik"),
    "name": ("nama", "nama anak", "nama balita"),
    "birth_date": ("tanggal lahir", "tgl lahir"),
    "parent_name": ("nama ortu", "nama orang tua", "nama ibu", "ibu", "orang tua"),
    "status": ("status", "status hidup", "keterangan status"),
    "date": ("tanggal", "tanggal status", "tgl status", "tgl", "sejak"),
    "visit_status": ("hasil kunjungan",),  # only in the list of contradictions that is given out
}
_MONTHS_A_YEAR = 12


def read_life(path: Path) -> pd.DataFrame:
    """Read a list of life status: id or NIK, or name, birth date and (to tell namesakes apart) parent; status; date.

    The people are children and women. A list of contradictions that was given out (``register.life_conflicts``) is read
    back as one: rows that nobody has decided are left out. Returns columns ``child_id nik name birth_date parent_name
    status date`` with the row of the file as index. Raises ``InputError`` naming the row of a status or a date that
    cannot be read, or of somebody who is not named enough.
    """
    path = Path(path)
    cells = read_list(path, _FIELDS, ("status",))
    cells = cells[~((text(cells["status"]) == "") & (text(cells["visit_status"]) != ""))]
    order = date_order([*cells["birth_date"], *cells["date"]], path.name)
    frame = cells[["child_id", "name", "parent_name", "status"]].apply(text)
    frame["nik"] = [read_nik(cell) for cell in cells["nik"]]
    frame["nik"] = [number if status == "ok" else "" for number, status, _ in frame["nik"]]
    frame["status"] = frame["status"].map(fold).map(_MEANING)
    for column in ("birth_date", "date"):
        read = [born_date(cell, order) if column == "birth_date" else read_date(cell, order) for cell in cells[column]]
        for row, (_, reason) in zip(frame.index, read, strict=True):
            if reason:
                raise InputError("linkage.life_date", file=path.name, row=str(row))
        frame[column] = pd.Series([day for day, _ in read], index=frame.index, dtype="datetime64[s]")
    for row in frame.index[frame["status"].isna()]:
        raise InputError("linkage.life_status", file=path.name, row=str(row))
    unnamed = (frame["name"] == "") | frame["birth_date"].isna()
    nobody = (frame["child_id"] == "") & (frame["nik"] == "") & unnamed
    for row in frame.index[nobody]:
        raise InputError("linkage.life_nobody", file=path.name, row=str(row))
    return frame[["child_id", "nik", "name", "birth_date", "parent_name", "status", "date"]]


def apply_life(
    children: pd.DataFrame, identities: pd.DataFrame, life: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set ``life_status`` and ``life_status_date`` of the children that a list names (``life_of``, ``with_life``).

    Returns the children, and the rows of the list that fit no child or more than one.
    """
    found, unmatched = life_of(identities[identities["child_id"].isin(children["child_id"])], life)
    return CHILDREN.conform(with_life(children, found, "child_id")), unmatched


def life_of(identities: pd.DataFrame, life: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the status of everybody whom a list names (``status`` and ``date`` by id), and the rows that fit nobody.

    ``identities`` (``store.IDENTITIES``) are those of children and women. ``reason`` of a row that fits nobody or more
    than one is ``tidak_ditemukan`` or ``lebih_dari_satu``: nothing is guessed, a person looks. The newest status of a
    person counts; one without a date is taken for the newest.
    """
    identities = identities.reindex(columns=["child_id", "nik", "name", "birth_date", "parent_name"])
    namesakes = _by_name_and_birth(identities)
    known = set(identities["child_id"])
    owners = identities.dropna(subset=["nik"]).groupby("nik")["child_id"].agg(set).to_dict()
    names = dict(zip(identities["child_id"], identities["name"].fillna(""), strict=True))
    newest: dict[str, tuple[bool, pd.Timestamp, str]] = {}
    nobody: dict[int, str] = {}
    columns = ["child_id", "nik", "name", "birth_date", "parent_name", "status", "date"]
    rows = life.reindex(columns=columns).itertuples(name=None)
    for row, child_id, nik, name, born, parent, status, day in rows:
        if child_id:
            fits = {child_id} & known
        elif nik in owners and not _another(name, owners[nik], names):
            fits = owners[nik]
        else:
            fits = _same_parent(namesakes.get((child_name(name).folded, born), []), persons(parent))
        if len(fits) != 1:
            nobody[row] = "lebih_dari_satu" if fits else "tidak_ditemukan"
            continue
        entry = (True, pd.Timestamp.min, status) if pd.isna(day) else (False, day, status)
        (person,) = fits
        newest[person] = max(newest.get(person, entry), entry)
    people = sorted(newest)
    found = pd.DataFrame(
        {
            "status": pd.Series([newest[person][2] for person in people], dtype="string"),
            "date": pd.Series([pd.NaT if newest[p][0] else newest[p][1] for p in people], dtype="datetime64[s]"),
        }
    ).set_axis(pd.Index(people, dtype="string"))
    return found, life.loc[list(nobody)].assign(reason=list(nobody.values()))


def _another(name: object, owners: set[str], names: Mapping[str, str]) -> bool:
    """Whether a row names somebody else than those whose NIK it gives: a digit that slipped."""
    said = child_name(name).folded if isinstance(name, str) else ""
    own = [child_name(names[one]).folded for one in owners]
    return bool((alike([said] * len(own), own) == DIFFERENT).all())


def with_life(people: pd.DataFrame, found: pd.DataFrame, id: str) -> pd.DataFrame:
    """Set ``life_status`` and ``life_status_date`` of every row of a person whom ``life_of`` found.

    ``RETURNED`` is ``ALIVE`` there.
    """
    named = people[id].isin(found.index)
    said = found.reindex(people[id]).set_axis(people.index)
    return people.assign(
        life_status=people["life_status"].where(~named, said["status"].replace(RETURNED, ALIVE)),
        life_status_date=people["life_status_date"].where(~named, said["date"]),
    )


def _by_name_and_birth(identities: pd.DataFrame) -> dict[tuple[str, object], list[tuple[str, frozenset[str]]]]:
    found: dict[tuple[str, object], list[tuple[str, frozenset[str]]]] = {}
    filled = identities.fillna({"name": "", "parent_name": ""})
    rows = filled[["child_id", "name", "birth_date", "parent_name"]].itertuples(index=False, name=None)
    for child_id, name, born, parent in rows:
        found.setdefault((child_name(name).folded, born), []).append((child_id, frozenset(persons(parent))))
    return found


def _same_parent(candidates: list[tuple[str, frozenset[str]]], parents: tuple[str, ...]) -> set[str]:
    """Children of that name and birth date; with a parent on both sides, only those that share one."""
    return {child for child, people in candidates if not parents or not people or people.intersection(parents)}


def status_on(people: pd.DataFrame, day: date) -> pd.Series:
    """Status of children or women on a day as the lists say: one with a later date is not yet true."""
    later = people["life_status_date"] > pd.Timestamp(day)
    return people["life_status"].where(~later, ALIVE).astype("string")


def life_status_at(children: pd.DataFrame, day: date) -> pd.Series:
    """Status of each child on a day, in the order and with the index of ``children``.

    A status with a later date is not yet true; one without a date counts from the beginning. From the fifth birthday on
    (60 months) a child that is still there is ``lulus_umur`` for that day. Missing where nothing is known.
    """
    when = pd.Timestamp(day)
    status = status_on(children, day)
    years = int(max(end for _, end in AGE_BANDS_MONTHS.values())) // _MONTHS_A_YEAR
    outgrown = children["birth_date"].notna() & (children["birth_date"] + pd.DateOffset(years=years) <= when)
    return status.mask(outgrown & (status.isna() | (status == ALIVE)), OUTGROWN)


def present_at(children: pd.DataFrame, day: date) -> pd.Series:
    """Whether a child belongs on the lists of a day: born, under five, and not known to have died, moved or refused."""
    unborn = children["birth_date"] > pd.Timestamp(day)
    status = life_status_at(children, day)
    return (status.isna() | (status == ALIVE)).astype(bool) & ~unborn
