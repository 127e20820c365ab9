from __future__ import annotations

import pytest

from audit.register.names import CLOSE, DIFFERENT, PARTIAL, SAME, UNKNOWN, alike, child_name, persons, place


def level(a: str, b: str) -> int:
    return int(alike([child_name(a).folded], [child_name(b).folded])[0])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("AISYAH PUTRI", "Aisyah  putri"),
        ("Putri Aisyah", "Aisyah Putri"),
        ("M. Rizki", "Muhammad Rizki"),
        ("Moch. Rizki", "MUHAMAD RIZKI"),
        ("An. Budi Santoso", "Budi Santoso"),
        ("Ma'ruf Joesoef", "Maruf Yusuf"),
        ("Nur Khasanah", "Nur Hasanah"),
        ("Café Zzahra", "Cafe Zahra"),
    ],
)
def test_one_name_written_in_two_ways_is_the_same(a, b):
    if "Joesoef" in a:  # J and Y are not one sound everywhere: close, not the same
        assert level(a, b) == CLOSE
    else:
        assert level(a, b) == SAME


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Satria Ramadhan", "Satira Ramadhan", CLOSE),  # two letters swapped
        ("Dinda Pratama", "Dnda Pratama", CLOSE),
        ("Aliya", "Aliyah", CLOSE),
        ("Aisyah", "Aisyah Putri Lestari", PARTIAL),
        ("Dinda Pratama", "Bunga Pratama", DIFFERENT),
        ("Hasan Ramadhan", "Husein Ramadhan", DIFFERENT),
        ("Ani", "Adi", DIFFERENT),  # too short for one letter to be a typing error
        ("", "Aisyah", UNKNOWN),
    ],
)
def test_levels_of_likeness(a, b, expected):
    assert level(a, b) == expected
    assert level(b, a) == expected


def test_no_names_give_no_levels():
    assert alike([], []).shape == (0,)


@pytest.mark.parametrize(
    ("text", "mother", "order"),
    [
        ("BY NY SITI ROHMAH", "SITI ROHMAH", ""),
        ("By. Ny. Siti Rohmah", "SITI ROHMAH", ""),
        ("BAYI NY. SITI II", "SITI", "II"),
        ("BY SITI KEMBAR 2", "SITI", "2"),
        ("Bayi", "", ""),
    ],
)
def test_an_unnamed_baby_has_a_mother_and_perhaps_a_birth_order(text, mother, order):
    name = child_name(text)
    assert name.unnamed
    assert (name.folded, name.mother, name.order) == ("", mother, order)


@pytest.mark.parametrize("text", ["Bayu Pratama", "Byan Saputra", "Bayitullah"])
def test_names_that_only_begin_like_bayi_are_names(text):
    assert not child_name(text).unnamed


@pytest.mark.parametrize(
    "text",
    [
        "Joko / Siti Rohmah",
        "SITI ROHMAH/JOKO",
        "Siti Rohmah & Joko",
        "Ny. Siti Rohmah (Tn. Joko)",
        "Joko dan Siti Rohmah",
    ],
)
def test_the_order_of_parents_means_nothing(text):
    assert persons(text) == ("JOKO", "SITI ROHMAH")


def test_a_parent_that_is_not_given_is_nobody():
    assert persons(" - ") == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [("Sejahtera II", "SEJAHTERA 2"), ("Mawar", "MAWAR"), ("Posyandu Melati 03", "melati 3"), ("Mawar2", "Mawar II")],
)
def test_one_posyandu_written_in_two_ways(a, b):
    assert place(a) == place(b)


def test_numbers_tell_posyandu_apart():
    assert place("Mawar I") != place("Mawar II")
