"""Outlines in every format that a district may have, and a sentence for every file that is none."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest
from geopandas import GeoDataFrame, GeoSeries
from shapely.geometry import Point, box

from audit.errors import InputError
from audit.register.boundary_files import read_layers

BOXES = GeoSeries([box(117.4, 0.1, 117.5, 0.2), box(117.5, 0.1, 117.6, 0.2)])
CODES = ["64.74.01", "64.74.02"]
POINTS = GeoSeries([Point(117.4, 0.1)])
UTM_50N = "EPSG:32650"


def write(path: Path, shapes=BOXES, crs: str = "EPSG:4326", **more) -> Path:
    frame = GeoDataFrame({"kode": CODES[: len(shapes)]}, geometry=shapes, crs="EPSG:4326").to_crs(crs)
    frame.to_file(path, **more)
    return path


def bounds(shapes) -> np.ndarray:
    return GeoSeries(shapes).bounds.to_numpy()


def zipped(path: Path, *files: Path, folder: str = "") -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for file in files:
            packed.write(file, f"{folder}{file.name}")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        read_layers(path)
    assert refused.value.exit_code == 11
    assert path.name in str(refused.value)
    return refused.value.id


@pytest.mark.parametrize("crs", ["EPSG:4326", UTM_50N])
@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp", "bare.zip", "deep.zip"])
def test_the_same_outlines_come_from_every_format_and_system(tmp_path, name, crs):
    path = tmp_path / name
    if name.endswith(".zip"):
        write(tmp_path / "b.shp", crs=crs)
        parts = [p for p in tmp_path.iterdir() if p.stem == "b"]
        zipped(path, *parts, folder="data peta/" if name == "deep.zip" else "")
    else:
        write(path, crs=crs)
    (layer,) = read_layers(path)
    assert list(layer.columns["kode"]) == list(CODES)
    assert bounds(layer.shapes) == pytest.approx(bounds(BOXES), abs=2e-5)


def test_layers_without_polygons_are_passed_over(tmp_path):
    path = write(tmp_path / "a.gpkg", layer="wilayah")
    write(path, POINTS, layer="posyandu")
    (layer,) = read_layers(path)
    assert len(layer.shapes) == 2
    only = tmp_path / "titik.gpkg"
    assert refusal(write(only, POINTS)) == "boundaries.no_polygons"


def test_degrees_need_no_system_and_metres_do(tmp_path):
    degrees, metres = write(tmp_path / "d.shp"), write(tmp_path / "m.shp", crs=UTM_50N)
    for path in (degrees, metres):
        path.with_suffix(".prj").unlink()
    (layer,) = read_layers(degrees)
    assert bounds(layer.shapes) == pytest.approx(bounds(BOXES))
    assert refusal(metres) == "boundaries.no_crs"


def test_a_shapefile_without_its_companions_says_which(tmp_path):
    path = write(tmp_path / "a.shp")
    path.with_suffix(".dbf").unlink()
    assert refusal(path) == "boundaries.shp_parts"
    assert refusal(zipped(tmp_path / "a.zip", path, path.with_suffix(".shx"))) == "boundaries.shp_parts"


@pytest.mark.parametrize(
    ("name", "content", "id"),
    [
        ("a.geojson", b"", "unreadable"),
        ("a.geojson", b"{", "unreadable"),
        ("a.geojson", b"SQLite format 3\0 and no more", "unreadable"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "no_polygons"),
        ("a.geojson", b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>", "unreadable"),
        ("a.gpkg", b'{"type": "FeatureCollection", "features": []}', "unreadable"),
        ("a.gpkg", b"SQLite format 3\0 and no more", "unreadable"),
        ("a.zip", b"PK\x03\x04 cut off", "unreadable"),
        ("a.kml", b"<kml/>", "other_format"),
        ("peta.pdf", b"%PDF-1.7", "other_format"),
    ],
)
def test_what_is_no_map_is_told(tmp_path, name, content, id):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == f"boundaries.{id}"


def test_a_folder_a_file_that_is_not_there_and_a_zip_of_other_things(tmp_path):
    (tmp_path / "peta.geojson").mkdir()
    assert refusal(tmp_path / "peta.geojson") == "boundaries.folder"
    assert refusal(tmp_path / "tidak-ada.gpkg") == "boundaries.unreadable"
    (tmp_path / "baca.txt").write_text("halo", encoding="utf-8")
    assert refusal(zipped(tmp_path / "a.zip", tmp_path / "baca.txt")) == "boundaries.no_map_in_zip"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "besar.geojson"
    with path.open("wb") as file:
        file.truncate(500_000_000)  # takes no room on the disk
    assert refusal(path) == "boundaries.too_large"


def test_a_zip_that_would_unpack_to_more_than_is_allowed_is_refused(tmp_path):
    inside = tmp_path / "a.geojson"
    with inside.open("wb") as file:
        file.truncate(120_000_000)
    assert refusal(zipped(tmp_path / "bom.zip", inside)) == "boundaries.too_large"


def test_more_outlines_than_a_country_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.register.boundary_files._MOST_OUTLINES", 1)
    assert refusal(write(tmp_path / "a.gpkg")) == "boundaries.too_many"


def test_an_outline_without_a_shape_is_kept_as_none(tmp_path):
    path = tmp_path / "a.geojson"
    square = {"type": "Polygon", "coordinates": [[[117.4, 0.1], [117.5, 0.1], [117.5, 0.2], [117.4, 0.1]]]}
    shapes = [square, None, {"type": "Point", "coordinates": [117.4, 0.1]}]
    features = [{"type": "Feature", "properties": {"kode": "x"}, "geometry": shape} for shape in shapes]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    (layer,) = read_layers(path)
    assert [shape is None for shape in layer.shapes] == [False, True, True]
