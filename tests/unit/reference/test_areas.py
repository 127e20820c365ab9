from __future__ import annotations

import csv
import gzip

import pytest

from audit.errors import ReferenceDataError
from audit.reference.areas import UNKNOWN, areas_of, district_codes, near_districts

# Kecamatan, and desa with kelurahan, of each district: Kepmendagri 300.2.2-2138/2025.
SIZES = {"17.71": (9, 67), "35.71": (3, 46), "14.03": (11, 155), "64.74": (3, 15), "19.71": (7, 42)}


@pytest.mark.parametrize(("code", "sizes"), SIZES.items())
def test_a_district_has_the_areas_that_the_ministry_lists(code, sizes):
    areas = areas_of(code)
    assert (len(areas.kecamatan), len(areas.desa)) == sizes
    assert areas.district.name == district_codes()[code]


@pytest.mark.parametrize("code", SIZES)
def test_every_area_lies_in_one_that_is_there_and_codes_are_in_order(code):
    areas = areas_of(code)
    codes = [area.code for area in areas]
    assert codes == sorted(codes)
    for area in areas:
        if area.level != "district":
            assert area.parent in areas.by_code
    assert sum(len(areas.within(kecamatan.code)) for kecamatan in areas.kecamatan) == len(areas.desa)


def test_kinds_follow_the_code_and_the_name():
    bengkalis, bengkulu = areas_of("14.03"), areas_of("17.71")
    assert (bengkalis.district.kind, bengkulu.district.kind) == ("kabupaten", "kota")
    assert {area.kind for area in bengkulu.desa} == {"kelurahan"}
    assert {area.kind for area in bengkalis.desa} == {"desa", "kelurahan"}
    assert bengkulu.kecamatan[0].kind == "kecamatan"


@pytest.mark.parametrize("code", SIZES)
def test_the_partition_reaches_every_area_once_and_has_an_unknown_part_at_each_level(code):
    areas = areas_of(code)
    leaves = list(areas.partition.leaves())
    assert len(leaves) == len(set(leaves)) == len(areas.desa) + len(areas.kecamatan) + 1
    assert {leaf for leaf in leaves if not leaf.endswith(f".{UNKNOWN}")} == {area.code for area in areas.desa}
    assert not {area.code for area in areas if area.code.endswith(f".{UNKNOWN}")}


@pytest.mark.parametrize(
    ("code", "leaf"),
    [
        ("17.71.01.1001", "17.71.01.1001"),  # a kelurahan
        ("17.71.01", "17.71.01.00"),  # only the kecamatan is known
        ("17.71.01.00", "17.71.01.00"),
        ("17.71.01.9999", "17.71.01.00"),  # no desa of it
        ("17.71", "17.71.00"),
        ("17.71.00", "17.71.00"),
        ("17.71.99.1001", "17.71.00"),
        ("64.74.01.1001", "17.71.00"),  # elsewhere
        ("", "17.71.00"),
    ],
)
def test_a_code_counts_under_the_finest_part_that_is_known(code, leaf):
    areas = areas_of("17.71")
    assert areas.leaf(code) == leaf
    assert leaf in set(areas.partition.leaves())


@pytest.mark.parametrize("code", SIZES)
def test_every_leaf_is_its_own_leaf(code):
    areas = areas_of(code)
    assert all(areas.leaf(leaf) == leaf for leaf in areas.partition.leaves())


@pytest.mark.parametrize("code", ["17", "17.7", "1771", "17.71.01", "99.99", "17.71.", ""])
def test_a_code_that_is_no_district_is_refused_by_name(code):
    with pytest.raises(ReferenceDataError) as caught:
        areas_of(code)
    assert caught.value.exit_code == 12
    assert caught.value.values["code"] == code


def test_a_code_that_begins_like_another_does_not_take_its_areas():
    assert {area.code[:5] for area in areas_of("17.01")} == {"17.01"}


@pytest.mark.shared
def test_areas_of_the_five_districts_are_those_of_another_compilation(shared):
    with shared("data/wilayah/wilayah_lima_daerah.csv").open(encoding="utf-8", newline="") as file:
        expected = {row["kode"] for row in csv.DictReader(file) if row["kode"].count(".") >= 1}
    assert {area.code for code in SIZES for area in areas_of(code)} == expected


@pytest.mark.shared
def test_names_of_desa_and_kelurahan_agree_with_another_compilation_but_for_spaces_and_capitals(shared):
    with gzip.open(shared("data/wilayah/desakel.csv.gz"), "rt", encoding="utf-8", newline="") as file:
        expected = {row["kode"]: fold(row["nama"]) for row in csv.DictReader(file) if row["kode"][:5] in SIZES}
    assert {area.code: fold(area.name) for code in SIZES for area in areas_of(code).desa} == expected


def fold(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())


@pytest.mark.shared
def test_the_nation_has_every_district(shared):
    with shared("data/wilayah/kabkota.csv").open(encoding="utf-8", newline="") as file:
        expected = {row["kode"] for row in csv.DictReader(file)}
    assert set(district_codes()) == expected
    assert len(expected) == 514


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("1771", "17.71 Kota Bengkulu"),
        ("17,71", "17.71 Kota Bengkulu"),
        ("Bengkulu", "17.71 Kota Bengkulu"),
        ("Kota Bengkullu", "17.71 Kota Bengkulu"),
        ("Kab. Bengkalis", "14.03 Kabupaten Bengkalis"),
        ("Pangkal Pinang", "19.71 Kota Pangkal Pinang"),
        ("Kabupaten Kediri", "35.06 Kabupaten Kediri"),
        ("Kota Kediri", "35.71 Kota Kediri"),
    ],
)
def test_a_code_or_name_that_is_nearly_a_district_gets_suggestions(asked, first):
    near = near_districts(asked)
    assert near[0] == first
    assert len(near) <= 3


def test_a_mistyped_code_is_first_looked_for_in_its_province():
    assert [near[:2] for near in near_districts("17.17")] == ["17"] * 3


@pytest.mark.parametrize("asked", ["99.99", "", "Atlantis"])
def test_what_is_near_nothing_gets_none(asked):
    assert near_districts(asked) == ()
    with pytest.raises(ReferenceDataError) as refused:
        areas_of(asked or "-")
    assert refused.value.id == "reference.unknown_district"
