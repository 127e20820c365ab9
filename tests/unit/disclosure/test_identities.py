from __future__ import annotations

import pandas as pd
import pytest

from audit.disclosure.identities import Identities, Phrases, fold, phone_of, words_of


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


def test_an_address_leads_to_a_house():
    found = Identities.of([], addresses=["Jl. Melati No. 5", "Kelurahan Anggut Atas", "RT 03 RW 02"])
    assert set(found.addresses) == {("jl", "melati", "no", "5"), ("rt", "03", "rw", "02")}


def test_the_vault():
    frame = pd.DataFrame({"name": ["Ani Lestari", None], "parent_name": ["Siti Rahma", None], "nik": ["1", None]})
    found = Identities.of_vault(frame)
    assert set(found.full) == {("ani", "lestari"), ("siti", "rahma")}
    assert found.niks == frozenset()
