from __future__ import annotations

import pytest

from audit.errors import ReferenceDataError
from audit.reference.areas import Area, Areas, areas_of
from audit.register.area_match import AreaMatcher, districts_named


@pytest.mark.parametrize("code", ["17.71", "14.03", "19.71", "35.71", "64.74"])
def test_every_desa_of_a_district_finds_itself_and_nothing_else(code):
    areas, matcher = areas_of(code), AreaMatcher.of(code)
    for desa in areas.desa:
        kecamatan = areas.by_code[desa.parent].name
        assert matcher.code(desa.name.upper(), kecamatan.upper()) == desa.code
        assert matcher.code(desa.name) in (desa.code, None)  # None where two kecamatan have one of that name


def test_spellings_of_one_name():
    bontang, bengkulu = AreaMatcher.of("64.74"), AreaMatcher.of("17.71")
    assert bontang.code("API-API") == bontang.code("Api api") == bontang.code("Kel. Apiapi") == "64.74.01.1006"
    assert bengkulu.code("PEMATANG  GUBERNUR") == bengkulu.code("Pematanggubernur") == "17.71.04.1003"
    assert bengkulu.code("Pematang Gubenur") == "17.71.04.1003"  # a letter left out
    assert bengkulu.code("Sawah Lebar") != bengkulu.code("Sawah Lebar Baru")


def test_never_a_neighbour():
    kediri = AreaMatcher.of("35.71")
    assert kediri.code("Bandar Lor") != kediri.code("Bandar Kidul")
    assert kediri.code("Bandar") is None
    assert kediri.code("Desa Antah Berantah") is None
    assert kediri.code("Mojoroto", "Mojoroto") == "35.71.01.1011"
    assert kediri.code("Mojoroto", "Pesantren") is None  # the file contradicts itself
    assert kediri.code("Mojoroto", "tidak dikenal") == "35.71.01.1011"


def test_two_desa_of_one_name_need_their_kecamatan():
    area = Area("99.01", "district", "Kabupaten Contoh")
    inside = [
        area,
        Area("99.01.01", "kecamatan", "Hulu"),
        Area("99.01.02", "kecamatan", "Hilir"),
        Area("99.01.01.2001", "desa", "Sukamaju"),
        Area("99.01.02.2001", "desa", "Sukamaju"),
        Area("99.01.02.2002", "desa", "Sungai Batu II"),
    ]
    matcher = AreaMatcher(Areas(area, {a.code: a for a in inside}))
    assert matcher.code("SUKA MAJU") is None
    assert matcher.code("SUKA MAJU", "HILIR") == "99.01.02.2001"
    assert matcher.code("Sei Batu 2") == "99.01.02.2002"
    assert matcher.code("Sei Batu 3") is None


def test_districts_by_name():
    assert districts_named("KOTA KEDIRI") == {"35.71"}
    assert districts_named("Kab. Kediri") == {"35.06"}
    assert districts_named("KEDIRI") == {"35.06", "35.71"}  # two of that name: not decided
    assert districts_named("Kota Pangkal Pinang") == districts_named("KOTA PANGKALPINANG") == {"19.71"}
    assert districts_named("BENGKALIS") == {"14.03"}
    assert districts_named("Atlantis") == frozenset()


def test_unknown_code():
    with pytest.raises(ReferenceDataError):
        AreaMatcher.of("99.99")
