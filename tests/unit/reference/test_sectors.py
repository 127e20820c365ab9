"""Sectors and actors: every actor of the practice notes is there, and a name means whoever leads."""

from __future__ import annotations

import pytest

from audit.language import has
from audit.reference.sectors import SECTORS, UNASSIGNED, actor_of, actors

# Practice notes, U5; media, LSM and CSR as the issue names them.
OF_THE_NOTES = {
    "opd", "camat", "lurah_kades", "tp_pkk", "kua", "tokoh_agama", "tokoh_masyarakat", "lpm", "university", "business",
    "baznas", "media", "ngo",
}  # fmt: skip


def test_every_actor_of_the_notes_has_a_sector_a_source_and_words():
    assert {actor.id for actor in actors()} >= OF_THE_NOTES
    assert {actor.sector for actor in actors()} == set(SECTORS)
    assert all(actor.confidence in ("H", "M", "L") and actor.source and all(actor.words) for actor in actors())


def test_a_word_means_one_actor():
    words = [word for actor in actors() for word in actor.words]
    assert len(words) == len(set(words))
    assert all(word == word.casefold().strip() for word in words)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_actor_and_sector_has_a_name(language):
    ids = [f"sectors.actor.{actor.id}" for actor in actors()] + [f"sectors.actor.{UNASSIGNED}"]
    ids += [f"rtl.plan.sector.{sector}" for sector in SECTORS]
    assert [id for id in ids if not has(id, language)] == []


@pytest.mark.parametrize(
    ("name", "actor", "sector"),
    [
        ("Dinas Kesehatan Kota Kediri", "opd", "pemerintah"),
        ("DP3AP2KB Kota Bengkulu bersama tim pakar", "opd", "pemerintah"),
        ("Camat bersama TPK dan puskesmas", "camat", "pemerintah"),
        ("Ketua pelaksana TPPS Kota Bontang", "tpps", "pemerintah"),
        ("TP. PKK Kecamatan Pesantren", "tp_pkk", "masyarakat"),
        ("Kader PKK", "tp_pkk", "masyarakat"),
        ("Kantor Urusan Agama", "kua", "pemerintah"),
        ("Tokoh agama setempat", "tokoh_agama", "masyarakat"),
        ("Universitas Bengkulu", "university", "akademisi"),
        ("PT Contoh Sejahtera", "business", "usaha"),
        ("Badan Amil Zakat Nasional", "baznas", "pemerintah"),
        ("RRI Bengkulu", "media", "media"),
        ("Yayasan Contoh", "ngo", "masyarakat"),
        ("LURAH", "lurah_kades", "pemerintah"),
    ],
)
def test_an_office_is_known_by_its_name(name, actor, sector):
    found = actor_of(name)
    assert found is not None
    assert (found.id, found.sector) == (actor, sector)


@pytest.mark.parametrize("name", [None, "", "   ", "Ibu Siti", "akan ditentukan", "optimal", "lurahan"])
def test_nobody_is_guessed(name):
    assert actor_of(name) is None
