"""Invented visits with the dirt of real exports and the truth beside them, and the measure of a linkage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest


def words(text: str) -> list[str]:
    return text.split()


BOYS = words(
    "Arkan Bima Daffa Elang Fadil Galang Haikal Ilham Jaka Kenzo Lutfi Naufal Raka Satria Tegar Wira Yoga Zidan"
)
GIRLS = words(
    "Alya Bunga Citra Dinda Elok Fitri Gendis Hana Intan Kirana Laras Mutia Nadin Puspa Rania Sekar Tiara Zahra"
)
MIDDLE = words(
    "Nur Putra Putri Rizki Dwi Tri Eka Cahya Bayu Surya Ayu Dian Fajar Indah Bagus Ratna Adi Sari Budi Wulan"
)
LAST = words(
    "Pratama Ramadhan Saputra Lestari Maharani Nugraha Wijaya Permata Azzahra Hidayat Anggraini Kusuma Safitri "
    "Firmansyah Oktavia Siregar Harahap Nasution Lubis Simanjuntak Hasibuan Ginting Tarigan Sembiring Purba"
)
MOTHERS = words(
    "Siti Dewi Nur Sri Rina Yuliana Fitriani Eka Lilis Maimunah Aisyah Kartika Wahyuni Marlina Suryani Rohmah"
)
FATHERS = words("Joko Agus Hendra Rudi Slamet Yusuf Andi Bambang Iwan Dedi Asep Eko Arif Hadi Rahmat Suparman")


def last_vowel(first: str, rng: np.random.Generator) -> str:
    """Raka, Raki."""
    return first[:-1] + ("i" if first[-1] != "i" else "a")


def any_letter(first: str, rng: np.random.Generator) -> str:
    """Raka, Rafa: one letter another, the first one too, or one more."""
    k = int(rng.integers(len(first)))
    letter = "aiudfhklnrstz"[int(rng.integers(13))]
    rhymed = first[:k] + letter + first[k + int(rng.random() < 0.8) :]
    return rhymed.capitalize() if rhymed.lower() != first.lower() else last_vowel(first, rng)


@dataclass(frozen=True)
class Register:
    """Records as ``read_visits`` gives them, and which child each is of, by source row."""

    records: pd.DataFrame
    truth: pd.Series
    twins: list[tuple[int, int]]
    namesakes: list[tuple[int, int]]
    names: list[str]


@dataclass(frozen=True)
class Mix:
    """How many children are hard to tell apart, and how much their rows say (shares, 0-1)."""

    twins: float = 0.012
    rhyming: float = 0.5  # of twins: of one sex, with names one letter apart
    rhyme: Callable[[str, np.random.Generator], str] = last_vowel
    one_birth_weight: bool = False  # of twins
    namesakes: float = 0.01
    same_birth_date: float = 0.0  # of namesakes
    nik: float = 0.5
    birth_weight: float = 0.93


def _typo(text: str, rng: np.random.Generator) -> str:
    k = int(rng.integers(1, len(text) - 1))
    letter = "aeioubdgklmnprst"[int(rng.integers(16))]
    return [
        text[:k] + letter + text[k + 1 :],
        text[:k] + text[k + 1 :],
        text[: k - 1] + text[k] + text[k - 1] + text[k + 1 :],
    ][int(rng.integers(3))]


def make_register(n: int, visits: int, seed: int, mix: Mix | None = None) -> Register:
    rng = np.random.default_rng(seed)
    mix = mix or Mix()

    def pick(words: list[str]) -> str:
        return words[int(rng.integers(len(words)))]

    people = []
    twins, namesakes = [], []
    for k in range(n):
        sex = "mf"[int(rng.integers(2))]
        parts = [pick(BOYS if sex == "m" else GIRLS)] + ([pick(MIDDLE)] if rng.random() < 0.6 else []) + [pick(LAST)]
        person = {
            "name": " ".join(parts),
            "sex": sex,
            "birth": pd.Timestamp("2021-01-01") + pd.Timedelta(days=int(rng.integers(1500))),
            "mother": f"{pick(MOTHERS)} {pick(MOTHERS)}",
            "father": f"{pick(FATHERS)} {pick(LAST)}",
            "area": f"17.71.0{rng.integers(1, 10)}.10{rng.integers(1, 9):02d}",
            "posyandu": f"{pick(['Melati', 'Mawar', 'Kenanga', 'Dahlia'])} {rng.integers(1, 4)}",
            "kg": round(float(rng.normal(3.05, 0.4)), 1),
            "cm": float(round(rng.normal(48.6, 1.8))),
            "late_name": rng.random() < 0.15,
        }
        if k and rng.random() < mix.twins and (k - 2, k - 1) not in twins[-1:]:  # a twin of the child before
            before = people[-1]
            own = {key: person[key] for key in ("name", "sex", "kg", "late_name")}
            if mix.one_birth_weight:
                own["kg"] = before["kg"]
            if rng.random() < mix.rhyming:
                own["sex"] = before["sex"]
                first, _, rest = before["name"].partition(" ")
                own["name"] = f"{mix.rhyme(first, rng)} {rest}"
            person = before | own
            twins.append((k - 1, k))
        elif k and rng.random() < mix.namesakes:  # another child of the same name in the same desa
            born_together = mix.same_birth_date > 0 and rng.random() < mix.same_birth_date
            shared = ("name", "sex", "area", "birth") if born_together else ("name", "sex", "area")
            person |= {key: people[-1][key] for key in shared}
            namesakes.append((k - 1, k))
        people.append(person)
    rows = []
    for k, p in enumerate(people):
        nik = f"177199{p['birth'].day + 40 * (p['sex'] == 'f'):02d}{p['birth']:%m%y}{k % 9999 + 1:04d}"
        campaigns = np.sort(rng.choice(8, visits, replace=False))
        for c in campaigns:
            day = pd.Timestamp("2025-01-03") + pd.Timedelta(days=int(c) * 30 + hash_day(p["posyandu"] + p["area"]))
            dob, name, sex, area, posyandu = p["birth"], p["name"], p["sex"], p["area"], p["posyandu"]
            age = (day - dob).days
            if age < 0:
                continue
            if p["late_name"] and age < 90:
                name = f"BY NY {p['mother']}"
            elif rng.random() < 0.05:
                name = _typo(name, rng)
            elif rng.random() < 0.02:
                name = name.rpartition(" ")[0] if name.count(" ") else name
            if rng.random() < 0.015:
                text = f"{dob:%Y%m%d}"
                at = int(rng.integers(3, 8))
                changed = pd.to_datetime(
                    text[:at] + str(rng.integers(10)) + text[at + 1 :], format="%Y%m%d", errors="coerce"
                )
                dob = changed if pd.notna(changed) else dob
            elif rng.random() < 0.004 and dob.day <= 12:
                dob = pd.Timestamp(dob.year, dob.day, dob.month)
            if rng.random() < 0.005:
                sex = "m" if sex == "f" else "f"
            if rng.random() < 0.02:
                area = f"17.71.0{rng.integers(1, 10)}.10{rng.integers(1, 9):02d}"
            if rng.random() < 0.03:
                posyandu = "Anggrek 1"
            parent = [p["mother"], f"{p['father']} / {p['mother']}", f"{p['mother']} / {p['father']}"][
                int(rng.choice(3, p=[0.7, 0.2, 0.1]))
            ]
            if rng.random() < 0.04:
                parent = _typo(parent, rng)
            masked = rng.random() >= mix.nik
            rows.append(
                {
                    "nik": None if masked else nik,
                    "nik_status": "disensor" if masked else "ok",
                    "name": name.upper() if rng.random() < 0.5 else name,
                    "sex": sex,
                    "birth_date": dob,
                    "birth_weight_kg": p["kg"] if rng.random() < mix.birth_weight else np.nan,
                    "birth_length_cm": p["cm"] if rng.random() < 0.9 else np.nan,
                    "parent_name": parent if rng.random() < 0.95 else None,
                    "area_code": area,
                    "posyandu": posyandu,
                    "visit_date": day,
                    "weight_kg": round(3 + age * 0.008 + float(rng.normal(0, 1)), 1),
                    "lenhei_cm": round(50 + age * 0.03 + float(rng.normal(0, 3)), 1),
                    "measure": "h",
                    "child": k,
                }
            )
            if rng.random() < 0.001:
                rows.append(rows[-1] | {"name": rows[-1]["name"]})
    frame = pd.DataFrame(rows).sample(frac=1, random_state=seed).reset_index(drop=True)
    frame["source_file"] = "invented.xlsx"
    frame["source_sheet"] = "Worksheet"
    frame["source_row"] = frame.index + 2
    truth = pd.Series(frame.pop("child").to_numpy(), index=frame["source_row"])
    return Register(frame, truth, twins, namesakes, [person["name"] for person in people])


def hash_day(text: str) -> int:
    return sum(map(ord, text)) % 18


def _pairs(sizes: pd.Series) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def pairwise(truth: pd.Series, found: pd.Series) -> tuple[float, float]:
    """Precision and recall over pairs of records, from the sizes of groups and not from the pairs themselves."""
    both = pd.DataFrame({"truth": truth, "found": found.reindex(truth.index)})
    right = _pairs(both.groupby(["truth", "found"]).size())
    return right / max(_pairs(both.groupby("found").size()), 1), right / max(_pairs(both.groupby("truth").size()), 1)


@pytest.fixture(scope="session")
def invent():
    return make_register


@pytest.fixture(scope="session", params=[last_vowel, any_letter], ids=["Raka-Raki", "Raka-Rafa"])
def rhyme(request):
    return request.param


@pytest.fixture(scope="session", params=[False, True], ids=["no birth weight", "one birth weight"])
def hard(request, rhyme):
    """Twins of one sex, names one letter apart, and no NIK nor birth weight to tell them by: none is known, or one."""
    known = Mix().birth_weight if request.param else 0.0
    return Mix(rhyming=1.0, rhyme=rhyme, nik=0.0, birth_weight=known, one_birth_weight=True)


@pytest.fixture(scope="session")
def namesakes_of_one_day():
    """Children of one name, sex, birth date and desa, whose parents alone differ."""
    return Mix(namesakes=0.03, same_birth_date=1.0, nik=0.0, birth_weight=0.0)


@pytest.fixture(scope="session")
def measure():
    def measured(register: Register, linked) -> tuple[float, float]:
        return pairwise(register.truth, found_ids(linked))

    return measured


def found_ids(linked) -> pd.Series:
    """The child of every record, visit or not, by source row."""
    rows = pd.concat([linked.visits[["source_row", "child_id"]], linked.left_out[["source_row", "child_id"]]])
    return rows.set_index("source_row")["child_id"]


@pytest.fixture(scope="session", name="found_ids")
def found_ids_fixture():
    return found_ids


@pytest.fixture(scope="session", name="pairwise")
def pairwise_fixture():
    return pairwise
