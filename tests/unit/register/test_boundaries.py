"""Outlines of areas: matched by Kemendagri code however it is written; each mistake is one sentence."""

from __future__ import annotations

import json

import pytest

from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.register.boundaries import read_boundaries

AREAS = areas_of("64.74")
DESA, KECAMATAN = [a.code for a in AREAS.desa], [a.code for a in AREAS.kecamatan]
BPS = [f"647401{i:04d}" for i in range(len(DESA))]  # ten digits too, of another system
SQUARE = [[117.4, 0.1], [117.5, 0.1], [117.5, 0.2], [117.4, 0.2], [117.4, 0.1]]
HOLE = [[117.44, 0.14], [117.46, 0.14], [117.46, 0.16], [117.44, 0.16], [117.44, 0.14]]


def feature(geometry=None, **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": geometry or {"type": "Polygon", "coordinates": [SQUARE]},
    }


@pytest.fixture
def read(tmp_path):
    def read(*features, content=None):
        path = tmp_path / "batas.geojson"
        path.write_text(content or json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return read_boundaries(path, AREAS)

    return read


def plain(code):
    return code.replace(".", "")


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("KODE", lambda code: code),
        ("kode_desa", plain),
        ("KDEPUM", lambda code: int(plain(code))),
        ("kode", lambda code: float(plain(code))),
        ("ADM4_PCODE", lambda code: f"ID{plain(code)}"),
    ],
)
def test_a_code_is_known_however_it_is_written(read, column, written):
    found = read(*(feature(**{column: written(code)}) for code in DESA))
    assert (found.level, list(found.shapes)) == ("desa", DESA)
    assert (found.without_shape, found.unmatched) == ((), ())


def test_a_file_of_kecamatan_gives_kecamatan(read):
    found = read(*(feature(kd_kec=code) for code in KECAMATAN))
    assert (found.level, list(found.shapes)) == ("kecamatan", KECAMATAN)


def test_the_column_that_names_most_areas_is_taken_and_desa_go_before_kecamatan(read):
    rows = [feature(kode=code, kode_kec=code[:8]) for code in DESA]
    assert read(*rows, feature(kode=KECAMATAN[0])).level == "desa"


def test_what_does_not_match_is_named_and_other_districts_are_not(read):
    rows = [feature(kode=code) for code in DESA[1:]]
    odd = [feature(kode="64.74.09.1001", nama="Lama"), feature(nama="Tanpa Kode"), feature(kode="64.72.01.1001")]
    found = read(*rows, *odd)
    assert found.without_shape == (DESA[0],)
    assert found.unmatched == ("Lama", "Tanpa Kode")


def test_outlines_of_one_code_are_one_area_and_holes_run_against_their_ring(read):
    islands = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [[[x + 0.2, y] for x, y in SQUARE]]]}
    rows = [feature(kode=code) for code in DESA]
    found = read(*rows, feature(islands, kode=DESA[0]))
    turns = [(r[:-1, 0] * r[1:, 1] - r[1:, 0] * r[:-1, 1]).sum() > 0 for r in found.shapes[DESA[0]]]
    assert turns == [True, True, False, True]


@pytest.mark.parametrize(
    ("features", "id"),
    [
        ([feature(wilayah=DESA[0])], "boundaries.no_code"),
        ([feature(kode=code) for code in BPS], "boundaries.other_codes"),
        ([feature(kode=code) for code in [*DESA[:5], *BPS]], "boundaries.other_codes"),
        ([feature(kode="17.71.01.1001")], "boundaries.other_codes"),
        ([feature({"type": "Point", "coordinates": [117.4, 0.1]}, kode=DESA[0])], "boundaries.no_polygon"),
        ([feature({"type": "Polygon", "coordinates": [[["a", 1]]]}, kode=DESA[0])], "boundaries.no_polygon"),
        ([feature({"type": "Polygon", "coordinates": [SQUARE[:2]]}, kode=DESA[0])], "boundaries.no_polygon"),
        (
            [feature({"type": "Polygon", "coordinates": [[[5e5 + x, y] for x, y in SQUARE]]}, kode=DESA[0])],
            "boundaries.no_degrees",
        ),
        (
            [feature({"type": "Polygon", "coordinates": [[[y, x] for x, y in SQUARE]]}, kode=DESA[0])],
            "boundaries.no_degrees",
        ),
    ],
)
def test_a_mistake_is_one_sentence(read, features, id):
    with pytest.raises(InputError) as refused:
        read(*features)
    assert (refused.value.id, refused.value.exit_code) == (id, 11)
    assert "batas.geojson" in str(refused.value)


@pytest.mark.parametrize("content", ["", "PK\x03", "[]", "{}", '{"type": "Topology"}', '{"features": []}'])
def test_what_is_no_geojson_is_told(read, content):
    with pytest.raises(InputError, match="GeoJSON"):
        read(content=content or " ")


@pytest.mark.shared
@pytest.mark.parametrize("code", ["14.03", "17.71", "19.71", "35.71", "64.74"])
def test_outlines_of_five_districts_all_match(shared, code):
    areas = areas_of(code)
    found = read_boundaries(shared(f"data/wilayah/kelurahan_{code}.geojson"), areas)
    assert list(found.shapes) == [a.code for a in areas.desa]
    assert (found.without_shape, found.unmatched) == ((), ())
