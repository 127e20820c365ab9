"""Outlines of areas: matched by Kemendagri code however it is written; each mistake is one sentence."""

from __future__ import annotations

import json

import numpy as np
import pytest

from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.register.boundaries import Boundaries, read_boundaries

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
    rows = [feature(kode=code) for code in DESA[1:]]
    twice = [[x + 0.2, y] for x, y in SQUARE]
    again = {"type": "Polygon", "coordinates": [twice]}
    found = read(*rows, feature(islands, kode=DESA[0]), feature(again, kode=DESA[0]))
    rings = found.shapes[DESA[0]]
    assert len(rings) == 3  # an island drawn twice is one
    turns = [(r[:-1, 0] * r[1:, 1] - r[1:, 0] * r[:-1, 1]).sum() > 0 for r in rings]
    assert sorted(turns) == [False, True, True]
    assert turns[0]


@pytest.mark.parametrize(
    ("features", "id"),
    [
        ([feature(wilayah="di sini")], "boundaries.no_code"),
        ([feature(kode=code) for code in BPS], "boundaries.bps_codes"),
        ([feature(kode=code) for code in [*DESA[:5], *BPS]], "boundaries.bps_codes"),
        ([feature(kode="17.71.01.1001")], "boundaries.other_codes"),
        ([feature(kode="64.74"), feature(kode="17.71")], "boundaries.only_districts"),
        ([feature({"type": "Point", "coordinates": [117.4, 0.1]}, kode=DESA[0])], "boundaries.no_polygons"),
        ([feature({"type": "Polygon", "coordinates": [[["a", 1]]]}, kode=DESA[0])], "boundaries.unreadable"),
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


def test_codes_of_bps_that_are_also_codes_of_kemendagri_are_found_out_by_the_names_beside_them(read):
    moved = [*AREAS.desa[4:], *AREAS.desa[:4]]
    rows = [feature(kode=code, nama=area.name) for code, area in zip(DESA, moved, strict=True)]
    found = read(*rows)
    assert found.by_name
    assert list(found.shapes) == DESA


@pytest.mark.parametrize("desa", ["WADMKD", "DESA", "Kelurahan", "nama"])
def test_names_are_matched_where_there_are_no_codes(read, desa):
    rows = [
        feature(**{desa: f"KEL. {area.name.upper()}", "WADMKC": AREAS.by_code[area.parent].name})
        for area in AREAS.desa[1:]
    ]
    found = read(*rows, feature(**{desa: "Tidak Ada", "WADMKC": "Bontang Utara"}))
    assert (found.by_name, list(found.shapes)) == (True, DESA[1:])
    assert (found.without_shape, found.unmatched) == ((DESA[0],), ("Tidak Ada",))


def test_names_of_kecamatan_give_kecamatan(read):
    found = read(*(feature(NAMOBJ=area.name) for area in AREAS.kecamatan))
    assert (found.level, list(found.shapes)) == ("kecamatan", KECAMATAN)


def test_names_of_another_district_are_not_taken(read):
    rows = [feature(WADMKD=area.name, WADMKK="Kota Bontang") for area in AREAS.desa]
    elsewhere = [feature(WADMKD=AREAS.desa[0].name, WADMKK="Kabupaten Bengkalis")]
    found = read(*rows, *elsewhere)
    assert list(found.shapes) == DESA
    assert found.unmatched == ()
    with pytest.raises(InputError, match="nama kecamatan"):
        read(*elsewhere * 3)


def test_codes_of_bps_with_names_are_matched_by_name(read):
    found = read(*(feature(kode=code, nama=area.name) for code, area in zip(BPS, AREAS.desa, strict=True)))
    assert (found.by_name, list(found.shapes)) == (True, DESA)


def test_kecamatan_are_put_together_from_their_desa(read):
    grid = {a.code: i for i, a in enumerate(AREAS.desa)}
    rows = [
        feature({"type": "Polygon", "coordinates": [[[x + grid[c] * 0.1, y] for x, y in SQUARE]]}, kode=c) for c in DESA
    ]
    found = read(*rows)
    assert list(found.kecamatan) == KECAMATAN
    first = [code for code in DESA if code.startswith(KECAMATAN[0])]
    assert len(found.kecamatan[KECAMATAN[0]]) == 1  # neighbours became one
    assert np.ptp(found.kecamatan[KECAMATAN[0]][0][:, 0]) == pytest.approx(0.1 * len(first), abs=1e-4)


def test_what_is_kept_of_a_file_reads_back_the_same(read):
    found = read(*(feature(kode=code, nama="x") for code in DESA[1:]), feature(kode="64.74.09.1001", nama="Lama"))
    again = Boundaries.from_json(json.loads(json.dumps(found.to_json())))
    assert again.to_json() == found.to_json()
    assert (again.unmatched, again.without_shape, again.file) == (("Lama",), (DESA[0],), "batas.geojson")
    assert (again.shapes[DESA[1]][0] == found.shapes[DESA[1]][0]).all()


@pytest.mark.parametrize("content", ["", "PK\x03", "[]", "{}", '{"type": "Topology"}'])
def test_what_is_no_geojson_is_told(read, content):
    with pytest.raises(InputError) as refused:
        read(content=content or " ")
    assert refused.value.id in ("boundaries.unreadable", "boundaries.no_polygons")


@pytest.mark.shared
@pytest.mark.parametrize("code", ["14.03", "17.71", "19.71", "35.71", "64.74"])
def test_outlines_of_five_districts_all_match(shared, code):
    areas = areas_of(code)
    found = read_boundaries(shared(f"data/wilayah/kelurahan_{code}.geojson"), areas)
    assert list(found.shapes) == [a.code for a in areas.desa]
    assert (found.without_shape, found.unmatched) == ((), ())


@pytest.mark.shared
def test_every_file_of_areas_is_read_or_told_in_one_sentence(shared):
    said = {}
    for path in sorted(shared("data/wilayah").glob("*.geojson")):
        level, _, code = path.stem.partition("_")
        areas = areas_of(code) if code[0].isdigit() else AREAS
        try:
            found = read_boundaries(path, areas)
        except InputError as error:
            said[path.name] = error.id
            continue
        expected = areas.desa if level == "kelurahan" else areas.kecamatan
        assert list(found.shapes) == [a.code for a in expected]
        assert list(found.kecamatan) == [a.code for a in areas.kecamatan]
        assert (found.without_shape, found.unmatched, found.by_name) == ((), (), False)
        assert sum(len(ring) for rings in found.shapes.values() for ring in rings) < 8000
    assert said == {"kabkota_indonesia.geojson": "boundaries.only_districts"}
