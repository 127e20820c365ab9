"""Outlines that a district puts into its folder: the one file that fits is taken, and a sentence says why none is."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from audit.errors import InputError
from audit.language import text
from audit.pipeline.outlines import find_outlines, load_outlines, outline_inputs, store_outlines
from audit.pipeline.project import Project
from audit.reference.areas import areas_of

AREAS = areas_of("64.74")
CODES = [a.code for a in AREAS.kecamatan]


def params(*sources, code="64.74"):
    district = SimpleNamespace(code=code, name=areas_of(code).district.name)
    return SimpleNamespace(district=district, sources=sources)


def named(path):
    return SimpleNamespace(kind="boundaries", path=path)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data" / "boundaries").mkdir(parents=True)
    return Project(tmp_path)


@pytest.fixture
def put(project):
    def put(name, codes=CODES, **more):
        shape = {"type": "Polygon", "coordinates": [[[117.4, 0.1], [117.5, 0.1], [117.5, 0.2], [117.4, 0.1]]]}
        rows = [{"type": "Feature", "properties": {"kode": code, **more}, "geometry": shape} for code in codes]
        path = project.root / "data" / "boundaries" / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")
        return path

    return put


def ids(found):
    return [sentence.id for sentence in found.told]


def test_the_only_file_that_fits_is_taken(project, put):
    put("kecamatan.geojson")
    put("tetangga.geojson", [a.code for a in areas_of("17.71").kecamatan])
    found = find_outlines(params(), project)
    assert found.boundaries is not None
    assert list(found.boundaries.shapes) == CODES
    assert ids(found) == ["boundaries.matched", "boundaries.not_used"]
    assert "3 dari 3" in text(found.told[0].id, "id", **found.told[0].values)
    assert "tetangga.geojson" in text(found.told[1].id, "id", **found.told[1].values)


def test_several_files_that_fit_leave_the_choice_to_a_person(project, put):
    put("a.geojson")
    put("b.geojson")
    found = find_outlines(params(), project)
    assert found.boundaries is None
    assert ids(found) == ["boundaries.ambiguous"]
    assert found.told[0].values["files"] == "a.geojson, b.geojson"
    chosen = find_outlines(params(named("data/boundaries/b.geojson")), project)
    assert chosen.boundaries is not None
    assert chosen.boundaries.file == "b.geojson"


def test_a_file_that_carries_the_code_of_another_district_is_not_even_read(project, put):
    put("batas_17.71.geojson").write_text("rusak", encoding="utf-8")
    put("1771-desa.geojson").write_text("rusak", encoding="utf-8")
    put("batas-64.74-dan-17.71.geojson")
    assert ids(find_outlines(params(), project)) == ["boundaries.matched"]


def test_what_is_left_over_on_either_side_is_named(project, put):
    put("a.geojson", [*CODES[1:], "64.74.09"], nama="Lama")
    told = {s.id: s.values for s in find_outlines(params(), project).told}
    assert told["boundaries.without_shape"] == {"file": "a.geojson", "n": 1, "names": AREAS.kecamatan[0].name}
    assert told["boundaries.unmatched"] == {"file": "a.geojson", "n": 1, "names": "Lama"}


def test_no_file_is_no_map_and_no_word(project):
    found = find_outlines(params(), project)
    assert (found.boundaries, found.told) == (None, ())
    assert list(outline_inputs(params(), project)) == []


def test_a_named_file_that_cannot_be_used_stops_the_run(project, put):
    put("a.geojson").write_text("rusak", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.geojson"):
        find_outlines(params(named("data/boundaries/a.geojson")), project)


def test_inputs_are_the_files_that_may_be_the_districts_own(project, put):
    own, other = put("peta.geojson"), put("17.71.geojson")
    assert [path for _, path in outline_inputs(params(), project)] == [own]
    assert [path for _, path in outline_inputs(params(code="17.71"), project)] == [other, own]
    assert list(outline_inputs(params(named("data/boundaries/peta.geojson")), project)) == []


def test_what_lies_beside_a_shapefile_is_an_input_too(project):
    folder = project.root / "data" / "boundaries"
    for end in ("shp", "dbf", "prj"):
        (folder / f"a.{end}").write_bytes(b"")
    beside = {path.name for _, path in outline_inputs(params(named("data/boundaries/a.shp")), project)}
    assert beside == {"a.dbf", "a.prj"}
    assert {path.name for _, path in outline_inputs(params(), project)} == {"a.shp", "a.dbf", "a.prj"}


def test_outlines_are_kept_and_read_back(project, put, tmp_path):
    put("a.geojson")
    found = find_outlines(params(), project).boundaries
    store_outlines(found, tmp_path)
    again = load_outlines(tmp_path)
    assert again is not None and found is not None
    assert again.to_json() == found.to_json()
    store_outlines(None, tmp_path)
    assert load_outlines(tmp_path) is None
    assert load_outlines(tmp_path / "tidak-ada") is None
