from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.disclosure.identities import Identities, Phrases, fold, is_area_only, phone_of, words_of


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("SITI  Rahmà", ["siti", "rahma"]),
        ("Ma\u2019ruf", ["maruf"]),
        ("Rah\u00adma", ["rahma"]),
        ("M. Nur-Hidayat 2", ["m", "nur", "hidayat"]),
        ("", []),
    ],
)
def test_folding(written, words):
    assert words_of(fold(written)) == words


def test_the_longest_phrase_at_each_place():
    phrases = Phrases([("siti",), ("siti", "rahma"), ("rahma", "dewi")])
    assert list(phrases.find(["ibu", "siti", "rahma", "dewi"])) == [(1, 3), (2, 4)]
    assert len(phrases) == 3
    assert ("siti", "rahma") in phrases
    assert ("rahma",) not in phrases


def test_forms_under_which_a_person_may_be_named():
    found = Identities.of(["By. Ny. Siti Rahma", "Ani Lestari / Budi", "Sukarno", "tidak ada", "-", "A B"])
    assert set(found.full) == {
        ("by", "ny", "siti", "rahma"),
        ("siti", "rahma"),
        ("ani", "lestari", "budi"),
        ("ani", "lestari"),
    }
    assert found.single == {"budi", "sukarno"}


@pytest.mark.parametrize("written", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_telephone_numbers_are_compared_without_their_beginning(written):
    assert phone_of(written) == "81234567890"


@pytest.mark.parametrize(
    "written",
    [
        "0812-3456-7890",
        "+62 812.3456.7890",
        "81234567890",
        "(0812) 3456 7890",
        "0062 812 34567890",
        "62 0812 3456 7890",
    ],
)
def test_a_telephone_number_however_the_register_writes_it(written):
    assert Identities.of([], phones=[written]).phones == {"81234567890"}


def test_two_telephone_numbers_in_one_cell():
    assert Identities.of([], phones=["0812-3456-7890 / 0736-21345"]).phones == {"81234567890", "73621345"}


@pytest.mark.parametrize("written", ["-", "tidak ada", "0000000000", "08111", "21345", "1771994508230001"])
def test_what_is_no_telephone_number(written):
    assert Identities.of([], phones=[written]).phones == frozenset()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Jl. Melati No. 5", "jl melati no 5"),
        ("JALAN MELATI NO.5", "jl melati no 5"),
        ("Gang Mawar", "gg mawar"),
        ("ALAMAT CONTOH NO 12", "alamat contoh no 12"),
        ("Griya Asri", "griya asri"),
        ("Pasar Ikan Lama", "pasar ikan lama"),
        ("RT 03 RW 02 Jl. Melati", "rt 03 rw 02 jl melati"),
    ],
)
def test_addresses_that_lead_to_a_home(written, words):
    assert set(Identities.of([], addresses=[written]).addresses) == {tuple(words.split())}


@pytest.mark.parametrize(
    "written",
    ["Kelurahan Anggut Atas", "Desa Suka Maju", "RT 03 RW 02", "RT.03/RW.02 Desa Suka", "Melati", "Melati 5", "No. 12",
     "Puskesmas Suka Merindu", "tidak ada", "sesuai KK", "ikut orang tua", "-", "", "Dusun II", "Kota Bengkulu"],
)  # fmt: skip
def test_addresses_that_do_not(written):
    assert len(Identities.of([], addresses=[written]).addresses) == 0


def test_an_address_that_only_names_places():
    places = Phrases([("anggut", "atas"), ("melati",)])
    for only in ("anggut atas", "anggut atas 5", "rt 2 anggut atas", "anggut atas melati", "kel anggut atas"):
        assert is_area_only(only.split(), places)
    for home in ("jl anggut atas 5", "melati indah", "griya melati"):
        assert not is_area_only(home.split(), places)


def test_a_name_turned_round_a_comma():
    phrases = Phrases([("siti", "nur", "rahma"), ("siti", "rahma")])
    assert list(phrases.turned(["ibu", "nur", "rahma"], ["siti", "lahir"])) == [(2, 1), (1, 1)]
    assert list(phrases.turned(["rahma"], ["siti", "nur"])) == [(1, 2), (1, 1)]
    assert list(phrases.turned(["rahma", "siti"], ["siti"])) == []
    assert list(phrases.turned([], ["siti", "rahma"])) == list(phrases.turned(["rahma"], [])) == []


def test_names_run_together():
    assert Identities.of(["Siti Rahma", "Siti", "Ana Tomi"]).joined == {"sitirahma": ("siti", "rahma")}


def test_the_vault():
    frame = pd.DataFrame({"name": ["Ani Lestari", None], "parent_name": ["Siti Rahma", None], "nik": ["1", None]})
    frame["birth_date"] = pd.to_datetime(["2023-09-03", None])
    found = Identities.of_vault(frame, visit_dates=[date(2024, 1, 5)])
    assert found.dates == {date(2023, 9, 3), date(2024, 1, 5)}
    assert set(found.full) == {("ani", "lestari"), ("siti", "rahma")}
    said = {"name": "Anni Lestari", "nik": "1771994508230001", "phone": "0812 3456 7890", "address": "Jl. Melati 5"}
    mentions = pd.DataFrame({"kind": list(said), "text": list(said.values())})
    more = Identities.of_vault(frame, mentions)
    assert set(more.full) == {("ani", "lestari"), ("siti", "rahma"), ("anni", "lestari")}
    assert (more.niks, more.phones) == ({said["nik"]}, {"81234567890"})
    assert set(more.addresses) == {("jl", "melati", "5")}
