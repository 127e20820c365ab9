"""The lists beside a register: brides, mothers, families, services, histories, consents and life status."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from audit.reference.sample_registers import DistrictSpec, rates
from audit.synth.answers import draw_consents, draw_life, draw_services
from audit.synth.couples import draw_couples, number_brides
from audit.synth.families import Families, make_families
from audit.synth.histories import draw_histories
from audit.synth.households import draw_households
from audit.synth.layouts import lists
from audit.synth.needs import needs_of_children, needs_of_women
from audit.synth.people import MONTHS_REGISTERED, People
from audit.synth.places import Places
from audit.synth.women import draw_contacts, number_pregnant

__all__ = ["LIST_FILES", "Lists", "draw_lists", "write_later_lists", "write_lists"]

LIST_FILES = (
    "catin-2025.xlsx", "ibu-2025.xlsx", "keluarga-2025.csv", "layanan-2025.csv", "riwayat-anak-2025.csv",
    "persetujuan-2025.csv", "status-hidup-2025.csv",
)  # fmt: skip
_RARELY_KNOWN = {
    "hb_g_dl": "hb_missing",
    "random_glucose_mg_dl": "glucose_missing",
    "development": "development_missing",
}
_ALWAYS = frozenset(
    {"nik", "name", "birth_date", "kk", "kecamatan", "desa", "posyandu", "group", "contact_date", "recorded_on",
     "wedding_date", "delivery_date", "groom_nik", "groom_name", "groom_birth_date", "mother_name", "head"}
)  # fmt: skip
_LIFE_HEADER = ("Nama", "Tanggal Lahir", "Nama Ibu", "Status", "Tanggal")


@dataclass(frozen=True)
class Lists:
    """What is true of families, women and children on the day of the lists.

    ``everybody`` has one row a family, listed or not. The others hold the rows of the lists in their order, as they
    would be without gaps, with the key of the person or family (``family_no``, ``child_no``, ``household_id``,
    ``child_id``) and what names it.
    """

    families: Families
    everybody: pd.DataFrame
    households: pd.DataFrame
    couples: pd.DataFrame
    contacts: pd.DataFrame
    histories: pd.DataFrame
    services: pd.DataFrame
    consents: pd.DataFrame
    life: pd.DataFrame

    def truth(self) -> dict[str, pd.DataFrame]:
        """What stands in each list without gaps, by row, for tests; the row of the file is two more than the index."""
        named = ("couples", "contacts", "households", "services", "histories", "consents", "life")
        return {name: getattr(self, name) for name in named}


def draw_lists(spec: DistrictSpec, people: People, places: Places, on: pd.Timestamp, rng: np.random.Generator) -> Lists:
    """Draw everybody whom the lists of a day name, and what is true of them."""
    r, pregnant = rates(), number_pregnant(spec)
    families = make_families(
        spec,
        people,
        places,
        brides=number_brides(spec),
        pregnant=pregnant - round(pregnant * r["pregnant_with_child_under_five"]),
        on=on,
        rng=rng,
    )
    everybody = draw_households(families, places, on, rng)
    couples = draw_couples(spec, families, on, rng)
    contacts = draw_contacts(families, people, places, pregnant, on, rng)
    histories = draw_histories(people, on, rng)
    family, child = _families_named(families, places), _children_named(people, families, places, on)
    woman = family.rename(columns={"mother": "name", "mother_nik": "nik", "mother_birth_date": "birth_date"})

    women = np.unique(contacts["family_no"])
    under_five = np.flatnonzero((people.frame["birth_date"] > on - pd.DateOffset(months=MONTHS_REGISTERED)).to_numpy())
    of_women = needs_of_women(contacts, everybody, women)
    of_children = needs_of_children(people, families, histories, everybody, under_five)
    visited = rng.random(len(family)) < r["services_listed"]
    wives, kids = _number(women, visited), _number(under_five, visited[families.of_child])
    steps = [
        _joined(draw_services({k: v[kids.at] for k, v in of_children.items()}, "child", on, rng), kids.no, child),
        _joined(draw_services({k: v[wives.at] for k, v in of_women.items()}, "woman", on, rng), wives.no, woman),
    ]
    answers = [
        _joined(draw_consents(len(under_five), ("ibu", "ayah", "wali"), on, rng), under_five, child),
        _joined(draw_consents(len(women), ("sendiri",), on, rng), women, woman),
    ]
    gone = [
        _joined(draw_life(len(under_five), on, rng), under_five, child),
        _joined(draw_life(len(women), on, rng), women, woman),
    ]
    listed = np.flatnonzero(rng.random(len(family)) < r["families_listed"])
    return Lists(
        families,
        everybody,
        _sorted(family.iloc[listed].reset_index(drop=True).join(everybody.iloc[listed].reset_index(drop=True)), "kk"),
        _sorted(_with(couples, woman), "contact_date"),
        _sorted(_with(contacts, woman), "contact_date"),
        _sorted(
            histories.join(child.drop(columns="child_no").iloc[histories["child_no"]].reset_index(drop=True)), "name"
        ),
        _sorted(pd.concat(steps, ignore_index=True), "date"),
        _sorted(pd.concat(answers, ignore_index=True), "decided_on"),
        _sorted(pd.concat(gone, ignore_index=True), "date"),
    )


def write_lists(folder: Path, drawn: Lists, rng: np.random.Generator) -> None:
    """Write the lists, with gaps where an office does not know; ``LIST_FILES`` names them."""
    couples, women, households, services, histories, consents, life = (folder / name for name in LIST_FILES)
    lists.write_book(couples, "couples", "Catin", _with_gaps(drawn.couples, rng))
    lists.write_book(women, "women", "Ibu", _with_gaps(_with_pressure(drawn.contacts), rng))
    lists.write_text(households, "households", _with_gaps(drawn.households, rng))
    lists.write_text(services, "services", drawn.services)
    lists.write_text(histories, "child_history", _with_gaps(drawn.histories, rng))
    lists.write_text(consents, "consents", drawn.consents)
    _write_life(life, drawn.life)


def write_later_lists(
    folder: Path, contacts: pd.DataFrame, histories: pd.DataFrame, life: pd.DataFrame, rng: np.random.Generator
) -> None:
    """Write what a later half-year's lists say: mothers, histories and life status, each with 2026 in its name."""
    lists.write_book(folder / "ibu-2026.xlsx", "women", "Ibu", _with_gaps(_with_pressure(contacts), rng))
    lists.write_text(folder / "riwayat-anak-2026.csv", "child_history", _with_gaps(histories, rng))
    _write_life(folder / "status-hidup-2026.csv", life)


def _with_pressure(contacts: pd.DataFrame) -> pd.DataFrame:
    """Blood pressure as people write it: 120/80."""
    systolic = contacts["systolic_mmhg"]
    pressure = systolic.map("{:.0f}".format) + "/" + contacts["diastolic_mmhg"].map("{:.0f}".format)
    return contacts.assign(blood_pressure=pressure.where(systolic.notna()))


def _write_life(path: Path, life: pd.DataFrame) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow(_LIFE_HEADER)
        for row in life.itertuples():
            out.writerow((row.name, f"{row.birth_date:%d/%m/%Y}", row.mother_name, row.status, f"{row.date:%d/%m/%Y}"))


@dataclass(frozen=True)
class _Some:
    no: np.ndarray
    at: np.ndarray


def _number(of: np.ndarray, chosen: np.ndarray) -> _Some:
    """Which of some numbered people are chosen: their numbers, and their places among ``of``."""
    at = np.flatnonzero(chosen[of])
    return _Some(of[at], at)


def _joined(rows: pd.DataFrame, of: np.ndarray, named: pd.DataFrame) -> pd.DataFrame:
    """Rows about the ``no``-th of some people with what names them."""
    who = named.iloc[of[rows["no"].to_numpy()]].reset_index(drop=True)
    return rows.drop(columns="no").join(who)


def _with(rows: pd.DataFrame, woman: pd.DataFrame) -> pd.DataFrame:
    return rows.join(woman.drop(columns="family_no").iloc[rows["family_no"]].reset_index(drop=True))


def _sorted(rows: pd.DataFrame, then: str) -> pd.DataFrame:
    return rows.sort_values(["area_code", then, "kk"], kind="stable", ignore_index=True)


def _families_named(families: Families, places: Places) -> pd.DataFrame:
    frame = families.frame
    return pd.DataFrame(
        {
            "family_no": np.arange(len(frame)),
            **{c: frame[c] for c in ("household_id", "kk", "mother", "mother_nik", "mother_birth_date")},
            "head": frame["father"],
            "mother_name": "",
            **_place_of(frame["desa_no"].to_numpy(), frame["posyandu_no"].to_numpy(), places),
        }
    )


def _children_named(people: People, families: Families, places: Places, on: pd.Timestamp) -> pd.DataFrame:
    frame = people.frame
    unnamed = frame["unnamed_at_birth"] & ((on - frame["birth_date"]).dt.days < rates()["unnamed_days"])
    return pd.DataFrame(
        {
            "child_no": np.arange(len(frame)),
            **{c: frame[c] for c in ("child_id", "household_id", "nik", "birth_date")},
            "name": frame["name"].where(~unnamed, "BY NY " + frame["mother"]),
            "mother_name": frame["mother"],
            "mother_nik": families.frame["mother_nik"].to_numpy()[families.of_child],
            "kk": families.frame["kk"].to_numpy()[families.of_child],
            **_place_of(frame["desa_no"].to_numpy(), frame["posyandu_no"].to_numpy(), places),
        }
    )


def _place_of(desa_no: np.ndarray, posyandu_no: np.ndarray, places: Places) -> dict[str, np.ndarray]:
    return {
        "area_code": places.desa["code"].to_numpy()[desa_no],
        "kecamatan": places.desa["kecamatan"].to_numpy()[desa_no],
        "desa": places.desa["name"].to_numpy()[desa_no],
        "posyandu": places.posyandu["name"].to_numpy()[posyandu_no],
    }


def _with_gaps(rows: pd.DataFrame, rng: np.random.Generator, always: Collection[str] = _ALWAYS) -> pd.DataFrame:
    """Blank a share of the cells of what is noted; who it is about stays."""
    r, out = rates(), {}
    for column in rows.columns:
        if column in always or column.endswith(("_id", "_no", "_code", "_nik")):
            out[column] = rows[column]
        else:
            known = rng.random(len(rows)) >= r[_RARELY_KNOWN.get(column, "cell_missing")]
            values = rows[column].astype("boolean") if rows[column].dtype == bool else rows[column]
            out[column] = values.where(known)
    return pd.DataFrame(out)
